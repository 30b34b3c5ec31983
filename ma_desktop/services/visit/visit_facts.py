"""The frozen picture of a visit that the rules of what is missing look at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ma_desktop.domain import consents, history, money, orders, phones, registration, settings, vital_signs
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.coverage import CoverageFacts, expected_copay, primary_on
from ma_desktop.domain.screenings_due import Screening
from ma_desktop.domain.stages import Stage
from ma_desktop.domain.visit_facts import VisitFacts
from ma_desktop.i18n import _
from ma_desktop.models import Coverage, Encounter
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import PracticeSettings, practice_settings
from ma_desktop.services.visit.gathered_visits import (
    GatheredVisits,
    consents_of,
    copays_of,
    coverages_of,
    gather_visits,
    next_appointments,
)
from ma_desktop.services.visit.screening_tools import screening_tools
from ma_desktop.services.visit.screenings_due import due_in_visits


def visit_facts(desk: Desk, visit: Encounter) -> VisitFacts:
    """Everything about one visit."""
    return facts_of(desk, (visit,))[visit.id]


def facts_of(
    desk: Desk,
    visits: Collection[Encounter],
    *,
    gathered: GatheredVisits | None = None,
    decided: PracticeSettings | None = None,
) -> dict[int, VisitFacts]:
    """Everything about each visit, by its id. ``gathered``, ``decided``: where the caller has read them already."""
    gathered = gathered or gather_visits(visits, desk.now())
    decided = decided or practice_settings(desk)
    due = _screenings(desk, visits, gathered, decided)
    return {visit.id: _facts(visit, gathered, decided, due.get(visit.id, ())) for visit in visits}


#: Stages of which the checklist shows screenings.
_IN_THE_ROOM = (Stage.ROOMED, Stage.VITALS, Stage.READY, Stage.PROVIDER)


def _screenings(
    desk: Desk, visits: Collection[Encounter], read: GatheredVisits, decided: PracticeSettings
) -> dict[int, tuple[Screening, ...]]:
    """Of the visits whose checklist shows them; one query for all."""
    inside = [visit for visit in visits if Stage(visit.stage) in _IN_THE_ROOM]
    if not inside:
        return {}
    found = due_in_visits(inside, read.people, read.services, screening_tools(desk, decided))
    return {
        visit: tuple(Screening(one.tool, one.title, one.state, one.words) for one in each)
        for visit, each in found.items()
    }


def _facts(
    visit: Encounter, read: GatheredVisits, decided: PracticeSettings, screenings: tuple[Screening, ...]
) -> VisitFacts:
    patient, day = read.people[visit.patient_id], visit.started_at.date()
    age = age_on(patient.birth_date, day)
    coverages = read.coverages.get(visit.patient_id, ())
    primary = primary_on(day, coverages)
    reviews = {code for (code,) in read.reviews.get(visit.id, ())}
    taken, pressures = read.measured(visit.id)
    pointers = [pointed for (pointed,) in read.pointers.get(visit.id, ())]
    printed = {kind for (kind,) in read.printed.get(visit.id, ())}
    ordered = read.ordered.get(visit.id, ())
    service = read.services.get(visit.service_id)
    required = tuple(service.vitals) if service else vital_signs.SETS["office"]
    return VisitFacts(
        day=day,
        age=age,
        identity_checked=visit.identity_checked_at is not None,
        self_pay=primary is None,
        coverage_verified_for=primary.verified_for if primary else None,
        copay_expected=expected_copay(day, coverages, takes_copay=service.copay if service else True),
        copay_paid=read.copay_paid(visit.id),
        phone=patient.phone,
        address_checked_on=patient.address_checked_at.date() if patient.address_checked_at else None,
        reason=visit.reason,
        vitals_required=vital_signs.for_age(required, age),
        vitals_taken=taken,
        pressures=pressures,
        alerts=tuple(words for (words,) in read.alerts.get(visit.id, ())),
        allergies_reviewed="allergies" in reviews,
        medicines_reviewed="medications" in reviews,
        history_reviewed=history.reviewed(
            reviews, pregnancies=history.asks_pregnancies(patient.sex, age.years)
        ),
        orders=len(ordered),
        orders_open=tuple(chip for chip, status in ordered if orders.is_open(status)),
        plan=visit.plan or "; ".join(visit.next_steps or []),
        follow_up=visit.follow_up,
        diagnoses=len(read.diagnoses.get(visit.id, ())),
        charges=len(pointers),
        charges_without_diagnosis=sum(not pointed for pointed in pointers),
        summary_printed="after-visit-summary" in printed,
        superbill_printed="superbill" in printed,
        next_appointment=read.booked.get(visit.patient_id),
        screenings=screenings,
        **_at_the_door(visit, age, primary, read, decided),
    )


def _at_the_door(
    visit: Encounter, age: Age, primary: CoverageFacts | None, read: GatheredVisits, decided: PracticeSettings
) -> dict[str, Any]:
    """What the front desk asks again when it is stale."""
    day, who = visit.started_at.date(), visit.patient_id
    here = Stage(visit.stage) in (Stage.ARRIVED, Stage.CHECKOUT)
    return {
        "address_days": decided[settings.ADDRESS_STALE],
        "card_days": decided[settings.CARD_STALE],
        "insured": primary is not None,
        "card_seen_on": primary.card_seen_on if primary else None,
        "forms": consents.missing(decided[settings.FORMS_DUE], read.consents.get(who, ()), day),
        "history_wanted": goes_through(visit.type_text, decided[settings.HISTORY_KINDS]),
        "balance": read.balances.get(who, money.ZERO) if here else money.ZERO,
        "unfinished": tuple(read.people[who].unfinished or ()),
        "companion": visit.accompanied_by,
        "authority": visit.consent_authority,
        "reach": "" if age.adult else _whom_to_reach(read.adults.get(who, ()), day),
    }


def goes_through(kind: str, wanted: str) -> bool:
    """Whether a kind of visit is named, by part of its name, in a list with commas between."""
    said = kind.casefold()
    return any(part.strip().casefold() in said for part in wanted.split(",") if part.strip())


def _whom_to_reach(adults: Any, day: date) -> str:
    """``mother 937-555-0142``: the first person on file who may consent on ``day``; no name, so that the board may show it."""
    for person in adults:
        if person.authority_until is None or person.authority_until >= day:
            who = registration.RELATIONSHIPS.get(person.relationship, _("the person on file"))
            return " ".join(part for part in (who, phones.show(person.phone)) if part)
    return ""


def forms_due(patient_id: int, day: date, due: str) -> tuple[str, ...]:
    """The forms that are missing or have expired, in words."""
    return consents.missing(due, consents_of((patient_id,)).get(patient_id, ()), day)


def coverage_facts(patient_id: int) -> tuple[CoverageFacts, ...]:
    return coverages_of((patient_id,)).get(patient_id, ())


def next_appointment(patient_id: int, now: datetime) -> date | None:
    return next_appointments((patient_id,), now).get(patient_id)


def coverage_of_visit(visit: Encounter) -> Coverage | None:
    """The coverage that comes first on the date of service, always chosen by that date."""
    found = primary_on(visit.started_at.date(), coverage_facts(visit.patient_id))
    coverage: Coverage | None = Coverage.get_by_id(found.id) if found else None
    return coverage


def copay_paid(encounter_id: int) -> Decimal:
    rows = copays_of((encounter_id,)).get(encounter_id, ())
    return sum((amount for (amount,) in rows), Decimal(0))
