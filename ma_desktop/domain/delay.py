"""How far a provider is behind, and where the visits pile up: from booked and actual starts of one day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain.stages import Stage

#: From so many visits that wait for the same on, it is a bottleneck; our own guess.
BOTTLENECK = 3
_WAITS = (Stage.ARRIVED, Stage.READY, Stage.CHECKOUT)


@dataclass(frozen=True, slots=True)
class Start:
    """One visit of a provider: booked for, arrived at, with the provider since. ``here``: still with the provider;
    ``ready``: waits for the provider now."""

    booked: datetime
    arrived: datetime
    started: datetime | None = None
    here: bool = False
    ready: bool = False

    @property
    def due(self) -> datetime:
        """A patient who came late is not the provider's delay."""
        return max(self.booked, self.arrived)


def minutes_behind(visits: Sequence[Start], now: datetime) -> int:
    """Whole minutes, 0 when on time: how late the visit in the room began, or how long the longest *Ready* one is over its time.

    A provider with nobody in the room and nobody ready is on time, whatever the morning was like.
    """
    late = [now - visit.due for visit in visits if visit.ready and visit.started is None]
    late += [visit.started - visit.due for visit in visits if visit.here and visit.started is not None]
    return max(0, *(int(each.total_seconds() // 60) for each in late)) if late else 0


def rounded(minutes: int) -> int:
    """To five minutes, upwards, as it is said in a waiting room."""
    return -(-minutes // 5) * 5


def bottleneck(stages: Iterable[Stage]) -> tuple[Stage, int] | None:
    """The stage in which most visits wait, when there are at least ``BOTTLENECK`` of them; the earlier one in the work wins."""
    counted = Counter(stage for stage in stages if stage in _WAITS)
    stage = max(_WAITS, key=lambda each: counted[each])
    return (stage, counted[stage]) if counted[stage] >= BOTTLENECK else None
