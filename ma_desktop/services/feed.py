"""Telling the screens what kind of thing a commit touched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Change:
    """One commit: which FHIR resources it touched, of which patients and visits, and who asked for it.

    ``initiator`` is whatever object the caller gave to ``Desk.work``; a screen recognizes itself by it.
    """

    title: str
    resources: frozenset[str]
    patients: frozenset[int] = frozenset()
    encounters: frozenset[int] = frozenset()
    initiator: object | None = field(default=None, compare=False)


class ChangeFeed:
    """Calls every subscriber after a commit, on the thread that committed."""

    def __init__(self) -> None:
        self._subscribers: list[Callable[[Change], None]] = []

    def subscribe(self, subscriber: Callable[[Change], None]) -> Callable[[], None]:
        """Adds a subscriber; the answer, when called, takes it away again."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def publish(self, change: Change) -> None:
        for subscriber in tuple(self._subscribers):
            subscriber(change)
