"""What is typed wrong, half, or unlikely: through the real window on a real encrypted record."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtTest import QTest

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.units import KG_PER_LB
from ma_desktop.models import Encounter, HealthcareService, Observation, Practitioner
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.views.main_window import MainWindow
from tests.journeys.driver import Key, Keys, Mouse, dialog, panel


def open_visit(window: MainWindow, stage: str, kind: str = "") -> Encounter:
    visit = Encounter.select().where(Encounter.stage == stage, Encounter.type_text.contains(kind)).first()
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    return visit


def test_a_value_that_cannot_be_is_said_at_once_and_nothing_is_lost(window: MainWindow) -> None:
    visit = open_visit(window, "roomed")
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    mouse.type(vitals.entries["pulse"].input, "7600")
    mouse.click(vitals.save_button)
    assert vitals.entries["pulse"].input.text() == "7600"
    assert not vitals.entries["pulse"].sentence.isHidden()
    assert window.focusWidget() is vitals.entries["pulse"].input
    vitals.entries["pulse"].input.clear()
    mouse.type(vitals.entries["temperature"].input, "37C")
    open_visit(window, "ready")
    assert vitals.rows["temperature"].input.text() == ""
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    assert vitals.entries["temperature"].input.text() == "37C"
    assert window.focusWidget() is vitals.entries["temperature"].input


def infant_in_the_office(window: MainWindow) -> Encounter:
    """Five months old, for a well visit."""
    desk = window.bench.desk
    who = NewPatient(family="Quill", given="Ola", birth_date=date(2026, 6, 20), sex="female")
    return Encounter.get_by_id(
        walk_in(
            desk, patient_id=register_patient(desk, who), practitioner_id=Practitioner.get().id, reason="well visit",
            service_id=HealthcareService.get(HealthcareService.name.contains("well")).id,
        )
    )  # fmt: skip


def test_a_child_after_an_adult_keeps_its_own_fields(window: MainWindow) -> None:
    """Rows that an adult does not have are only hidden: what is typed in them is still a draft of its patient."""
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    baby = infant_in_the_office(window)
    open_visit(window, "vitals", "BP")
    assert "length" not in vitals.entries
    window.bench.active.choose_patient(baby.patient_id, baby.id)
    assert {"length", "head"} <= vitals.entries.keys()
    assert "blood_pressure" not in vitals.entries
    mouse.type(vitals.entries["length"].input, "25.5")
    open_visit(window, "vitals", "BP")
    assert "blood_pressure" in vitals.entries
    assert "length" not in vitals.entries
    assert vitals.rows["length"].input.text() == ""
    window.bench.active.choose_patient(baby.patient_id, baby.id)
    assert vitals.entries["length"].input.text() == "25.5"
    mouse.click(vitals.save_button)
    row = Observation.standing().where(Observation.encounter == baby.id, Observation.original == "25.5").get()
    assert row.value == pytest.approx(64.77)


def test_saving_the_reason_leaves_a_half_typed_plan_alone(window: MainWindow) -> None:
    visit = open_visit(window, "roomed")
    tab, mouse = panel(window, "patient_chart").visit_tab, Mouse(window)
    tab.plan.setPlainText("half a sen")
    mouse.click(tab.reason_card.quote)
    mouse.type(tab.reason, " and tired")
    mouse.click(tab.reason_card.save_button)
    assert Encounter.get_by_id(visit.id).reason.endswith("and tired")
    assert tab.plan.toPlainText() == "half a sen"
    assert "not saved" in tab.plan_card.by.text()


def test_an_unlikely_value_is_asked_about_once_and_question_and_answer_are_kept(window: MainWindow) -> None:
    visit = open_visit(window, "roomed")
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    before = Observation.select().where(Observation.encounter == visit.id).count()
    mouse.type(vitals.entries["temperature"].input, "103.8")
    mouse.click(vitals.save_button)
    assert "Save again" in vitals.widget().notice.sentence
    assert Observation.select().where(Observation.encounter == visit.id).count() == before
    mouse.click(vitals.save_button)
    row = Observation.select().where(Observation.encounter == visit.id, Observation.code == "8310-5").get()
    assert row.asked["answer"] == ["right"]
    assert "Temperature 103.8" in row.asked["asked"][0]


def weighed_before(window: MainWindow, pounds: str) -> Encounter:
    """A visit in its room whose patient was weighed a month ago."""
    visit = open_visit(window, "roomed")
    with window.bench.desk.work("Earlier weight", needs=Permission.RECORD_VITALS) as work:
        work.insert(
            Observation(
                patient=visit.patient_id, code="29463-7", value=float(pounds) * KG_PER_LB, unit="kg",
                original=pounds, effective_at=work.now - timedelta(days=30),
            )
        )  # fmt: skip
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    return visit


def test_kilograms_typed_as_pounds_are_named_before_and_while_saving(window: MainWindow) -> None:
    visit = weighed_before(window, "180")
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    mouse.type(vitals.entries["weight"].input, "81.6")
    mouse.click(vitals.entries["pulse"].input)
    assert (
        "Kilograms and pounds mixed up? The last weight was 180 lb"
        in vitals.entries["weight"].sentence.text()
    )
    mouse.click(vitals.save_button)
    assert "Kilograms and pounds mixed up?" in vitals.widget().notice.sentence
    mine = Observation.standing().where(Observation.encounter == visit.id, Observation.code == "29463-7")
    assert mine.count() == 0
    vitals.entries["weight"].input.clear()
    mouse.type(vitals.entries["weight"].input, "81.6 kg")
    mouse.click(vitals.save_button)
    assert mine.get().value == pytest.approx(81.6)
    assert mine.get().asked is None, "the right unit needs no question"


def test_a_correction_that_differs_from_the_last_visit_is_asked_about_once(window: MainWindow) -> None:
    from ma_desktop.views.dialogs.correct_vital import CorrectVital

    visit = weighed_before(window, "180")
    vitals, mouse = panel(window, "vitals"), Mouse(window)
    mouse.type(vitals.entries["weight"].input, "182")
    mouse.click(vitals.save_button)
    vitals.correct(vitals.entries["weight"])
    fix = dialog(window, CorrectVital)
    mouse.type(fix.value, "225")
    mouse.click(fix.yes_button)
    assert fix.isVisible()
    assert "changed by 10 % or more since the last visit (180 lb" in fix.notice_line.sentence
    mouse.click(fix.yes_button)
    row = Observation.standing().where(Observation.encounter == visit.id, Observation.code == "29463-7").get()
    assert row.value == pytest.approx(225 * KG_PER_LB)
    assert row.status == "corrected"
    assert row.asked["answer"] == ["right"]
    assert "since the last visit" in row.asked["asked"][0]


def test_not_done_by_keys_and_a_saved_value_is_corrected(window: MainWindow) -> None:
    visit = open_visit(window, "vitals", "BP")
    vitals, keys = panel(window, "vitals"), Keys(window)
    keys.alt("X")
    keys.press(Key.Key_Return)  # “All that is needed: refused” stands first
    assert vitals.entries["blood_pressure.2"].input.text() == "refused"
    keys.press(Key.Key_Space)  # the keyboard stands on Save
    taken = vitals.entries["blood_pressure.2"].taken
    assert taken.text == "refused"
    row = Observation.get_by_id(taken.ids[0])
    assert (row.encounter_id, row.absent_reason, row.value) == (visit.id, "refused", None)

    from ma_desktop.views.dialogs.correct_vital import CorrectVital

    vitals.correct(vitals.entries["pulse"])
    fix = dialog(window, CorrectVital)
    fix.value.setText("67")
    fix.yes_button.click()
    assert vitals.entries["pulse"].taken.text == "67"
    assert vitals.entries["pulse"].taken.corrected


def test_how_it_was_measured_goes_with_the_blood_pressure_only(window: MainWindow) -> None:
    from ma_desktop.views.dialogs.measured_how import MeasuredHow

    visit = open_visit(window, "vitals", "BP")
    vitals, keys, mouse = panel(window, "vitals"), Keys(window), Mouse(window)
    keys.alt("J")
    how = dialog(window, MeasuredHow)
    how.boxes["site"].setCurrentIndex(how.boxes["site"].findData("left-arm"))
    how.boxes["cuff"].setCurrentIndex(how.boxes["cuff"].findData("large"))
    mouse.click(how.yes_button)
    assert vitals.method.text() == "left arm · large cuff"
    mouse.type(vitals.entries["blood_pressure.2"].input, "148/92")
    mouse.type(vitals.entries["spo2"].input, "98")
    mouse.click(vitals.save_button)
    rows = Observation.standing().where(
        Observation.encounter == visit.id, Observation.effective_at == window.bench.desk.now()
    )
    method = {row.code: row.method for row in rows}
    assert method["8480-6"] == {"site": "left-arm", "cuff": "large"}
    assert method["59408-5"] is None


def test_the_bill_names_the_source_of_the_copay_and_what_is_missing(window: MainWindow) -> None:
    open_visit(window, "checkout")
    mouse, billing = Mouse(window), panel(window, "billing")
    mouse.click(window.bar.segments.button(2))
    assert billing.chip.text() == "Not coded yet"
    assert billing.bill.copay_from in billing.copay.text()
    mouse.type(billing.fee, "99213-25 x2")
    QTest.keyClick(billing.fee, Key.Key_Return)
    charge = billing.bill.charges[0]
    assert (charge.code, charge.modifiers, charge.units, charge.pointers) == ("99213", ("25",), 2, ())
    assert billing.chip.text() == "No diagnosis"
    mouse.type(billing.search, "htn")
    QTest.keyClick(billing.search, Key.Key_Return)
    assert billing.bill.charges[0].pointers == ("A",), "a charge without a diagnosis takes the first one"
    assert window.focusWidget() is billing.search
    mouse.type(billing.search, "no such thing at all")
    QTest.keyClick(billing.search, Key.Key_Return)
    assert "Try other words" in billing.widget().notice.sentence
    assert billing.search.text() == "no such thing at all"
