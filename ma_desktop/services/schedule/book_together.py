"""Two people on one way: both visits in one step, or neither."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment


@dataclass(frozen=True, slots=True)
class Visit:
    """One visit to be booked; as ``book_appointment`` takes it."""

    patient_id: int
    practitioner_id: int
    service_id: int
    start: datetime
    minutes: int
    reason: str = ""
    overlap_reason: str = ""
    red_flag_task: int | None = None


def book_together(desk: Desk, visits: Sequence[Visit]) -> tuple[int, ...]:
    """The ids in the order of ``visits``. What one of them is refused for refuses all."""
    with desk.work(
        _("Book appointments together"),
        needs=Permission.BOOK,
        patient_id=visits[0].patient_id if visits else None,
    ):
        return tuple(
            book_appointment(
                desk, patient_id=visit.patient_id, practitioner_id=visit.practitioner_id, service_id=visit.service_id,
                start=visit.start, minutes=visit.minutes, reason=visit.reason, overlap_reason=visit.overlap_reason,
                red_flag_task=visit.red_flag_task,
            )
            for visit in visits
        )  # fmt: skip
