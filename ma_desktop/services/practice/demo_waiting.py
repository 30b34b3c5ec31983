"""Who waits in the demo practice, and what they were offered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from ma_desktop.models import Appointment, HealthcareService, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.offer_slot import offer_slot
from ma_desktop.services.schedule.practice_zone import practice_zone
from ma_desktop.services.schedule.take_request import take_request

#: Days ago, kind of visit, urgency, reason, day part, weekdays, last day (days from now), provider (0 any), caller.
REQUESTS: tuple[tuple[int, str, str, str, str, tuple[int, ...], int | None, int, str], ...] = (
    (0, "Acute visit", "urgent", "Ear hurts since last night, crying", "", (), 1, 0, "mother"),
    (2, "Follow-up", "soon", "Sugar has been over 200 in the mornings", "morning", (), 10, 1, ""),
    (5, "Procedure", "soon", "Wart on the hand is growing", "afternoon", (1, 3), None, 0, ""),
    (9, "Annual physical", "routine", "Needs the form for work", "", (0, 4), 30, 2, ""),
    (12, "Telehealth", "routine", "Wants to talk about the new pills", "afternoon", (), None, 0, "daughter"),
    (16, "Follow-up", "routine", "Blood pressure, three months", "", (), -2, 0, ""),
)


def add_waiting(desk: Desk, providers: list[int], now: datetime) -> None:
    """Six who wait, one of them urgent, one overdue. ``providers``: ids in the order of their columns. A small practice has none."""
    kinds = {row.name: row.id for row in HealthcareService.standing()}
    today = now.date()
    busy = Appointment.select(Appointment.patient)
    waiting = (
        Patient.select(Patient.id)
        .where(Patient.id.not_in(busy))
        .order_by(Patient.id)
        .offset(60)
        .limit(len(REQUESTS))
    )
    for (ago, kind, urgency, reason, part, days, until, provider, caller), row in zip(
        REQUESTS, waiting, strict=False
    ):
        then = Desk(
            desk.record, desk.worker, _At(now - timedelta(days=ago, minutes=45)), desk.feed, desk.workstation
        )
        request = take_request(
            then, patient_id=row.id, service_id=kinds[kind], urgency=urgency, reason=reason, day_part=part, weekdays=days,
            latest=today + timedelta(days=until) if until is not None else None, caller=caller,
            practitioner_id=providers[provider - 1] if 0 < provider <= len(providers) else None,
        )  # fmt: skip
        if ago in (5, 12):
            offered = _working_day(today + timedelta(days=1))
            answer = "declined" if ago == 5 else "tentative"
            start = datetime.combine(offered, time(9 if ago == 5 else 14), tzinfo=practice_zone(desk))
            offer_slot(then, request, start=start, practitioner_id=providers[0], answer=answer)


def _working_day(day: date) -> date:
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


class _At:
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment
