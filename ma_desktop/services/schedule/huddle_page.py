"""The huddle sheet: of each patient of a day, what the record says has to be ready, is missing, or is due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from ma_desktop.domain import money, recalls, settings
from ma_desktop.domain.ages import age_on, age_text
from ma_desktop.domain.coverage import expected_copay, primary_on
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import ngettext
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import (
    Appointment,
    DocumentReference,
    HealthcareService,
    Organization,
    Patient,
    Recall,
    ServiceRequest,
    Task,
)
from ma_desktop.reports.huddle_sheet import HuddleLine, HuddleSheet
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import PracticeSettings, practice_settings
from ma_desktop.services.schedule.day_schedule import DayEntry, day_schedule
from ma_desktop.services.visit.letterhead_of import practice_of
from ma_desktop.services.visit.screenings_due import screenings_due
from ma_desktop.services.visit.visit_facts import coverage_facts, forms_due

KIND = "huddle"


def huddle_page(desk: Desk, day: date, *, size: str = "letter") -> HuddleSheet:
    """Cancelled and missed appointments are left out. Add-ons since the day's first sheet stand apart, as its addendum."""
    shown, kept = day_schedule(desk, day), practice_settings(desk)
    own = Organization.standing().where(Organization.own).first()
    names = {column.practitioner_id: column.short or column.name for column in shown.columns}
    since = _first_sheet(day, desk.now())
    entries = [one for one in shown.entries if one.stage not in (Stage.NOSHOW, Stage.CANCELLED)]
    booked = dict(
        Appointment.select(Appointment.id, Appointment.recorded_at)
        .where(Appointment.id.in_([one.appointment_id for one in entries]))
        .tuples()
    )
    lines = tuple(
        _line(desk, one, names.get(one.practitioner_id, ""), kept, day,
              added=since is not None and booked[one.appointment_id] > since)
        for one in sorted(entries, key=lambda one: one.start)
    )  # fmt: skip
    return HuddleSheet(
        practice=practice_of(own), printed_at=desk.now(), printed_by=desk.worker.name, day=day, lines=lines, size=size,
        unknown=_("Shots are listed only when someone set a due date; nothing is forecast."),
    )  # fmt: skip


def huddle_addendum_page(desk: Desk, day: date, *, size: str = "letter") -> HuddleSheet:
    """Only those who were booked since the day's first sheet was printed. Raises ``RuleBroken`` when there is no sheet yet."""
    since = _first_sheet(day, desk.now())
    if since is None:
        raise RuleBroken(
            _(
                "The huddle sheet of this day was not printed today. Print it first; later add-ons come on an addendum."
            )
        )
    whole = huddle_page(desk, day, size=size)
    return replace(
        whole,
        lines=tuple(line for line in whole.lines if line.added),
        since=since.astimezone(desk.now().tzinfo),
    )


def _first_sheet(day: date, now: datetime) -> datetime | None:
    """When today's sheet was first printed or saved; a sheet of another day has no addendum."""
    if day != now.date():
        return None
    begin = now.replace(hour=0, minute=0, second=0, microsecond=0)
    row = (
        DocumentReference.standing()
        .where(
            (DocumentReference.kind == KIND) & (DocumentReference.at >= DocumentReference.at.db_value(begin))
        )
        .order_by(DocumentReference.at)
        .first()
    )
    return row.at if row is not None else None


def _line(
    desk: Desk, entry: DayEntry, provider: str, kept: PracticeSettings, day: date, *, added: bool
) -> HuddleLine:
    patient: Patient = Patient.get_by_id(entry.patient_id)
    items = [
        *_needs(patient, entry), *_open(entry.patient_id), *_checks(desk, patient, entry, kept, day), *_history(entry)
    ]  # fmt: skip
    return HuddleLine(
        time=f"{entry.start:%H:%M}", name=entry.patient, born=entry.birth_date, record_number=entry.record_number,
        age=age_text(age_on(patient.birth_date, day)), provider=provider, visit=entry.service, reason=entry.reason,
        items=tuple(items), added=added,
    )  # fmt: skip


def _checks(
    desk: Desk, patient: Patient, entry: DayEntry, kept: PracticeSettings, day: date
) -> tuple[tuple[str, str], ...]:
    return (
        *_due(patient.id, day),
        *_screenings(desk, patient, entry, day),
        *_missing(patient, kept, day),
        *_money(desk, entry, day),
    )


def add_on_checks(desk: Desk, appointment_id: int) -> tuple[tuple[str, str], ...]:
    """What the morning's round would have asked about somebody who was booked for today just now: what is due, what to ask
    for, the money; empty for another day's appointment."""
    day = desk.now().date()
    entry = next(
        (one for one in day_schedule(desk, day).entries if one.appointment_id == appointment_id), None
    )
    if entry is None:
        return ()
    return _checks(desk, Patient.get_by_id(entry.patient_id), entry, practice_settings(desk), day)


def _needs(patient: Patient, entry: DayEntry) -> Iterator[tuple[str, str]]:
    needs = [_("interpreter")] if patient.interpreter else []
    needs += [_("speaks Spanish")] if patient.language.startswith("es") else []
    needs += patient.needs or []
    if needs:
        yield _("Needs"), ", ".join(needs)
    if patient.alert:
        yield _("Alert"), patient.alert
    if entry.prep:
        yield _("Have ready"), ", ".join(entry.prep)


def _open(patient_id: int) -> Iterator[tuple[str, str]]:
    orders = ServiceRequest.standing().where(
        (ServiceRequest.patient == patient_id) & ServiceRequest.status.in_(["active", "on-hold"])
    )
    if words := [row.display for row in orders]:
        yield _("Open orders"), "; ".join(words)
    tasks = Task.standing().where(
        (Task.patient == patient_id) & Task.status.not_in(["completed", "cancelled", "failed"])
    )
    if words := [row.description for row in tasks]:
        yield _("Open"), "; ".join(words)


def _due(patient_id: int, day: date) -> Iterator[tuple[str, str]]:
    rows = Recall.standing().where(
        (Recall.patient == patient_id) & (Recall.status == "active")
        & (Recall.due_on <= Recall.due_on.db_value(day + timedelta(days=30)))
    )  # fmt: skip
    for row in rows:
        yield (
            recalls.kind_words(row.kind),
            _("{what}, due {day}").format(what=row.reason, day=f"{row.due_on:%m/%d/%Y}"),
        )


def _screenings(desk: Desk, patient: Patient, entry: DayEntry, day: date) -> Iterator[tuple[str, str]]:
    """By age, kind of visit and time since the last; results stand in the chart only."""
    service = HealthcareService.get_or_none(HealthcareService.id == entry.service_id)
    listed = tuple(service.screenings or ()) if service is not None else ()
    by_age = service is None or service.screens_by_age
    found = screenings_due(desk, patient.id, day, listed, age=age_on(patient.birth_date, day), by_age=by_age)
    if words := [f"{one.title} ({one.words})" for one in found if one.state == "due"]:
        yield _("Screenings"), ", ".join(words)


def _missing(patient: Patient, kept: PracticeSettings, day: date) -> Iterator[tuple[str, str]]:
    words = list(forms_due(patient.id, day, kept[settings.FORMS_DUE]))
    checked: Any = patient.address_checked_at
    if checked is None or (day - checked.date()).days > kept[settings.ADDRESS_STALE]:
        words.append(_("address and phone"))
    coverages = coverage_facts(patient.id)
    primary = primary_on(day, coverages)
    if primary is None:
        words.append(_("insurance (self-pay?)"))
    else:
        seen = primary.card_seen_on
        if seen is None or (day - seen).days > kept[settings.CARD_STALE]:
            words.append(_("insurance card"))
        if primary.verified_for != day:
            words.append(_("coverage not verified for this day"))
    if words:
        yield _("Ask for"), ", ".join(words)


def _money(desk: Desk, entry: DayEntry, day: date) -> Iterator[tuple[str, str]]:
    service = HealthcareService.get_or_none(HealthcareService.id == entry.service_id)
    takes = service.copay if service is not None else True
    copay = expected_copay(day, coverage_facts(entry.patient_id), takes_copay=takes)
    owed = patient_balance(desk, entry.patient_id)
    words = [_("copay {sum}").format(sum=money.show(copay))] if copay else []
    words += [_("owes {sum}").format(sum=money.show(owed))] if owed > 0 else []
    words += [_("credit {sum}").format(sum=money.show(-owed))] if owed < 0 else []
    if words:
        yield _("Money"), ", ".join(words)


def _history(entry: DayEntry) -> Iterator[tuple[str, str]]:
    if entry.missed:
        yield (
            _("Missed"),
            ngettext("{n} time in 12 months", "{n} times in 12 months", entry.missed).format(n=entry.missed),
        )
