"""Where one visit has been: every stage with its times, who brought it there, why it went back, and how long it stayed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain.stages import ENDS, Stage, is_back
from ma_desktop.models import Encounter, EncounterStatusHistory, User
from ma_desktop.services.chart.patient_label import PatientLabel, patient_label
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class StageStay:
    """``until``: ``None`` while the visit is still there; ``minutes``: whole ones, ``None`` where a visit has ended.

    ``back``: the visit went back to this stage; ``reason``: why it did, or why it went on although something was missing.
    """

    stage: Stage
    at: datetime
    until: datetime | None
    minutes: int | None
    by: str
    reason: str
    back: bool


@dataclass(frozen=True, slots=True)
class StageHistory:
    """``stays`` in the order they happened; ``minutes``: from the door until it ended, or until now; ``open``: not ended."""

    encounter_id: int
    who: PatientLabel
    title: str
    stays: tuple[StageStay, ...]
    minutes: int
    open: bool


def stage_history(desk: Desk, encounter_id: int) -> StageHistory | None:
    """``None`` when there is no such visit any more. An imported visit has no stages: ``stays`` is empty then."""
    visit = Encounter.get_or_none(Encounter.id == encounter_id)
    if visit is None or visit.error_at is not None:
        return None
    rows = list(
        EncounterStatusHistory.standing()
        .where(EncounterStatusHistory.encounter == visit.id)
        .order_by(EncounterStatusHistory.id)
    )
    people = {row.recorded_by for row in rows if row.recorded_by is not None}
    names = dict(User.select(User.id, User.name).where(User.id.in_(people)).tuples()) if people else {}
    now = desk.now()
    stays = tuple(
        _stay(row, rows[n - 1] if n else None, rows[n + 1] if n + 1 < len(rows) else None, names, now)
        for n, row in enumerate(rows)
    )
    first = stays[0].at if stays else visit.started_at
    ended = visit.ended_at
    return StageHistory(
        encounter_id=visit.id,
        who=patient_label(desk, visit.patient_id),
        title=visit.type_text,
        stays=stays,
        minutes=_minutes(first, ended or now),
        open=ended is None,
    )


def _stay(
    row: EncounterStatusHistory,
    before: EncounterStatusHistory | None,
    after: EncounterStatusHistory | None,
    names: dict[int, str],
    now: datetime,
) -> StageStay:
    stage = Stage(row.stage)
    until = after.at if after is not None else None
    stays = stage not in ENDS or until is not None
    return StageStay(
        stage=stage,
        at=row.at,
        until=until,
        minutes=_minutes(row.at, until or now) if stays else None,
        by=names.get(row.recorded_by or 0, ""),
        reason=row.reason or "",
        back=before is not None and is_back(Stage(before.stage), stage),
    )


def _minutes(since: datetime, until: datetime) -> int:
    return max(0, int((until - since).total_seconds() // 60))
