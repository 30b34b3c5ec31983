"""Until when a visit should wait because lab results are still out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from ma_desktop.domain import settings
from ma_desktop.models import ServiceRequest, Setting
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class LabsBack:
    """``ordered``: the day of the latest order that is still out; ``ready``: when its result is usually there."""

    names: str
    ordered: date
    ready: date


def labs_back(desk: Desk, patient_id: int) -> LabsBack | None:
    """``None`` when no lab order is out."""
    rows = list(
        ServiceRequest.select(ServiceRequest.display, ServiceRequest.authored_at)
        .where(ServiceRequest.stands() & (ServiceRequest.patient == patient_id))
        .where((ServiceRequest.kind == "lab") & ServiceRequest.status.in_(["active", "on-hold"]))
        .order_by(ServiceRequest.authored_at.desc(), ServiceRequest.id.desc())
        .tuples()
    )
    if not rows:
        return None
    row = Setting.get_or_none((Setting.key == settings.LAB_DAYS.key) & (Setting.user == 0))
    days = int(row.value if row is not None else settings.LAB_DAYS.default)
    ordered = rows[0][1].date()
    ready = max(ordered + timedelta(days=days), desk.now().date() + timedelta(days=1))
    return LabsBack(", ".join(dict.fromkeys(name for name, _at in rows)), ordered, ready)
