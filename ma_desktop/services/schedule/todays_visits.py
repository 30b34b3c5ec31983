"""For each of some patients, whether they are expected or here today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peewee import JOIN

from ma_desktop.domain.stages import Stage, label
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Encounter
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import stage_of, within_day


@dataclass(frozen=True, slots=True)
class TodaysVisit:
    """``words``: ``9:30 booked`` or the stage; ``encounter_id`` once checked in."""

    words: str
    encounter_id: int | None


def todays_visits(desk: Desk, patients: Sequence[int]) -> dict[int, TodaysVisit]:
    """Only patients with an appointment today are in the answer."""
    if not patients:
        return {}
    rows = (
        Appointment.select(
            Appointment.patient, Appointment.start, Appointment.status, Encounter.id, Encounter.stage
        )
        .join(
            Encounter,
            JOIN.LEFT_OUTER,
            on=(Encounter.appointment == Appointment.id) & Encounter.stands(),
        )
        .where(Appointment.patient.in_(list(patients)) & within_day(desk, desk.now().date()))
        .where(Appointment.stands() & (Appointment.status != "cancelled"))
        .order_by(Appointment.start, Appointment.id, Encounter.id)
        .tuples()
    )
    found = {}
    for patient, start, status, visit, visit_stage in rows:
        stage, at = stage_of(visit_stage, status), f"{start:%H:%M}"
        words = _("today {time}").format(time=at) if stage is Stage.BOOKED else f"{at} · {label(stage)}"
        found[patient] = TodaysVisit(words, visit)
    return found
