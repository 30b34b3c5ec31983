"""Greet a patient who has arrived."""

from __future__ import annotations

from datetime import timedelta

from ma_desktop.domain import stages
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Encounter, EncounterStatusHistory
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.close_call import finish_same_day_call
from ma_desktop.services.visit.open_visits import HERE, start_of_day
from ma_desktop.services.work import Work


def check_in(desk: Desk, appointment_id: int, *, back_because: str = "") -> int:
    """Opens the visit of a booked appointment and answers its encounter id.

    A cancelled appointment is refused; so is one that is not today or is already checked in. A no-show who comes after all
    is one step back, with its reason in ``back_because``.
    """
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(
        _("Check in"), needs=Permission.CHECK_IN, patient_id=appointment.patient_id, reason=back_because
    ) as work:
        if appointment.status == "noshow":
            _back_from_no_show(work, appointment, back_because)
        elif appointment.status not in {"booked", "pending"}:
            work.refuse(_("This appointment is no longer waiting for check-in."))
        if appointment.start.date() != work.now.date():
            work.refuse(
                _("This appointment is on {day}, not today. Move it to today or book a walk-in.").format(
                    day=appointment.start.strftime("%m/%d/%Y")
                )
            )
        if _is_here(desk, appointment.patient_id):
            raise RuleBroken(
                _("This patient is already in the office with another visit. Finish that one first.")
            )
        visit = work.insert(
            Encounter(
                patient=appointment.patient_id,
                practitioner=appointment.practitioner_id,
                appointment=appointment.id,
                service=appointment.service_id,
                number=next_visit_number(desk),
                status=stages.encounter_status(Stage.ARRIVED),
                stage=str(Stage.ARRIVED),
                type_text=appointment.service.name if appointment.service else "",
                reason=appointment.reason,
                started_at=work.now,
            )
        )
        work.update(appointment, status=stages.appointment_status(Stage.ARRIVED))
        work.insert(EncounterStatusHistory(encounter=visit.id, stage=str(Stage.ARRIVED), at=work.now))
        return int(visit.id)


def _back_from_no_show(work: Work, appointment: Appointment, because: str) -> None:
    """Whoever was called because of it need not be called any more."""
    if not because.strip():
        work.refuse(
            _("This appointment was marked as a no-show. Say why it goes back, such as “came at 13:30”.")
        )
    finish_same_day_call(work, appointment.patient_id, "arrived")


def _is_here(desk: Desk, patient_id: int) -> bool:
    """A visit of an earlier day that nobody closed is a loose end, no reason to turn the patient away."""
    standing = Encounter.standing().where((Encounter.patient == patient_id) & Encounter.stage.in_(HERE))
    today = Encounter.started_at >= start_of_day(desk.now())
    return bool(standing.where(Encounter.import_run.is_null() & today).exists())


def next_visit_number(desk: Desk) -> str:
    """``YYYY-MMDD-NN``, counted through the day; printed on the superbill and never used twice."""
    today = desk.now()
    prefix = today.strftime("%Y-%m%d-")
    # By the index of beginnings: whoever has a number of today came today. From the start of the year on it took
    # two seconds in a record of a million visits.
    since = instant_text(today - timedelta(days=2))[:10]
    last = (
        Encounter.select(Encounter.number)
        .where(Encounter.number.startswith(prefix) & (Encounter.started_at >= since))
        .order_by(Encounter.id.desc())
        .limit(1)
        .scalar()
    )
    return f"{prefix}{int(last.rsplit('-', 1)[1]) + 1 if last else 1:02d}"
