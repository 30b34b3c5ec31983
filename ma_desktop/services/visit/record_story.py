"""Write down what the patient tells about the complaint, in short answers."""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.domain import story
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import PresentIllness
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import (
    begin_rooming,
    open_visit_needed,
    the_visit,
    unsigned_needed,
)


def record_story(desk: Desk, encounter_id: int, answers: Mapping[str, str]) -> None:
    """``answers``: keys of ``domain.story`` → words. One row a visit; a change is its next version. None at all is refused
    unless something stood there."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("About the complaint"), needs=Permission.ROOM, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        unsigned_needed(visit)
        told, row = story.cleaned(answers), PresentIllness.get_or_none(PresentIllness.encounter == visit.id)
        if not told and row is None:
            work.refuse(_("Nothing was typed."))
        if row is None:
            work.insert(PresentIllness(patient=visit.patient_id, encounter=visit.id, answers=told))
        elif row.answers != told:
            work.update(row, answers=told)
        begin_rooming(work, visit)
