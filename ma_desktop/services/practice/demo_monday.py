"""The people of the Monday that the tour tells, and how their day stands when it begins. Nobody of this exists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ma_desktop.domain import monday
from ma_desktop.domain.monday import Person
from ma_desktop.models import (
    Appointment,
    Consent,
    Encounter,
    EncounterStatusHistory,
    HealthcareService,
    Location,
    Organization,
    Patient,
    Recall,
    Slot,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.demo_families import the_family
from ma_desktop.services.schedule.register_patient import NewCoverage, NewPatient, register_patient
from ma_desktop.services.work import Work

#: Longer ago than any reminder.
BOOKED_BEFORE = timedelta(days=21)
#: What the held time is for.
HELD = "same day"
#: Born in, sex, phone, street, kind of insurance, copay; the family has its own file.
_PEOPLE: dict[Person, tuple[int, str, str, str, str, int]] = {
    monday.FORGOTTEN: (1953, "female", "9375552044", "12 Willow Ave", "medicare", 0),
    monday.REMINDED: (1986, "female", "9375557713", "540 Wayne Ave", "commercial", 20),
    monday.MAILED: (1979, "male", "9375551190", "31 Irving Ave", "commercial", 20),
    monday.WAITING: (1968, "male", "9375554062", "8 Schantz Ave", "commercial", 25),
    monday.MISSING: (1981, "male", "9375556038", "77 Salem Ave", "commercial", 40),
    monday.ADDED: (1960, "female", "9375553381", "205 Edgar Ave", "commercial", 25),
}


@dataclass(frozen=True, slots=True)
class Times:
    """When the cast is booked for. ``waiting`` and ``missing`` before now: that has happened already.

    ``mails``: the two visits that reminders are due for; ``hold``: the held time.
    """

    family: datetime
    waiting: datetime
    missing: datetime
    hold: datetime
    mails: tuple[datetime, datetime]

    @classmethod
    def around(cls, now: datetime) -> Times:
        """So that each moment can be walked through at once, whatever the clock shows."""
        now = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)

        def at(minutes: int) -> datetime:
            return now + timedelta(minutes=minutes)

        return cls(at(10), at(-25), at(-60), at(90), (at(23 * 60), at(23 * 60 + 30)))

    @classmethod
    def of_day(cls, now: datetime) -> Times:
        """As the day is told, for one that begins in the morning."""

        def at(hour: int, minute: int, days: int = 0) -> datetime:
            return datetime.combine(now.date() + timedelta(days=days), time(hour, minute), tzinfo=now.tzinfo)

        return cls(at(9, 0), at(11, 0), at(10, 30), at(15, 0), (at(10, 5, 1), at(10, 10, 1)))


def the_cast(desk: Desk, now: datetime) -> dict[Person, int]:
    """``patient.id`` of each, registered where they are not yet."""
    family = the_family(desk, now)
    found = dict(zip((monday.MOTHER, *monday.CHILDREN), family, strict=True))
    payers = {
        "medicare": Organization.get_or_none(Organization.name == "Medicare"),
        "commercial": Organization.get_or_none(Organization.name == "Blue Shield"),
    }
    for who, (year, sex, phone, street, kind, copay) in _PEOPLE.items():
        row = Patient.standing().where((Patient.family == who[0]) & (Patient.given == who[1])).first()
        payer = payers[kind]
        found[who] = row.id if row is not None else register_patient(
            desk,
            NewPatient(
                who[0], who[1], date(year, 4, 11), sex, phone, address=street, city="Dayton", state="OH", postal_code="45405",
                coverage=NewCoverage(payer.id, kind, "", f"M{phone[-6:]}", copay=Decimal(copay), starts_on=date(now.year, 1, 1))
                if payer is not None else None,
            ),
        )  # fmt: skip
    return found


def take_back(work: Work, cast: Sequence[int], now: datetime) -> None:
    """What an earlier beginning of the day left: marked as an error, never deleted; rooms are free again."""
    since = now.replace(hour=0, minute=0, second=0, microsecond=0)
    booked = Appointment.standing().where(
        Appointment.patient.in_(cast) & (Appointment.start >= Appointment.start.db_value(since))
    )
    mine = Encounter.standing().where(Encounter.patient.in_(cast) & Encounter.import_run.is_null())
    recalls = Recall.standing().where(Recall.patient.in_(cast))
    for visit in list(mine):
        if visit.location is not None and visit.location.state == "occupied":
            work.update(visit.location, state="clean")
        work.mark_error(visit, "The demo's Monday begins again")
    held = Slot.standing().where(
        (Slot.kind == "hold") & (Slot.label == HELD) & (Slot.start >= Slot.start.db_value(since))
    )
    for row in [*booked, *recalls, *held]:
        work.mark_error(row, "The demo's Monday begins again")


def set_out(work: Work, cast: dict[Person, int], times: Times, providers: Sequence[int]) -> None:
    """Everybody's place at the beginning of the day. ``providers``: ids; the first has the delay, the last sees half of the family."""
    provider = providers[0]
    _family(work, cast, times, providers)
    _forgotten(work, cast, provider)
    _ready(work, cast, times, provider)
    missed = work.now > times.missing
    _book(
        work,
        cast[monday.MISSING],
        "Follow-up",
        times.missing,
        provider,
        "Headaches",
        "noshow" if missed else "booked",
    )
    work.insert(
        Recall(
            patient=cast[monday.ADDED], kind="immunization", reason="Second shingles shot, as Dr. Ito noted",
            due_on=work.now.date() - timedelta(days=9), service=_kind("MA visit: injection"),
        )
    )  # fmt: skip
    if times.hold.date() == work.now.date():
        work.insert(
            Slot(practitioner=provider, kind="hold", start=times.hold, minutes=30, label=HELD,
                 release_at=times.hold - timedelta(minutes=5))
        )  # fmt: skip
    room = Location.standing().where(Location.state == "clean").order_by(Location.position.desc()).first()
    if room is not None and not Location.standing().where(Location.state == "dirty").exists():
        work.update(room, state="dirty")


def set_out_mail(work: Work, cast: dict[Person, int], times: Times, provider: int) -> None:
    """Two who agreed to e-mail, booked before any reminder. ``work.now`` has to lie as long ago."""
    for who, start in zip((monday.REMINDED, monday.MAILED), times.mails, strict=True):
        patient = Patient.get_by_id(cast[who])
        if not patient.email:
            work.update(patient, email=f"{who[1].lower()}.{who[0].lower()}@home.example")
            work.insert(
                Consent(patient=patient, kind="email", status="active", given_at=work.now, how="signed")
            )
        _book(work, patient.id, "Follow-up", start, provider, "")


def _family(work: Work, cast: dict[Person, int], times: Times, providers: Sequence[int]) -> None:
    for who, kind, minutes, place, reason in (
        (monday.CHILDREN[0], "Well child", 0, 0, "Six-year check"),
        (monday.CHILDREN[1], "Well child", 0, -1, "Three-year check"),
        (monday.MOTHER, "MA visit: BP check", 10, -1, "Blood pressure, with the children"),
    ):
        _book(work, cast[who], kind, times.family + timedelta(minutes=minutes), providers[place], reason)


def _forgotten(work: Work, cast: dict[Person, int], provider: int) -> None:
    """Of the last weekday before today, late in the afternoon."""
    day = work.now - timedelta(days=3 if work.now.weekday() == 0 else 1)
    at = day.replace(hour=16, minute=20, second=0, microsecond=0)
    visit = work.insert(
        Encounter(
            patient=cast[monday.FORGOTTEN], practitioner=provider, service=_kind("Follow-up"), type_text="Follow-up",
            status="in-progress", stage="checkout", reason="Knee pain", started_at=at, plan="Continue present treatment",
            follow_up="none needed", identity_checked_at=at, identity_how="name and birth date",
        )
    )  # fmt: skip
    _history(work, visit, ("arrived", "roomed", "vitals", "ready", "provider", "checkout"), at)


def _ready(work: Work, cast: dict[Person, int], times: Times, provider: int) -> None:
    """Booked, and where the time has come already: roomed, measured and waiting for the provider."""
    here = work.now > times.waiting
    who = cast[monday.WAITING]
    booked = _book(
        work, who, "Follow-up", times.waiting, provider, "Blood pressure", "checked-in" if here else "booked"
    )
    if not here:
        return
    room = Location.standing().where(Location.state == "clean").order_by(Location.position).first()
    at = times.waiting - timedelta(minutes=4)
    visit = work.insert(
        Encounter(
            patient=who, practitioner=provider, appointment=booked, service=_kind("Follow-up"), type_text="Follow-up",
            status="in-progress", stage="ready", reason="Blood pressure", started_at=at, location=room, identity_checked_at=at,
            identity_how="name and birth date",
        )
    )  # fmt: skip
    if room is not None:
        work.update(room, state="occupied")
    _history(work, visit, ("arrived", "roomed", "vitals", "ready"), at)


def _history(work: Work, visit: Encounter, stages: Sequence[str], at: datetime) -> None:
    for place, stage in enumerate(stages):
        work.insert(EncounterStatusHistory(encounter=visit.id, stage=stage, at=at + timedelta(minutes=place)))


def _book(
    work: Work, patient: int, kind: str, start: datetime, provider: int, reason: str, status: str = "booked"
) -> int:
    service = HealthcareService.get(HealthcareService.name == kind)
    row = work.insert(
        Appointment(
            patient=patient, practitioner=provider, service=service.id, start=start, minutes=service.minutes, reason=reason,
            status=status, overlap_reason="demo",
        )
    )  # fmt: skip
    return int(row.id)


def _kind(name: str) -> int:
    return int(HealthcareService.get(HealthcareService.name == name).id)
