"""For each of some patients, whether they are expected or here today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ma_desktop.domain.stages import Stage, label
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import day_schedule


@dataclass(frozen=True, slots=True)
class TodaysVisit:
    """``words``: ``9:30 booked`` or the stage; ``encounter_id`` once checked in."""

    words: str
    encounter_id: int | None


def todays_visits(desk: Desk, patients: Sequence[int]) -> dict[int, TodaysVisit]:
    """Only patients with an appointment today are in the answer."""
    wanted = set(patients)
    if not wanted:
        return {}
    found = {}
    for entry in day_schedule(desk, desk.now().date()).entries:
        if entry.patient_id in wanted:
            at = f"{entry.start:%H:%M}"
            words = (
                _("today {time}").format(time=at)
                if entry.stage is Stage.BOOKED
                else f"{at} · {label(entry.stage)}"
            )
            found[entry.patient_id] = TodaysVisit(words, entry.encounter_id)
    return found
