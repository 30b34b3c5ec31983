"""The record as a file: opened by the right person, by nobody else, and never half."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ma_desktop.storage import audit_chain, recovery_code
from ma_desktop.storage.errors import (
    CloudOrNetworkFolder,
    DamagedRecord,
    KeyringEntryMissing,
    NewerRecord,
    NoSuchRecord,
    ReadOnlyFolder,
    RecordError,
    RecordExists,
    RecordInUse,
    RecoveryCodeWrong,
    TooManyTries,
    WrongPassword,
)
from ma_desktop.storage.key_file import read_keys, write_keys
from ma_desktop.storage.record import Record, create, open_record, open_with_recovery
from ma_desktop.storage.slots import Cost
from ma_desktop.storage.verify import verify
from tests.conftest import PASSWORD, MemoryStore

FAST = Cost(8192, 1, 1)
NOW = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, str]:
    folder = tmp_path / "practice"
    record, code = create(folder, login="ada", password=PASSWORD, store=None, cost=FAST)
    record.close()
    return folder, code


def reopen(folder: Path, store: MemoryStore | None = None) -> Record:
    return open_record(folder, "ada", PASSWORD, store=store, now=NOW)


def test_the_right_password_opens_and_the_wrong_one_does_not(made: tuple[Path, str]) -> None:
    reopen(made[0]).close()
    with pytest.raises(WrongPassword):
        open_record(made[0], "ada", "correct horse batterz", store=None, now=NOW)
    with pytest.raises(WrongPassword):
        open_record(made[0], "nobody", PASSWORD, store=None, now=NOW)


def test_the_recovery_code_opens_however_it_is_typed(made: tuple[Path, str]) -> None:
    folder, code = made
    open_with_recovery(folder, code.lower().replace("-", " ").replace("0", "o"), store=None).close()
    with pytest.raises(RecoveryCodeWrong):
        open_with_recovery(folder, recovery_code.new_code(), store=None)
    with pytest.raises(RecoveryCodeWrong):
        open_with_recovery(folder, code[:-1], store=None)


def test_a_stolen_password_does_not_open_without_this_computers_secret(tmp_path: Path) -> None:
    store, folder = MemoryStore(), tmp_path / "practice"
    record, code = create(folder, login="ada", password=PASSWORD, store=store, cost=FAST)
    record.close()
    with pytest.raises(KeyringEntryMissing):
        reopen(folder, MemoryStore())
    reopen(folder, store).close()
    elsewhere = MemoryStore()
    moved = open_with_recovery(folder, code, store=elsewhere)
    moved.change_password("ada", PASSWORD)
    moved.close()
    reopen(folder, elsewhere).close()


def test_five_wrong_tries_make_the_door_wait_longer_each_time(made: tuple[Path, str]) -> None:
    for _try in range(5):
        with pytest.raises(WrongPassword):
            open_record(made[0], "ada", "wrong wrong wrong", store=None, now=NOW)
    with pytest.raises(TooManyTries):
        reopen(made[0])
    open_record(made[0], "ada", PASSWORD, store=None, now=NOW + timedelta(seconds=31)).close()


def test_another_person_gets_a_slot_without_anybodys_password(made: tuple[Path, str]) -> None:
    record = reopen(made[0])
    record.add_user("ben", "another long phrase")
    record.close()
    open_record(made[0], "ben", "another long phrase", store=None, now=NOW).close()
    record = reopen(made[0])
    record.remove_user("ben")
    record.close()
    with pytest.raises(WrongPassword):
        open_record(made[0], "ben", "another long phrase", store=None, now=NOW)


def test_one_program_at_a_time_has_the_record(made: tuple[Path, str]) -> None:
    record = reopen(made[0])
    with pytest.raises(RecordInUse):
        reopen(made[0])
    record.close()
    reopen(made[0]).close()


def test_folders_that_are_wrong_are_refused_in_a_sentence(made: tuple[Path, str], tmp_path: Path) -> None:
    with pytest.raises(NoSuchRecord):
        reopen(tmp_path / "empty")
    with pytest.raises(RecordExists):
        create(made[0], login="ada", password=PASSWORD, store=None, cost=FAST)
    with pytest.raises(CloudOrNetworkFolder):
        create(
            tmp_path / "OneDrive - Practice" / "record", login="ada", password=PASSWORD, store=None, cost=FAST
        )
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(ReadOnlyFolder) as refused:
        create(tmp_path / "file" / "record", login="ada", password=PASSWORD, store=None, cost=FAST)
    assert refused.value.sentence.endswith(".")


def test_a_newer_record_is_refused_and_left_alone(made: tuple[Path, str]) -> None:
    record = reopen(made[0])
    record.database.execute_sql("PRAGMA user_version = 99")
    record.close()
    with pytest.raises(NewerRecord):
        reopen(made[0])


def test_a_torn_key_file_is_healed_from_its_second_copy(made: tuple[Path, str]) -> None:
    whole = (made[0] / "record.keys").read_bytes()
    (made[0] / "record.keys").write_bytes(whole[: len(whole) // 2])
    reopen(made[0]).close()
    (made[0] / "record.keys.2").write_bytes(b"")
    with pytest.raises(DamagedRecord):
        reopen(made[0])


def test_a_slot_whose_header_was_tampered_with_opens_nothing(made: tuple[Path, str]) -> None:
    keys = read_keys(made[0])
    weaker = tuple(replace(slot, passes=2) for slot in keys.slots)
    write_keys(made[0], replace(keys, slots=weaker))
    with pytest.raises(WrongPassword):
        reopen(made[0])


@pytest.mark.parametrize("memory", [0, 1024, 64 * 1024 * 1024])
def test_a_cost_out_of_bounds_is_damage_and_never_tried(made: tuple[Path, str], memory: int) -> None:
    keys = read_keys(made[0])
    write_keys(made[0], replace(keys, slots=tuple(replace(slot, memory=memory) for slot in keys.slots)))
    with pytest.raises(DamagedRecord):
        reopen(made[0])


@pytest.mark.parametrize("seed", range(6))
def test_a_flipped_byte_anywhere_in_the_file_is_detected(made: tuple[Path, str], seed: int) -> None:
    path = made[0] / "record.ma"
    raw = bytearray(path.read_bytes())
    raw[random.Random(seed).randrange(len(raw))] ^= 0x40
    path.write_bytes(bytes(raw))
    try:
        record = reopen(made[0])
    except RecordError:
        return
    try:
        assert not verify(record, {})["ok"]
    finally:
        record.close()


def test_verify_says_yes_to_a_whole_record_and_no_to_a_cut_log(made: tuple[Path, str]) -> None:
    record = reopen(made[0])
    for number in range(3):
        audit_chain.append(record.database, record.audit_key, **_row(f"step {number}"))
    assert verify(record, {"User": "user"}) | {"counts": None} == verify(record, {}) | {"counts": None}
    assert verify(record, {})["ok"]
    record.database.execute_sql("DROP TRIGGER audit_event_no_delete")
    record.database.execute_sql("DELETE FROM audit_event WHERE seq = 2")
    report = verify(record, {})
    assert not report["ok"]
    assert report["audit"]["broken_at"] == 2
    record.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET title = 'x'",
        "DELETE FROM audit_event",
        "INSERT INTO audit_event (seq, at, action, role, workstation, entities, title, reason, outcome, digest, mac) "
        "VALUES (9, '', '', '', '', '', '', '', '', '', x'00')",
        "REPLACE INTO audit_event (seq, at, action, role, workstation, entities, title, reason, outcome, digest, mac) "
        "VALUES (1, '', '', '', '', '', '', '', '', '', x'00')",
    ],
)
def test_the_log_takes_nothing_but_the_next_row(made: tuple[Path, str], statement: str) -> None:
    record = reopen(made[0])
    audit_chain.append(record.database, record.audit_key, **_row("first"))
    with pytest.raises(Exception, match="append-only"):
        record.database.execute_sql(statement)
    record.close()


def test_a_rolled_back_log_shows_against_the_kept_head(tmp_path: Path) -> None:
    store, folder = MemoryStore(), tmp_path / "practice"
    record, _code = create(folder, login="ada", password=PASSWORD, store=store, cost=FAST)
    audit_chain.append(record.database, record.audit_key, **_row("first"))
    record.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    earlier = (folder / "record.ma").read_bytes()
    audit_chain.append(record.database, record.audit_key, **_row("second"))
    record.close()
    (folder / "record.ma").write_bytes(earlier)
    record = reopen(folder, store)
    assert not verify(record, {})["audit"]["ok"]
    record.close()


def _row(title: str) -> dict[str, object]:
    return {
        "at": "2026-11-23T14:40:00.000Z-0500", "user_id": 1, "role": "owner", "workstation": "", "action": "change",
        "patient_id": None, "encounter_id": None, "entities": "[]", "title": title, "reason": "", "outcome": "ok", "digest": "",
    }  # fmt: skip


_WRITER = """
import sys, os
from datetime import date, datetime, UTC
from pathlib import Path
from ma_desktop.storage.record import open_record
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Patient
now = lambda: datetime(2026, 11, 23, 14, 40, tzinfo=UTC)
record = open_record(Path(sys.argv[1]), "ada", sys.argv[2], store=None, now=now())
desk = log_in(record, "ada", now)
number = 20000
while True:
    number += 1
    with desk.work("Register", needs=Permission.REGISTER) as work:
        work.insert(Patient(record_number=str(number), family="Zzyzxmarker", given="Quuxname", birth_date=date(1968, 3, 14)))
    print(number, flush=True)
"""


def test_killed_at_any_moment_nothing_confirmed_is_lost_and_nothing_is_readable(
    prepared: Path, tmp_path: Path
) -> None:
    import shutil

    folder = tmp_path / "practice"
    shutil.copytree(prepared, folder)
    environment = dict(os.environ, PYTHONPATH=str(Path(__file__).resolve().parents[2]))
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(folder), PASSWORD],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert writer.stdout is not None
    confirmed = [int(writer.stdout.readline()) for _line in range(25)]
    _assert_unreadable(folder)
    writer.send_signal(signal.SIGKILL)
    confirmed += [int(line) for line in writer.stdout.read().split()]
    writer.stdout.close()
    writer.wait()
    _assert_unreadable(folder)
    record = open_record(folder, "ada", PASSWORD, store=None, now=NOW)
    rows = record.database.execute_sql(
        "SELECT record_number FROM patient WHERE family = 'Zzyzxmarker'"
    ).fetchall()
    assert {str(number) for number in confirmed} <= {row[0] for row in rows}
    assert verify(record, {})["ok"]
    record.close()


def _assert_unreadable(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            raw = path.read_bytes()
            assert b"Zzyzxmarker" not in raw, path.name
            assert b"Quuxname" not in raw, path.name
            assert b"patient" not in raw, path.name


def test_every_connection_keeps_the_promises_of_the_design(made: tuple[Path, str]) -> None:
    """WAL, a full sync before a commit returns, deleted pages overwritten, no temporary file, no log of SQLCipher's."""
    record = reopen(made[0])

    def told(name: str) -> object:
        return record.database.execute_sql(f"PRAGMA {name}").fetchone()[0]

    assert {n: told(n) for n in ("journal_mode", "synchronous", "secure_delete", "recursive_triggers", "foreign_keys",
                                 "temp_store", "query_only")} == {
        "journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "recursive_triggers": 1, "foreign_keys": 1,
        "temp_store": 2, "query_only": 0,
    }  # fmt: skip
    assert str(told("cipher_log_level")).upper() in {"NONE", "0"}
    record.disconnect()
    record.connect_reader()
    assert (told("query_only"), told("foreign_keys"), told("temp_store")) == (1, 1, 2)
    with pytest.raises(Exception, match="readonly"):
        record.database.execute_sql("CREATE TABLE scratch (a)")
    record.disconnect()
    record.connect_writer()
    record.close()
