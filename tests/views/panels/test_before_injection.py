"""Two identifiers before an injection, by keys; more is asked where somebody else could be meant."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from ma_desktop.domain import orders
from ma_desktop.models import HealthcareService, Practitioner, ServiceRequest
from ma_desktop.services.care.place_order import place_order
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.before_injection import BeforeInjection

Key, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def shot(window):
    """An order of a flu shot for somebody who came in; answers the person's id and the order's."""

    def order(family: str = "Quill") -> tuple[int, int]:
        desk = window.bench.desk
        who = register_patient(desk, NewPatient(family=family, given="Zander", birth_date=date(1968, 3, 14)))
        visit = walk_in(
            desk, patient_id=who, practitioner_id=Practitioner.get().id, reason="flu shot",
            service_id=HealthcareService.get(HealthcareService.name == "MA visit: injection").id,
        )  # fmt: skip
        found = place_order(desk, visit, words="Influenza vaccine", kind="injection", how=orders.VERBAL)
        window.bench.active.choose_patient(who, visit)
        return who, found

    return order


def state(order: int) -> tuple[str, str]:
    row = ServiceRequest.get_by_id(order)
    return row.status, row.identity_how


def test_both_are_ticked_before_it_counts_as_given(window, dialog, shot) -> None:
    _who, order = shot()
    QTest.keyClick(window, Key.Key_D, ALT)
    asked = dialog(BeforeInjection)
    assert not asked.birth.isVisible()
    QTest.keyClick(asked.name_said, Key.Key_Return)
    assert "name first" in asked.notice_line.label.text()
    QTest.keyClick(asked.name_said, Key.Key_Space)
    QTest.keyClick(asked.name_said, Key.Key_Return)
    assert "birth date" in asked.notice_line.label.text()
    assert state(order) == ("active", "")
    QTest.keyClick(asked.birth_said, Key.Key_Space)
    QTest.keyClick(asked.birth_said, Key.Key_Return)
    assert state(order) == ("completed", "name and birth date, said by the patient")


def test_with_a_namesake_the_birth_date_is_typed_and_a_wrong_one_stops(window, dialog, shot) -> None:
    register_patient(
        window.bench.desk, NewPatient(family="Quill", given="Zander", birth_date=date(1991, 7, 2))
    )
    _who, order = shot()
    QTest.keyClick(window, Key.Key_D, ALT)
    asked = dialog(BeforeInjection)
    assert asked.birth.isVisible()
    shown = " ".join(each.text() for each in asked.findChildren(QLabel))
    assert "Quill" in shown
    assert "1968" not in shown, "nobody copies the date from the form that asks for it"
    QTest.keyClick(asked.name_said, Key.Key_Space)
    for typed, said in (("", "Type the birth date"), ("7/2/1991", "Stop")):
        asked.birth.setText(typed)
        QTest.keyClick(asked.birth, Key.Key_Return)
        assert said in asked.notice_line.label.text()
        assert state(order) == ("active", "")
    asked.birth.setText("3/14/68")
    QTest.keyClick(asked.birth, Key.Key_Return)
    assert state(order) == ("completed", "name said by the patient, birth date typed as said")


def test_what_was_given_without_asking_is_recorded_as_that(window, dialog, shot) -> None:
    _who, order = shot()
    QTest.keyClick(window, Key.Key_D, ALT)
    asked = dialog(BeforeInjection)
    asked.not_asked()
    why = dialog(AskReason)
    why.reason.setEditText("forgotten")
    why.accept()
    assert state(order) == ("completed", "not asked: forgotten")
