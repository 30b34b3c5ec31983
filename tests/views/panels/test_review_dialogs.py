"""Allergies and medicines gone through by keys alone in the real window."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.models import AllergyIntolerance, Encounter, MedicationRequest, Patient, ReviewedList
from ma_desktop.services.chart.add_allergy import add_allergy
from ma_desktop.services.chart.add_medicine import add_medicine
from ma_desktop.services.practice.drafts import draft_of
from ma_desktop.views.dialogs.allergy_entry import AllergyEntry
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.confirm_entries import ConfirmEntries
from ma_desktop.views.dialogs.history_entry import HistoryEntry
from ma_desktop.views.dialogs.medicine_entry import MedicineEntry
from ma_desktop.views.dialogs.pharmacy import ChoosePharmacy
from ma_desktop.views.dialogs.review_allergies import ReviewAllergies
from ma_desktop.views.dialogs.review_medicines import ReviewMedicines
from ma_desktop.views.dialogs.sign_in_place import SignInPlace

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def visit(window):
    found = Encounter.get((Encounter.stage == "roomed") & Encounter.import_run.is_null())
    for table in (AllergyIntolerance, MedicationRequest):
        table.update(error_at=window.bench.desk.now() - timedelta(days=1)).where(
            table.patient == found.patient_id
        ).execute()
    return found


def open_list(window, panel, visit, code: str) -> None:
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    panel("patient_chart").visit_tab.steps.review(code)


@pytest.fixture
def allergies(window, panel, dialog, visit) -> ReviewAllergies:
    open_list(window, panel, visit, "allergies")
    return dialog(ReviewAllergies)


def listed(review) -> list[str]:
    return [row.data.what for row in review.list.shown]


def test_a_substance_is_found_despite_a_slip_and_added_by_keys(allergies, visit) -> None:
    assert allergies.yes_button.text() == "No known allergies"
    QTest.keyClicks(allergies.substance, "penicilin")
    QTest.qWait(200)
    assert allergies.found.isVisible()
    QTest.keyClick(allergies.substance, Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert allergies.substance.text() == "Penicillin"
    assert QApplication.focusWidget() is allergies.reaction
    QTest.keyClicks(allergies.reaction, "hives")
    QTest.keyClick(allergies.reaction, Key.Key_Return)
    assert listed(allergies) == ["Penicillin"]
    assert allergies.list.shown[0].data.detail == "hives · medicine"
    assert allergies.yes_button.text() == "Reviewed, changed"
    assert not allergies.no_drug.isVisible()
    QTest.keyClick(allergies.substance, Key.Key_Return)
    assert (
        ReviewedList.get((ReviewedList.encounter == visit.id) & (ReviewedList.code == "allergies")).outcome
        == "changed"
    )


def test_a_second_one_of_the_class_is_asked_about_once(window, panel, dialog, visit) -> None:
    add_allergy(window.bench.desk, visit.patient_id, substance="Penicillin")
    open_list(window, panel, visit, "allergies")
    review = dialog(ReviewAllergies)
    review.substance.setFocus()
    QTest.keyClicks(review.substance, "Amoxicillin")
    QTest.keyClick(review.substance, Key.Key_Return)
    assert "is a penicillin, like Penicillin" in review.notice_line.label.text()
    assert listed(review) == ["Penicillin"]
    QTest.keyClick(review.substance, Key.Key_Return)
    assert listed(review) == ["Penicillin", "Amoxicillin"]


def test_what_everybody_is_asked_is_answered_by_n_and_y(allergies, visit) -> None:
    rows = allergies.questions.shown
    assert [row.data.chips[0][0] for row in rows] == ["not asked"] * 4
    rows[0].setFocus()
    QTest.keyClick(rows[0], Key.Key_N)
    assert rows[0].data.chips == (("no, Nov 23, 2026", "ok"),)
    assert ReviewedList.get(ReviewedList.code == "allergies-latex").outcome == "none-known"
    QTest.keyClick(rows[3], Key.Key_Y)
    assert allergies.substance.text() == "Adhesive, tape"
    assert QApplication.focusWidget() is allergies.reaction


def test_no_known_drug_allergies_by_alt_k_beside_a_food_allergy(window, panel, dialog, visit, qtbot) -> None:
    add_allergy(window.bench.desk, visit.patient_id, substance="Shrimp")
    open_list(window, panel, visit, "allergies")
    review = dialog(ReviewAllergies)
    assert review.no_drug.isVisible()
    qtbot.waitUntil(review.isActiveWindow)
    QTest.keyClick(review.substance, Key.Key_K, ALT)
    assert ReviewedList.get(ReviewedList.code == "allergies-drug").outcome == "none-known"
    assert review.no_drug.text() == "No drug allergies: said Nov 23"


def test_all_fields_of_an_allergy_and_taking_it_off(window, panel, dialog, visit, qtbot) -> None:
    added = add_allergy(window.bench.desk, visit.patient_id, substance="Shrimp")
    open_list(window, panel, visit, "allergies")
    review = dialog(ReviewAllergies)
    row = review.list.shown[0]
    row.setFocus()
    QTest.keyClick(row, Key.Key_Return)
    form = dialog(AllergyEntry)
    box = form.form.widgets["criticality"]
    box.setCurrentIndex(box.findData("high"))
    QTest.keyClicks(form.form.widgets["reaction"], "swelling")
    QTest.keyClick(form.form.widgets["reaction"], Key.Key_Return)
    saved = AllergyIntolerance.get_by_id(added)
    assert (saved.criticality, saved.reaction, saved.version) == ("high", "swelling", 2)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert review.list.shown[0].data.detail == "swelling · high risk · food"
    review.list.shown[0].setFocus()
    QTest.keyClick(review.list.shown[0], Key.Key_R)
    ask = dialog(AskReason)
    QTest.keyClicks(ask.reason.lineEdit(), "eats it since")
    QTest.keyClick(ask.reason.lineEdit(), Key.Key_Return)
    assert listed(review) == []
    assert review.yes_button.text() == "No known allergies"


@pytest.fixture
def medicines(window, panel, dialog, visit) -> ReviewMedicines:
    for name in ("Lisinopril 20 mg", "Metformin 500 mg", "Atorvastatin 40 mg"):
        MedicationRequest.update(intent=None).where(
            MedicationRequest.id == add_medicine(window.bench.desk, visit.patient_id, display=name)
        ).execute()
    MedicationRequest.update(taking="unknown").where(MedicationRequest.patient == visit.patient_id).execute()
    open_list(window, panel, visit, "medications")
    return dialog(ReviewMedicines)


def test_the_sheet_is_gone_through_by_letters(medicines, visit, dialog, qtbot) -> None:
    names = listed(medicines)
    rows = medicines.list.shown
    rows[0].setFocus()
    QTest.keyClick(rows[0], Key.Key_T)
    assert QApplication.focusWidget() is medicines.list.shown[1], "the keyboard goes on to the next medicine"
    QTest.keyClick(QApplication.focusWidget(), Key.Key_N)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_D)
    ask = dialog(AskReason)
    QTest.keyClicks(ask.reason.lineEdit(), "half the dose")
    QTest.keyClick(ask.reason.lineEdit(), Key.Key_Return)
    assert QApplication.focusWidget() is medicines.line, "after the last one comes what else is taken"
    said = {
        row.display: (row.taking, row.taking_note)
        for row in MedicationRequest.standing().where(MedicationRequest.patient == visit.patient_id)
    }
    assert [said[name] for name in names] == [
        ("taking", None),
        ("not-taking", None),
        ("differently", "half the dose"),
    ]
    assert medicines.list.shown[2].data.chips == (("differently: half the dose", "info"),)
    QTest.keyClick(medicines.line, Key.Key_Return)
    assert (
        ReviewedList.get((ReviewedList.encounter == visit.id) & (ReviewedList.code == "medications")).outcome
        == "changed"
    )


def test_taken_as_listed_is_no_change(medicines, visit) -> None:
    for _n in range(3):
        row = next(row for row in medicines.list.shown if row.data.chips[0][0] != "taking")
        row.setFocus()
        QTest.keyClick(row, Key.Key_T)
    assert medicines.yes_button.text() == "Reviewed, taken as listed"
    QTest.keyClick(medicines.line, Key.Key_Return)
    assert (
        ReviewedList.get((ReviewedList.encounter == visit.id) & (ReviewedList.code == "medications")).outcome
        == "no-change"
    )


def test_a_line_is_shown_in_plain_words_and_what_is_risky_is_asked_once(medicines, visit) -> None:
    medicines.line.setFocus()
    QTest.keyClicks(medicines.line, "tylenol 500 mg 2 tabs q6h prn pain")
    assert medicines.preview.text() == "Tylenol 500 mg: 2 tablets every 6 hours when needed for pain"
    QTest.keyClick(medicines.line, Key.Key_Return)
    assert "Tylenol 500 mg" in listed(medicines)
    QTest.keyClicks(medicines.line, "amlodipine 5 mg 1 po qd")
    QTest.keyClick(medicines.line, Key.Key_Return)
    assert "four times a day" in medicines.notice_line.label.text()
    assert "Amlodipine 5 mg" not in listed(medicines)
    QTest.keyClick(medicines.line, Key.Key_Return)
    row = MedicationRequest.get(MedicationRequest.display == "Amlodipine 5 mg")
    assert (row.dose, row.original, row.intent) == (
        "1 tablet by mouth once a day",
        "amlodipine 5 mg 1 po qd",
        "proposal",
    )


def test_a_medicine_against_an_allergy_is_asked_about(window, medicines, visit) -> None:
    add_allergy(window.bench.desk, visit.patient_id, substance="Penicillin")
    medicines.line.setFocus()
    QTest.keyClicks(medicines.line, "amoxicillin 500 mg tid")
    QTest.keyClick(medicines.line, Key.Key_Return)
    assert "Allergy on file" in medicines.notice_line.label.text()


def test_a_name_is_offered_and_taken(medicines) -> None:
    medicines.line.setFocus()
    QTest.keyClicks(medicines.line, "xarleto")
    QTest.qWait(200)
    assert medicines.found.isVisible()
    QTest.keyClick(medicines.line, Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert medicines.line.text() == "Xarelto "
    assert QApplication.focusWidget() is medicines.line


def test_details_and_pharmacy(medicines, dialog, visit, qtbot) -> None:
    row = medicines.list.shown[0]
    row.setFocus()
    QTest.keyClick(row, Key.Key_Return)
    form = dialog(MedicineEntry)
    assert "display" not in form.form.widgets, "an order is the provider's to change"
    QTest.keyClicks(form.form.widgets["last_taken"], "this morning")
    QTest.keyClick(form.form.widgets["last_taken"], Key.Key_Return)
    qtbot.waitUntil(lambda: not form.isVisible())
    assert "last taken this morning" in medicines.list.shown[0].data.detail
    QTest.keyClick(medicines.line, Key.Key_P, ALT)
    where = dialog(ChoosePharmacy)
    QTest.keyClicks(where.name, "Main Street Drugs")
    QTest.keyClicks(where.phone, "9375550144")
    QTest.keyClick(where.phone, Key.Key_Return)
    assert medicines.pharmacy.text() == "Pharmacy: Main Street Drugs · 937-555-0144"
    assert Patient.get_by_id(visit.patient_id).pharmacy == "Main Street Drugs"


def test_the_provider_is_shown_each_entry_before_signing(window, panel, dialog, visit, qtbot) -> None:
    patient = visit.patient_id
    for substance in ("Latex", "Shrimp"):
        add_allergy(window.bench.desk, patient, substance=substance)
    window.bench.active.choose_patient(patient, visit.id)
    panel("patient_chart").visit_tab.steps.confirm_lists()
    shown = dialog(ConfirmEntries)
    assert [row.data.what for row in shown.rows.shown] == ["Allergies: Latex", "Allergies: Shrimp"]
    shown.rows.shown[0].setFocus()
    QTest.keyClick(shown.rows.shown[0], Key.Key_Space)
    assert shown.rows.shown[0].data.chips == (("left out", "muted"),)
    shown.accept()
    sign = dialog(SignInPlace)
    sign.reject()
    assert (
        AllergyIntolerance.select()
        .where(
            (AllergyIntolerance.patient == patient)
            & (AllergyIntolerance.verification_status == "confirmed")
            & AllergyIntolerance.error_at.is_null()
        )
        .count()
        == 0
    )


@pytest.mark.parametrize(
    ("form", "kind", "find", "typed"),
    [
        ("review_allergies", ReviewAllergies, lambda d: d.reaction, "swollen li"),
        ("review_medicines", ReviewMedicines, lambda d: d.line, "lisinopril 20 mg 1 po q"),
        ("allergy_entry", AllergyEntry, lambda d: d.form.widgets["note"], "carries an Ep"),
        ("history_entry.past", HistoryEntry, lambda d: d.form.widgets["complication"], "wound infec"),
        ("history_entry.tobacco", HistoryEntry, lambda d: d.form.widgets["exposure"], "husband smo"),
        ("history_entry.directives", HistoryEntry, lambda d: d.form.widgets["by"], "Maria Lop"),
        ("pharmacy", ChoosePharmacy, lambda d: d.name, "Main Str"),
    ],
)  # fmt: skip
def test_a_half_typed_form_comes_back_after_the_program_was_killed(
    window, visit, dialog, qtbot, form: str, kind, find, typed: str
) -> None:
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    again = window.bench.forms.get(form) or (lambda _p, _e: _pharmacy(window, dialog))
    again(visit.patient_id, visit.id)
    opened = dialog(kind)
    field = find(opened)
    field.setFocus()
    QTest.keyClicks(field, typed)
    opened._draft.flush()
    kept = draft_of(window.bench.desk, form, visit.patient_id, visit.id)
    assert typed in str(kept.fields), "what a killed program leaves in the record"
    for each in window.findChildren(kind):
        each.leave()
    again(visit.patient_id, visit.id)
    back = dialog(kind)
    assert find(back).text() == typed
    back.reject()
    assert draft_of(window.bench.desk, form, visit.patient_id, visit.id) is None, "closed on purpose"


def _pharmacy(window, dialog) -> None:
    window.bench.forms["review_medicines"](None, None)
    dialog(ReviewMedicines)._choose_pharmacy()


def test_what_is_only_told_can_be_signed_for_too(window, panel, dialog, visit, medicines) -> None:
    row = medicines.list.shown[0]
    row.setFocus()
    QTest.keyClick(row, Key.Key_N)
    medicines.reject()
    panel("patient_chart").visit_tab.steps.confirm_lists()
    shown = dialog(ConfirmEntries)
    assert [each.data.chips[0][0] for each in shown.rows.shown] == ["told"]
    assert shown.yes_button.isEnabled()
    shown.accept()
    dialog(SignInPlace).reject()


def test_a_form_about_a_patient_says_whose_it_is(allergies, visit, qtbot) -> None:
    qtbot.waitUntil(allergies.whose_line.isVisible)
    patient = visit.patient
    assert patient.family in allergies.whose_line.words.text()
    assert f"born {patient.birth_date:%m/%d/%Y}" in allergies.whose_line.words.text()


def test_a_short_list_shows_whole_and_its_hint_too(allergies, visit, window, qtbot) -> None:
    for n in range(4):
        add_allergy(
            window.bench.desk,
            visit.patient_id,
            substance=f"Substance {n}",
            reaction="hives",
            encounter_id=visit.id,
        )
    allergies.read()
    qtbot.waitUntil(lambda: len(allergies.list.shown) == 4)
    QApplication.processEvents()
    hint = allergies.list.hint
    assert not allergies.scroll.verticalScrollBar().isVisible()
    low = hint.mapTo(allergies.scroll, hint.rect().bottomLeft()).y()
    assert low - 2 <= allergies.scroll.height() <= low + 12
