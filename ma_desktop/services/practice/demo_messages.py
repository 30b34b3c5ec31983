"""The Outbox of the demo practice: consents, visits of the next days, reminders that wait, and one that came back."""

from __future__ import annotations

from datetime import datetime, timedelta

from ma_desktop.domain.outbox import Outcome
from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Appointment, Consent, HealthcareService, OutboxItem, Patient, Practitioner
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.plan_reminders import plan_reminders
from ma_desktop.services.messages.settle_message import settle_message

#: Hours from now, kind of visit, place of the provider, consent to e-mail, consent to voicemail.
PLAN: tuple[tuple[int, str, int, str, str], ...] = (
    (26, "Follow-up", 0, "active", "active"),
    (27, "Acute visit", 1, "", "rejected"),
    (28, "MA visit: blood draw", 0, "active", ""),
    (47, "Annual physical", 1, "", ""),
    (72, "Follow-up", 0, "rejected", "active"),
    (73, "Procedure", 1, "active", ""),
)
#: Longer ago than any reminder.
BOOKED_BEFORE = timedelta(days=21)


def fill_outbox(desk: Desk, now: datetime) -> None:
    """Nobody of today's visits; times in the middle of the day, whenever the demo is opened."""
    busy = Appointment.select(Appointment.patient)
    patients = list(
        Patient.select()
        .where(Patient.id.not_in(busy) & (Patient.phone != ""))
        .order_by(Patient.id.desc())
        .limit(len(PLAN))
    )
    providers = list(Practitioner.standing().where(Practitioner.own).order_by(Practitioner.id))
    kinds = {row.name: row for row in HealthcareService.standing()}
    earlier = Desk(desk.record, desk.worker, lambda: now - BOOKED_BEFORE, desk.feed, desk.workstation)
    with earlier.work("Demo visits ahead", needs=Permission.BOOK, undoable=False) as work:
        for place, (patient, (hours, kind, provider, email, voicemail)) in enumerate(
            zip(patients, PLAN, strict=False)
        ):
            work.update(patient, email=f"{patient.given.lower()}.{patient.record_number}@home.example")
            for consent, status in (("email", email), ("voicemail", voicemail)):
                if status:
                    work.insert(
                        Consent(patient=patient, kind=consent, status=status, given_at=work.now, how="signed")
                    )
            work.insert(
                Appointment(
                    patient=patient, practitioner=providers[provider % len(providers)], service=kinds[kind],
                    start=_daytime(now + timedelta(hours=hours), place), minutes=kinds[kind].minutes, overlap_reason="demo",
                )
            )  # fmt: skip
    plan_reminders(desk)
    _came_back(desk)


def _daytime(moment: datetime, place: int) -> datetime:
    return moment.replace(hour=9 + place, minute=0, second=0, microsecond=0)


def _came_back(desk: Desk) -> None:
    """A reminder whose address the patient's mail server did not know, as it would stand in a practice with e-mail."""
    item = OutboxItem.standing().where(OutboxItem.status == "waiting").order_by(OutboxItem.id.desc()).first()
    if item is None:
        return
    with desk.work("Demo message", needs=Permission.PERSONAL, undoable=False, action="send") as work:
        work.update(
            item, status="sending", attempts=1, message_id=f"<demo{item.id}@cedarstreet.example>", route="email",
            recipient="no.such.box@home.example",
            payload={"subject": "Appointment reminder", "text": "Hello,\n\nthis is a reminder of your appointment."},
        )  # fmt: skip
    settle_message(
        desk, item.id, Outcome("failed", "The mail server said no: 550 5.1.1 no.such.box: user unknown")
    )
