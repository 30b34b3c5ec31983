"""Whom the demo practice has to call back: recalls people set, follow-ups that are due, tries that were made."""

from __future__ import annotations

from datetime import datetime, timedelta

from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Appointment, Communication, Encounter, HealthcareService, Patient, Recall, Task
from ma_desktop.services.desk import Desk

#: Days past due, list, kind of visit, what for, what was tried (days ago, outcome).
RECALLS: tuple[tuple[int, str, str, str, tuple[tuple[int, str], ...]], ...] = (
    (21, "recall", "Annual physical", "Yearly check", ((9, "no-answer"), (6, "left-message"))),
    (10, "immunization", "MA visit: injection", "Second shingles shot, as Dr. Ito noted", ((3, "spoke"),)),
    (4, "recall", "MA visit: blood draw", "A1c, three months", ()),
    (0, "recall", "MA visit: BP check", "Blood pressure after the new dose", ((1, "no-answer"),)),
    (-3, "immunization", "Well child", "Next shots, as the parents were told", ()),
)
#: Weeks since the visit, kind of visit, what the provider said.
FOLLOW_UPS = (
    (14, "Follow-up", "3 months"),
    (5, "Acute visit", "2-4 weeks"),
    (9, "Follow-up", "after the MRI"),
)


def add_recalls(desk: Desk, now: datetime) -> None:
    """For people who have no appointment; nothing is said of who does not exist in a small practice."""
    busy = Appointment.select(Appointment.patient).where(
        Appointment.start >= Appointment.start.db_value(now - timedelta(days=90))
    )
    free = [
        row.id
        for row in Patient.select(Patient.id)
        .where(Patient.id.not_in(busy) & (Patient.birth_date < Patient.birth_date.db_value(now.date() - timedelta(days=30 * 365))))
        .order_by(Patient.id.desc())
        .limit(len(RECALLS) + len(FOLLOW_UPS) + 1)
    ]  # fmt: skip
    kinds = {row.name: row.id for row in HealthcareService.standing()}
    people = iter(free)
    with desk.work("Demo recalls", needs=Permission.IMPORT_DATA, undoable=False) as work:
        for (days, kind, service, reason, tries), who in zip(RECALLS, people, strict=False):
            row = work.insert(
                Recall(patient=who, kind=kind, reason=reason, due_on=now.date() - timedelta(days=days), service=kinds[service])
            )  # fmt: skip
            for ago, outcome in tries:
                work.insert(
                    Communication(patient=who, about="Recall", row=row.id, outcome=outcome, at=now - timedelta(days=ago))
                )  # fmt: skip
        for (weeks, service, words), who in zip(FOLLOW_UPS, people, strict=False):
            at = (now - timedelta(weeks=weeks)).replace(hour=10, minute=15, second=0, microsecond=0)
            work.insert(
                Encounter(
                    patient=who, practitioner=1, service=kinds[service], type_text=service, status="finished", stage="billed",
                    started_at=at, ended_at=at + timedelta(minutes=40), follow_up=words, plan="Continue present treatment",
                )
            )  # fmt: skip
        for who in people:
            work.insert(
                Task(
                    patient=who, kind="referral", description="Referral to dermatology: no report after 3 weeks",
                    next_action="Call their office", owner_role="ma", due_at=now + timedelta(days=2),
                )
            )  # fmt: skip
