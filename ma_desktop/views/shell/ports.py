"""What the window needs from outside and is given: searching, unlocking, signing in, the words of the status bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Hit:
    """One patient found. ``detail``: birth date, age, record number; ``today``: today's visit in words, or empty.

    ``command``: run once the patient is chosen, such as the check-in of a scanned slip.
    """

    patient_id: int
    name: str
    detail: str = ""
    today: str = ""
    encounter_id: int | None = None
    command: str = ""


@dataclass(frozen=True, slots=True)
class StatusWord:
    """One sentence of the status bar. ``tone``: ok, warn, danger, info or muted; ``command``: run when clicked."""

    text: str
    tone: str = "muted"
    icon: str = ""
    command: str = ""
    short: str = ""


@dataclass(frozen=True, slots=True)
class Urgent:
    """A request that cannot wait, worded without a patient's name. ``command``: run when clicked; ``sound``: heard once."""

    text: str
    command: str = ""
    sound: bool = False


def _nobody(_desk: Desk, _typed: str) -> Sequence[Hit]:
    return ()


def _no_words(_desk: Desk) -> Sequence[StatusWord]:
    return ()


def _none_urgent(_desk: Desk) -> Sequence[Urgent]:
    return ()


@dataclass
class Ports:
    """``find``, ``status``, ``urgent`` run on the reading thread.

    ``unlock(login, secret)`` runs on the third thread: it derives keys from the password or PIN and returns nothing,
    or raises an error with a ``sentence``. ``log_in(login, password)`` likewise, and returns the desk with that
    person at it. ``idle_minutes`` of 0 never locks by itself. ``check_log`` runs on the third thread with a
    connection of its own; its answer stands in ``log`` for ``status`` to put into words.
    """

    find: Callable[[Desk, str], Sequence[Hit]] = _nobody
    status: Callable[[Desk], Sequence[StatusWord]] = _no_words
    urgent: Callable[[Desk], Sequence[Urgent]] = _none_urgent
    unlock: Callable[[str, str], object] | None = None
    log_in: Callable[[str, str], Desk] | None = None
    idle_minutes: float = 10
    version: str = ""
    check_log: Callable[[], Any] | None = None
    log: Any = None
    status_resources: frozenset[str] = field(
        default=frozenset({"Task", "Communication", "DocumentReference"})
    )
