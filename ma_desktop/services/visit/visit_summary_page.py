"""What the after-visit summary of one visit says."""

from __future__ import annotations

from typing import TypedDict

from ma_desktop.domain import plain_terms
from ma_desktop.domain.sensitive import is_sensitive
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import (
    AllergyIntolerance,
    Appointment,
    Condition,
    Encounter,
    Immunization,
    MedicationRequest,
    Observation,
    Practitioner,
    Procedure,
    ReviewedList,
    User,
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
    Result,
)
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.visit.summary_vitals import summary_vitals


def visit_summary_page(
    desk: Desk, encounter_id: int, *, size: str = "letter", large_print: bool = False
) -> AfterVisitSummary:
    """Printable before the note is signed, and marked so.

    Whatever is sensitive carries its mark, also where only free text says so; the page drops it unless released.
    """
    visit = the_visit(encounter_id)
    allergies = _allergies(visit)
    head = letterhead_of(
        desk, visit.patient, visit, "after-visit-summary", size=size, large_print=large_print
    )
    return AfterVisitSummary(
        head=head,
        visit_day=visit.started_at.astimezone(desk.now().tzinfo).date(),
        visit_number=visit.number or "",
        seen_by=_seen_by(visit),
        reason=Reason(visit.reason, **_marks(visit, visit.reason)) if visit.reason else None,
        vitals=summary_vitals(desk, encounter_id),
        problems=_problems(visit),
        medicines=_medicines(visit),
        steps=tuple(Instruction(step, **_marks(visit, step)) for step in visit.next_steps or ()),
        results=_results(visit),
        next_visits=_next_visits(desk, visit),
        allergies=allergies,
        no_known_allergies=not allergies and _asked_and_denied(visit),
        given=_given(visit),
    )


class _Marks(TypedDict):
    sensitive: bool
    released: bool


def _marks(visit: Encounter, words: str) -> _Marks:
    return {"sensitive": is_sensitive(words), "released": visit.released_at is not None}


def _seen_by(visit: Encounter) -> tuple[str, ...]:
    """Who wrote down the visit's measurements and reviews, then the provider; never just whoever prints."""
    hands = [
        row.recorded_by
        for table in (Observation, ReviewedList)
        for row in table.standing().where((table.encounter == visit.id) & table.import_run.is_null())
    ]
    people = [User.get_or_none(User.id == user) for user in dict.fromkeys(hands) if user]
    roles = {"ma": _("medical assistant"), "front_desk": _("front desk")}
    found = [
        ", ".join(part for part in (person.name, roles.get(person.role, "")) if part)
        for person in people
        if person is not None
        and (person.practitioner_id is None or person.practitioner_id != visit.practitioner_id)
    ]
    if visit.practitioner is not None:
        found.append(provider_name(visit.practitioner))
    return tuple(found)


def provider_name(row: Practitioner) -> str:
    """``Kenji Ito, MD``."""
    name = f"{row.given} {row.family}".strip()
    return f"{name}, {row.credential}" if row.credential else name


def _problems(visit: Encounter) -> tuple[Problem, ...]:
    rows = (
        Condition.standing()
        .where((Condition.encounter == visit.id) & (Condition.verification_status != "unconfirmed"))
        .order_by(Condition.position, Condition.id)
    )
    return tuple(
        Problem(
            plain_terms.name(row.display),
            sensitive=row.sensitive or is_sensitive(row.display, row.code),
            released=row.released or visit.released_at is not None,
        )
        for row in rows
    )


def _medicines(visit: Encounter) -> tuple[Medicine, ...]:
    """Those of the day of the visit. A reason that would tell something sensitive is left out of the note."""
    rows = MedicationRequest.standing().where(
        (MedicationRequest.patient == visit.patient_id) & (MedicationRequest.status != "draft")
    )
    open_ = visit.released_at is not None
    return tuple(
        Medicine(
            row.display,
            directions=row.dose,
            note=" · ".join(
                part for part in (row.change_note, row.reason) if part and (open_ or not is_sensitive(part))
            ),
            change=_change(row, visit),
            confirmed=row.intent != "proposal",
        )
        for row in rows.order_by(MedicationRequest.display, MedicationRequest.id)
        if row.changed_in_id == visit.id or _taken_then(row, visit)
    )


def _taken_then(row: MedicationRequest, visit: Encounter) -> bool:
    begun, done = visit.started_at, visit.ended_at or visit.started_at
    lasted = row.ended_at >= begun if row.ended_at is not None else row.status == "active"
    return bool(lasted) and row.authored_at.date() <= done.date()


def _change(row: MedicationRequest, visit: Encounter) -> Change | None:
    """Nothing is claimed of rows that an import brought (a renewal looks like a new medicine there) or that no provider
    confirmed."""
    if row.change and row.changed_in_id == visit.id:
        return Change(row.change)
    return None if row.import_run or row.intent == "proposal" else Change.SAME


def _results(visit: Encounter) -> tuple[Result, ...]:
    rows = Observation.standing().where(
        (Observation.encounter == visit.id) & (Observation.category == "laboratory")
    )
    meanings = {"N": _("in the usual range"), "H": _("high"), "L": _("low"), "HH": _("very high"), "LL": _("very low")}  # fmt: skip
    return tuple(
        Result(
            plain_terms.name(row.display),
            plain_terms.result_text(row.value, row.unit, row.value_text or ""),
            meanings.get(row.interpretation, ""),
            **_marks(visit, row.display),
        )
        for row in rows.order_by(Observation.display, Observation.id)
        if row.value is not None or row.value_text
    )


def _next_visits(desk: Desk, visit: Encounter) -> tuple[NextVisit, ...]:
    row = next_booked(desk, visit)
    if row is not None:
        about = row.service.name if row.service else row.reason
        return (
            NextVisit(
                start=row.start.astimezone(desk.now().tzinfo),
                with_whom=provider_name(row.practitioner),
                about="" if is_sensitive(about) and visit.released_at is None else about,
            ),
        )
    if visit.follow_up and visit.follow_up.casefold() != "none needed":
        return (NextVisit(when=_("{when}: call us to book").format(when=_span(visit.follow_up))),)
    return ()


def _span(words: str) -> str:
    """``In 3 months`` of "3 months"; other words as they were typed."""
    if words[:1].isdigit():
        return _("In {span}").format(span=words)
    return words[:1].upper() + words[1:]


def next_booked(desk: Desk, visit: Encounter) -> Appointment | None:
    """The patient's next appointment from now on."""
    row: Appointment | None = (
        Appointment.standing()
        .where(
            (Appointment.patient == visit.patient_id)
            & Appointment.status.in_(["booked", "pending"])
            & (Appointment.start > instant_text(desk.now())[:24])
        )
        .order_by(Appointment.start)
        .first()
    )
    return row


def _allergies(visit: Encounter) -> tuple[Allergy, ...]:
    rows = AllergyIntolerance.standing().where(
        (AllergyIntolerance.patient == visit.patient_id) & (AllergyIntolerance.clinical_status == "active")
    )
    return tuple(Allergy(row.display, row.reaction) for row in rows.order_by(AllergyIntolerance.id))


def _asked_and_denied(visit: Encounter) -> bool:
    """The last time somebody asked, the answer was none."""
    last = (
        ReviewedList.standing()
        .where((ReviewedList.patient == visit.patient_id) & (ReviewedList.code == "allergies"))
        .order_by(ReviewedList.reviewed_at.desc(), ReviewedList.id.desc())
        .first()
    )
    return last is not None and last.outcome == "none-known"


def _given(visit: Encounter) -> tuple[Given, ...]:
    """Vaccines with their site, then what was done."""
    shots = Immunization.standing().where(
        (Immunization.encounter == visit.id) & (Immunization.status == "completed")
    )
    done = Procedure.standing().where(
        (Procedure.encounter == visit.id) & (Procedure.status == "completed") & (Procedure.category == "")
    )  # what the patient told of the past was not done today
    return (
        *(Given(row.display, row.site) for row in shots.order_by(Immunization.id)),
        *(
            Given(plain_terms.name(row.display), **_marks(visit, row.display))
            for row in done.order_by(Procedure.id)
        ),
    )
