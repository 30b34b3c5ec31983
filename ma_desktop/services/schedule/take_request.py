"""Somebody wants a time and there is none, or not yet: onto the waiting list, in the caller's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from ma_desktop.domain import waiting_rank
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import AppointmentRequest, HealthcareService
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.red_flag_gate import pass_gate

CHANNELS = ("phone", "in-person", "portal", "letter")


def take_request(
    desk: Desk,
    *,
    patient_id: int,
    service_id: int,
    reason: str,
    practitioner_id: int | None = None,
    urgency: str = "routine",
    channel: str = "phone",
    caller: str = "",
    call_back: str = "",
    minutes: int | None = None,
    earliest: date | None = None,
    latest: date | None = None,
    weekdays: Iterable[int] = (),
    day_part: str = "",
    replaces: int | None = None,
    red_flag_task: int | None = None,
) -> int:
    """Answers the request's id. ``replaces``: an appointment that is given up once an earlier time is accepted.

    Red-flag words are refused until a provider was told, as they are for a booking.
    """
    service: HealthcareService = HealthcareService.get_by_id(service_id)
    days = sorted(set(weekdays))
    with desk.work(
        _("Take request for an appointment"), needs=Permission.BOOK, patient_id=patient_id
    ) as work:
        if not reason.strip():
            work.refuse(_("Write down the reason in the caller's own words."))
        if channel not in CHANNELS:
            work.refuse(_("Say how the request came: by phone, in person, by portal or by letter."))
        waiting_rank.check(urgency, earliest, latest, days, day_part, work.now.date())
        if waits_already(patient_id, service_id):
            work.refuse(
                _("This patient is already waiting for this kind of visit. Close that request first.")
            )
        matches = pass_gate(desk, work, patient_id, reason, red_flag_task)
        request = AppointmentRequest(
            patient=patient_id, service=service_id, practitioner=practitioner_id, status="waitlist", urgency=urgency,
            reason=reason.strip(), channel=channel, caller=caller.strip(), call_back=call_back.strip(),
            minutes=minutes or service.minutes, earliest=earliest, latest=latest, weekdays=days, day_part=day_part,
            red_flag=", ".join(match.rule for match in matches), requested_at=work.now, replaces=replaces,
        )  # fmt: skip
        return int(work.insert(request).id)


def waits_already(patient_id: int, service_id: int) -> bool:
    waiting = AppointmentRequest.standing().where(
        (AppointmentRequest.patient == patient_id)
        & (AppointmentRequest.service == service_id)
        & AppointmentRequest.status.in_(["proposed", "waitlist"])
    )
    return bool(waiting.exists())
