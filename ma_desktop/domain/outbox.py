"""Rules of the Outbox: which status may follow which, how long to wait between tries, at what hours people are written to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Literal

from ma_desktop.domain.lifecycles import Lifecycle

#: ``unclear``: the line or the power went after the message was handed over and before the answer came; a person decides.
STATUSES: Lifecycle = {
    "waiting": frozenset({"sending", "failed", "cancelled", "printed", "sent"}),
    "sending": frozenset({"sent", "waiting", "failed", "unclear"}),
    "unclear": frozenset({"sent", "waiting", "cancelled", "printed"}),
    "failed": frozenset({"waiting", "cancelled", "printed"}),
    "printed": frozenset({"sent"}),
    "cancelled": frozenset({"waiting"}),
    "sent": frozenset(),
}
OPEN = ("waiting", "sending", "unclear", "failed")

#: Minutes until the next try, by tries made; greylisting servers ask for one to fifteen (RFC 6647), then ever rarer.
BACK_OFF = (1, 5, 15, 30, 60, 120, 240)

Kind = Literal["sent", "later", "failed", "unclear"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one try. ``words``: for the desk; ``proof``: the server's own words of acceptance.

    ``route_down``: nothing was wrong with this message, so none of the route's others is tried meanwhile.
    """

    kind: Kind
    words: str = ""
    proof: str = ""
    route_down: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """Local hours (0 to 24) between which people are called and written to, and where that is."""

    opens: int
    closes: int
    zone: tzinfo

    def allow(self, moment: datetime) -> bool:
        return self.opens <= moment.astimezone(self.zone).hour < self.closes

    def next(self, moment: datetime) -> datetime:
        """``moment``, or the next opening when it lies outside; on a day without any hours ``moment`` as it is."""
        here = moment.astimezone(self.zone)
        if self.allow(here) or self.opens >= self.closes:
            return here
        day = here.date() + timedelta(days=1 if here.hour >= self.closes else 0)
        return on_clock(datetime.combine(day, time(self.opens)), self.zone)

    def last(self, moment: datetime) -> datetime:
        """``moment``, or the last quarter of an hour of the hours before it."""
        here = moment.astimezone(self.zone)
        if self.allow(here) or self.opens >= self.closes:
            return here
        day = here.date() - timedelta(days=1 if here.hour < self.opens else 0)
        return on_clock(datetime.combine(day, time(self.closes - 1, 45)), self.zone)


def on_clock(wall: datetime, zone: tzinfo) -> datetime:
    """The moment at which the clock on the wall shows ``wall``; a time that the change of the clock skips comes later."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def next_try(now: datetime, tries: int, hours: Hours) -> datetime:
    """When to try again after ``tries`` tries, within the hours."""
    wait = BACK_OFF[min(max(tries, 1), len(BACK_OFF)) - 1]
    return hours.next(now.astimezone(UTC) + timedelta(minutes=wait))
