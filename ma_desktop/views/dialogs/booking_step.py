"""What the booking form does when it is saved: registers who is new, then books or checks in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.book_together import Visit, book_together
from ma_desktop.services.schedule.find_slot import FoundSlot
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in


def split_name(typed: str) -> tuple[str, str]:
    """Family and given name: ``Quill, Zander`` and ``Zander Quill`` alike. Digits are no name."""
    if any(letter.isdigit() for letter in typed):
        return "", ""
    family, comma, given = (part.strip() for part in typed.partition(","))
    if comma:
        return family, given
    *first, last = typed.split() or [""]
    return last, " ".join(first)


def register_and_book(
    desk: Desk, new: NewPatient | None, although: str, patient_id: int | None, practitioner_id: int, service_id: int,
    start: datetime | None, reason: str, over: str, red_flag_task: int | None,
) -> tuple[int, int | None]:  # fmt: skip
    """Registering and booking are two steps of the log: Undo takes them back one by one."""
    patient: Any = patient_id if new is None else register_patient(desk, new, although=although)
    if start is None:
        return patient, walk_in(
            desk, patient_id=patient, practitioner_id=practitioner_id, service_id=service_id, reason=reason,
            red_flag_task=red_flag_task,
        )  # fmt: skip
    book_appointment(
        desk, patient_id=patient, practitioner_id=practitioner_id, service_id=service_id, start=start, reason=reason,
        overlap_reason=over, red_flag_task=red_flag_task,
    )  # fmt: skip
    return patient, None


def book_found(
    desk: Desk, patient_id: int, service_id: int, slot: FoundSlot, reason: str, red_flag_task: int | None,
    also: int | None = None, their_service: int | None = None,
) -> tuple[int, ...]:  # fmt: skip
    """Both visits of two who come together in one step, so that one Undo takes both back."""
    why = _("urgent: same-day time") if slot.held else ""
    visits = [
        Visit(
            patient_id, slot.practitioner_id, service_id, slot.start, slot.minutes, reason, why, red_flag_task
        )
    ]
    if also is not None and their_service is not None and slot.second is not None:
        start, minutes, provider, _name = slot.second
        visits.append(Visit(also, provider, their_service, start, minutes, "", why))
    if len(visits) > 1:
        return book_together(desk, visits)
    one = visits[0]
    return (
        book_appointment(
            desk, patient_id=one.patient_id, practitioner_id=one.practitioner_id, service_id=one.service_id, start=one.start,
            minutes=one.minutes, reason=one.reason, overlap_reason=one.overlap_reason, red_flag_task=one.red_flag_task,
        ),
    )  # fmt: skip
