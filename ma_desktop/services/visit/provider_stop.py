"""What stands still while the provider is needed in a room: this patient's visit, and no other patient's."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Task
from ma_desktop.services.visit.open_visits import HERE, start_of_day
from ma_desktop.services.work import Work

KIND = "provider-needed"
ENDED = ("completed", "cancelled")
#: Stages that nobody reaches before the provider's disposition. Leaving, and the provider walking in, are never held up.
_STOPPED = frozenset({Stage.READY, Stage.CHECKOUT, Stage.BILLED})


def _about(patient_id: int) -> Any:
    """Open calls of the patient, of whatever visit: who left and came back has not been answered yet."""
    return Task.stands() & (Task.patient == patient_id) & (Task.kind == KIND) & Task.status.not_in(ENDED)


def open_call(patient_id: int) -> Task | None:
    """The call that waits for the provider's disposition."""
    found: Task | None = Task.select().where(_about(patient_id)).order_by(Task.id).first()
    return found


def visit_here(patient_id: int, now: datetime) -> int | None:
    """The visit of today for which the patient is in the office; a call without it would stop nothing."""
    found: int | None = (
        Encounter.select(Encounter.id)
        .where(
            (Encounter.patient == patient_id)
            & Encounter.stage.in_(HERE)
            & (Encounter.started_at >= start_of_day(now))
            & Encounter.stands()
        )
        .order_by(Encounter.id.desc())
        .scalar()
    )
    return found


def stop_if_waiting(visit: Encounter, stage: Stage) -> None:
    """Raises ``RuleBroken`` when the visit would go on to ``stage`` although the provider has not answered."""
    if stage in _STOPPED and Task.select(Task.id).where(_about(visit.patient_id)).exists():
        raise RuleBroken(
            _(
                "Stopped: the provider is needed in this room. The visit goes on once the provider has signed (Alt+Y)."
            )
        )


def move_call(work: Work, visit: Encounter) -> None:
    """The patient went to another room: the call follows."""
    call = open_call(visit.patient_id)
    if call is not None:
        work.update(
            call, description=_("Provider needed {place}").format(place=place_of(visit)), encounter=visit.id
        )


def place_of(visit: Encounter | None) -> str:
    """Where the provider is needed, without a name."""
    if visit is None:
        return _("at the desk")
    if Stage(visit.stage) is Stage.LEFT:
        return _("at the desk: the patient has left")
    if visit.location is not None:
        return _("in {room}").format(room=visit.location.name)
    return _("at checkout") if visit.stage == Stage.CHECKOUT else _("in the waiting room")
