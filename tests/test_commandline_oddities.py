"""Odd arguments at the terminal: always one sentence and a status, never a traceback, never a window."""

from __future__ import annotations

import io
import json
import os
import random
import sys
from pathlib import Path

import pytest

from ma_desktop.__main__ import main
from tests.conftest import PASSWORD

_WORDS = (
    "init", "import", "export", "print", "backup", "restore", "verify", "synthea-csv", "fhir", "after-visit-summary",
    "superbill", "--record", "--user", "--patient", "--encounter", "--out", "--without-keyring", "ada", "", " ", "-", "--",
    "/", ".", "10007", "last", "\udcff", "é\u202e", "x" * 300, "../..", "/dev/null", "/proc/1/mem", "--nonsense", "-x", "0", "💊",
)  # fmt: skip


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DISPLAY", raising=False)

    def run(*arguments: str, typed: str = PASSWORD + "\n") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        try:
            status = main([*arguments, "--password-stdin", "--json"])
        except SystemExit as left:
            status = int(left.code or 0)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


@pytest.mark.parametrize("seed", range(60))
def test_nonsense_is_answered_in_one_sentence(call, seed: int) -> None:
    choice = random.Random(seed)
    command = choice.choice(("init", "import", "print", "backup", "restore", "verify"))
    arguments = [command, *(choice.choice(_WORDS) for _n in range(choice.randrange(6)))]
    status, out, err = call(*arguments)
    assert "Traceback" not in err + out
    if "--help" not in arguments:
        assert status in {1, 2}, (arguments, out, err)
        assert len(err.strip().splitlines()) == 1, (arguments, err)
        assert json.loads(out) == {"ok": False, "error": err.strip()} or "\\u" in out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("print", "after-visit-summary", "--record", "R", "--user", "ada", "--patient", "nobody", "--out", "p.pdf"), "record number"),
        (("print", "superbill", "--record", "R", "--user", "ada", "--patient", "10007", "--encounter", "7-7", "--out", "p.pdf"), "no such visit"),
        (("print", "superbill", "--record", "R", "--user", "ada", "--patient", "10007", "--out", "/dev/null/p.pdf"), "cannot be written"),
        (("print", "superbill", "--record", "R", "--user", "ada", "--patient", "10007", "--out", "."), "A folder has this name"),
        (("backup", "/dev/null/usb", "--record", "R", "--user", "ada"), "may not write"),
        (("backup", "usb", "--record", "R", "--user", "nobody"), "do not fit"),
        (("restore", "R/record.keys", "--record", "again"), "damaged"),
        (("restore", "R", "--record", "again"), "no backup"),
        (("import", "synthea-csv", "nowhere", "--record", "R", "--user", "ada"), "no file or folder"),
        (("init", "--record", "R", "--user", "ada", "--without-keyring"), "already holds a record"),
        (("init", "--record", "new", "--user", " "), "--user"),
        (("init", "--record", "new", "--user", "ada"), "key store"),
        (("init", "--record", "/proc/nowhere/r", "--user", "ada", "--without-keyring"), "folder"),
        (("nonsense",), "nonsense"),
        (("verify", "--record"), "expected one argument"),
    ],
)  # fmt: skip
def test_each_mistake_has_its_own_sentence(
    call, record, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    record.close()
    (tmp_path / "R").symlink_to(record.folder)
    status, _out, err = call(*arguments)
    assert status in {1, 2}
    assert words in err, err
    assert len(err.strip().splitlines()) == 1
    assert not (tmp_path / "p.pdf").exists()


@pytest.mark.parametrize("typed", ["", "\n", "short\n", "password2026!\n"])
def test_no_record_is_made_with_a_weak_password(call, tmp_path: Path, typed: str) -> None:
    status, out, _err = call("init", "--record", "new", "--user", "ada", "--without-keyring", typed=typed)
    assert status == 1
    assert not json.loads(out)["ok"]
    assert not (tmp_path / "new" / "record.ma").exists()


def test_options_stand_before_or_after_the_command(call, record, tmp_path: Path) -> None:
    record.close()
    before = call("--record", str(record.folder), "--user", "ada", "verify")
    after = call("verify", "--user", "ada", "--record", str(record.folder))
    assert before[0] == after[0] == 0
    report = json.loads(after[1])
    assert report["ok"] is True
    assert report["integrity"] == "ok"
    assert set(report["audit"]) >= {"rows", "ok"}
    assert report["counts"]["Patient"] == 41


def test_an_open_record_is_not_opened_twice(call, record) -> None:
    status, _out, err = call("verify", "--record", str(record.folder), "--user", "ada")
    assert status == 1
    assert "open in another window" in err


def test_damage_is_a_status_of_its_own(call, record) -> None:
    record.close()
    with (record.folder / "record.keys.2").open("ab") as keys:
        keys.write(b" ")
        keys.seek(0)
    (record.folder / "record.keys.2").write_bytes(b"{}")
    status, out, _err = call("verify", "--record", str(record.folder), "--user", "ada")
    assert status == 1
    assert json.loads(out)["ok"] is False


def test_a_person_who_may_only_read_is_told_so(call, record) -> None:
    """As another account of the same computer, which may look into the folder and not write."""
    record.close()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only the superuser can become somebody else here")
    for path in (record.folder, *record.folder.iterdir()):
        path.chmod(0o755 if path.is_dir() else 0o644)
    for parent in record.folder.parents:
        if "pytest" in str(parent):
            parent.chmod(0o755)
    before = {path.name: path.read_bytes() for path in record.folder.iterdir()}
    os.seteuid(65534)
    try:
        status, _out, err = call("verify", "--record", str(record.folder), "--user", "ada")
    finally:
        os.seteuid(0)
    assert status == 1
    assert "may not write in this folder" in err
    assert {path.name: path.read_bytes() for path in record.folder.iterdir()} == before
