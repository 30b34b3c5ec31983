"""Times that became free by the steps since a moment: cancelled, missed, moved away; and whom each fits."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ma_desktop.models import Appointment, Provenance
from ma_desktop.models.fields import instant_from
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.taken_times import STANDING, provider_names
from ma_desktop.services.schedule.waiting_list import Waiting, who_fits

_LEAVES = frozenset({"start", "minutes", "practitioner", "status"})


@dataclass(frozen=True, slots=True)
class FreedTime:
    start: datetime
    minutes: int
    practitioner_id: int
    provider: str
    fits: tuple[Waiting, ...]


@dataclass(frozen=True, slots=True)
class FreedTimes:
    """``until``: the last version that was looked at; the next question begins there."""

    until: int
    times: tuple[FreedTime, ...] = ()


def freed_times(desk: Desk, since: int | None) -> FreedTimes:
    """``since`` None: only where the record stands now. Times that fit nobody, are over or are taken again are left out."""
    last = int(Provenance.select(Provenance.id).order_by(Provenance.id.desc()).limit(1).scalar() or 0)
    if since is None or last <= since:
        return FreedTimes(last)
    rows = (
        Provenance.select(Provenance.row, Provenance.before)
        .where(
            (Provenance.id > since)
            & (Provenance.resource == "Appointment")
            & (Provenance.activity == "UPDATE")
        )
        .order_by(Provenance.id)
        .tuples()
    )
    names, found = provider_names(), {}
    for ident, before in rows:
        old = before if isinstance(before, Mapping) else json.loads(before or "{}")
        if _LEAVES & set(old):
            slot = _was(Appointment.get_by_id(ident), old)
            if slot is not None:
                found[slot] = FreedTime(*slot, names.get(slot[2], ""), who_fits(desk, *slot))
    return FreedTimes(last, tuple(one for one in found.values() if one.fits))


def _was(now: Any, old: Mapping[str, Any]) -> tuple[datetime, int, int] | None:
    """The time that the appointment stood at before; ``None`` when it did not stand, or stands there still."""
    if old.get("status", now.status) not in STANDING:
        return None
    start = instant_from(old["start"]) if "start" in old else now.start
    minutes, provider = (
        int(old.get("minutes", now.minutes)),
        int(old.get("practitioner", now.practitioner_id)),
    )
    if now.status in STANDING and (start, provider) == (now.start, now.practitioner_id):
        return None  # at most shortened: what is left over shows in the list itself
    return start, minutes, provider
