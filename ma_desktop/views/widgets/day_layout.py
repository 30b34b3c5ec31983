"""Where the blocks of a day stand: pure arithmetic, so that a test can look at it without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True)
class DayBlock:
    """One appointment as it is painted. ``column`` counts from 0; ``movable``: may be dragged.

    ``icon``: stands for ``state`` where its words do not fit; ``tip``: everything, for who points at it. ``away``: lies on the
    pin board, its place is only kept.
    """

    id: int
    column: int
    start: datetime
    minutes: int
    name: str
    detail: str
    state: str
    tone: str
    movable: bool = True
    icon: str = ""
    tip: str = ""
    away: bool = False

    @property
    def end(self) -> datetime:
        return (self.start.astimezone(UTC) + timedelta(minutes=self.minutes)).astimezone(self.start.tzinfo)


@dataclass(frozen=True, slots=True)
class Slot:
    """A block's share of its column: ``left`` and ``width`` from 0 to 1, ``indent`` in steps of the cascade.

    ``over``: the start of the first block laid over this one, which hides what is below.
    """

    left: float = 0.0
    width: float = 1.0
    indent: int = 0
    over: datetime | None = None


def overlap(one: DayBlock, other: DayBlock) -> bool:
    return one.column == other.column and one.start < other.end and other.start < one.end


def slots(blocks: Sequence[DayBlock], line: timedelta) -> dict[int, Slot]:
    """By id. ``line``: how much time one line of text covers.

    Appointments that overlap but begin at least one line apart lie over each other like cards in a hand, so that
    every name keeps the whole width; those that begin together share it.
    """
    found: dict[int, Slot] = {}
    for cluster in _clusters(blocks):
        lanes = _lanes(cluster)
        cascade = all(
            abs(one.start - other.start) >= line
            for n, one in enumerate(cluster)
            for other in cluster[n + 1 :]
            if overlap(one, other)
        )
        count = max(lanes.values()) + 1
        for block in cluster:
            lane = lanes[block.id]
            if cascade:
                later = [b.start for b in cluster if overlap(b, block) and b.start > block.start]
                found[block.id] = Slot(indent=lane, over=min(later, default=None))
            else:
                found[block.id] = Slot(lane / count, 1 / count)
    return found


def _clusters(blocks: Sequence[DayBlock]) -> list[list[DayBlock]]:
    """Blocks of one column that hang together by overlapping, in order of time."""
    clusters: list[list[DayBlock]] = []
    for block in sorted(blocks, key=lambda b: (b.column, b.start, b.id)):
        if clusters and any(overlap(block, other) for other in clusters[-1]):
            clusters[-1].append(block)
        else:
            clusters.append([block])
    return clusters


def _lanes(cluster: Sequence[DayBlock]) -> dict[int, int]:
    """The first lane in which nothing that overlaps stands."""
    lanes: dict[int, int] = {}
    for block in cluster:
        taken = {lanes[other.id] for other in cluster if other.id in lanes and overlap(block, other)}
        lanes[block.id] = next(lane for lane in range(len(cluster)) if lane not in taken)
    return lanes


def short_name(name: str, others: Sequence[str]) -> str:
    """``Kaplan, O.`` for ``Kaplan, Oscar``, with as many letters as tell it apart from ``others``."""
    family, comma, given = name.partition(", ")
    if not comma:
        return name
    for letters in range(1, len(given)):
        short = f"{family}, {given[:letters]}."
        if not any(other != name and other.startswith(short[:-1]) for other in others):
            return short
    return name


def narrow_name(name: str, others: Sequence[str]) -> str:
    """Where not even ``short_name`` fits: the family name alone if nobody else of the day has it, since its beginning reads best."""
    family = name.partition(", ")[0]
    alone = not any(other != name and other.partition(", ")[0] == family for other in others)
    return family if alone else short_name(name, others)
