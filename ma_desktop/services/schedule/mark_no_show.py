"""The patient did not come; somebody calls the same day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Task
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.practice.practice_settings import practice_settings

#: A same-day call is due by then.
CALL_BY = time(17)


def mark_no_show(desk: Desk, appointment_id: int) -> None:
    """Refused before the practice's grace is over, counted from when the patient said they would come.

    Opens a call for today; from the practice's number of missed appointments in twelve months on it proposes the letter. The
    provider gets a task for an urgent visit.
    """
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(_("No-show"), needs=Permission.BOOK, patient_id=appointment.patient_id) as work:
        if appointment.status not in {"booked", "pending"}:
            work.refuse(_("Only an appointment that nobody checked in can be a no-show."))
        kept = practice_settings(desk)
        grace, late = int(kept[settings.NO_SHOW_GRACE]), appointment.late_minutes or 0
        if work.now < appointment.start + timedelta(minutes=grace + late):
            work.refuse(_wait(grace, late))
        work.update(appointment, status="noshow")
        _call_today(work, appointment, int(kept[settings.NO_SHOW_LETTER]))
        if is_urgent(appointment):
            _tell_provider(work, appointment)


def _wait(grace: int, late: int) -> str:
    if late:
        return _("The patient said {n} minutes late. Wait until {grace} minutes after that.").format(
            n=late, grace=grace
        )
    return _("Wait until {n} minutes after the booked time.").format(n=grace)


def is_urgent(appointment: Appointment) -> bool:
    """By its kind of visit, as the practice marked it; the desk's reason says why."""
    return appointment.service is not None and appointment.service.urgent


def missed_in_a_year(patient_id: int, now: datetime) -> int:
    """Appointments of the last twelve months that the patient missed."""
    since = Appointment.start.db_value(now - timedelta(days=365))
    rows = Appointment.standing().where(
        (Appointment.patient == patient_id) & (Appointment.status == "noshow")
    )
    return int(rows.where(Appointment.start >= since).count())


def _call_today(work: Work, appointment: Appointment, letter_from: int) -> None:
    missed = missed_in_a_year(appointment.patient_id, work.now)
    words, action = _("Missed the appointment today: call and rebook"), _("Call")
    if letter_from and missed >= letter_from:
        words = _("Missed today, {n} times in twelve months: call, then send the letter").format(n=missed)
        action = _("Call, then letter")
    due = max(work.now, work.now.replace(hour=CALL_BY.hour, minute=0, second=0, microsecond=0))
    work.insert(
        Task(patient=appointment.patient_id, kind="missed-visit", description=words, next_action=action,
             owner_role="front_desk", due_at=due)
    )  # fmt: skip


def _tell_provider(work: Work, appointment: Appointment) -> None:
    kind = appointment.service.name if appointment.service is not None else ""
    reason = appointment.reason or kind
    work.insert(
        Task(
            patient=appointment.patient_id, kind="missed-urgent", priority="urgent", owner_role="provider", due_at=work.now,
            description=_("Missed an urgent visit: {reason}").format(reason=reason), next_action=_("Tell the provider"),
        )
    )  # fmt: skip
