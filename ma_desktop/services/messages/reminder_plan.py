"""What the reminders' rules ask for now, compared with what the Outbox holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from ma_desktop.domain import phones, settings
from ma_desktop.domain.outbox import Hours
from ma_desktop.domain.reminders import (
    CALL,
    EMAIL,
    KEYS,
    TO_COME,
    Booked,
    Reach,
    Reminder,
    compose,
    key_of,
    language_of,
    reminders,
    route_of,
)
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Consent, Organization, OutboxItem, Patient
from ma_desktop.models.fields import instant_text
from ma_desktop.services.chart.guardian_phones import guardian_phones
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.email_account import email_account
from ma_desktop.services.messages.outbox_hours import outbox_hours
from ma_desktop.services.messages.reminder_text import ReminderText, reminder_text
from ma_desktop.services.practice.practice_settings import practice_settings

#: What goes out within this time already stands in the Outbox.
AHEAD = timedelta(hours=24)
#: A weekend with a holiday on either side may lie between the wished time and the hours.
_SLACK = timedelta(days=2)
_CONSENTS = (EMAIL, "text", "voicemail")


@dataclass(frozen=True, slots=True)
class Wanted:
    """One reminder as it should stand in the Outbox."""

    key: str
    route: str
    appointment_id: int
    patient_id: int
    recipient: str
    title: str
    not_before: datetime
    expires_at: datetime
    payload: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """``fresh``: to queue; ``changed``: (item, as it should be), also to bring back what was withdrawn; ``withdrawn``:
    (item, why in words)."""

    fresh: tuple[Wanted, ...] = ()
    changed: tuple[tuple[int, Wanted], ...] = ()
    withdrawn: tuple[tuple[int, str], ...] = ()

    @property
    def empty(self) -> bool:
        return not (self.fresh or self.changed or self.withdrawn)


@dataclass(frozen=True, slots=True)
class _Rules:
    """Everything the practice decided, read once."""

    now: datetime
    before: Mapping[str, int]
    hours: Hours
    email_ready: bool
    texts: ReminderText
    practice: str
    phone: str


def reminder_plan(desk: Desk) -> ReminderPlan:
    """Reads only; ``plan_reminders`` carries it out."""
    rules = _rules(desk)
    wanted: dict[str, Wanted] = {}
    rows = _appointments(rules)
    consents = _consents(rules.now, [row.patient_id for row in rows])
    speaks = guardian_phones(desk, {row.patient_id: row.patient.birth_date for row in rows}.items())
    for row in rows:
        own = consents.get(row.patient_id, frozenset())
        phone = speaks.get(row.patient_id) or row.patient.phone
        wanted |= {one.key: one for one in _wanted(row, phone, own, rules)}
    held = {
        item.key: item
        for item in [*_held(wanted), *OutboxItem.standing().where(
            OutboxItem.key.startswith(KEYS) & OutboxItem.status.in_(["waiting", "failed"]))]
    }  # fmt: skip
    fresh = [one for key, one in wanted.items() if key not in held and one.not_before <= rules.now + AHEAD]
    changed = [
        (item.id, wanted[key]) for key, item in held.items() if key in wanted and _differs(item, wanted[key])
    ]
    gone = [item for key, item in held.items() if key not in wanted and item.status in {"waiting", "failed"}]
    return ReminderPlan(tuple(fresh), tuple(changed), tuple(_withdrawn(gone, wanted, rules)))


def _rules(desk: Desk) -> _Rules:
    kept = practice_settings(desk)
    own = Organization.standing().where(Organization.own).first()
    named = own is not None and bool(kept[settings.NAME_PRACTICE])
    return _Rules(
        now=desk.now(),
        before={"first": int(kept[settings.FIRST_REMINDER]), "second": int(kept[settings.SECOND_REMINDER])},
        hours=outbox_hours(desk),
        email_ready=email_account(desk).in_use,
        texts=reminder_text(desk),
        practice=own.name if named else "",
        phone=phones.show(own.phone) if own is not None else "",
    )


def _appointments(rules: _Rules) -> list[Any]:
    until = rules.now + timedelta(hours=max([*rules.before.values(), 0])) + AHEAD + _SLACK
    return list(
        Appointment.select(Appointment, Patient)
        .join(Patient)
        .where(
            Appointment.stands()
            & Patient.stands()
            & Appointment.status.in_(sorted(TO_COME))
            & (Appointment.start > instant_text(rules.now)[:23])
            & (Appointment.start < instant_text(until)[:23])
        )
        .order_by(Appointment.start, Appointment.id)
    )


def _consents(now: datetime, patients: Iterable[int]) -> dict[int, frozenset[str]]:
    """The kinds in force: the last word on each kind counts."""
    last: dict[tuple[int, str], Consent] = {}
    rows = Consent.standing().where(Consent.patient.in_(sorted(set(patients))) & Consent.kind.in_(_CONSENTS))
    for row in rows.order_by(Consent.given_at, Consent.id):
        last[row.patient_id, row.kind] = row
    found: dict[int, set[str]] = {}
    for (patient, kind), row in last.items():
        if row.status == "active" and (row.expires_on is None or row.expires_on >= now.date()):
            found.setdefault(patient, set()).add(kind)
    return {patient: frozenset(kinds) for patient, kinds in found.items()}


def _wanted(row: Any, phone: str, consents: frozenset[str], rules: _Rules) -> list[Wanted]:
    patient = row.patient
    booked = Booked(row.start, row.recorded_at, row.status, row.answer)
    reach = Reach(
        email=patient.email.strip(), phone=phone, address=patient.address, consents=consents,
        channel=patient.contact_channel, alive=patient.active and patient.deceased_at is None,
    )  # fmt: skip
    route = route_of(
        reach, email_ready=rules.email_ready, answer=row.answer or ("confirmed" if row.confirmed else "")
    )
    if not route:
        return []
    return [
        _one(row, route, reach, reminder, rules)
        for reminder in reminders(booked, rules.before, rules.hours, rules.now)
    ]


def _one(row: Any, route: str, reach: Reach, reminder: Reminder, rules: _Rules) -> Wanted:
    start = row.start.astimezone(rules.hours.zone)
    payload: dict[str, str] = {}
    if route == EMAIL:
        lang = language_of(row.patient.language)
        words = {
            "first_name": row.patient.preferred_name or row.patient.given, "start": start, "language": lang,
            "practice": rules.practice, "phone": rules.phone,
        }  # fmt: skip
        payload = {"subject": rules.texts.subjects[lang], "text": compose(rules.texts.texts[lang], **words)}
    where = {EMAIL: reach.email, CALL: reach.phone}.get(route, reach.address)
    return Wanted(
        key=key_of(row.id, reminder.name, row.start), route=route, appointment_id=row.id, patient_id=row.patient_id,
        recipient=where, title=_("Reminder"), not_before=reminder.due, expires_at=row.start, payload=payload,
    )  # fmt: skip


def _held(wanted: Mapping[str, Wanted]) -> list[OutboxItem]:
    appointments = sorted({one.appointment_id for one in wanted.values()})
    return [
        item
        for item in OutboxItem.standing().where(OutboxItem.appointment.in_(appointments))
        if item.key in wanted
    ]


def _differs(item: OutboxItem, wanted: Wanted) -> bool:
    """Another way, address or text than what waits; or it had been withdrawn and is wanted again."""
    if item.status == "cancelled":
        return bool(item.payload.get("withdrawn"))
    if item.status != "waiting":
        return False
    same_words = wanted.route != EMAIL or all(
        item.payload.get(name) == text for name, text in wanted.payload.items()
    )
    return (item.route, item.recipient) != (wanted.route, wanted.recipient) or not same_words


def _withdrawn(
    gone: list[OutboxItem], wanted: Mapping[str, Wanted], rules: _Rules
) -> Iterable[tuple[int, str]]:
    overdue = {one.appointment_id for one in wanted.values() if one.not_before <= rules.now}
    for item in gone:
        why = _why(item, rules, superseded=item.appointment_id in overdue)
        if why:
            yield item.id, why


def _why(item: OutboxItem, rules: _Rules, *, superseded: bool) -> str:
    """Empty: it stays, although the rules would not ask for it now. What is merely late is not made to vanish."""
    row = item.appointment
    if row is None or row.error_at is not None or row.status not in TO_COME:
        return _("The appointment is no longer to come.")
    if key_of(row.id, item.key.split(":")[2], row.start) != item.key:
        return _("The appointment was moved.")
    if row.answer == "declined" or ((row.answer == "confirmed" or row.confirmed) and item.route != EMAIL):
        return _("The patient has answered.")
    if row.start <= rules.now:
        return _("The time of the visit has come.")
    if superseded:
        return _("A later reminder takes its place.")
    kinds = _consents(rules.now, [item.patient_id]).get(item.patient_id, frozenset())
    if item.route == EMAIL and EMAIL not in kinds:
        return _("The patient's consent to e-mail was withdrawn.")
    return ""
