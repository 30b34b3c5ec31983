"""Take a new patient into the record, in two minutes; what is not at hand is asked later."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ma_desktop.domain import registration
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.i18n import _
from ma_desktop.models import Coverage, Patient, RelatedPerson, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.patient_index import index_patient
from ma_desktop.services.work import Work


@dataclass(frozen=True, slots=True)
class NewCoverage:
    """``payor_id``: ``organization.id``; ``kind``: commercial, medicare, medicaid, other or self-pay (then nothing else counts).

    ``ident``: the row that it was read from.
    """

    payor_id: int | None = None
    kind: str = "commercial"
    plan: str = ""
    member_id: str = ""
    group_number: str = ""
    relationship: str = "self"
    subscriber: str = ""
    copay: Decimal | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    ident: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class NewRelated:
    """``relationship``: a key of ``registration.RELATIONSHIPS``; ``person_id``: their own chart.

    ``authority_until``: the last day on which this person may consent. ``ident``: the row that it was read from; ``gone``: is
    taken off the registration.
    """

    name: str
    relationship: str = "other"
    phone: str = ""
    guarantor: bool = False
    may_consent: bool = False
    authority: str = ""
    authority_until: date | None = None
    may_hear: bool = False
    emergency: bool = False
    person_id: int | None = None
    ident: int | None = field(default=None, compare=False)
    gone: bool = False


@dataclass(frozen=True, slots=True)
class NewPatient:
    """What is asked at the desk. ``sex``: FHIR administrative gender; ``needs``: communication needs as the desk words them.

    ``household``: id of the first patient of the family. ``coverage``: what pays first; ``more_coverages``: what pays after it, in
    order, ``None`` where that was not asked.
    """

    family: str
    given: str
    birth_date: date
    sex: str = "unknown"
    phone: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    middle: str = ""
    email: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    language: str = "en"
    interpreter: bool = False
    needs: tuple[str, ...] = ()
    former_name: str = ""
    gestation_weeks: float | None = None
    other_phone: str = ""
    household: int | None = None
    coverage: NewCoverage | None = None
    more_coverages: tuple[NewCoverage, ...] | None = None
    related: tuple[NewRelated, ...] = ()


#: Fields that stand in other tables, or that are written in another form.
_APART = {"coverage", "more_coverages", "related", "needs"}
#: Of the rows beside the patient: what is no column.
_NO_COLUMN = {"payor_id", "person_id", "ident", "gone"}
#: FHIR knows primary, secondary and tertiary; nobody bills a fourth.
MOST_COVERAGES = 3


def register_patient(desk: Desk, new: NewPatient, *, although: str = "") -> int:
    """Answers the new patient's id. Family name and birth date are needed; the rest can follow and is asked at check-in.

    ``although``: whom the new patient resembles and why; kept with the step as the reason for going on.
    """
    with desk.work(_("Register patient"), needs=Permission.REGISTER, reason=although) as work:
        check_person(work, new)
        checked = work.now if new.address else None
        patient = work.insert(
            Patient(record_number=next_record_number(), address_checked_at=checked, **columns(new, work.now.date()))
        )  # fmt: skip
        if new.coverage is not None:
            work.insert(Coverage(patient=patient.id, **coverage_columns(new.coverage)))
        for place, coverage in enumerate(new.more_coverages or (), 2):
            work.insert(Coverage(patient=patient.id, position=place, **coverage_columns(coverage)))
        for person in new.related:
            work.insert(RelatedPerson(patient=patient.id, **related_columns(person)))
        if patient.unfinished:
            work.insert(finish_later(int(patient.id), patient.unfinished))
        index_patient(desk, patient)
        return int(patient.id)


def check_person(work: Work, new: NewPatient) -> None:
    if not new.family.strip():
        work.refuse(_("A family name is needed."))
    if new.birth_date > work.now.date():
        work.refuse(_("The birth date lies in the future."))
    if new.more_coverages:
        if new.coverage is None or new.coverage.kind == "self-pay":
            work.refuse(_("Say first which insurance pays before the second one."))
        if len(new.more_coverages) >= MOST_COVERAGES:
            work.refuse(_("There are at most three insurances: first, second and third payer."))
        if any(one.kind == "self-pay" for one in new.more_coverages):
            work.refuse(
                _("Only somebody without insurance pays everything; leave the second insurance empty.")
            )
    for person in new.related:
        if not person.name.strip():
            work.refuse(_("Give the name of the person who speaks or pays for the patient."))
        if person.may_consent and not person.authority.strip():
            work.refuse(_("Say on what ground this person may consent, such as: birth parent, court order."))


def columns(new: NewPatient, today: date) -> dict[str, object]:
    """Values of the patient's own columns, with what is still to be asked."""
    fields = {name: getattr(new, name) for name in NewPatient.__slots__ if name not in _APART}
    fields = {name: value.strip() if isinstance(value, str) else value for name, value in fields.items()}
    left = still_open(new, today)
    return {**fields, "needs": list(new.needs), "unfinished": left}


def still_open(new: NewPatient, today: date) -> list[str]:
    """Keys of what is to be asked later; a child is reached by the phone of an adult who speaks for them."""
    minor = not age_on(new.birth_date, today).adult
    speaks = [person for person in new.related if person.may_consent and not person.gone]
    reach = new.phone or (next((person.phone for person in speaks if person.phone), "") if minor else "")
    return registration.unfinished(
        given=new.given, sex=new.sex, phone=reach, address=new.address, coverage=new.coverage is not None,
        minor=minor, speaks=bool(speaks),
    )  # fmt: skip


def coverage_columns(new: NewCoverage) -> dict[str, object]:
    if new.kind == "self-pay":
        return {"kind": "self-pay"}
    fields: dict[str, object] = {
        name: getattr(new, name) for name in NewCoverage.__slots__ if name not in _NO_COLUMN
    }
    return {**fields, "payor": new.payor_id}


def related_columns(new: NewRelated) -> dict[str, object]:
    fields: dict[str, object] = {
        name: getattr(new, name) for name in NewRelated.__slots__ if name not in _NO_COLUMN
    }
    return {**fields, "person": new.person_id}


def finish_later(patient_id: int, left: list[str]) -> Task:
    """The loose end that stands until everything was asked."""
    return Task(
        patient=patient_id, kind="registration", description=unfinished_words(left), next_action=_("Ask"),
        owner_role=str(Role.FRONT_DESK),
    )  # fmt: skip


def unfinished_words(left: list[str]) -> str:
    return _("Registration unfinished: {list}").format(list=registration.words(left))


def next_record_number() -> str:
    """Record numbers count up from 10001 and are never used twice."""
    from peewee import fn

    highest = Patient.select(fn.MAX(Patient.record_number.cast("INTEGER"))).scalar()
    return str(max(int(highest or 0), 10000) + 1)
