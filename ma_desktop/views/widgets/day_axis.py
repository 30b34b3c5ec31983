"""The columns of the appointment book and their scale of time: pure arithmetic, also on the days when the clock is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from ma_desktop.domain import template

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Shade:
    """Time that is not simply open. ``kind``: closed, block, hold, wave or released; ``label``: what is said about it."""

    start: datetime
    end: datetime
    kind: str
    label: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """One column: its day begins at ``midnight``, aware, in a zone that knows when the clock is changed."""

    title: str
    midnight: datetime
    shades: tuple[Shade, ...] = ()
    today: bool = False


class Axis:
    """Minutes from midnight, for all columns of a page.

    One day is drawn as long as it is: an hour twice in autumn, one left out in spring. Several days beside each other share the
    clock on the wall.
    """

    def __init__(self, heads: Sequence[Head]) -> None:
        self.midnights = tuple(head.midnight for head in heads)
        self.one_day = len(set(self.midnights)) == 1

    def minutes(self, moment: datetime, column: int = 0) -> float:
        midnight = self.midnights[column]
        if self.one_day:
            return (moment.astimezone(UTC) - midnight.astimezone(UTC)) / _MINUTE
        there = moment.astimezone(midnight.tzinfo)
        days = (there.date() - midnight.date()).days
        return days * 1440 + there.hour * 60 + there.minute + there.second / 60

    def moment(self, minutes: float, column: int = 0) -> datetime:
        midnight = self.midnights[column]
        assert midnight.tzinfo is not None
        if self.one_day:
            return (midnight.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(midnight.tzinfo)
        days, rest = divmod(round(minutes), 1440)
        day = midnight.date() + timedelta(days=days)
        return template.local(day, time(rest // 60, rest % 60), midnight.tzinfo)

    def label(self, hour: int) -> str:
        """What stands beside the line ``hour`` hours after midnight."""
        return f"{self.moment(hour * 60).hour}:00" if self.one_day else f"{hour % 24}:00"

    def hours(self) -> int:
        """How many hours the page can be long at most."""
        if not self.one_day:
            return 24
        midnight = self.midnights[0]
        assert midnight.tzinfo is not None
        first, last = template.midnights(midnight.date(), midnight.tzinfo)
        return round((last.astimezone(UTC) - first.astimezone(UTC)) / timedelta(hours=1))

    def office_hours(self) -> tuple[int, int]:
        """Eight to five on the wall, as hours after midnight."""
        midnight = self.midnights[0]
        assert midnight.tzinfo is not None
        return tuple(  # type: ignore[return-value]
            int(self.minutes(template.local(midnight.date(), time(hour), midnight.tzinfo)) // 60)
            for hour in (8, 17)
        )
