"""What happens to disks, clocks, files and key stores: each ends in a sentence, and nothing confirmed is lost."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import tarfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import peewee
import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.services.plain_words import plain_words
from ma_desktop.services.practice.keep_draft import keep_draft
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.storage import audit_chain, migrate
from ma_desktop.storage.backup import backup, restore
from ma_desktop.storage.door import Door
from ma_desktop.storage.errors import (
    DamagedRecord,
    NewerRecord,
    RecordError,
    RecordExists,
    RecordGone,
    RecoveryCodeWrong,
    TooManyTries,
    WrongPassword,
)
from ma_desktop.storage.key_file import NAMES, read_keys, read_slots
from ma_desktop.storage.record import Record, create, open_record, open_with_recovery
from ma_desktop.storage.slots import Cost
from ma_desktop.storage.verify import verify
from tests.conftest import PASSWORD, MemoryStore

FAST = Cost(8192, 1, 1)
NOW = datetime(2026, 11, 23, 14, 40, tzinfo=UTC)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def folder(tmp_path: Path, store: MemoryStore) -> Path:
    """A record bound to ``store`` with a few entries in its log."""
    record, _code = create(tmp_path / "practice", login="ada", password=PASSWORD, store=store, cost=FAST)
    for number in range(3):
        _append(record, f"step {number}")
    record.close()
    return tmp_path / "practice"


def reopen(folder: Path, store: MemoryStore | None, now: datetime = NOW) -> Record:
    return open_record(folder, "ada", PASSWORD, store=store, now=now)


def _append(record: Record, title: str) -> None:
    audit_chain.append(
        record.database, record.audit_key, at="2026-11-23T14:40:00.000Z-0500", user_id=1, role="owner", workstation="",
        action="change", patient_id=None, encounter_id=None, entities="[]", title=title, reason="", outcome="ok", digest="",
    )  # fmt: skip


# -- flipped bytes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(40))
def test_a_flipped_bit_in_the_record_or_its_log_never_passes(
    tmp_path: Path, prepared: Path, seed: int
) -> None:
    """Header, every kind of page, and the write-ahead log as a killed program leaves it."""
    choice = random.Random(seed)
    source = tmp_path / "practice"
    shutil.copytree(prepared, source, ignore=shutil.ignore_patterns("record.lock"))
    record = open_record(source, "ada", PASSWORD, store=None, now=NOW)
    _append(record, "confirmed")
    _append(record, "confirmed too")
    killed = tmp_path / "killed"
    shutil.copytree(source, killed, ignore=shutil.ignore_patterns("record.lock", "*-shm"))
    record.close()
    target = killed / ("record.ma", "record.ma-wal")[seed % 2]
    raw = bytearray(target.read_bytes())
    assert len(raw) > 4096
    place = choice.randrange(64) if seed % 5 == 0 else choice.randrange(len(raw))
    raw[place] ^= 1 << choice.randrange(8)
    target.write_bytes(bytes(raw))
    try:
        record = open_record(killed, "ada", PASSWORD, store=None, now=NOW)
    except RecordError:
        return
    try:
        report = verify(record, {})
        assert not report["ok"], (target.name, place)
    finally:
        record.close()


@pytest.mark.parametrize("seed", range(30))
def test_a_flipped_bit_in_the_key_file_is_named_and_the_other_copy_opens(
    folder: Path, store: MemoryStore, seed: int
) -> None:
    choice = random.Random(seed)
    path = folder / NAMES[seed % 2]
    raw = bytearray(path.read_bytes())
    raw[choice.randrange(len(raw))] ^= 1 << choice.randrange(8)
    path.write_bytes(bytes(raw))
    record = reopen(folder, store)
    report = verify(record, {})
    record.close()
    assert report["keys"] == [path.name]
    assert not report["ok"]


def test_damage_in_both_key_files_is_said(folder: Path, store: MemoryStore) -> None:
    for name in NAMES:
        raw = bytearray((folder / name).read_bytes())
        raw[len(raw) // 2] ^= 1
        (folder / name).write_bytes(bytes(raw))
    with pytest.raises(DamagedRecord):
        reopen(folder, store)


def test_a_damaged_write_ahead_log_is_kept_before_sqlite_writes_over_it(
    folder: Path, store: MemoryStore, tmp_path: Path
) -> None:
    record = reopen(folder, store)
    for number in range(4):
        _append(record, f"after {number}")
    killed = tmp_path / "killed"
    shutil.copytree(folder, killed, ignore=shutil.ignore_patterns("record.lock", "*-shm"))
    record.close()
    raw = bytearray((killed / "record.ma-wal").read_bytes())
    raw[32 + 24 + 100] ^= 1
    (killed / "record.ma-wal").write_bytes(bytes(raw))
    record = reopen(killed, store)
    desk = log_in(record, "ada", lambda: NOW)
    assert "write-ahead log was damaged" in _last_reason(record)
    assert (killed / "record.ma-wal.damaged").read_bytes() == bytes(raw)
    assert not verify(desk.record, {})["ok"]
    record.close()


# -- the wrong file -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b"a letter to the practice", b"SQLite format 3\x00" + b"\x00" * 8176, b"\x00" * 8192]
)
def test_another_file_in_the_records_place_is_refused_and_left_alone(
    folder: Path, store: MemoryStore, content: bytes
) -> None:
    (folder / "record.ma").write_bytes(content)
    with pytest.raises(DamagedRecord):
        reopen(folder, store)
    assert (folder / "record.ma").read_bytes() == content


def test_the_record_of_another_practice_is_refused(folder: Path, store: MemoryStore, tmp_path: Path) -> None:
    other, _code = create(tmp_path / "other", login="ada", password=PASSWORD, store=None, cost=FAST)
    other.close()
    shutil.copyfile(tmp_path / "other" / "record.ma", folder / "record.ma")
    with pytest.raises(DamagedRecord):
        reopen(folder, store)


def test_a_record_that_says_it_is_empty_is_never_begun_anew(folder: Path, store: MemoryStore) -> None:
    record = reopen(folder, store)
    record.database.execute_sql("PRAGMA user_version = 0")
    record.close()
    with pytest.raises(DamagedRecord):
        reopen(folder, store)


def test_a_newer_key_file_is_refused(folder: Path, store: MemoryStore) -> None:
    for name in NAMES:
        content = json.loads((folder / name).read_text())
        (folder / name).write_text(json.dumps(content | {"format": 2}))
    with pytest.raises(NewerRecord):
        reopen(folder, store)


# -- the folder -----------------------------------------------------------------------------------------------


def test_a_folder_that_goes_away_takes_no_further_entry_and_may_come_back(
    folder: Path, store: MemoryStore
) -> None:
    record = reopen(folder, store)
    desk = log_in(record, "ada", lambda: NOW)
    away = folder.rename(folder.with_name("away"))
    with pytest.raises(RecordGone) as gone, desk.work("Step", needs=Permission.PERSONAL):
        pass
    assert plain_words(gone.value) == gone.value.sentence
    with pytest.raises(RecordGone):
        keep_draft(desk, "vitals", {"pulse": "72"})
    shutil.copytree(away, folder)
    with pytest.raises(RecordGone), desk.work("Into another file", needs=Permission.PERSONAL):
        pass
    shutil.rmtree(folder)
    away.rename(folder)
    with desk.work("Back again", needs=Permission.PERSONAL):
        pass
    record.close()
    record = reopen(folder, store)
    titles = [row[0] for row in record.database.execute_sql("SELECT title FROM audit_event").fetchall()]
    assert "Back again" in titles
    assert "Step" not in titles
    assert verify(record, {})["ok"]
    record.close()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (peewee.OperationalError("database or disk is full"), "The disk is full"),
        (peewee.OperationalError("disk I/O error"), "answered with an error"),
        (peewee.OperationalError("attempt to write a readonly database"), "may not write"),
        (peewee.OperationalError("database is locked"), "open in another window"),
        (peewee.DatabaseError("database disk image is malformed"), "damaged"),
        (peewee.DatabaseError("file is not a database"), "damaged"),
        (OSError(28, "No space left on device"), "The disk is full"),
        (OSError(122, "Disk quota exceeded"), "The disk is full"),
        (OSError(5, "Input/output error"), "answered with an error"),
        (PermissionError(13, "Permission denied"), "may not write"),
        (FileNotFoundError(2, "No such file"), "no longer there"),
    ],
)
def test_what_the_disk_says_becomes_a_sentence(error: Exception, words: str) -> None:
    assert words in (plain_words(error) or "")


@pytest.mark.parametrize(
    "error", [ValueError("x"), peewee.IntegrityError("UNIQUE constraint failed"), KeyError("family")]
)
def test_an_error_of_the_program_is_not_dressed_up(error: Exception) -> None:
    assert plain_words(error) is None


# -- the clock ------------------------------------------------------------------------------------------------


def test_a_clock_that_was_set_back_keeps_nobody_out_for_long(folder: Path, store: MemoryStore) -> None:
    for _try in range(5):
        with pytest.raises(WrongPassword):
            open_record(folder, "ada", "wrong wrong wrong", store=store, now=NOW)
    with pytest.raises(TooManyTries) as refused:
        reopen(folder, store, NOW - timedelta(days=400))
    assert refused.value.seconds <= 31


def test_the_wait_doubles_and_survives_a_restart(folder: Path, store: MemoryStore) -> None:
    now, waits = NOW, []
    for _try in range(9):
        try:
            open_record(folder, "ada", "wrong wrong wrong", store=store, now=now)
        except TooManyTries as wait:
            waits.append(wait.seconds)
            now += timedelta(seconds=wait.seconds)
            with pytest.raises(WrongPassword):
                open_record(folder, "ada", "wrong wrong wrong", store=store, now=now)
        except WrongPassword:
            continue
    assert waits == [31, 61, 121, 241]


def test_a_torn_or_strange_door_file_opens_all_the_same(folder: Path, store: MemoryStore) -> None:
    (folder / "record.door").write_bytes(
        b'{"at": "2026-11-23T14:40:00", "slot": "", "ok": false}\n\xff\xfe[1]\n{"at"'
    )
    record = reopen(folder, store)
    assert [attempt.ok for attempt in record.door_tries()] == [True]
    record.close()


def test_the_door_is_emptied_only_after_the_log_has_its_tries(folder: Path, store: MemoryStore) -> None:
    with pytest.raises(WrongPassword):
        open_record(folder, "ada", "wrong wrong wrong", store=store, now=NOW)
    record = reopen(folder, store)
    assert len(Door(folder).tries()) == 2
    log_in(record, "ada", lambda: NOW)
    assert "1 failed tries" in _last_reason(record)
    assert Door(folder).tries() == []
    record.close()


# -- what this computer keeps ---------------------------------------------------------------------------------


def test_a_folder_that_was_moved_still_opens(folder: Path, store: MemoryStore, tmp_path: Path) -> None:
    folder.rename(tmp_path / "elsewhere")
    record = reopen(tmp_path / "elsewhere", store)
    assert verify(record, {})["ok"]
    record.close()


def test_a_new_record_in_an_old_place_is_whole(folder: Path, store: MemoryStore) -> None:
    shutil.rmtree(folder)
    record, _code = create(folder, login="ada", password=PASSWORD, store=store, cost=FAST)
    assert verify(record, {})["ok"]
    record.close()


def test_a_rolled_back_file_stays_visible_however_often_it_is_opened(
    folder: Path, store: MemoryStore, tmp_path: Path
) -> None:
    shutil.copytree(folder, tmp_path / "earlier")
    record = reopen(folder, store)
    _append(record, "confirmed")
    record.close()
    shutil.copyfile(tmp_path / "earlier" / "record.ma", folder / "record.ma")
    for _opening in range(2):
        record = reopen(folder, store)
        log_in(record, "ada", lambda: NOW)
        assert "lacks the last entry" in _last_reason(record)
        assert not verify(record, {})["audit"]["ok"]
        record.close()


def test_a_restore_on_purpose_is_in_the_log_and_then_whole(
    folder: Path, store: MemoryStore, tmp_path: Path
) -> None:
    record = reopen(folder, store)
    bundle = backup(record, tmp_path / "usb").file
    _append(record, "after the backup")
    record.close()
    shutil.rmtree(folder)
    restore(bundle, folder)
    record = reopen(folder, store)
    log_in(record, "ada", lambda: NOW)
    assert "restored from a backup" in _last_reason(record)
    assert verify(record, {})["ok"]
    record.close()


def test_a_keyring_that_locks_meanwhile_does_not_keep_the_record_open(
    folder: Path, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ma_desktop.storage.errors import KeyringMissing

    record = reopen(folder, store)

    def locked(_name: str, _secret: bytes) -> None:
        raise KeyringMissing

    monkeypatch.setattr(store, "put", locked)
    record.close()
    reopen(folder, MemoryStore() if store is None else store).database.close()


# -- keys -----------------------------------------------------------------------------------------------------


def test_a_new_recovery_code_ends_the_old_one(tmp_path: Path) -> None:
    record, old = create(tmp_path / "r", login="ada", password=PASSWORD, store=None, cost=FAST)
    new = record.new_recovery_code()
    record.close()
    with pytest.raises(RecoveryCodeWrong):
        open_with_recovery(tmp_path / "r", old, store=None)
    open_with_recovery(tmp_path / "r", new, store=None).close()


def test_a_changed_password_keeps_everybody_elses_slot(folder: Path, store: MemoryStore) -> None:
    record = reopen(folder, store)
    record.add_user("ben", "another long phrase")
    record.change_password("Ada", "a quite different phrase")
    with pytest.raises(ValueError, match="no slot"):
        record.change_password("nobody", "a quite different phrase")
    record.close()
    assert [slot.login for slot in read_slots(folder)] == ["ada", "", "ben"]
    with pytest.raises(WrongPassword):
        reopen(folder, store)
    open_record(folder, "ada", "a quite different phrase", store=store, now=NOW).close()
    open_record(folder, "ben", "another long phrase", store=store, now=NOW).close()


def test_the_same_letters_typed_on_another_keyboard_open(tmp_path: Path) -> None:
    record, _code = create(
        tmp_path / "r", login="ada", password="sch\u00f6ne gr\u00fc\u00dfe", store=None, cost=FAST
    )
    record.close()
    open_record(tmp_path / "r", "ada", "scho\u0308ne gru\u0308\u00dfe", store=None, now=NOW).close()


def test_other_peoples_accounts_of_this_computer_do_not_see_the_folder(folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0
    assert all((folder / name).stat().st_mode & 0o077 == 0 for name in NAMES)


# -- upgrades -------------------------------------------------------------------------------------------------


def test_an_older_record_is_backed_up_whole_before_it_is_upgraded(
    folder: Path, store: MemoryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = migrate.known()
    later = migrate.Migration(len(steps) + 1, ("CREATE TABLE later (a)",))
    monkeypatch.setattr(migrate, "known", lambda: (*steps, later))
    record = reopen(folder, store)
    assert migrate.version(record.database) == later.number
    assert verify(record, {})["ok"]
    record.close()
    (bundle,) = (folder / "before-upgrade").iterdir()
    monkeypatch.setattr(migrate, "known", lambda: steps)
    restore(bundle, folder.parent / "older")
    record = reopen(folder.parent / "older", store)
    assert migrate.version(record.database) == len(steps)
    record.close()


# -- bundles --------------------------------------------------------------------------------------------------


def _bundle(target: Path, manifest: dict[str, object], **files: bytes) -> Path:
    with tarfile.open(target, "w") as tar:
        for name, raw in {**files, "manifest.json": json.dumps(manifest).encode()}.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(raw)
            tar.addfile(entry, io.BytesIO(raw))
    return target


def test_a_bundle_cannot_reach_outside_its_folder(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    digest = sha256(b"mine").hexdigest()
    parts = {"record.ma": b"mine", **dict.fromkeys(NAMES, b"mine")}
    for outside in (str(victim), "../../victim"):
        manifest = {"format": 1, "files": {**dict.fromkeys(parts, digest), outside: digest}}
        with pytest.raises(DamagedRecord):
            restore(_bundle(tmp_path / "evil.mabackup", manifest, **parts), tmp_path / "restored")
    assert victim.read_text() == "mine"


@pytest.mark.parametrize("manifest", [{"format": 1, "files": {}}, {"format": 1}, {"files": {}}, []])
def test_a_bundle_that_lacks_a_part_is_refused(tmp_path: Path, manifest: dict[str, object]) -> None:
    with pytest.raises(DamagedRecord):
        restore(_bundle(tmp_path / "b.mabackup", manifest), tmp_path / "restored")


def test_a_newer_bundle_is_refused_and_keys_without_a_record_are_not_overwritten(
    folder: Path, store: MemoryStore, tmp_path: Path
) -> None:
    with pytest.raises(NewerRecord):
        restore(_bundle(tmp_path / "b.mabackup", {"format": 2, "files": {}}), tmp_path / "restored")
    record = reopen(folder, store)
    bundle = backup(record, tmp_path / "usb").file
    record.close()
    os.unlink(folder / "record.ma")
    with pytest.raises(RecordExists):
        restore(bundle, folder)
    assert read_keys(folder).slots


def _last_reason(record: Record) -> str:
    row = record.database.execute_sql("SELECT reason FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    return str(row[0])
