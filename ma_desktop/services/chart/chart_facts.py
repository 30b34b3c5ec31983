"""What is asked first when a patient stands there or calls: last and next visit, how to reach them, whom to tell, what is open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import history, phones, plain_terms
from ma_desktop.domain.registration import RELATIONSHIPS, language_words
from ma_desktop.domain.sensitive import is_sensitive
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Encounter, Patient, Practitioner, RelatedPerson, Task
from ma_desktop.models.fields import instant_text
from ma_desktop.services.chart.history_rows import fields_of, rows_of, words_of
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Booked:
    """A visit that was, or that is to come. ``about``: its kind and reason."""

    at: datetime
    with_whom: str
    about: str


@dataclass(frozen=True, slots=True)
class Speaker:
    """``role``: relationship and what they may do, in the desk's words."""

    name: str
    role: str
    phone: str


@dataclass(frozen=True, slots=True)
class ChartFacts:
    """``reach``: phone numbers and e-mail, the preferred one first. ``to_know``: tobacco, implants and
    advance directives in short. ``open_tasks``: words of the first three; ``more_tasks``: how many beyond."""

    patient_id: int
    last: Booked | None
    next: Booked | None
    reach: tuple[str, ...]
    place: str
    people: tuple[Speaker, ...]
    language: str
    open_tasks: tuple[str, ...]
    more_tasks: int
    to_know: tuple[str, ...] = ()


def chart_facts(desk: Desk, patient_id: int) -> ChartFacts | None:
    patient = Patient.get_or_none(Patient.id == patient_id)
    if patient is None:
        return None
    tasks = _open_tasks(patient_id)
    town = " ".join(part for part in (patient.city, patient.state, patient.postal_code) if part)
    language = "" if patient.language.split("-")[0] in ("en", "") else language_words(patient.language)
    return ChartFacts(
        patient_id=patient_id,
        last=_last(desk, patient_id),
        next=_next(desk, patient_id),
        reach=_reach(patient),
        place=", ".join(part for part in (patient.address, town) if part),
        people=tuple(_people(patient_id)),
        language=_("{language}, with an interpreter").format(language=language) if patient.interpreter else language,
        open_tasks=tuple(tasks[:3]),
        more_tasks=max(len(tasks) - 3, 0),
        to_know=tuple(_to_know(patient_id)),
    )  # fmt: skip


def _to_know(patient_id: int) -> Iterator[str]:
    """Nothing sensitive: a summary is read over shoulders."""
    for section in ("tobacco", "implants", "directives"):
        for row in rows_of(section, patient_id).limit(3):
            if section != "tobacco" and row.status != "active":
                continue
            what, detail = words_of(section, fields_of(section, row))
            title = f"{history.section(section).title}: " if section == "tobacco" else ""
            yield " · ".join(part for part in (f"{title}{what}", detail) if part)
            if section == "tobacco":
                break


def _last(desk: Desk, patient_id: int) -> Booked | None:
    """The last visit before today."""
    midnight = desk.now().replace(hour=0, minute=0, second=0, microsecond=0)
    row = (
        Encounter.standing()
        .where(
            (Encounter.patient == patient_id)
            & Encounter.stage.not_in(["cancelled", "noshow"])
            & (Encounter.started_at < instant_text(midnight)[:24])
        )
        .order_by(Encounter.started_at.desc())
        .first()
    )
    if row is None:
        return None
    return Booked(row.started_at, _with(row.practitioner), _about(row.type_text, row.reason))


def _next(desk: Desk, patient_id: int) -> Booked | None:
    row = (
        Appointment.standing()
        .where(
            (Appointment.patient == patient_id)
            & Appointment.status.in_(["booked", "pending"])
            & (Appointment.start > instant_text(desk.now())[:24])
        )
        .order_by(Appointment.start)
        .first()
    )
    if row is None:
        return None
    kind = row.service.name if row.service_id else ""
    return Booked(row.start.astimezone(desk.now().tzinfo), _with(row.practitioner), _about(kind, row.reason))


def _with(row: Practitioner | None) -> str:
    if row is None:
        return ""
    return (
        _("Dr. {name}").format(name=row.family)
        if row.credential in ("MD", "DO")
        else f"{row.given} {row.family}".strip()
    )


def _about(kind: str, reason: str) -> str:
    said = [plain_terms.name(part) for part in (kind, reason) if part]
    return ": ".join(dict.fromkeys(said))


def _reach(patient: Patient) -> tuple[str, ...]:
    ways = [phones.show(number) for number in (patient.phone, patient.other_phone) if number]
    if patient.email:
        ways.insert(0 if patient.contact_channel == "email" else len(ways), patient.email)
    return tuple(ways)


def _people(patient_id: int) -> list[Speaker]:
    rows = RelatedPerson.standing().where(RelatedPerson.patient == patient_id).order_by(RelatedPerson.id)
    return [
        Speaker(row.name, _role(row), phones.show(row.phone) if row.phone else "") for row in rows if row.name
    ]


def _role(row: RelatedPerson) -> str:
    may = [
        words
        for holds, words in (
            (row.may_consent, _("may consent")), (row.may_hear, _("may be told")), (row.emergency, _("emergency contact")),
            (row.guarantor, _("pays")),
        )
        if holds
    ]  # fmt: skip
    return ", ".join([RELATIONSHIPS.get(row.relationship, row.relationship), *may])


def _open_tasks(patient_id: int) -> list[str]:
    """Most urgent first; what is sensitive is only said to be there."""
    rows = (
        Task.standing()
        .where((Task.patient == patient_id) & Task.status.not_in(["completed", "cancelled"]))
        .order_by(Task.due_at)
    )
    rank = {"stat": 0, "asap": 1, "urgent": 2}
    ordered = sorted(rows, key=lambda row: rank.get(row.priority, 3))
    return [
        _("An open task (sensitive)") if is_sensitive(row.description) else row.description for row in ordered
    ]
