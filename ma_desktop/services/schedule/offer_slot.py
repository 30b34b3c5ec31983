"""A time was offered to somebody who waits: the answer is kept, and a yes is booked in the same step."""

from __future__ import annotations

from datetime import datetime

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, AppointmentRequest, AppointmentResponse, HealthcareService
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.cancel_appointment import cancel_appointment

#: FHIR AppointmentResponse.participantStatus by the desk's key.
ANSWERS = {"A": "accepted", "D": "declined", "L": "tentative", "N": "needs-action"}


def offer_slot(
    desk: Desk,
    request_id: int,
    *,
    start: datetime,
    practitioner_id: int,
    answer: str,
    note: str = "",
    overlap_reason: str = "",
) -> int | None:
    """``answer``: accepted, declined, tentative (message left) or needs-action (nobody answered).

    Answers the appointment's id when it was accepted. The appointment that it replaces is cancelled with it; Undo takes
    back all of it at once.
    """
    request: AppointmentRequest = AppointmentRequest.get_by_id(request_id)
    with desk.work(_title(answer), needs=Permission.BOOK, patient_id=request.patient_id) as work:
        if answer not in ANSWERS.values():
            work.refuse(_("The answer is accepted, declined, message left or no answer."))
        if request.status not in {"proposed", "waitlist"}:
            work.refuse(_("This request was closed before. Look at the list again."))
        service: HealthcareService = HealthcareService.get_by_id(request.service_id)
        minutes = request.minutes or service.minutes
        work.insert(
            AppointmentResponse(
                request=request.id, practitioner=practitioner_id, start=start, minutes=minutes, answer=answer,
                note=note.strip(), at=work.now,
            )
        )  # fmt: skip
        if answer != "accepted":
            return None
        if request.replaces_id is not None:
            _give_up(desk, request.replaces_id)
        appointment = book_appointment(
            desk, patient_id=request.patient_id, practitioner_id=practitioner_id, service_id=service.id, start=start,
            minutes=minutes, reason=request.reason, overlap_reason=overlap_reason,
        )  # fmt: skip
        work.update(
            request, status="booked", appointment=appointment, closed_at=work.now, outcome=_("booked from the waiting list"),
        )  # fmt: skip
        return appointment


def _give_up(desk: Desk, appointment_id: int) -> None:
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    if appointment.status in {"booked", "pending", "proposed"}:
        cancel_appointment(desk, appointment.id, _("moved to an earlier time from the waiting list"))


def _title(answer: str) -> str:
    return {
        "accepted": _("Offer accepted: booked from the waiting list"),
        "declined": _("Offer declined"),
        "tentative": _("Offer: message left"),
    }.get(answer, _("Offer: no answer"))
