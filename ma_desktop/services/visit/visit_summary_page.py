"""What the after-visit summary of one visit says."""

from __future__ import annotations

from ma_desktop.domain import vital_display, vital_signs
from ma_desktop.domain.ages import age_on
from ma_desktop.i18n import _
from ma_desktop.models import (
    AllergyIntolerance,
    Appointment,
    Condition,
    Encounter,
    Immunization,
    MedicationRequest,
    Observation,
    Practitioner,
    ReviewedList,
)
from ma_desktop.models.fields import instant_text
from ma_desktop.reports.visit_content import (
    AfterVisitSummary,
    Allergy,
    Change,
    Given,
    Instruction,
    Medicine,
    NextVisit,
    Problem,
    Reason,
    Vital,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of
from ma_desktop.services.visit.stage_moves import the_visit


def visit_summary_page(desk: Desk, encounter_id: int, *, large_print: bool = False) -> AfterVisitSummary:
    """Printable before the note is signed, and marked so. Sensitive problems carry their mark; the page drops them."""
    visit = the_visit(encounter_id)
    reviewed = ReviewedList.standing().where(
        (ReviewedList.patient == visit.patient_id)
        & (ReviewedList.code == "allergies")
        & (ReviewedList.outcome == "none-known")
    )
    allergies = _allergies(visit)
    return AfterVisitSummary(
        head=letterhead_of(desk, visit.patient, visit, "after-visit-summary", large_print=large_print),
        visit_day=visit.started_at.astimezone(desk.now().tzinfo).date(),
        visit_number=visit.number or "",
        seen_by=_seen_by(desk, visit),
        reason=Reason(visit.reason) if visit.reason else None,
        vitals=_vitals(visit),
        problems=_problems(visit),
        medicines=_medicines(visit),
        steps=tuple(Instruction(step) for step in visit.next_steps or ()),
        next_visits=_next_visits(desk, visit),
        allergies=allergies,
        no_known_allergies=not allergies and reviewed.exists(),
        given=tuple(
            Given(row.display, row.site)
            for row in Immunization.standing().where(
                (Immunization.encounter == visit.id) & (Immunization.status == "completed")
            )
        ),
    )


def _seen_by(desk: Desk, visit: Encounter) -> tuple[str, ...]:
    people = [desk.worker.name]
    if visit.practitioner is not None:
        people.append(_provider(visit.practitioner))
    return tuple(dict.fromkeys(people))


def _provider(row: Practitioner) -> str:
    name = f"{row.given} {row.family}".strip()
    return f"{name}, {row.credential}" if row.credential else name


def _vitals(visit: Encounter) -> tuple[Vital, ...]:
    """The last reading of each, in the order of measuring; blood pressure as one."""
    rows = list(
        Observation.standing()
        .where(
            (Observation.encounter == visit.id)
            & (Observation.category == "vital-signs")
            & Observation.value.is_null(False)
        )
        .order_by(Observation.id)
    )
    value = {
        vital_signs.BY_CODE[row.code]: row.value
        for row in rows
        if row.code in vital_signs.BY_CODE and row.value is not None
    }
    age = age_on(visit.patient.birth_date, visit.started_at.date())
    found = []
    for key in (
        vital_signs.BLOOD_PRESSURE,
        *(k for k in vital_signs.ORDER if k != vital_signs.BLOOD_PRESSURE),
    ):
        parts = [value[part] for part in vital_signs.parts(key) if part in value]
        if len(parts) == 2:
            found.append(Vital(vital_signs.label(key), vital_display.blood_pressure_text(parts[0], parts[1])))
        elif len(parts) == 1 and key != vital_signs.BLOOD_PRESSURE:
            shown, _open, metric = vital_display.both_units(key, parts[0], age).partition(" (")
            found.append(Vital(vital_signs.label(key), shown, metric.rstrip(")")))
    return tuple(found[:8])


def _problems(visit: Encounter) -> tuple[Problem, ...]:
    rows = (
        Condition.standing().where(Condition.encounter == visit.id).order_by(Condition.position, Condition.id)
    )
    return tuple(Problem(row.display, sensitive=row.sensitive, released=row.released) for row in rows)


def _medicines(visit: Encounter) -> tuple[Medicine, ...]:
    rows = MedicationRequest.standing().where(
        (MedicationRequest.patient == visit.patient_id)
        & ((MedicationRequest.status == "active") | (MedicationRequest.changed_in == visit.id))
    )
    return tuple(
        Medicine(
            row.display,
            directions=row.dose,
            note=" · ".join(part for part in (row.change_note, row.reason) if part),
            change=Change(row.change) if row.change and row.changed_in_id == visit.id else Change.SAME,
        )
        for row in rows.order_by(MedicationRequest.id)
    )


def _next_visits(desk: Desk, visit: Encounter) -> tuple[NextVisit, ...]:
    now = desk.now()
    row = (
        Appointment.standing()
        .where(
            (Appointment.patient == visit.patient_id)
            & Appointment.status.in_(["booked", "pending"])
            & (Appointment.start > instant_text(now)[:24])
        )
        .order_by(Appointment.start)
        .first()
    )
    if row is not None:
        start = row.start.astimezone(now.tzinfo)
        return (
            NextVisit(
                start=start,
                with_whom=_provider(row.practitioner),
                about=row.service.name if row.service else row.reason,
            ),
        )
    if visit.follow_up and visit.follow_up.casefold() != "none needed":
        return (NextVisit(when=_("{when}: call us to book").format(when=visit.follow_up)),)
    return ()


def _allergies(visit: Encounter) -> tuple[Allergy, ...]:
    rows = AllergyIntolerance.standing().where(
        (AllergyIntolerance.patient == visit.patient_id) & (AllergyIntolerance.clinical_status == "active")
    )
    return tuple(Allergy(row.display, row.reaction) for row in rows.order_by(AllergyIntolerance.id))
