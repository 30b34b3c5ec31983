"""The orders of visits, as the Visit tab and the board show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ma_desktop.domain import orders
from ma_desktop.models import Practitioner, ServiceRequest
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import short_name


@dataclass(frozen=True, slots=True)
class OrderLine:
    """``by``: who gave it and how, in words; ``state``: ``open``, ``draft``, ``done``, ``deferred`` or ``cancelled``."""

    order_id: int
    words: str
    chip: str
    kind: str
    state: str
    by: str
    outcome: str = ""


_STATES = {
    "draft": "draft",
    "active": "open",
    "unknown": "open",
    "completed": "done",
    "on-hold": "deferred",
    "revoked": "cancelled",
}


def visit_orders(desk: Desk, encounter_id: int) -> tuple[OrderLine, ...]:
    """Of one visit, in the order they were given."""
    return orders_of((encounter_id,)).get(encounter_id, ())


def orders_of(encounter_ids: Iterable[int]) -> dict[int, tuple[OrderLine, ...]]:
    """Of many visits with one query each for orders and providers."""
    rows = list(
        ServiceRequest.standing()
        .where(ServiceRequest.encounter.in_(list(encounter_ids)))
        .order_by(ServiceRequest.id)
    )
    givers = {row.ordered_by_id for row in rows if row.ordered_by_id}
    names = (
        {
            p.id: short_name(p.family, p.credential)
            for p in Practitioner.select().where(Practitioner.id.in_(givers))
        }
        if givers
        else {}
    )
    found: dict[int, list[OrderLine]] = {}
    for row in rows:
        state = _STATES.get(row.status)
        if state is not None:
            found.setdefault(row.encounter_id, []).append(_line(row, state, names.get(row.ordered_by_id, "")))
    return {encounter: tuple(lines) for encounter, lines in found.items()}


def _line(row: ServiceRequest, state: str, giver: str) -> OrderLine:
    how = orders.how_words().get(row.how, row.how)
    return OrderLine(
        row.id, row.display, row.chip, row.kind, state, ", ".join(part for part in (giver, how) if part), row.outcome
    )  # fmt: skip
