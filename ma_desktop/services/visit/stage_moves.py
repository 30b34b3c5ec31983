"""Moving a visit from stage to stage: the one place where stage, FHIR statuses and history change together."""

from __future__ import annotations

from ma_desktop.domain import stages
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, EncounterStatusHistory
from ma_desktop.services.visit.provider_stop import stop_if_waiting
from ma_desktop.services.work import Work


def the_visit(encounter_id: int) -> Encounter:
    """The visit's row; one that is gone or was entered in error is refused."""
    visit: Encounter | None = Encounter.get_or_none(Encounter.id == encounter_id)
    if visit is None or visit.error_at is not None:
        raise RuleBroken(_("This visit is no longer in the record."))
    return visit


def move_to(work: Work, visit: Encounter, stage: Stage, reason: str = "") -> None:
    """Takes the visit to ``stage``; refuses moves that the table of stages does not allow, and those that wait for the provider."""
    stages.check_move(Stage(visit.stage), stage, reason)
    stop_if_waiting(visit, stage)
    changes: dict[str, object] = {"stage": str(stage), "status": stages.encounter_status(stage)}
    if stage in stages.ENDS:
        changes["ended_at"] = work.now
    elif visit.ended_at is not None:
        changes["ended_at"] = None
    work.update(visit, **changes)
    if visit.appointment is not None:
        work.update(visit.appointment, status=stages.appointment_status(stage))
    work.insert(EncounterStatusHistory(encounter=visit.id, stage=str(stage), at=work.now, reason=reason))


def open_visit_needed(visit: Encounter) -> None:
    """Refuses to change a visit that has ended."""
    if Stage(visit.stage) in stages.ENDS:
        raise RuleBroken(
            _("This visit has ended ({stage}). Go one step back first.").format(
                stage=stages.label(Stage(visit.stage))
            )
        )


def unsigned_needed(visit: Encounter) -> None:
    """Refuses to change what a provider has signed."""
    if visit.signed_at is not None:
        raise RuleBroken(_("The provider signed this visit. Add a note; what is signed stays as it is."))


def begin_rooming(work: Work, visit: Encounter) -> None:
    """The first thing done in the room takes the visit from *roomed* to *vitals*: the board sees that somebody is at it."""
    if Stage(visit.stage) is Stage.ROOMED:
        move_to(work, visit, Stage.VITALS)
