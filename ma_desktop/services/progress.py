"""How long work tells how far it is, and hears that it should stop."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):
    """Somebody asked the work to stop; whatever was committed so far stays."""


class Progress(Protocol):
    """Passed to long work as ``progress=``."""

    def step(self, n: int, of: int | None, what: str) -> None:
        """``n`` of ``of`` done (``None``: nobody knows how many); ``what``: words for people. Raises ``Cancelled``."""

    def rest(self) -> None:
        """Called between two commits, where nothing is open: lets waiting shorter work go first."""


class Silent:
    """Nobody watches."""

    def step(self, n: int, of: int | None, what: str) -> None:
        return None

    def rest(self) -> None:
        return None
