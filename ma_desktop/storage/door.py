"""``record.door``: tries to log in, which come before there is a key to write into the record."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ma_desktop.storage.durable_file import trouble_of
from ma_desktop.storage.errors import TooManyTries

#: Wrong passwords in a row before waiting begins; the wait doubles from there, to at most an hour.
FREE_TRIES, FIRST_WAIT, LONGEST_WAIT = 5, timedelta(seconds=30), timedelta(hours=1)

#: Stands in place of a slot where a backup was unpacked: the first opening writes that into the record's log.
RESTORED = "restored"


@dataclass(frozen=True, slots=True)
class Try:
    """``slot``: the slot's id, empty when the log-in name is unknown, or ``RESTORED``."""

    at: datetime
    slot: str
    ok: bool


class Door:
    """Append-only JSON lines; ``empty`` it once its lines are in the record's log."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "record.door"

    def note(self, at: datetime, slot: str, *, ok: bool) -> None:
        # A line of its own even behind one that a power cut tore off.
        line = "\n" + json.dumps({"at": at.isoformat(), "slot": slot, "ok": ok}) + "\n"
        try:
            handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                os.write(handle, line.encode())
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise trouble_of(error) from error

    def tries(self) -> list[Try]:
        """What is noted, oldest first; a line torn by a power cut is left out."""
        found = []
        for line in self._lines():
            try:
                entry = json.loads(line)
                at = datetime.fromisoformat(entry["at"])
                if at.tzinfo is not None:
                    found.append(Try(at, str(entry["slot"]), bool(entry["ok"])))
            except (ValueError, KeyError, TypeError):
                continue
        return found

    def _lines(self) -> list[str]:
        if not self._path.is_file():
            return []
        return self._path.read_text(encoding="utf-8", errors="replace").splitlines()

    def check(self, now: datetime) -> None:
        """Raises ``TooManyTries`` while the wait after wrong passwords is not over."""
        wrong = []
        for attempt in reversed(self.tries()):
            if attempt.ok:
                break
            wrong.append(attempt)
        if len(wrong) < FREE_TRIES:
            return
        wait = min(FIRST_WAIT * 2 ** (len(wrong) - FREE_TRIES), LONGEST_WAIT)
        left = min(
            wrong[0].at + wait - now, wait
        )  # a clock that was set back must not keep anybody out for a year
        if left > timedelta():
            raise TooManyTries(int(left.total_seconds()) + 1)

    def empty(self) -> None:
        """Once its lines are in the record's own log."""
        self._path.unlink(missing_ok=True)
