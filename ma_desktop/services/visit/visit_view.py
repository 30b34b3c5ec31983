"""One visit as the chart's Visit tab shows it: where it is, what it misses, why the patient came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import needs, stages, vital_signs
from ma_desktop.domain.needs import Need
from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter, EncounterStatusHistory, Observation, Provenance, Task, User
from ma_desktop.services.care.visit_orders import OrderLine, visit_orders
from ma_desktop.services.chart.list_change import waiting
from ma_desktop.services.chart.since_last_visit import SinceLast, since_last_visit
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.provider_stop import KIND
from ma_desktop.services.visit.review_list import has_active_allergies
from ma_desktop.services.visit.visit_facts import visit_facts
from ma_desktop.services.visit.visit_needs import ready_needs


@dataclass(frozen=True, slots=True)
class StageStamp:
    stage: Stage
    at: datetime | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert the provider has not answered. ``said``: what was passed on verbally; ``call``: the provider is needed in the room, and
    nothing of it but that is shown."""

    task_id: int
    sentence: str
    said: str
    call: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    at: datetime
    value: float


@dataclass(frozen=True, slots=True)
class VisitView:
    """``track``: the stages in order with their times; ``ready_missing`` counts what stands before *Ready*.

    ``reason_by``, ``plan_by``: who wrote it down and when, in words. ``lists_proposed``: allergies or medicines were
    changed by somebody who may not confirm them.
    """

    encounter_id: int
    patient_id: int
    appointment_id: int | None
    title: str
    stage: Stage
    track: tuple[StageStamp, ...]
    needs: tuple[Need, ...]
    ready_missing: int
    reason: str
    reason_by: str
    plan: str
    plan_by: str
    next_steps: tuple[str, ...]
    follow_up: str
    room: str
    alerts: tuple[Alert, ...]
    systolic: tuple[Point, ...]
    diastolic: tuple[Point, ...]
    since: SinceLast
    number: str
    has_allergies: bool
    orders: tuple[OrderLine, ...]
    lists_proposed: bool
    practitioner_id: int | None = None


def visit_view(desk: Desk, encounter_id: int) -> VisitView | None:
    """``None`` when there is no such visit any more."""
    visit = Encounter.get_or_none(Encounter.id == encounter_id)
    if visit is None or visit.error_at is not None:
        return None
    facts, steps = visit_facts(desk, visit), steps_of(visit)
    provider = visit.practitioner
    title = visit.type_text + (f" · {provider.given} {provider.family}" if provider else "")
    return VisitView(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        appointment_id=visit.appointment_id,
        title=title,
        practitioner_id=visit.practitioner_id,
        stage=Stage(visit.stage),
        track=_track(visit),
        needs=needs.needs(Stage(visit.stage), facts),
        ready_missing=len(ready_needs(facts)),
        reason=visit.reason,
        reason_by=written_by(steps, "reason"),
        plan=visit.plan,
        plan_by=written_by(steps, "plan", "next_steps", "follow_up"),
        next_steps=tuple(visit.next_steps or ()),
        follow_up=visit.follow_up,
        room=visit.location.name if visit.location else "",
        alerts=open_alerts(visit.id),
        systolic=_series(visit.patient_id, vital_signs.SYSTOLIC),
        diastolic=_series(visit.patient_id, vital_signs.DIASTOLIC),
        since=since_last_visit(desk, visit.id),
        number=visit.number or "",
        orders=visit_orders(desk, visit.id),
        has_allergies=has_active_allergies(visit.patient_id),
        lists_proposed=waiting(visit.patient_id) is not None,
    )


def steps_of(visit: Encounter) -> list[Provenance]:
    """What was done to the visit itself, newest first."""
    rows = Provenance.select().where((Provenance.resource == "Encounter") & (Provenance.row == visit.id))
    return list(rows.order_by(Provenance.id.desc()))


def written_by(steps: Sequence[Provenance], *columns: str) -> str:
    """``09:32 · Ada R.``: the last step that changed one of the columns, or empty."""
    for step in steps:
        if step.after and any(step.after.get(column) not in (None, "", "[]") for column in columns):
            user = User.get_or_none(User.id == step.by)
            return f"{step.at:%H:%M}" + (f" · {user.name}" if user else "")
    return ""


def _track(visit: Encounter) -> tuple[StageStamp, ...]:
    reached = {row.stage: row.at for row in EncounterStatusHistory.standing().where(
        EncounterStatusHistory.encounter == visit.id).order_by(EncounterStatusHistory.id)}  # fmt: skip
    booked = visit.appointment.start if visit.appointment else None
    room = visit.location.name if visit.location else ""
    stamps = []
    for stage in stages.ORDER:
        at = booked if stage is Stage.BOOKED else reached.get(str(stage))
        stamps.append(StageStamp(stage, at, room if stage is Stage.ROOMED and at else ""))
    return tuple(stamps)


def open_alerts(encounter_id: int) -> tuple[Alert, ...]:
    """Alerts of a visit that the provider has not answered."""
    rows = Task.standing().where(
        (Task.encounter == encounter_id)
        & Task.kind.in_(["vital-alert", KIND])
        & Task.status.not_in(["completed", "cancelled"])
    )
    return tuple(
        Alert(row.id, row.description, "" if row.kind == KIND else row.outcome, row.kind == KIND)
        for row in rows.order_by(Task.kind != KIND, Task.id)
    )


def _series(patient_id: int, vital: str) -> tuple[Point, ...]:
    """The last twelve values, oldest first."""
    rows = (
        Observation.select(Observation.effective_at, Observation.value)
        .where(
            (Observation.patient == patient_id)
            & (Observation.code == vital_signs.VITALS[vital].code)
            & Observation.value.is_null(False)
            & Observation.stands()
        )
        .order_by(Observation.effective_at.desc())
        .limit(12)
    )
    return tuple(Point(at, value) for at, value in reversed(list(rows.tuples())))
