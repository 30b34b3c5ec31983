"""What a recurring series would be, before anything is booked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ma_desktop.domain import recurrence, template
from ma_desktop.domain.recurrence import Recurrence
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_check import look, wanted
from ma_desktop.services.schedule.day_spans import spans_between
from ma_desktop.services.schedule.practice_zone import practice_zone


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One appointment to be. ``problem``: why it cannot be placed without more ado; empty when nothing is in its way.

    ``closed``: a holiday or a day without hours, where nobody would book; ``asks``: could be booked with a reason.
    """

    day: date
    start: datetime
    problem: str = ""
    closed: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class SeriesPlan:
    """``words``: the rule as people say it; the appointment that it begins with is not among ``occurrences``."""

    rule: str
    words: str
    occurrences: tuple[Occurrence, ...]

    @property
    def placed(self) -> tuple[Occurrence, ...]:
        return tuple(each for each in self.occurrences if not each.problem)

    @property
    def missing(self) -> tuple[Occurrence, ...]:
        return tuple(each for each in self.occurrences if each.problem)


def series_plan(desk: Desk, appointment_id: int, rule: Recurrence) -> SeriesPlan:
    """The series that begins with an appointment: same time on the wall, provider, kind of visit, room and equipment."""
    row: Appointment = Appointment.get_by_id(appointment_id)
    zone = practice_zone(desk)
    first = row.start.astimezone(zone)
    days = [day for day in recurrence.days(rule, first.date()) if day != first.date()]
    if rule.count is not None:
        days = days[: rule.count - 1]  # the appointment itself is the first of them, whatever its weekday
    return SeriesPlan(
        recurrence.text(rule),
        recurrence.words(rule),
        tuple(_occurrence(desk, row, first, day) for day in days),
    )


def _occurrence(desk: Desk, row: Appointment, first: datetime, day: date) -> Occurrence:
    assert first.tzinfo is not None
    start = template.local(day, first.time(), first.tzinfo)
    spans = spans_between(desk, day, day)[day]
    own = spans.spans.get(row.practitioner_id, ())
    closed = spans.known and all(span.kind is template.Kind.CLOSED for span in own)
    if closed:
        why = next((span.label for span in own if span.label), _("no hours on this day"))
        return Occurrence(day, start, why, closed=True)
    want = wanted(
        row.patient_id, row.practitioner_id, row.service, start, row.minutes, location_id=row.location_id,
        device_id=row.device_id,
    )  # fmt: skip
    found = look(desk, want)
    return Occurrence(day, start, found.refused or " ".join(found.asks), asks=bool(found.asks))
