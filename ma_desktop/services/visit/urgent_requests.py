"""What a provider asks for now and nobody has closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import settings
from ma_desktop.models import Setting, Task
from ma_desktop.services.desk import Desk

KIND = "urgent-request"


@dataclass(frozen=True, slots=True)
class UrgentRequest:
    """``sentence`` names no patient: ``Dr. Ito asks: EKG room 2``. ``sound``: the practice wants to hear it."""

    task_id: int
    patient_id: int | None
    encounter_id: int | None
    sentence: str
    since: datetime
    sound: bool = False


def urgent_requests(desk: Desk) -> tuple[UrgentRequest, ...]:
    """The open ones, oldest first; one query when there is none."""
    rows = list(
        Task.standing()
        .where((Task.kind == KIND) & Task.status.in_(["requested", "received"]))
        .order_by(Task.id)
    )
    sound = bool(rows) and _sound()
    return tuple(
        UrgentRequest(row.id, row.patient_id, row.encounter_id, row.description, row.recorded_at, sound)
        for row in rows
    )


def _sound() -> bool:
    row = Setting.get_or_none((Setting.key == settings.URGENT_SOUND.key) & (Setting.user == 0))
    return bool(settings.URGENT_SOUND.default if row is None else row.value)
