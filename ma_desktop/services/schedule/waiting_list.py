"""Who waits for a time, in the order in which they are called, and the first time that would do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from ma_desktop.domain import names, open_times, waiting_rank
from ma_desktop.domain.open_times import ALL_WEEK, Taken
from ma_desktop.domain.phones import show as phone_text
from ma_desktop.domain.waiting_rank import Asked, FreeTime
from ma_desktop.i18n import _
from ma_desktop.models import (
    AppointmentRequest,
    AppointmentResponse,
    HealthcareService,
    Patient,
    Practitioner,
)
from ma_desktop.services.chart.guardian_phones import guardian_phones
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.find_slot import (
    FoundSlot,
    Person,
    Reach,
    Search,
    wish_of,
)
from ma_desktop.services.schedule.taken_times import provider_names, taken_between

OPEN = ("proposed", "waitlist")


@dataclass(frozen=True, slots=True)
class Offer:
    """``answer``: accepted, declined, tentative (message left), needs-action (no answer)."""

    start: datetime
    provider: str
    answer: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """``wishes``: provider, days, hours and dates in words. ``days``: how long they have waited.

    ``first``: the first time that would do within half a year; ``None`` when there is none. ``phone``: where they are called;
    ``call_back``: the number that was left with the request, if any.
    """

    request_id: int
    patient_id: int
    patient: str
    birth_date: date
    phone: str
    caller: str
    service_id: int
    service: str
    minutes: int
    urgency: str
    reason: str
    days: int
    wishes: str
    overdue: bool
    red_flag: str
    asked: Asked
    offers: tuple[Offer, ...] = ()
    first: FoundSlot | None = None
    call_back: str = ""


@dataclass(frozen=True, slots=True)
class WaitingList:
    rows: tuple[Waiting, ...]
    overdue: int
    urgent: int


def waiting_list(desk: Desk, *, with_times: bool = True) -> WaitingList:
    """Open requests by urgency, then age. ``with_times`` looks for the first time that fits each."""
    rows = _rows(desk)
    if with_times and rows:
        rows = _with_times(desk, rows)
    return WaitingList(
        tuple(rows), sum(row.overdue for row in rows), sum(row.urgency == "urgent" for row in rows)
    )


def who_fits(desk: Desk, start: datetime, minutes: int, practitioner_id: int) -> tuple[Waiting, ...]:
    """Whom a time that became free fits, in the order in which they are called. Empty when it is taken again or over."""
    if start <= desk.now():
        return ()
    rows = _rows(desk)
    if not rows:
        return ()
    reach = Reach.of(desk, Search(Person(rows[0].service_id)))
    local = start.astimezone(reach.zone)
    taken = taken_between(local.date(), local.date(), reach.zone)
    begin = open_times.minute_of(start)
    length = min(minutes, _free_for(taken, begin, practitioner_id, minutes))
    by_id = {row.asked.id: row for row in rows}
    order = waiting_rank.ranked([row.asked for row in rows], FreeTime(local, length, practitioner_id))
    return tuple(
        row for one in order if not _elsewhere(taken, (row := by_id[one.id]).patient_id, begin, row.minutes)
    )


def _free_for(taken: Sequence[Taken], begin: int, provider: int, minutes: int) -> int:
    """How many of the minutes are still free."""
    met = [
        one for one in taken if one.provider == provider and one.end > begin and one.begin < begin + minutes
    ]
    return max(0, min((one.begin - begin for one in met), default=minutes))


def _elsewhere(taken: Sequence[Taken], patient_id: int, begin: int, minutes: int) -> bool:
    return any(t.patient == patient_id and t.begin < begin + minutes and begin < t.end for t in taken)


def _rows(desk: Desk) -> list[Waiting]:
    today, providers = desk.now().date(), provider_names()
    found = list(
        AppointmentRequest.select(AppointmentRequest, Patient, HealthcareService)
        .join(Patient)
        .switch(AppointmentRequest)
        .join(HealthcareService)
        .where(AppointmentRequest.stands() & AppointmentRequest.status.in_(OPEN))
        .limit(500)
    )
    offers = _offers([row.id for row in found])
    speaks = guardian_phones(desk, {row.patient_id: row.patient.birth_date for row in found}.items())
    rows = [_row(row, today, providers, offers.get(row.id, ()), speaks) for row in found]
    return sorted(rows, key=lambda row: waiting_rank.order(row.asked))


def _row(
    row: Any, today: date, providers: dict[int, str], offers: tuple[Offer, ...], speaks: dict[int, str]
) -> Waiting:
    patient, service = row.patient, row.service
    asked = Asked(
        row.id, row.urgency, row.requested_at, row.minutes or service.minutes, row.practitioner_id, row.earliest,
        row.latest, frozenset(row.weekdays), row.day_part,
        declined=frozenset(offer.start for offer in offers if offer.answer == "declined"),
    )  # fmt: skip
    return Waiting(
        row.id, row.patient_id, names.display(patient.family, patient.given), patient.birth_date,
        phone_text(row.call_back) or speaks.get(row.patient_id) or phone_text(patient.phone), row.caller, service.id, service.name, asked.minutes, row.urgency,
        row.reason, (today - row.requested_at.date()).days, _wishes(asked, providers), waiting_rank.overdue(asked, today),
        row.red_flag, asked, offers, call_back=phone_text(row.call_back),
    )  # fmt: skip


def _wishes(asked: Asked, providers: dict[int, str]) -> str:
    """``Dr. Ito · Mon Wed · mornings · Dec 1 to Dec 15``, only what narrows."""
    days = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    parts = [providers.get(asked.provider, "") if asked.provider else _("any provider")]
    parts.append(" ".join(days[n] for n in sorted(asked.weekdays)))
    parts.append({"morning": _("mornings"), "afternoon": _("afternoons")}.get(asked.day_part, ""))
    if asked.earliest:
        parts.append(_("from {day}").format(day=f"{asked.earliest:%m/%d}"))
    if asked.latest:
        parts.append(_("until {day}").format(day=f"{asked.latest:%m/%d}"))
    return " · ".join(part for part in parts if part)


def _offers(requests: Sequence[int]) -> dict[int, tuple[Offer, ...]]:
    rows = (
        AppointmentResponse.select(
            AppointmentResponse.request, AppointmentResponse.start, AppointmentResponse.answer, AppointmentResponse.at,
            AppointmentResponse.note, Practitioner.family,
        )
        .join(Practitioner)
        .where(AppointmentResponse.stands() & AppointmentResponse.request.in_(list(requests)))
        .order_by(AppointmentResponse.at, AppointmentResponse.id)
        .tuples()
    )  # fmt: skip
    found: dict[int, tuple[Offer, ...]] = {}
    for request, start, answer, at, note, family in rows:
        found[request] = (*found.get(request, ()), Offer(start, family, answer, at, note))
    return found


def _with_times(desk: Desk, rows: Sequence[Waiting]) -> list[Waiting]:
    """One search for each, all on the same reading of the book."""
    base, providers = Reach.of(desk, Search(Person(rows[0].service_id))), provider_names()
    return [replace(row, first=_first(base, row, providers)) for row in rows]


def _first(base: Reach, row: Waiting, providers: dict[int, str]) -> FoundSlot | None:
    asked = row.asked
    search = Search(
        Person(row.service_id, row.patient_id, row.minutes, (asked.provider,) if asked.provider else ()),
        asked.earliest, asked.latest, asked.weekdays or ALL_WEEK, asked.day_part, urgent=row.urgency == "urgent",
    )  # fmt: skip
    own = replace(
        base, wish=wish_of(search, search.person), earliest=max(asked.earliest or base.today, base.today),
        latest=min(asked.latest or base.latest, base.latest),
    )  # fmt: skip
    declined = {open_times.minute_of(start) for start in asked.declined}
    for days, book in own.pieces():
        for opening in open_times.openings(days, own.wish, book, step=own.step):
            if opening.begin not in declined:
                start = open_times.moment_of(opening.begin, own.zone)
                name = providers.get(opening.provider, "")
                return FoundSlot(start, row.minutes, opening.provider, name, opening.held)
    return None
