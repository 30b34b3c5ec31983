"""The real window in a process of its own: nothing readable while it works and after SIGKILL, and the form comes back."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import PASSWORD, ROOT

#: Name, note, code's words, what was searched and what an import brought: none of them may ever lie on a disk.
MARKERS = ("Zzyzxmarker", "Quuxgiven", "Wobblynote", "Vexedlabel", "Imporztina", "9375550987")

_BEGIN = """
import json, sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ma_desktop import app as program
from ma_desktop.models import Encounter, Practitioner, HealthcareService
from ma_desktop.services.practice.log_in import log_in, worker_of
from ma_desktop.storage.record import open_record

folder, password, data = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
now = program.local_time
record = open_record(folder, "ada", password, store=None, now=now())
desk = log_in(record, "ada", now)

def wait(condition, what):
    for _turn in range(600):
        if condition():
            return
        QTest.qWait(20)
    raise SystemExit("waited in vain: " + what)

def panel(window, name):
    return next(p for p in window.panels if p.name == name)

def titles():
    return [w.windowTitle() for w in QApplication.topLevelWidgets()]
"""

_WORK = (
    _BEGIN
    + """
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.practice.import_synthea_csv import import_synthea_csv
from ma_desktop.services.practice.save_fee import save_fee
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.record_plan import record_plan
from ma_desktop.views.printing import preview_visit_page

patient = register_patient(desk, NewPatient("Zzyzxmarker", "Quuxgiven", date(1968, 3, 14), phone="9375550987"))
visit = walk_in(desk, patient_id=patient, practitioner_id=Practitioner.get().id, service_id=HealthcareService.get().id, reason="Wobblynote")
visit = Encounter.select().order_by(Encounter.id.desc()).first().id
save_fee(desk, None, code="Q9972", label="Vexedlabel", fee=Decimal("9.00"))
add_charge(desk, visit, "Q9972")
taken = import_synthea_csv(desk, data)
record.disconnect()

def work(window):
    bench = window.bench
    bench.active.choose_patient(patient, visit)
    vitals = panel(window, "vitals")
    wait(lambda: vitals.entries and vitals.widget().isEnabled(), "the form")
    window.find_patient()
    QTest.keyClicks(window.bar.find_box, "Zzyzxm")
    QTest.qWait(300)
    preview_visit_page(bench, "after-visit-summary", visit, patient)
    wait(lambda: any("summary" in t.lower() for t in titles()), "the preview")
    seen = titles()
    for widget in QApplication.topLevelWidgets():
        if widget is not window and "summary" in widget.windowTitle().lower():
            widget.close()
    QTest.qWait(200)
    window.raise_panel("vitals")
    field = vitals.entries["pulse"].input
    field.setFocus()
    saved = []
    bench.draft_saved.connect(saved.append)
    QTest.keyClicks(field, "88 Wobblynote")
    wait(lambda: saved, "the draft")
    print(json.dumps({"titles": seen + titles(), "taken": taken["taken"], "visit": visit}), flush=True)

program._open_window(program._application(), record, desk, shots=work)
"""
)

_AGAIN = (
    _BEGIN
    + """
def look(window):
    vitals = panel(window, "vitals")
    wait(lambda: vitals.entries and "pulse" in vitals.entries and vitals.entries["pulse"].input.text(), "the draft")
    field = vitals.entries["pulse"].input
    wait(lambda: window.focusWidget() is field, "the keyboard")  # nobody makes it the active window here
    print(json.dumps({"text": field.text(), "visit": window.bench.focus.encounter_id, "titles": titles()}), flush=True)
    QTimer.singleShot(0, window.close)

record.disconnect()
program._open_window(program._application(), record, desk, shots=look)
"""
)


class House:
    """One folder for everything that the program could write: record, home, caches, temporary files."""

    def __init__(self, base: Path, prepared: Path) -> None:
        self.base, self.data = base / "house", base / "data"
        self.folder = self.base / "record"
        self.processes: list[subprocess.Popen[bytes]] = []
        shutil.copytree(prepared, self.folder, ignore=shutil.ignore_patterns("record.lock"))
        for name in ("home", "tmp", "run"):
            (self.base / name).mkdir(mode=0o700)
        self.data.mkdir()
        head = "Id,BIRTHDATE,DEATHDATE,FIRST,LAST,GENDER,ADDRESS,CITY,STATE,ZIP\n"
        (self.data / "patients.csv").write_text(
            head
            + "6b1c4d5e-0000-4000-8000-000000000001,1980-02-03,,Ima,Imporztina,F,1 Road,Dayton,OH,45402\n"
        )

    def start(self, script: str) -> subprocess.Popen[bytes]:
        home, here = str(self.base / "home"), dict(os.environ)
        for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
            here[name] = home
        here |= {"TMPDIR": str(self.base / "tmp"), "XDG_RUNTIME_DIR": str(self.base / "run"), "PYTHONPATH": str(ROOT),
                 "QT_QPA_PLATFORM": "offscreen"}  # fmt: skip
        process = subprocess.Popen(
            [sys.executable, "-c", script, str(self.folder), PASSWORD, str(self.data)],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=here, cwd=str(self.base / "home"),
        )  # fmt: skip
        self.processes.append(process)
        return process

    def readable(self) -> list[str]:
        found = []
        for path in (p for p in self.base.rglob("*") if p.is_file()):
            raw = path.read_bytes()
            for word in MARKERS:
                for encoding in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
                    if word.encode(encoding) in raw or word.encode(encoding) in path.name.encode(encoding):
                        found.append(f"{word} in {path.relative_to(self.base)}")
        return found


@pytest.fixture
def house(tmp_path: Path, prepared: Path) -> Iterator[House]:
    made = House(tmp_path, prepared)
    yield made
    for process in made.processes:
        if process.poll() is None:
            process.kill()
            _ended(process)


def _said(process: subprocess.Popen[bytes]) -> dict[str, object]:
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    if not line:
        process.wait()
        told = process.stderr.read().decode()[-3000:]
        _ended(process)
        pytest.fail(told)
    return json.loads(line)  # type: ignore[no-any-return]


def _ended(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdout, process.stderr):
        assert pipe is not None
        pipe.close()
    process.wait()


def test_killed_in_the_middle_of_a_form_nothing_is_readable_and_the_form_returns(house: House) -> None:
    window = house.start(_WORK)
    said = _said(window)
    assert house.readable() == []
    window.send_signal(signal.SIGKILL)
    _ended(window)
    assert house.readable() == []
    again = house.start(_AGAIN)
    back = _said(again)
    _ended(again)
    assert back["text"] == "88 Wobblynote"
    assert back["visit"] == said["visit"]
    shown = " ".join([*said["titles"], *back["titles"]])  # type: ignore[misc]
    assert "MA Desktop" in shown
    assert [word for word in MARKERS if word in shown] == []
    assert house.readable() == []


def test_the_search_for_markers_can_fail(house: House) -> None:
    (house.base / "tmp" / "leak").write_bytes("Wobblynote".encode("utf-16-le"))
    assert house.readable() == ["Wobblynote in tmp/leak"]
