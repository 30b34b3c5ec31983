"""A disk that is really full: a small memory disk in a mount namespace of the test's own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PASSWORD, ROOT

_SCRIPT = '''
import json, os, sys
from datetime import UTC, date, datetime
from pathlib import Path
from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Draft, Patient
from ma_desktop.services.plain_words import plain_words
from ma_desktop.services.practice.back_up import back_up
from ma_desktop.services.practice.drafts import draft_of
from ma_desktop.services.practice.keep_draft import keep_draft
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.storage.backup import restore
from ma_desktop.storage.durable_file import write_durably
from ma_desktop.storage.record import create, open_record
from ma_desktop.storage.slots import Cost
from ma_desktop.storage.verify import verify

disk, roomy, prepared, password = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
said, now = {}, lambda: datetime(2026, 11, 23, 14, 40, tzinfo=UTC)

def full(leave=0):
    """Fills the disk but for ``leave`` bytes."""
    (disk / "ballast").unlink(missing_ok=True)
    ballast, size = os.open(disk / "ballast", os.O_WRONLY | os.O_CREAT), 0
    try:
        while True:
            size += os.write(ballast, bytes(4096))
    except OSError:
        os.ftruncate(ballast, max(0, size - leave))
    os.close(ballast)

def roomy_again():
    (disk / "ballast").unlink(missing_ok=True)

def told(name, act):
    try:
        act()
        said[name] = "done"
    except Exception as error:
        said[name] = plain_words(error) or repr(error)

full(leave=65536)
told("create", lambda: create(disk / "new", login="ada", password=password, store=None, cost=Cost(8192, 1, 1)))
said["nothing half made"] = not any((disk / "new").iterdir()) if (disk / "new").is_dir() else True
roomy_again()
record, _code = create(disk / "r", login="ada", password=password, store=None, cost=Cost(8192, 1, 1))
desk = log_in(record, "ada", now)
confirmed = 0
keep_draft(desk, "vitals", {"pulse": "72"})
full(leave=200_000)

def register():
    global confirmed
    while True:
        with desk.work("Register", needs=Permission.REGISTER) as work:
            work.insert(Patient(record_number=str(20000 + confirmed), family="F" * 2000, birth_date=date(1968, 3, 14)))
        confirmed += 1

told("commit", register)
told("draft", lambda: [keep_draft(desk, f"form{n}", {"note": "x" * 3000}) for n in range(200)])
said["rows"] = [confirmed, Patient.select().count()]
said["older draft"] = dict(draft_of(desk, "vitals").fields)
roomy_again()
with desk.work("Register", needs=Permission.REGISTER) as work:
    work.insert(Patient(record_number="later", family="Later", birth_date=date(1968, 3, 14)))
said["verify"] = verify(record, {})["ok"]
bundle = back_up(desk, roomy).file
full(leave=100_000)
told("backup", lambda: back_up(desk, disk / "usb"))
said["left by backup"] = [p.name for p in (disk / "usb").iterdir()]
told("restore", lambda: restore(bundle, disk / "again"))
said["left by restore"] = [p.name for p in (disk / "again").iterdir()]
full()
told("print", lambda: write_durably(disk / "page.pdf", b"%PDF" * 40000))
said["left by print"] = (disk / "page.pdf").exists()
told("close", record.close)
roomy_again()
record = open_record(disk / "r", "ada", password, store=None, now=now())
said["verify after"] = verify(record, {"Patient": "patient"})
record.close()
print(json.dumps(said))
'''


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> dict[str, object]:
    """What was said at each step of a day on a disk of three megabytes."""
    if not sys.platform.startswith("linux") or shutil.which("unshare") is None:
        pytest.skip("a disk of the test's own needs Linux with unshare")
    disk, roomy = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("roomy")
    own = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    mount = f"mount -t tmpfs -o size=3m tmpfs '{disk}'"
    if subprocess.run([*own, "sh", "-c", mount], capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount a disk of their own")
    script = roomy / "day.py"
    script.write_text(_SCRIPT)
    ran = subprocess.run(
        [*own, "sh", "-c", f'{mount} && exec "$@"', "sh", sys.executable, script, disk, roomy, prepared, PASSWORD],
        capture_output=True,
        text=True,
        env=dict(os.environ, PYTHONPATH=str(ROOT)),
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)  # type: ignore[no-any-return]


@pytest.mark.parametrize("step", ["create", "commit", "draft", "backup", "restore", "print"])
def test_each_step_says_that_the_disk_is_full(said: dict[str, object], step: str) -> None:
    assert str(said[step]).startswith("The disk is full."), said[step]


def test_what_was_confirmed_is_there_and_the_record_goes_on(said: dict[str, object]) -> None:
    confirmed, rows = said["rows"]  # type: ignore[misc]
    assert confirmed == rows > 0
    assert said["older draft"] == {"pulse": "72"}
    assert said["verify"] is True
    after = said["verify after"]
    assert isinstance(after, dict)
    assert after["ok"]
    assert after["counts"]["Patient"] == confirmed + 1


def test_nothing_half_made_is_left(said: dict[str, object]) -> None:
    assert said["nothing half made"] is True
    assert said["left by backup"] == []
    assert said["left by restore"] == []
    assert said["left by print"] is False
    assert said["close"] == "done"
