"""The longest chart of the shared exports: every tab opens by its key, without an error and in a bounded number of statements."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from peewee import fn
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop.models import Encounter, Observation
from ma_desktop.services.practice.import_fhir import import_fhir
from ma_desktop.services.practice.import_synthea_csv import import_synthea_csv
from ma_desktop.views.dialogs.bug_report import BugReport
from ma_desktop.views.main_window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
#: What opening a chart or one of its tabs may ask of the record.
MOST = 150


def longest(model: Any) -> int:
    count = fn.COUNT(model.id)
    row = model.standing().where(model.import_run.is_null(False))
    return int(
        row.select(model.patient).group_by(model.patient).order_by(count.desc()).limit(1).tuples()[0][0]
    )


@pytest.fixture(params=["synthea-csv", "synthea-fhir"])
def patient(request: pytest.FixtureRequest, window: MainWindow, shared_data: Path) -> int:
    folder = shared_data / request.param
    if request.param == "synthea-csv":
        import_synthea_csv(window.bench.desk, folder)
        return longest(Encounter)
    largest = max(folder.rglob("*.json"), key=lambda path: path.stat().st_size)
    import_fhir(window.bench.desk, largest)
    return longest(Observation)


def test_every_tab_of_the_longest_chart(
    window: MainWindow, panel: Any, record: Any, patient: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    really = record.database.execute_sql
    monkeypatch.setattr(
        record.database, "execute_sql", lambda sql, *rest: (asked.append(sql), really(sql, *rest))[1]
    )
    chart = panel("patient_chart")
    visit = Encounter.standing().where(Encounter.patient == patient).order_by(Encounter.id.desc()).first()
    costs = {}
    window.bench.active.choose_patient(patient, visit.id)
    costs["opened"] = len(asked)
    for number, name in enumerate(chart.tab, 1):
        asked.clear()
        QTest.keyClick(window, getattr(Qt.Key, f"Key_{number % 10}"), ALT)
        QApplication.processEvents()
        assert chart.front == name
        costs[name] = len(asked)
        assert window.findChildren(BugReport) == []
    assert {name: cost for name, cost in costs.items() if cost > MOST} == {}
    assert {"visit", "summary", "history", "results", "timeline", "notes"} <= set(costs)
    assert len(chart.tab["timeline"].data.events) >= 100
