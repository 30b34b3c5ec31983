"""SIGKILL at any moment: what was confirmed is there, the log's chain holds, and nothing can be read on the disk."""

from __future__ import annotations

import os
import random
import selectors
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ma_desktop.services.practice.log_in import log_in
from ma_desktop.storage.record import open_record
from ma_desktop.storage.verify import verify
from tests.conftest import PASSWORD, ROOT

NOW = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)
#: More rounds by hand: MA_DESKTOP_KILLS=300.
ROUNDS = int(os.environ.get("MA_DESKTOP_KILLS", "20"))

_WORKER = """
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Patient
from ma_desktop.services.practice.keep_draft import keep_draft
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.storage.record import open_record
now = lambda: datetime(2026, 11, 23, 14, 40, tzinfo=UTC)
record = open_record(Path(sys.argv[1]), "ada", sys.argv[2], store=None, now=now())
desk = log_in(record, "ada", now)
print("ready", flush=True)
number = 0
while True:
    number += 1
    patient = register_patient(desk, NewPatient("Zzyzx" + sys.argv[3], "Quux" + str(number), date(1968, 3, 14), phone="9375550142"))
    print("patient", patient, flush=True)
    keep_draft(desk, "vitals", {"note": "half " + str(number)}, patient_id=patient)
    print("draft", patient, number, flush=True)
    if number % 5 == 0:
        undo_last(desk)
        print("undone", patient, flush=True)
    if number % 40 == 0:
        record.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
"""


def _killed(folder: Path, seed: int, wait: float) -> list[list[str]]:
    """What a worker had confirmed when it was killed ``wait`` seconds after its first commit."""
    worker = subprocess.Popen(
        [sys.executable, "-c", _WORKER, str(folder), PASSWORD, str(seed)],
        stdout=subprocess.PIPE,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
    )
    assert worker.stdout is not None
    said = worker.stdout.readline()
    assert said == b"ready\n"
    deadline = time.monotonic() + wait
    raw, waiting = b"", selectors.DefaultSelector()
    waiting.register(worker.stdout, selectors.EVENT_READ)
    while (left := deadline - time.monotonic()) > 0:
        if waiting.select(left):
            raw += os.read(worker.stdout.fileno(), 65536)
    worker.send_signal(signal.SIGKILL)
    raw += worker.stdout.read()
    worker.stdout.close()
    worker.wait()
    waiting.close()
    return [line.split() for line in raw.decode().rpartition("\n")[0].splitlines()]


def test_every_confirmed_step_survives_a_kill_at_a_random_moment(prepared: Path, tmp_path: Path) -> None:
    folder = tmp_path / "practice"
    shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("record.lock"))
    choice, total = random.Random(20261123), 0
    for seed in range(ROUNDS):
        confirmed = _killed(folder, seed, choice.uniform(0.0, 0.25))
        total += len(confirmed)
        record = open_record(folder, "ada", PASSWORD, store=None, now=NOW)
        log_in(record, "ada", lambda: NOW)
        database = record.database
        rows = dict(
            database.execute_sql(
                "SELECT id, error_at FROM patient WHERE family = ?", [f"Zzyzx{seed}"]
            ).fetchall()
        )
        for kind, patient, *_number in confirmed:
            if kind == "patient":
                assert int(patient) in rows, (seed, patient)
            elif kind == "undone":
                assert rows[int(patient)] is not None, (seed, patient)
        drafts = {
            int(p): n for p, n in ((p, n) for kind, p, *more in confirmed if kind == "draft" for n in more)
        }
        for patient, number in drafts.items():
            found = database.execute_sql("SELECT fields FROM draft WHERE patient = ?", [patient]).fetchone()
            assert found is not None, (seed, patient)
            assert f"half {number}" in found[0]
        report = verify(record, {})
        assert report["ok"], (seed, report)
        record.close()
    assert total > ROUNDS


@pytest.mark.parametrize("seed", range(3))
def test_a_kill_while_a_record_is_made_leaves_it_whole_or_absent(tmp_path: Path, seed: int) -> None:
    script = (
        "import sys; from pathlib import Path; from ma_desktop.storage.record import create; from ma_desktop.storage.slots import Cost\n"
        "print('go', flush=True)\n"
        "create(Path(sys.argv[1]), login='ada', password=sys.argv[2], store=None, cost=Cost(8192, 1, 1))[0].close()\n"
        "print('done', flush=True)"
    )
    choice = random.Random(seed)
    for turn in range(6):
        folder = tmp_path / f"r{turn}"
        maker = subprocess.Popen(
            [sys.executable, "-c", script, str(folder), PASSWORD],
            stdout=subprocess.PIPE,
            env=dict(os.environ, PYTHONPATH=str(ROOT)),
        )
        assert maker.stdout is not None
        maker.stdout.readline()
        selectors_wait = choice.uniform(0.0, 0.12)
        try:
            maker.wait(selectors_wait)
        except subprocess.TimeoutExpired:
            maker.send_signal(signal.SIGKILL)
        done = b"done" in maker.stdout.read()
        maker.stdout.close()
        maker.wait()
        if done:
            record = open_record(folder, "ada", PASSWORD, store=None, now=NOW)
            assert verify(record, {})["ok"]
            record.close()
