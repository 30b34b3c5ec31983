"""``record.door``: tries to log in, which come before there is a key to write into the record."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ma_desktop.storage.errors import TooManyTries

#: Wrong passwords in a row before waiting begins; the wait doubles from there, to at most an hour.
FREE_TRIES, FIRST_WAIT, LONGEST_WAIT = 5, timedelta(seconds=30), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Try:
    """``slot``: the slot's id, or empty when the log-in name is unknown."""

    at: datetime
    slot: str
    ok: bool


class Door:
    """Append-only JSON lines; ``take`` empties it once its lines are in the record's log."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "record.door"

    def note(self, at: datetime, slot: str, *, ok: bool) -> None:
        line = json.dumps({"at": at.isoformat(), "slot": slot, "ok": ok}) + "\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(handle, line.encode())
            os.fsync(handle)
        finally:
            os.close(handle)

    def tries(self) -> list[Try]:
        """What is noted, oldest first; a line torn by a power cut is left out."""
        found = []
        for line in self._path.read_text().splitlines() if self._path.is_file() else []:
            try:
                entry = json.loads(line)
                found.append(Try(datetime.fromisoformat(entry["at"]), entry["slot"], entry["ok"]))
            except (ValueError, KeyError):
                continue
        return found

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
        left = wrong[0].at + wait - now
        if left > timedelta():
            raise TooManyTries(int(left.total_seconds()) + 1)

    def take(self) -> list[Try]:
        """Answers the lines and empties the file."""
        found = self.tries()
        self._path.unlink(missing_ok=True)
        return found
