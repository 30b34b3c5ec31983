"""Whom to call back, from every list that there is, in one: what is due and what was missed, with every attempt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from peewee import JOIN

from ma_desktop.domain import ages, names, phones, recalls, settings
from ma_desktop.domain.recalls import Script, Step
from ma_desktop.i18n import _
from ma_desktop.models import (
    Appointment,
    Communication,
    Consent,
    Encounter,
    HealthcareService,
    Organization,
    Patient,
    Recall,
    Task,
    User,
)
from ma_desktop.models.among import among
from ma_desktop.services.chart.guardian_phones import guardian_phones
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.follow_ups_owed import follow_ups_owed, times_to_come, with_a_recall
from ma_desktop.services.practice.practice_settings import practice_settings

#: How far back appointments that were missed are looked at, days.
MISSED = 90
#: How soon something has to be due to stand on the list, days.
AHEAD = 7
_OPEN_TASK = ("requested", "accepted", "in-progress", "ready", "received", "on-hold")


@dataclass(frozen=True, slots=True)
class CallKey:
    """What is called about. ``source``: Recall, Encounter (its follow-up), Appointment (missed), Task (referral)."""

    source: str
    row: int


@dataclass(frozen=True, slots=True)
class Attempt:
    at: datetime
    who: str
    channel: str
    outcome: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class CallEntry:
    """One line. ``due``: ``None`` where the words name no day; ``phone`` as shown, empty when there is none.

    ``speak``: language and needs in words. ``next``: what to try, ``next_words``: the same for the desk.
    """

    key: CallKey
    kind: str
    patient_id: int
    name: str
    born: date
    record_number: str
    phone: str
    reason: str
    due: date | None
    priority: str
    service_id: int | None
    practitioner_id: int | None
    speak: str = ""
    attempts: tuple[Attempt, ...] = ()
    next: Step | None = None
    next_words: str = ""
    script: Script | None = None
    missed_before: int = 0

    @property
    def urgent(self) -> bool:
        return self.priority in {"urgent", "asap", "stat"}


@dataclass(frozen=True, slots=True)
class CallList:
    """``now``: lines that can be worked on now; ``letters``: those whose next step is a letter."""

    lines: tuple[CallEntry, ...]
    now: int
    letters: int
    letter_after: int = 0


def call_list(desk: Desk) -> CallList:
    """Ranked: urgent, then what can be done now, then the longest due."""
    now = desk.now()
    found = [*_recalls(now), *_follow_ups(now), *_missed(now), *_referrals(now)]
    found = _told(desk, found, now)
    found.sort(key=lambda one: (*recalls.rank(one.kind, one.priority, one.due, _step(one), now), one.name))
    ready = [one for one in found if one.urgent or _step(one).not_before <= now]
    after = int(practice_settings(desk)[settings.NO_SHOW_LETTER])
    return CallList(tuple(found), len(ready), sum(_step(one).what == "letter" for one in ready), after)


def call_entry(desk: Desk, key: CallKey) -> CallEntry | None:
    """One line as it is now; ``None`` when it is no longer on the list."""
    return next((one for one in call_list(desk).lines if one.key == key), None)


def _step(line: CallEntry) -> Step:
    assert line.next is not None
    return line.next


def _reachable() -> Any:
    return Patient.active & Patient.deceased_at.is_null() & Patient.merged_into.is_null()


def _recalls(now: datetime) -> Iterable[CallEntry]:
    rows = (
        Recall.select(Recall, Patient, Encounter.practitioner.alias("provider"))
        .join(Patient)
        .switch(Recall)
        .join(Encounter, JOIN.LEFT_OUTER)
        .where(Recall.stands() & (Recall.status == "active") & _reachable())
        .where(Recall.due_on <= Recall.due_on.db_value(now.date() + timedelta(days=AHEAD)))
    )
    for row in rows:
        provider = row.encounter.provider if row.encounter_id else None
        yield _line(CallKey("Recall", row.id), row.kind, row.patient, row.reason, row.due_on, row.priority,
                    row.service_id, provider)  # fmt: skip


def _follow_ups(now: datetime) -> Iterable[CallEntry]:
    """The last visit of each patient that asked for a return, unless the return is booked or has been."""
    owed = follow_ups_owed(now, now.date() + timedelta(days=AHEAD))
    rows = Patient.select().where(among(Patient.id, [one.patient_id for one in owed]) & _reachable())
    patients = {row.id: row for row in rows}
    for one in owed:
        if one.patient_id not in patients:
            continue
        words = _("{type} {day}: back in {words}").format(
            type=one.type_text or _("Visit"), day=f"{one.seen:%m/%d/%Y}", words=one.words
        )
        yield _line(CallKey("Encounter", one.encounter_id), "follow-up", patients[one.patient_id], words, one.due,
                    "routine", one.service_id, one.practitioner_id)  # fmt: skip


def _missed(now: datetime) -> Iterable[CallEntry]:
    """Missed and not booked again."""
    since = Appointment.start.db_value(now - timedelta(days=MISSED))
    rows = (
        Appointment.select(Appointment, Patient, HealthcareService)
        .join(Patient)
        .switch(Appointment)
        .join(HealthcareService, JOIN.LEFT_OUTER)
        .where(Appointment.stands() & (Appointment.start >= since) & (Appointment.status == "noshow"))
        .where(_reachable())
        .order_by(Appointment.start)
    )
    last = {row.patient_id: row for row in rows}
    handled, later = with_a_recall(Recall.missed, [row.id for row in last.values()]), times_to_come(last)
    for row in last.values():
        if row.id in handled or any(at > row.start for at in later.get(row.patient_id, ())):
            continue
        day = row.start.astimezone(now.tzinfo)
        kind = row.service.name if row.service_id else _("Visit")
        words = _("{type} {day}").format(type=kind, day=f"{day:%m/%d %H:%M}")
        urgent = "urgent" if row.service_id and row.service.urgent else "routine"
        yield _line(CallKey("Appointment", row.id), "missed", row.patient, words, day.date(), urgent,
                    row.service_id, row.practitioner_id)  # fmt: skip


def _referrals(now: datetime) -> Iterable[CallEntry]:
    rows = (
        Task.select(Task, Patient)
        .join(Patient)
        .where(Task.stands() & (Task.kind == "referral") & Task.status.in_(_OPEN_TASK) & _reachable())
    )
    for row in rows:
        due = row.due_at.astimezone(now.tzinfo).date() if row.due_at else None
        if due is None or due <= now.date() + timedelta(days=AHEAD):
            yield _line(CallKey("Task", row.id), "referral", row.patient, row.description, due, row.priority, None, None)  # fmt: skip


def _line(
    key: CallKey, kind: str, patient: Any, reason: str, due: date | None, priority: str, service: int | None, provider: int | None
) -> CallEntry:  # fmt: skip
    speak = [_("speaks Spanish")] if patient.language.startswith("es") else []
    speak += [_("interpreter")] if patient.interpreter else []
    return CallEntry(
        key, kind, patient.id, names.display(patient.family, patient.given, patient.suffix), patient.birth_date,
        patient.record_number, phones.show(patient.phone or patient.other_phone), reason, due, priority, service, provider,
        ", ".join([*speak, *patient.needs]),
    )  # fmt: skip


def _told(desk: Desk, lines: list[CallEntry], now: datetime) -> list[CallEntry]:
    """The lines with their attempts, the next step and what may be said; read at once for all."""
    ids = {line.patient_id for line in lines}
    attempts, voicemail, missed = _attempts(ids, now), _voicemail(ids), _misses(ids, now)
    own = Organization.standing().where(Organization.own).first()
    named = bool(own) and practice_settings(desk)[settings.NAME_PRACTICE]
    firsts = {
        ident: preferred or given
        for ident, preferred, given in Patient.select(Patient.id, Patient.preferred_name, Patient.given)
        .where(among(Patient.id, ids))
        .tuples()
    }
    speaks = guardian_phones(desk, {line.patient_id: line.born for line in lines}.items())
    told = []
    for line in lines:
        tried = tuple(one for one in attempts[line.key] if _after(line, one, now))
        step = recalls.next_step([(one.outcome, one.at) for one in tried], now)
        said = recalls.script(
            first_name=firsts.get(line.patient_id, ""), worker=desk.worker.name, practice=own.name if named else "",
            phone=phones.show(own.phone) if own else "", voicemail=voicemail.get(line.patient_id, ""),
            minor=not ages.age_on(line.born, now.date()).adult,
        )  # fmt: skip
        told.append(replace(line, phone=speaks.get(line.patient_id, line.phone), attempts=tried, next=step, next_words=recalls.step_words(step, now),
                            script=said, missed_before=missed.get(line.patient_id, 0)))  # fmt: skip
    return told


def _after(line: CallEntry, attempt: Attempt, now: datetime) -> bool:
    """A reminder of an appointment that was missed later is no attempt to call back about it."""
    return line.key.source != "Appointment" or line.due is None or (
        attempt.at.astimezone(now.tzinfo).date() >= line.due and attempt.outcome != "confirmed"
    )  # fmt: skip


def _attempts(patients: set[int], now: datetime) -> dict[CallKey, list[Attempt]]:
    """Of all their lines, oldest first."""
    rows = (
        Communication.standing()
        .where(among(Communication.patient, patients) & Communication.row.is_null(False))
        .order_by(Communication.at, Communication.id)
    )
    who = {user.id: user.name for user in User.select()}
    found: dict[CallKey, list[Attempt]] = defaultdict(list)
    for row in rows:
        attempt = Attempt(
            row.at.astimezone(now.tzinfo), who.get(row.recorded_by, ""), row.channel, row.outcome, row.note
        )
        found[CallKey(row.about, row.row)].append(attempt)
    return found


def _voicemail(patients: set[int]) -> dict[int, str]:
    rows = (
        Consent.standing()
        .where(among(Consent.patient, patients) & (Consent.kind == "voicemail"))
        .order_by(Consent.given_at, Consent.id)
    )
    return {row.patient_id: "yes" if row.status == "active" else "no" for row in rows}


def _misses(patients: set[int], now: datetime) -> dict[int, int]:
    """Missed appointments in the last twelve months."""
    counts: dict[int, int] = defaultdict(int)
    since = Appointment.start.db_value(now - timedelta(days=365))
    rows = Appointment.select(Appointment.patient).where(
        Appointment.stands() & (Appointment.status == "noshow") & (Appointment.start >= since)
        & among(Appointment.patient, patients)
    )  # fmt: skip
    for (patient,) in rows.tuples():
        counts[patient] += 1
    return counts
