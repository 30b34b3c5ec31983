"""The practice's record: one folder, one encrypted file, opened with a password and this computer's secret."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from peewee import DatabaseError
from sqlcipher3 import dbapi2

from ma_desktop.storage import audit_chain, recovery_code
from ma_desktop.storage.backup import backup
from ma_desktop.storage.connection import RecordDatabase, in_plain_words
from ma_desktop.storage.documents import FILE as DOCUMENTS
from ma_desktop.storage.documents import Documents
from ma_desktop.storage.door import RESTORED, Door, Try
from ma_desktop.storage.durable_file import trouble_of
from ma_desktop.storage.errors import (
    DamagedRecord,
    KeyringEntryMissing,
    KeyringMissing,
    NoSuchRecord,
    ReadOnlyFolder,
    RecordExists,
    RecoveryCodeWrong,
    WrongPassword,
)
from ma_desktop.storage.key_file import NAMES, Keys, read_keys, read_slots, write_keys, write_slots
from ma_desktop.storage.keyring_store import SecretStore
from ma_desktop.storage.local_folder import refuse_shared_folder
from ma_desktop.storage.migrate import migrate, version
from ma_desktop.storage.process_lock import ProcessLock
from ma_desktop.storage.slots import KEY_BYTES, Cost, Slot, new_slot, open_slot
from ma_desktop.storage.wal import damaged_frames

FILE = "record.ma"
Clock = Callable[[], datetime]


class Record:
    """An open record. Made by ``create``, ``open_record`` and ``open_with_recovery``; closed with ``close``.

    ``lost_frames``: damaged frames that the write-ahead log had when it was opened; a copy of that log is kept.
    ``rolled_back``: the log lacks the entry whose MAC was kept on this computer, so the file is an older one or cut.
    """

    def __init__(self, folder: Path, data_key: bytes, lock: ProcessLock, store: SecretStore | None) -> None:
        self.folder = folder
        self.store = store
        self._data_key = data_key
        self._lock = lock
        self.database = RecordDatabase(folder / FILE, data_key)
        self.documents = Documents(folder, data_key)
        self.audit_key = b""
        self.lost_frames = 0
        self.rolled_back = False
        self._session: dict[str, str] = {}

    # -- threads ------------------------------------------------------------------------------------------

    def connect_writer(self) -> None:
        self.database.connect_writer()

    def connect_reader(self) -> None:
        self.database.connect_reader()

    def disconnect(self) -> None:
        """Closes this thread's connection."""
        if not self.database.is_closed():
            self.database.close()

    def close(self) -> None:
        """Keeps the head of the log, closes this thread's connection and lets go of the lock."""
        try:
            if not self.database.is_closed():
                self.keep_head()
        except KeyringMissing:  # a key store that was locked meanwhile must not keep the record from closing
            return
        finally:
            self.disconnect()
            self._lock.release()

    # -- keys ---------------------------------------------------------------------------------------------

    def logins(self) -> tuple[str, ...]:
        return tuple(slot.login for slot in read_slots(self.folder) if slot.kind == "user")

    def add_user(self, login: str, password: str, cost: Cost | None = None) -> None:
        """A slot for somebody new; nobody else's password is needed. The name must be unused."""
        slots = read_slots(self.folder)
        if any(slot.login.casefold() == login.casefold() for slot in slots):
            raise ValueError("this log-in name has a slot already")
        device = _device_secret(self.folder, self.store)
        slot = new_slot(
            kind="user", login=login, password=password, device_secret=device, data_key=self._data_key,
            cost=cost or _cost_of(slots), generation=slots[0].generation,
        )  # fmt: skip
        write_slots(self.folder, (*slots, slot))

    def change_password(self, login: str, password: str) -> None:
        """A new slot in place of the old one. Raises ``ValueError`` for a name that has none."""
        slots = read_slots(self.folder)
        old = next((s for s in slots if s.kind == "user" and s.login.casefold() == login.casefold()), None)
        if old is None:
            raise ValueError("this log-in name has no slot")
        slot = new_slot(
            kind="user", login=old.login, password=password, device_secret=_device_secret(self.folder, self.store),
            data_key=self._data_key, cost=_cost_of(slots), generation=old.generation,
        )  # fmt: skip
        write_slots(self.folder, tuple(slot if s is old else s for s in slots))

    def new_recovery_code(self) -> str:
        """A new code in place of the old one, which opens nothing here any more; shown once."""
        slots, code = read_slots(self.folder), recovery_code.new_code()
        spare = _spare_slot(code, self._data_key, _cost_of(slots), slots[0].generation)
        write_slots(self.folder, (*(s for s in slots if s.kind != "recovery"), spare))
        return code

    def remove_user(self, login: str) -> None:
        """Takes away the slot; the person's password opens nothing here any more."""
        write_slots(
            self.folder, tuple(s for s in read_slots(self.folder) if s.kind != "user" or s.login != login)
        )

    def check_password(self, login: str, password: str, now: datetime) -> None:
        """Unlock and sign in place: raises ``WrongPassword`` or ``TooManyTries`` as the log-in does."""
        _through_the_door(self.folder, login, password, self.store, now)

    # -- passwords of delivery routes ---------------------------------------------------------------------

    def keep_route_secret(self, route: str, secret: str) -> None:
        """In this computer's key store; where the record works without one, in memory until it is closed."""
        if self.store is None:
            self._session[route] = secret
        else:
            self.store.put(_store_name(self.folder, f"route-{route}"), secret.encode())

    def route_secret(self, route: str) -> str | None:
        """``None``: it has to be typed (again)."""
        if self.store is None:
            return self._session.get(route)
        raw = self.store.get(_store_name(self.folder, f"route-{route}"))
        return None if raw is None else raw.decode()

    # -- the log's head -----------------------------------------------------------------------------------

    def keep_head(self) -> None:
        """Puts the log's last number and MAC beside the device secret, so that a rolled-back file shows.

        Not while one shows: what was kept stays the witness until somebody restores a backup on purpose.
        """
        if self.store is not None and not self.rolled_back:
            seq, mac = audit_chain.head(self.database)
            self.store.put(_store_name(self.folder, "head"), seq.to_bytes(8, "big") + mac)

    def head_fits(self) -> bool:
        """The log may have grown since its head was kept, but the kept row must still be there unchanged."""
        kept = self.kept_head()
        if kept is None or kept[0] == 0:
            return True
        row = self.database.execute_sql("SELECT mac FROM audit_event WHERE seq = ?", [kept[0]]).fetchone()
        return row is not None and bytes(row[0]) == kept[1]

    def kept_head(self) -> tuple[int, bytes] | None:
        raw = self.store.get(_store_name(self.folder, "head")) if self.store is not None else None
        return (int.from_bytes(raw[:8], "big"), raw[8:]) if raw else None

    def door_tries(self) -> list[Try]:
        """Log-ins and restores since the last opening, for the record's own log."""
        return Door(self.folder).tries()

    def door_merged(self, tries: list[Try]) -> None:
        """The log has them: the file is emptied, and after a restore the head is kept anew."""
        Door(self.folder).empty()
        if any(attempt.slot == RESTORED for attempt in tries):
            self.rolled_back = False
        self.keep_head()


def create(
    folder: Path, *, login: str, password: str, store: SecretStore | None, cost: Cost | None = None
) -> tuple[Record, str]:
    """A new record with its owner's slot; answers it, open for writing, and the recovery code (shown once).

    ``store=None`` makes a password-only slot. Raises ``RecordExists``, ``ReadOnlyFolder``,
    ``CloudOrNetworkFolder``, ``DiskFull``, ``KeyringMissing``.
    """
    refuse_shared_folder(folder)
    if (folder / FILE).exists() or any((folder / name).exists() for name in NAMES):
        raise RecordExists
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise trouble_of(error) from error
    lock = ProcessLock(folder)
    try:
        cost = cost or Cost()
        data_key, device, name = secrets.token_bytes(KEY_BYTES), None, secrets.token_hex(16)
        if store is not None:
            device = secrets.token_bytes(KEY_BYTES)
            store.put(f"device:{name}", device)
        code = recovery_code.new_code()
        owner = new_slot(
            kind="user", login=login, password=password, device_secret=device, data_key=data_key, cost=cost
        )
        spare = _spare_slot(code, data_key, cost)
        write_keys(folder, Keys(name, 1, (owner, spare)))
        record = _opened(folder, data_key, lock, store, new=True)
    except BaseException:
        lock.release()
        discard(folder)
        raise
    return record, code


def discard(folder: Path) -> None:
    """Takes away a record that never came to be: closed, just made, and with nothing in it."""
    for name in (FILE, FILE + "-wal", FILE + "-shm", DOCUMENTS, *NAMES, "record.lock", "record.door"):
        (folder / name).unlink(missing_ok=True)


def open_record(
    folder: Path, login: str, password: str, *, store: SecretStore | None, now: datetime
) -> Record:
    """Opens for writing on this thread. Every way to fail is a ``RecordError`` with its sentence."""
    _must_exist(folder)
    refuse_shared_folder(folder)
    lock = ProcessLock(folder)
    try:
        return _opened(folder, _through_the_door(folder, login, password, store, now), lock, store)
    except BaseException:
        lock.release()
        raise


def open_with_recovery(folder: Path, typed: str, *, store: SecretStore | None) -> Record:
    """Opens with the recovery code; where a key store is there, this computer gets a secret of its own.

    User slots that were bound to a lost secret need ``change_password`` afterwards.
    """
    code = recovery_code.normalized(typed)
    _must_exist(folder)
    spare = next((slot for slot in read_slots(folder) if slot.kind == "recovery"), None)
    if spare is None:
        raise RecoveryCodeWrong
    refuse_shared_folder(folder)
    lock = ProcessLock(folder)
    try:
        try:
            data_key = open_slot(spare, code, None)
        except WrongPassword as error:
            raise RecoveryCodeWrong from error
        if store is not None and store.get(_store_name(folder, "device")) is None:
            store.put(_store_name(folder, "device"), secrets.token_bytes(KEY_BYTES))
        return _opened(folder, data_key, lock, store)
    except BaseException:
        lock.release()
        raise


def _opened(
    folder: Path, data_key: bytes, lock: ProcessLock, store: SecretStore | None, *, new: bool = False
) -> Record:
    if not os.access(folder, os.W_OK) or (not new and not os.access(folder / FILE, os.W_OK)):
        raise ReadOnlyFolder
    record = Record(folder, data_key, lock, store)
    if not new:
        record.lost_frames = _keep_damaged_log(folder)
    try:
        record.connect_writer()
        if not new:
            if version(record.database) == 0:
                raise DamagedRecord(FILE)
            record.audit_key = _audit_key(record.database)
        migrate(record.database, before_first=lambda: _backup_first(record))
        if new:
            record.audit_key = _new_audit_key(record.database)
            record.keep_head()
        record.rolled_back = not record.head_fits()
        record.documents.gather()
    except (DatabaseError, dbapi2.DatabaseError) as error:
        record.disconnect()
        raise in_plain_words(error) from error
    except BaseException:
        record.disconnect()
        raise
    return record


def _keep_damaged_log(folder: Path) -> int:
    """SQLite takes a damaged frame for the end of the log and writes over what follows: keep it for support first."""
    log = folder / (FILE + "-wal")
    lost = damaged_frames(log)
    kept = folder / (FILE + "-wal.damaged")
    if lost and not kept.exists():
        try:
            shutil.copyfile(log, kept)
        except OSError as error:
            raise trouble_of(error) from error
    return lost


def _backup_first(record: Record) -> None:
    backup(record, record.folder / "before-upgrade")


def _new_audit_key(database: RecordDatabase) -> bytes:
    key = secrets.token_bytes(KEY_BYTES)
    database.execute_sql("INSERT INTO secret (name, value) VALUES ('audit', ?)", [key])
    return key


def _audit_key(database: RecordDatabase) -> bytes:
    row = database.execute_sql("SELECT value FROM secret WHERE name = 'audit'").fetchone()
    if row is None:
        raise DamagedRecord("audit key")
    return bytes(row[0])


def _spare_slot(code: str, data_key: bytes, cost: Cost, generation: int = 1) -> Slot:
    return new_slot(
        kind="recovery", login="", password=recovery_code.normalized(code), device_secret=None, data_key=data_key,
        cost=cost, generation=generation,
    )  # fmt: skip


def _through_the_door(
    folder: Path, login: str, password: str, store: SecretStore | None, now: datetime
) -> bytes:
    door = Door(folder)
    door.check(now)
    slot = next(
        (s for s in read_slots(folder) if s.kind == "user" and s.login.casefold() == login.casefold()), None
    )
    if slot is None:
        door.note(now, "", ok=False)
        raise WrongPassword
    device = None
    if slot.device == "keyring":
        device = _device_secret(folder, store)
        if device is None:
            raise KeyringEntryMissing
    try:
        data_key = open_slot(slot, password, device)
    except WrongPassword:
        door.note(now, slot.id, ok=False)
        raise
    door.note(now, slot.id, ok=True)
    return data_key


def _must_exist(folder: Path) -> None:
    if not (folder / FILE).is_file():
        raise NoSuchRecord
    if not (folder / FILE).stat().st_size:
        raise DamagedRecord(FILE)


def _device_secret(folder: Path, store: SecretStore | None) -> bytes | None:
    return store.get(_store_name(folder, "device")) if store is not None else None


def _store_name(folder: Path, what: str) -> str:
    """By the record's own name, so that a folder that was moved still opens."""
    return f"{what}:{read_keys(folder).record}"


def _cost_of(slots: tuple[Slot, ...]) -> Cost:
    return Cost(slots[0].memory, slots[0].passes, slots[0].lanes)
