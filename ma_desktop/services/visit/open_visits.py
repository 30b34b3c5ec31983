"""Visits of earlier days that nobody closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import names, stages
from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter, Patient
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk

#: Stages of a visit that is under way.
HERE = [str(stage) for stage in stages.ORDER if stage not in stages.ENDS and stage is not Stage.BOOKED]


@dataclass(frozen=True, slots=True)
class ForgottenVisit:
    """``started``: when the patient came, in the practice's time."""

    encounter_id: int
    patient_id: int
    patient: str
    stage: Stage
    started: datetime


def start_of_day(now: datetime) -> str:
    """Local midnight as the record's text, to compare ``started_at`` with."""
    return instant_text(now.replace(hour=0, minute=0, second=0, microsecond=0))[:24]


def open_visits(desk: Desk) -> tuple[ForgottenVisit, ...]:
    """Oldest first; histories that an import brought are not this practice's open loops."""
    now = desk.now()
    rows = (
        Encounter.select(Encounter, Patient)
        .join(Patient)
        .where(
            Encounter.stage.in_(HERE)
            & (Encounter.started_at < start_of_day(now))
            & Encounter.stands()
            & Encounter.import_run.is_null()
        )
        .order_by(Encounter.started_at)
    )
    return tuple(
        ForgottenVisit(
            row.id, row.patient_id, names.display(row.patient.family, row.patient.given), Stage(row.stage),
            row.started_at.astimezone(now.tzinfo),
        )
        for row in rows
    )  # fmt: skip
