"""Write down what the provider decided: plan, steps for the patient, follow-up."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import open_visit_needed, the_visit, unsigned_needed


def record_plan(
    desk: Desk, encounter_id: int, *, plan: str, next_steps: Sequence[str], follow_up: str
) -> None:
    """``next_steps``: one sentence each, printed as the patient's numbered list; ``follow_up``: when, in words."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Plan and follow-up"), needs=Permission.PLAN, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        unsigned_needed(visit)
        steps = [step.strip() for step in next_steps if step.strip()]
        if not (plan.strip() or steps or follow_up.strip()):
            work.refuse(_("Type the plan, a step for the patient, or when to come back."))
        work.update(visit, plan=plan.strip(), next_steps=steps, follow_up=follow_up.strip())
