"""The chart's tabs of results, immunizations, messages and the account, by keys."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Communication, Encounter, Immunization, Observation
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.views.dialogs.trends import OverTime

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def chart(window, panel):
    return panel("patient_chart")


def write(window, *rows: object) -> None:
    with window.bench.desk.work("Chart", needs=Permission.RECORD_VITALS) as work:
        for row in rows:
            work.insert(row)


def open_tab(window, chart, name: str):
    place = list(chart.tab).index(name) + 1
    QTest.keyClick(window, getattr(Qt.Key, f"Key_{place}"), ALT)
    assert chart.tabs.currentWidget() is chart.tab[name]
    return chart.tab[name]


@pytest.fixture
def quill(window) -> int:
    return register_patient(
        window.bench.desk, NewPatient(family="Quill", given="Zander", birth_date=date(1968, 3, 14))
    )


def test_every_tab_has_its_key_and_an_empty_one_says_so(window, chart, quill: int) -> None:
    window.bench.active.choose_patient(quill)
    for name in ("results", "immunizations", "messages", "ledger"):
        tab = open_tab(window, chart, name)
        assert tab.stack.currentWidget() is tab.nothing
        assert tab.nothing.isVisible()


def test_results_are_searched_and_walked(window, chart, dialog, quill: int) -> None:
    now = window.bench.desk.now()
    write(window, *(
        Observation(patient=quill, category="laboratory", code=code, display=name, value=value, unit="mg/dL",
                    effective_at=now - timedelta(days=days), interpretation=flag)
        for code, name, value, days, flag in (
            ("2345-7", "Glucose", 104.0, 400, "H"), ("2345-7", "Glucose", 99.0, 20, "N"), ("2160-0", "Creatinine", 0.9, 20, "N"),
        )
    ))  # fmt: skip
    window.bench.active.choose_patient(quill)
    tab = open_tab(window, chart, "results")
    assert {line.name for line in tab.list.rows.rows} == {"Glucose", "Creatinine"}
    assert QApplication.focusWidget() is tab.list
    QTest.keyClick(tab.list, Qt.Key.Key_F3)
    assert QApplication.focusWidget() is tab.search
    QTest.keyClicks(tab.search, "gluc")
    assert [line.shown for line in tab.list.rows.rows] == ["99 mg/dL"]
    QTest.keyClick(tab.search, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is tab.list
    QTest.keyClick(tab.list, Qt.Key.Key_Return)
    shown = dialog(OverTime)
    assert shown.found.drawn == ("2345-7",)
    shown.reject()
    tab.search.take_keyboard()
    QTest.keyClicks(tab.search, "zzz")
    assert tab.stack.currentWidget() is tab.no_match
    QTest.keyClick(tab.search, Qt.Key.Key_Escape)
    assert len(tab.list.rows.rows) == 2
    assert tab.list.grab().width() > 0, "the curve is painted without complaint"


def test_the_search_of_one_patient_does_not_hide_the_next_ones_results(window, chart, quill: int) -> None:
    other = register_patient(
        window.bench.desk, NewPatient(family="Else", given="Some", birth_date=date(1980, 1, 1))
    )
    now = window.bench.desk.now()
    write(window, *(
        Observation(patient=who, category="laboratory", code="x", display="Sodium", value=140.0, effective_at=now)
        for who in (quill, other)
    ))  # fmt: skip
    window.bench.active.choose_patient(quill)
    tab = open_tab(window, chart, "results")
    tab.search.setText("zzz")
    window.bench.active.choose_patient(other)
    assert tab.search.text() == ""
    assert tab.stack.currentWidget() is tab.list


def test_shots_calls_and_money_stand_in_their_tabs_and_follow_changes(window, chart, quill: int) -> None:
    window.bench.active.choose_patient(quill)
    now = window.bench.desk.now()
    tab = open_tab(window, chart, "immunizations")
    write(
        window,
        Immunization(patient=quill, cvx="03", display="MMR", occurred_at=now, lot="K12", given_here=True),
    )
    assert [dose.lot for dose in tab.list.rows.rows] == ["K12"]
    tab = open_tab(window, chart, "messages")
    write(
        window,
        Communication(
            patient=quill, about="Appointment", outcome="spoke", note="will bring the card", at=now
        ),
    )
    assert "will bring the card" in tab.list.rows.index(0, 2).data()
    visit = Encounter.get(Encounter.stage == "provider")
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    tab = open_tab(window, chart, "ledger")
    lines = len(tab.list.rows.rows)
    add_charge(window.bench.desk, visit.id, "99213", pointers=())
    take_payment(
        window.bench.desk,
        patient_id=visit.patient_id,
        amount=Decimal("5.00"),
        method="cash",
        encounter_id=visit.id,
    )
    assert len(tab.list.rows.rows) == lines + 2
    assert tab.list.rows.index(0, 4).data() == "$5.00"
    assert "Balance" in tab.balance.text() or "Credit" in tab.balance.text()
