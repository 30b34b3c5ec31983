"""A process of its own that is killed: the house it lives in, the beginning of its script, what it says and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PASSWORD, ROOT

#: Name, note, code's words, what was searched and what an import brought: none of them may ever lie on a disk.
MARKERS = ("Zzyzxmarker", "Quuxgiven", "Wobblynote", "Vexedlabel", "Imporztina", "9375550987")

BEGIN = """
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


def said_by(process: subprocess.Popen[bytes]) -> dict[str, object]:
    assert process.stdout is not None
    assert process.stderr is not None
    line = process.stdout.readline()
    if not line:
        process.wait()
        told = process.stderr.read().decode()[-3000:]
        ended(process)
        pytest.fail(told)
    return json.loads(line)  # type: ignore[no-any-return]


def ended(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdout, process.stderr):
        assert pipe is not None
        pipe.close()
    process.wait()
