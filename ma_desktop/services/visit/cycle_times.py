"""How long visits took in each stage over a span of days, by kind of visit or by provider."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Literal

from peewee import JOIN

from ma_desktop.domain import cycle_times as rules
from ma_desktop.domain.cycle_times import Stay, Times
from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter, EncounterStatusHistory, Practitioner
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.schedule.day_schedule import short_name

By = Literal["all", "type", "provider"]
Marks = list[tuple[Stage, datetime]]


def cycle_times(desk: Desk, first: date, last: date, by: By = "all") -> tuple[Times, ...]:
    """Days in the practice's time, both included. Visits that an import brought have no stages and are left out."""
    return times_of(desk, visits_between(desk, first, last, by))


def times_of(desk: Desk, visits: list[tuple[str, Marks]]) -> tuple[Times, ...]:
    """Of visits that were read already."""
    found: list[Stay] = []
    for group, marks in visits:
        found += rules.stays(marks, group)
    return rules.summarize(found, _red(desk))


def visits_between(desk: Desk, first: date, last: date, by: By = "all") -> list[tuple[str, Marks]]:
    """Of each visit its group and the stages it reached, in order, in the practice's time; one query for all."""
    zone = desk.now().tzinfo
    since = instant_text(datetime.combine(first, time(), tzinfo=zone))[:24]
    until = instant_text(datetime.combine(last + timedelta(days=1), time(), tzinfo=zone))[:24]
    rows = (
        EncounterStatusHistory.select(
            EncounterStatusHistory.encounter, EncounterStatusHistory.stage, EncounterStatusHistory.at,
            Encounter.type_text, Practitioner.family, Practitioner.credential,
        )
        .join(Encounter)
        .join(Practitioner, JOIN.LEFT_OUTER, on=(Encounter.practitioner == Practitioner.id))
        .where(
            (Encounter.started_at >= since) & (Encounter.started_at < until)
            & Encounter.error_at.is_null() & EncounterStatusHistory.stands()
        )
        .order_by(EncounterStatusHistory.encounter, EncounterStatusHistory.id)
        .tuples()
    )  # fmt: skip
    marks: dict[int, Marks] = {}
    groups: dict[int, str] = {}
    for encounter, stage, at, kind, family, credential in rows:
        marks.setdefault(encounter, []).append((Stage(stage), at.astimezone(zone)))
        provider = short_name(family, credential) if family else ""
        groups[encounter] = {"type": kind, "provider": provider}.get(by, "")
    return [(groups[encounter], visit) for encounter, visit in marks.items()]


def _red(desk: Desk) -> dict[Stage, int]:
    kept = practice_settings(desk).values
    return {stage: int(kept[f"flow.{stage}.red"]) for stage in Stage if f"flow.{stage}.red" in kept}
