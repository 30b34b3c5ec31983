"""Which providers are behind today, from booked and actual starts."""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.domain import delay, settings
from ma_desktop.domain.delay import Start
from ma_desktop.domain.stages import Stage
from ma_desktop.models import Appointment, Encounter, EncounterStatusHistory, Practitioner
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.schedule.day_schedule import short_name


@dataclass(frozen=True, slots=True)
class ProviderDelay:
    """``minutes``: rounded up to five; ``words``: the practice's sentence for the waiting room."""

    practitioner_id: int
    name: str
    minutes: int
    words: str


def provider_delay(desk: Desk) -> tuple[ProviderDelay, ...]:
    """Those who are behind by at least the practice's threshold, the latest first."""
    now = desk.now()
    midnight = instant_text(now.replace(hour=0, minute=0, second=0, microsecond=0))[:24]
    visits = list(
        Encounter.select(Encounter, Appointment.start)
        .join(Appointment)
        .where(
            (Encounter.started_at >= midnight) & Encounter.stage.in_([str(Stage.READY), str(Stage.PROVIDER)])
            & Encounter.stands() & Encounter.practitioner.is_null(False)
        )
    )  # fmt: skip
    begun = {
        row.encounter_id: row.at
        for row in EncounterStatusHistory.standing()
        .where(
            EncounterStatusHistory.encounter.in_([visit.id for visit in visits])
            & (EncounterStatusHistory.stage == str(Stage.PROVIDER))
        )
        .order_by(EncounterStatusHistory.id)
    }
    starts: dict[int, list[Start]] = {}
    for visit in visits:
        here = visit.stage == Stage.PROVIDER
        starts.setdefault(visit.practitioner_id, []).append(
            Start(
                visit.appointment.start, visit.started_at, begun.get(visit.id) if here else None, here,
                ready=not here,
            )
        )  # fmt: skip
    return _late(desk, starts)


def _late(desk: Desk, starts: dict[int, list[Start]]) -> tuple[ProviderDelay, ...]:
    kept = practice_settings(desk)
    found = []
    for provider in Practitioner.select().where(Practitioner.id.in_(list(starts))):
        behind = delay.minutes_behind(starts[provider.id], desk.now())
        if behind >= kept[settings.BEHIND_FROM]:
            minutes, name = delay.rounded(behind), short_name(provider.family, provider.credential)
            words = str(kept[settings.DELAY_WORDS])
            said = words.replace("{provider}", name).replace("{minutes}", str(minutes))
            found.append(ProviderDelay(provider.id, name, minutes, said))
    return tuple(sorted(found, key=lambda each: -each.minutes))
