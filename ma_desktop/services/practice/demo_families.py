"""A mother with two children, namesakes, a chart that is there twice, and forms that have expired: what a front desk meets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from ma_desktop.domain.ages import age_on
from ma_desktop.domain.monday import CHILDREN, MOTHER
from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Appointment, Encounter, HealthcareService, Organization, Patient
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.register_patient import (
    NewCoverage,
    NewPatient,
    NewRelated,
    register_patient,
)
from ma_desktop.services.visit.record_companion import Companion, record_companion
from ma_desktop.services.visit.record_consent import record_consent

#: Columns of ``signed``.
CONSENT = ("patient_id", "kind", "status", "edition", "given_at", "expires_on", "how", "by", "note", "version", "recorded_at")  # fmt: skip

#: Smaller practices have no more patients than were asked for.
FROM = 50


def signed(patients: Sequence[int], now: datetime) -> list[tuple[object, ...]]:
    """The two usual forms of everybody; each eleventh patient's consent to treatment has expired."""
    rows: list[tuple[object, ...]] = []
    for patient in patients:
        given = now - timedelta(days=400 if patient % 11 == 0 else patient * 37 % 350)
        stamp, until = instant_text(given), (given + timedelta(days=365)).date().isoformat()
        rows.append((patient, "privacy-notice", "active", "2026-02", stamp, None, "signed", "", "", 1, stamp))
        rows.append((patient, "treatment", "active", "2026-02", stamp, until, "signed", "", "", 1, stamp))
    return rows


def card_seen(patient: int, stamp: str) -> str:
    """Each ninth card was seen long ago, the others within the last three months."""
    days = 140 if patient % 9 == 0 else 1 + patient * 13 % 80
    return (date.fromisoformat(stamp[:10]) - timedelta(days=days)).isoformat()


def bring_parent(desk: Desk, visit: int) -> None:
    """A child of the demo day comes with a parent."""
    row = Encounter.get_by_id(visit)
    if not age_on(row.patient.birth_date, row.started_at.date()).adult:
        record_companion(
            desk, visit, Companion(name=f"Rosa {row.patient.family}", relationship="mother", phone=row.patient.phone,
                                   authority="birth or adoptive parent")
        )  # fmt: skip


def add_families(desk: Desk, providers: list[int], now: datetime) -> None:
    """Booked for today, as far as the day still lasts."""
    family = the_family(desk, now)
    twice = _namesakes(desk, now)
    kinds = {row.name: row for row in HealthcareService.standing()}
    plan = (
        (family[1], "Well child", 65, 0, "Six-year check"), (family[2], "Well child", 65, 1, "Three-year check"),
        (family[0], "MA visit: BP check", 75, 1, "Blood pressure, with the children"),
        (twice[0], "Follow-up", 115, 0, "Knee pain"), (twice[1], "Acute visit", 170, 1, "Rash on the arm"),
    )  # fmt: skip
    for patient, kind, offset, provider, reason in plan:
        at = (now + timedelta(minutes=offset)).replace(second=0, microsecond=0)
        at -= timedelta(minutes=at.minute % 5)
        if at.date() == now.date():
            _book(desk, patient, kinds[kind], providers[provider % len(providers)], at, reason)


def _book(
    desk: Desk, patient: int, kind: HealthcareService, provider: int, at: datetime, reason: str
) -> None:
    """Over whatever the invented day has there, which a person at the desk might not."""
    with desk.work("Book appointment", needs=Permission.BOOK, patient_id=patient, undoable=False) as work:
        work.insert(
            Appointment(
                patient=patient, practitioner=provider, service=kind.id, start=at, minutes=kind.minutes, reason=reason,
                overlap_reason="family together",
            )
        )  # fmt: skip


def the_family(desk: Desk, now: datetime) -> list[int]:
    """The mother and her two children, registered where they are not yet; ``patient.id`` in the order of ``domain.monday``."""
    here = Patient.standing().where(Patient.family == MOTHER[0])
    known = {(row.family, row.given): int(row.id) for row in here}
    if all(who in known for who in (MOTHER, *CHILDREN)):
        return [known[who] for who in (MOTHER, *CHILDREN)]
    payer = Organization.get(Organization.name == "Blue Shield").id
    card = NewCoverage(payer, "commercial", "PPO", "BS5519042", "4410", starts_on=date(now.year - 1, 1, 1))
    mother = NewPatient(
        "Abernathy", "Joanna", date(now.year - 34, 5, 17), "female", "9375558841", pronouns="she/her", address="318 Grafton Ave",
        city="Dayton", state="OH", postal_code="45406", coverage=card,
    )  # fmt: skip
    first = register_patient(desk, mother)
    speaks = (
        NewRelated("Joanna Abernathy", "mother", "9375558841", guarantor=True, may_consent=True,
                   authority="birth or adoptive parent", may_hear=True, emergency=True, person_id=first),
        NewRelated("Walter Abernathy", "grandparent", "9375552207", may_consent=True, authority="written permission of a parent",
                   authority_until=now.date() - timedelta(days=20)),
    )  # fmt: skip
    children = [
        replace(mother, given=given, sex=sex, pronouns="", birth_date=born, household=first, related=speaks, needs=needs,
                coverage=replace(card, relationship="child", subscriber="Joanna Abernathy"))
        for given, sex, born, needs in (
            ("Theodore", "male", date(now.year - 6, 2, 9), ("Afraid of needles",)),
            ("Clara", "female", date(now.year - 3, 8, 23), ()),
        )
    ]  # fmt: skip
    found = [first, *(register_patient(desk, child) for child in children)]
    for patient in found:
        record_consent(desk, patient, "privacy-notice", by="Joanna Abernathy")
    record_consent(desk, first, "treatment")
    return found


def _namesakes(desk: Desk, now: datetime) -> list[int]:
    """Two of one name who are two people; and one person whose chart is there twice."""
    one = NewPatient(
        "Castellano", "Maria", date(1961, 9, 2), "female", "9375556610", address="77 Oak Hill Rd", city="Dayton", state="OH",
        postal_code="45403",
    )  # fmt: skip
    other = replace(one, birth_date=date(1989, 12, 11), phone="9375553395", address="9 Linden Ct")
    twice = replace(one, family="Pruitt", given="Katherine", birth_date=date(1977, 6, 4), phone="9375554470")
    found = [register_patient(desk, person) for person in (one, other, twice)]
    register_patient(desk, replace(twice, given="Kathy", birth_date=date(1977, 4, 6), address=""))
    return found
