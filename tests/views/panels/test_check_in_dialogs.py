"""Greeting a family, noting who came along, signing forms, a scanner in Find patient: with the real widgets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ma_desktop.models import Consent, DocumentReference, Encounter
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.register_patient import NewPatient, NewRelated, register_patient
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.services.visit.scanned import appointment_number
from ma_desktop.views.dialogs.companion import WhoCame
from ma_desktop.views.dialogs.family import Family
from ma_desktop.views.dialogs.preview import Preview
from ma_desktop.views.dialogs.sign_forms import SignForms
from ma_desktop.views.main_window import MainWindow

BORN = date(2020, 2, 9)
MOTHER = NewRelated("Ngozi Okonjo", "mother", "9375550177", may_consent=True, authority="birth parent")


def child(desk: Any, given: str, household: int | None = None) -> int:
    return register_patient(
        desk, NewPatient("Okonjo", given, BORN, "male", "9375550177", address="318 Grafton Ave", household=household, related=(MOTHER,))
    )  # fmt: skip


def book(desk: Any, patient: int, minutes: int = 20) -> int:
    choices = booking_choices(desk)
    return book_appointment(
        desk, patient_id=patient, practitioner_id=choices.providers[0].id, service_id=choices.services[0].id,
        start=desk.now() + timedelta(minutes=minutes), overlap_reason="family together",
    )  # fmt: skip


@pytest.fixture
def children(desk: Any) -> list[int]:
    first = child(desk, "Tobi")
    return [first, child(desk, "Ada", first)]


def test_a_family_is_checked_in_by_two_keys(
    window: MainWindow, desk: Any, children: list[int], dialog: Callable[..., Any], qtbot: QtBot
) -> None:
    for patient in children:
        book(desk, patient)
    window.bench.active.choose_patient(children[1])
    QTest.keyClick(window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    open_now = dialog(Family)
    qtbot.waitUntil(open_now.yes_button.hasFocus)
    assert open_now.yes_button.text() == "Check in 2"
    QTest.keyClick(open_now.yes_button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bench.focus.encounter_id is not None)
    visits = list(Encounter.standing().where(Encounter.patient.in_(children)))
    assert {visit.consent_authority for visit in visits} == {"birth parent"}
    assert window.bench.focus.patient_id == children[1]


def test_a_family_form_says_what_is_wrong_and_keeps_what_was_typed(
    window: MainWindow, desk: Any, children: list[int], dialog: Callable[..., Any]
) -> None:
    for patient in children:
        book(desk, patient)
    window.bench.active.choose_patient(children[0])
    window.bench.commands.run("check_in_patient")
    family = dialog(Family)
    family.picker.other.setChecked(True)
    family.accept()
    assert "Who came along?" in family.notice_line.sentence
    family.picker.nobody.setChecked(True)
    family.fields["phone"].setText("12")
    family.accept()
    assert "ten digits" in family.notice_line.sentence
    assert family.fields["phone"].text() == "12"
    assert Encounter.select().where(Encounter.patient.in_(children)).count() == 0


def test_one_patient_alone_is_checked_in_at_once_and_nobody_booked_is_said(
    window: MainWindow, desk: Any, children: list[int]
) -> None:
    window.bench.active.choose_patient(children[0])
    said: list[str] = []
    window.bench.say = lambda sentence, tone="ok": said.append(sentence)  # type: ignore[method-assign]
    window.bench.commands.run("check_in_patient")
    assert said == ["Nothing is booked for today that waits for check-in. Take a walk-in."]
    book(desk, children[0])
    window.bench.commands.run("check_in_patient")
    assert window.bench.focus.encounter_id == Encounter.get(Encounter.patient == children[0]).id


def test_the_schedule_greets_the_family_too(
    window: MainWindow, desk: Any, children: list[int], dialog: Callable[..., Any], panel: Callable[[str], Any],
    pick: Callable[[str], None],
) -> None:  # fmt: skip
    first, second = book(desk, children[0]), book(desk, children[0], 200)
    book(desk, children[1])
    schedule = panel("schedule")
    for way in ("key", "menu", "command"):
        schedule.view.select(second)
        if way == "key":
            schedule.check.setFocus()
            QTest.keyClick(schedule.check, Qt.Key.Key_Space)
        elif way == "menu":
            schedule._menu()
            pick("Check in")
        else:
            window.bench.commands.run("check_in")
        family = dialog(Family)
        ticked = [member.appointment_id for member in family.chosen()]
        assert second in ticked
        assert first not in ticked
        assert len(ticked) == 2
        if way != "command":
            family.reject()
    family.accept()
    assert {v.patient_id for v in Encounter.select().where(Encounter.patient.in_(children))} == set(children)


def printed_code(preview: Any) -> str:
    """What a scanner reads off the printed page."""
    document = pypdfium2.PdfDocument(preview.pdf)
    image = document[0].render(scale=300 / 72).to_pil()
    document.close()
    return str(zxingcpp.read_barcodes(image)[0].text)


def test_the_slip_printed_from_the_schedule_checks_in_and_the_one_from_the_visit_reopens_it(
    window: MainWindow, desk: Any, children: list[int], dialog: Callable[..., Any], panel: Callable[[str], Any],
    pick: Callable[[str], None], qtbot: QtBot,
) -> None:  # fmt: skip
    schedule, tab = panel("schedule"), panel("patient_chart").visit_tab
    schedule.view.select(book(desk, children[0]))
    schedule._menu()
    pick("Print routing slip")
    slip = dialog(Preview)
    code = printed_code(slip)
    slip.page.left("printed", slip.pdf, 1, lambda _entry: None, None)
    row = DocumentReference.get(DocumentReference.kind == "routing-slip")
    assert (row.recipient, row.patient_id) == ("staff", children[0])
    slip.reject()
    window.bench.active.choose_patient(children[1])
    for step in ("checks in", "reopens"):
        window.find_patient()
        QTest.keyClicks(window.bar.find_box, code)
        QTest.keyClick(window.bar.find_box, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: tab.visit is not None and tab.visit.patient_id == children[0])
        if step == "checks in":
            visit = window.bench.focus.encounter_id
            tab.slip_button.click()
            code = printed_code(dialog(Preview))
            dialog(Preview).reject()
            window.bench.active.choose_patient(children[1])
    assert window.bench.focus.encounter_id == visit
    assert Encounter.select().where(Encounter.patient == children[0]).count() == 1


def test_a_scanner_types_a_slip_and_enter_faster_than_any_list(
    window: MainWindow, desk: Any, children: list[int], qtbot: QtBot
) -> None:
    slip = appointment_number(book(desk, children[0]))
    window.find_patient()
    QTest.keyClicks(window.bar.find_box, slip)
    QTest.keyClick(window.bar.find_box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.bench.focus.encounter_id is not None)
    assert window.bench.focus.patient_id == children[0]


def test_enter_never_takes_what_an_earlier_beginning_had_found(window: MainWindow, qtbot: QtBot) -> None:
    box = window.bar.find_box
    window.find_patient()
    waiting: list[Any] = []
    real, window.bench.read = window.bench.read, lambda *args, **kw: waiting.append((args, kw))  # type: ignore[method-assign]
    QTest.keyClicks(box, "tr")
    first = waiting[-1]
    QTest.keyClicks(box, "an")
    window.bench.read = real  # type: ignore[method-assign]
    args, kw = first
    kw["then"](args[0](window.bench.desk, "tr"))  # the answer for the first two letters stands on the screen
    before = window.bench.focus.patient_id
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert window.bench.focus.patient_id == before
    args, kw = waiting[-1]
    hits = args[0](window.bench.desk, "tran")
    kw["then"](hits)
    assert window.bench.focus.patient_id == hits[0].patient_id


def test_who_came_along_is_one_key_and_authority_is_asked(
    window: MainWindow,
    desk: Any,
    children: list[int],
    dialog: Callable[..., Any],
    panel: Callable[[str], Any],
    qtbot: QtBot,
) -> None:
    visit = check_in(desk, book(desk, children[0]))
    window.bench.active.choose_patient(children[0], visit)
    steps = panel("patient_chart").visit_tab.steps
    steps.companion()
    who = dialog(WhoCame)
    assert next(iter(who.picker.known)).isChecked()
    who.accept()
    assert Encounter.get_by_id(visit).consent_authority == "birth parent"
    steps.companion()
    who = dialog(WhoCame)
    who.picker.other.setChecked(True)
    who.accept()
    assert "type the name" in who.notice_line.sentence
    who.picker.name.setText("Bisi Ade")
    who.accept()
    assert Encounter.get_by_id(visit).consent_authority == ""
    rows = panel("patient_chart").visit_tab.visit.needs
    assert rows[0].danger


def test_forms_due_are_signed_by_enter_and_a_refusal_wants_its_note(
    window: MainWindow,
    desk: Any,
    children: list[int],
    dialog: Callable[..., Any],
    panel: Callable[[str], Any],
) -> None:
    visit = check_in(desk, book(desk, children[0]))
    window.bench.active.choose_patient(children[0], visit)
    panel("patient_chart").visit_tab.steps.forms()
    form = dialog(SignForms)
    assert [answer.currentData() for _form, answer, _note in form.rows] == ["signed", "signed", ""]
    form.rows[0][1].setCurrentIndex(2)
    form.accept()
    assert "what was tried" in form.notice_line.sentence
    form.rows[0][2].setText("wants to read it at home first")
    form.accept()
    assert "signs for a minor" in form.notice_line.sentence
    form.by.setText("Ngozi Okonjo")
    form.accept()
    kinds = {row.kind: row.status for row in Consent.select().where(Consent.patient == children[0])}
    assert kinds == {"privacy-notice": "rejected", "treatment": "active"}
