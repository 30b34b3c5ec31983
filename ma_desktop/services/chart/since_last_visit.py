"""What happened between the last visit and this one: medicines, results, measurements, shots, pages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import plain_terms, units, vital_display, vital_signs
from ma_desktop.i18n import _
from ma_desktop.models import Condition, Encounter, Immunization, MedicationRequest, Observation, Task
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Event:
    """``icon``: name of the picture; ``at``: the day at the right, or ``None`` for today."""

    icon: str
    text: str
    at: datetime | None
    tone: str = "accent"


@dataclass(frozen=True, slots=True)
class SinceLast:
    """``last``: start of the visit before, ``None`` for a first visit."""

    last: datetime | None
    title: str
    events: tuple[Event, ...]


_MOST = 7


def since_last_visit(desk: Desk, encounter_id: int) -> SinceLast:
    """At most seven lines, the ones that change what the MA asks first. Sensitive findings are left out."""
    visit: Encounter = Encounter.get_by_id(encounter_id)
    before: Encounter | None = (
        Encounter.standing()
        .where(
            (Encounter.patient == visit.patient_id)
            & (Encounter.id != visit.id)
            & (Encounter.started_at < visit.started_at)
            & Encounter.stage.not_in(["noshow", "cancelled", "left", "booked"])
        )
        .order_by(Encounter.started_at.desc())
        .first()
    )
    if before is None:
        return SinceLast(None, "", ())
    since = instant_text(before.started_at)
    patient = visit.patient_id
    events = [
        *_medicines(patient, since),
        *_weight(visit),
        *_results(patient, since),
        *_problems(patient, since),
        *_shots(patient, since),
        *_calls(patient, since),
    ]
    return SinceLast(before.started_at, before.type_text, tuple(events[:_MOST]))


def _medicines(patient: int, since: str) -> list[Event]:
    begun = MedicationRequest.standing().where(
        (MedicationRequest.patient == patient) & (MedicationRequest.authored_at >= since)
    )
    ended = MedicationRequest.standing().where(
        (MedicationRequest.patient == patient)
        & (MedicationRequest.ended_at >= since)
        & (MedicationRequest.authored_at < since)
    )
    return [
        Event("pill", _("New: {medicine}").format(medicine=row.display), row.authored_at)
        for row in begun.order_by(MedicationRequest.authored_at.desc()).limit(3)
    ] + [
        Event("pill", _("Stopped: {medicine}").format(medicine=row.display), row.ended_at, "warn")
        for row in ended.order_by(MedicationRequest.ended_at.desc()).limit(2)
    ]


def _weight(visit: Encounter) -> list[Event]:
    code = vital_signs.VITALS[vital_signs.WEIGHT].code
    rows = list(
        Observation.standing()
        .where((Observation.patient == visit.patient_id) & (Observation.code == code) & Observation.value.is_null(False))
        .order_by(Observation.effective_at.desc())
        .limit(2)
    )  # fmt: skip
    if len(rows) < 2 or rows[0].encounter_id != visit.id:
        return []
    pounds = units.pounds(rows[0].value) - units.pounds(rows[1].value)
    sign = "+" if pounds >= 0 else "−"
    text = _("Weight {sign}{pounds} lb").format(sign=sign, pounds=vital_display.trimmed(abs(pounds)))
    return [Event("weight", text, None, "warn" if abs(pounds) >= 5 else "accent")]


def _results(patient: int, since: str) -> list[Event]:
    rows = list(
        Observation.standing()
        .where(
            (Observation.patient == patient)
            & (Observation.category == "laboratory")
            & (Observation.effective_at >= since)
            & Observation.value.is_null(False)
        )
        .order_by(Observation.effective_at.desc())
        .limit(12)
    )
    found: dict[str, Event] = {}
    for row in rows:
        if row.code in found or len(found) == 3:
            continue
        earlier = (
            Observation.standing()
            .where(
                (Observation.patient == patient)
                & (Observation.code == row.code)
                & (Observation.effective_at < row.effective_at)
                & Observation.value.is_null(False)
            )
            .order_by(Observation.effective_at.desc())
            .first()
        )
        was = f"{plain_terms.number_text(earlier.value)} → " if earlier else ""
        text = f"{plain_terms.name(row.display)} {was}{plain_terms.result_text(row.value, row.unit)}"
        found[row.code] = Event("tube", text, row.effective_at)
    return list(found.values())


def _problems(patient: int, since: str) -> list[Event]:
    rows = Condition.standing().where(
        (Condition.patient == patient)
        & (Condition.category == "problem-list-item")
        & (Condition.onset_on >= since[:10])
        & ~Condition.sensitive
    )
    return [
        Event(
            "stethoscope",
            _("New problem: {problem}").format(problem=plain_terms.name(row.display)),
            row.recorded_at,
        )
        for row in rows.order_by(Condition.onset_on.desc()).limit(2)
    ]


def _shots(patient: int, since: str) -> list[Event]:
    rows = Immunization.standing().where(
        (Immunization.patient == patient)
        & (Immunization.status == "completed")
        & (Immunization.occurred_at >= since)
    )
    return [
        Event("vaccine", row.display, row.occurred_at)
        for row in rows.order_by(Immunization.occurred_at.desc()).limit(2)
    ]


def _calls(patient: int, since: str) -> list[Event]:
    rows = Task.standing().where((Task.patient == patient) & (Task.kind == "other") & (Task.done_at >= since))
    return [
        Event("phone", f"{row.description}: {row.outcome}" if row.outcome else row.description, row.done_at)
        for row in rows.order_by(Task.done_at.desc()).limit(2)
    ]
