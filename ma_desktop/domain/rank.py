"""Which open loop comes first, of all of the practice."""

from __future__ import annotations

from datetime import datetime


def rank(
    *, danger: bool, priority: str, due_at: datetime | None, now: datetime
) -> tuple[int, int, int, float]:
    """A sorting key for the loose ends of the whole practice: danger, then lateness, then priority, then due time.

    ``priority``: FHIR ``stat`` (which is danger), ``asap``, ``urgent``, ``routine``. Without a due time: last.
    """
    late = due_at is not None and due_at < now
    order = {"stat": 0, "asap": 1, "urgent": 2}
    due = due_at.timestamp() if due_at is not None else float("inf")
    return (0 if danger or priority == "stat" else 1, 0 if late else 1, order.get(priority, 3), due)
