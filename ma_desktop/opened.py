"""The record behind one call of the command line: where it is, who opens it, with which password."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ma_desktop.i18n import _


class Refusal(Exception):
    """What was asked cannot be done; the sentence is for the person at the terminal."""


class Opened:
    """The record open for one command; closed whatever happens. ``log=False`` leaves the log-in out of the log."""

    def __init__(self, options: Any, *, log: bool = True) -> None:
        self._options, self._log = options, log

    def __enter__(self) -> Any:
        from ma_desktop.app import local_time
        from ma_desktop.services.practice.log_in import log_in, quiet_desk
        from ma_desktop.storage.record import open_record

        options = self._options
        if not (options.user or "").strip():
            raise Refusal(_("Name yourself with --user."))
        self._record = open_record(
            folder_of(options), options.user, password_of(options), store=store_of(options), now=local_time()
        )
        try:
            return (log_in if self._log else quiet_desk)(self._record, options.user, local_time)
        except BaseException:
            self._record.close()
            raise

    def __exit__(self, *_error: object) -> None:
        self._record.close()


def store_of(options: Any) -> Any:
    """The keyring, when this record's slot needs one."""
    from ma_desktop.storage.key_file import read_slots
    from ma_desktop.storage.keyring_store import SystemKeyring
    from ma_desktop.storage.record import FILE

    folder = folder_of(options)
    if not (folder / FILE).is_file():
        return None
    slots = [slot for slot in read_slots(folder) if slot.login.casefold() == (options.user or "").casefold()]
    return SystemKeyring() if any(slot.device == "keyring" for slot in slots) else None


def folder_of(options: Any) -> Path:
    from ma_desktop.paths import data_dir

    return Path(options.record) if options.record else data_dir() / "record"


def password_of(options: Any, *, new: bool = False) -> str:
    if options.password_stdin:
        try:
            return sys.stdin.readline().rstrip("\r\n")
        except UnicodeDecodeError as error:
            raise Refusal(
                _("The password on standard input is not text in this terminal's encoding.")
            ) from error
    from getpass import getpass

    try:
        first = getpass(_("Password: "))
        again = getpass(_("The same again: ")) if new else first
    except EOFError as error:
        raise Refusal(
            _("No password was typed. Give it on the terminal or with --password-stdin.")
        ) from error
    if again != first:
        raise Refusal(_("The two passwords differ. Nothing was made."))
    return first
