"""Who of those waiting gets a time that became free: fits first, then urgency, then who asked first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

URGENCIES = ("urgent", "soon", "routine")
DAY_PARTS = ("", "morning", "afternoon")


class Misfit(StrEnum):
    """Why a time does not do."""

    LENGTH = "length"
    PROVIDER = "provider"
    TOO_EARLY = "too-early"
    TOO_LATE = "too-late"
    WEEKDAY = "weekday"
    DAY_PART = "day-part"
    RED_FLAG = "red-flag"


@dataclass(frozen=True, slots=True)
class Asked:
    """One open request. ``minutes`` of the visit; ``provider`` None: any; ``earliest``/``latest`` inclusive days.

    ``stopped``: a red flag that nobody has answered. ``declined``: times this person has said no to.
    """

    id: int
    urgency: str
    requested_at: datetime
    minutes: int
    provider: int | None = None
    earliest: date | None = None
    latest: date | None = None
    weekdays: frozenset[int] = frozenset()
    day_part: str = ""
    stopped: bool = False
    declined: frozenset[datetime] = frozenset()


@dataclass(frozen=True, slots=True)
class FreeTime:
    """``start`` in the practice's zone."""

    start: datetime
    minutes: int
    provider: int


def check(
    asked_for: str,
    earliest: date | None,
    latest: date | None,
    weekdays: Iterable[int],
    day_part: str,
    today: date,
) -> None:
    """Raises ``RuleBroken`` for a request that no time could meet. ``asked_for``: its urgency."""
    if asked_for not in URGENCIES:
        raise RuleBroken(_("Choose how urgent it is: urgent, soon or routine."))
    if earliest and latest and earliest > latest:
        raise RuleBroken(_("The last day lies before the first. Change one of them."))
    if latest and latest < today:
        raise RuleBroken(_("The last day is over. Choose today or a later day."))
    if day_part not in DAY_PARTS or not set(weekdays) <= set(range(7)):
        raise RuleBroken(_("Choose days of the week, and morning, afternoon or any time."))
    days = set(weekdays)
    if days and earliest and latest and (latest - earliest).days < 6:
        offered = {(earliest.toordinal() + n - 1) % 7 for n in range((latest - earliest).days + 1)}
        if not days & offered:
            raise RuleBroken(
                _("None of the chosen days of the week lies between the first and the last day.")
            )


def misfits(asked: Asked, free: FreeTime) -> tuple[Misfit, ...]:
    """All that stands in the way; empty means that it fits."""
    day = free.start.date()
    found = {
        Misfit.LENGTH: asked.minutes > free.minutes,
        Misfit.PROVIDER: asked.provider not in (None, free.provider),
        Misfit.TOO_EARLY: asked.earliest is not None and day < asked.earliest,
        Misfit.TOO_LATE: asked.latest is not None and day > asked.latest,
        Misfit.WEEKDAY: bool(asked.weekdays) and day.weekday() not in asked.weekdays,
        Misfit.DAY_PART: not _in_part(asked.day_part, free.start.time()),
        Misfit.RED_FLAG: asked.stopped,
    }
    return tuple(misfit for misfit, there in found.items() if there)


def _in_part(part: str, at: time) -> bool:
    return {"morning": at < time(12), "afternoon": at >= time(12)}.get(part, True)


def ranked(asked: Sequence[Asked], free: FreeTime) -> list[Asked]:
    """Those whom a time fits and who have not declined it, in the order in which they are called."""
    fitting = [one for one in asked if not misfits(one, free) and free.start not in one.declined]
    return sorted(fitting, key=order)


def order(asked: Asked) -> tuple[int, datetime, int]:
    """Urgency, then who asked first."""
    return URGENCIES.index(asked.urgency), asked.requested_at, asked.id


def overdue(asked: Asked, today: date) -> bool:
    """Nobody found a time until the last day that would have done."""
    return asked.latest is not None and asked.latest < today


def urgency_words(urgency: str) -> str:
    return {"urgent": _("Urgent"), "soon": _("Soon"), "routine": _("Routine")}.get(urgency, urgency)
