"""What stands still while the provider is needed in a room: this visit, and only this one."""

from __future__ import annotations

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Task
from ma_desktop.services.work import Work

KIND = "provider-needed"
ENDED = ("completed", "cancelled")
#: Stages that nobody reaches before the provider's disposition. Leaving, and the provider walking in, are never held up.
_STOPPED = frozenset({Stage.READY, Stage.CHECKOUT, Stage.BILLED})


def open_call(patient_id: int, encounter_id: int | None) -> Task | None:
    """The call that waits for the provider's disposition, of this visit or, without one, of this patient."""
    about = Task.encounter == encounter_id if encounter_id else Task.patient == patient_id
    found: Task | None = (
        Task.standing()
        .where(about & (Task.kind == KIND) & Task.status.not_in(ENDED))
        .order_by(Task.id)
        .first()
    )
    return found


def stop_if_waiting(encounter_id: int, stage: Stage) -> None:
    """Raises ``RuleBroken`` when the visit would go on to ``stage`` although the provider has not answered."""
    if stage in _STOPPED and Task.standing().where(
        (Task.encounter == encounter_id) & (Task.kind == KIND) & Task.status.not_in(ENDED)
    ).exists():  # fmt: skip
        raise RuleBroken(
            _(
                "Stopped: the provider is needed in this room. The visit goes on once the provider has signed (Alt+Y)."
            )
        )


def move_call(work: Work, visit: Encounter) -> None:
    """The patient went to another room: the call follows."""
    call = open_call(visit.patient_id, visit.id)
    if call is not None:
        work.update(call, description=_("Provider needed {place}").format(place=place_of(visit)))


def place_of(visit: Encounter | None) -> str:
    """Where the provider is needed, without a name."""
    if visit is None:
        return _("at the desk")
    if visit.location is not None:
        return _("in {room}").format(room=visit.location.name)
    return _("at checkout") if visit.stage == Stage.CHECKOUT else _("in the waiting room")
