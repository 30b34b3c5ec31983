"""The provider signs a visit: what was written is locked, and its pages print as final."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Encounter
from ma_desktop.services.desk import Desk

#: Stages in which the provider has seen the patient.
_SEEN = (Stage.PROVIDER, Stage.CHECKOUT, Stage.BILLED)


def sign_visit(desk: Desk, encounter_id: int) -> None:
    """Under the provider's own name (sign in place). Refuses an empty visit, one that nobody saw, and a second signature."""
    visit: Encounter = Encounter.get_by_id(encounter_id)
    with desk.work(
        _("Sign visit"), needs=Permission.SIGN_NOTE, patient_id=visit.patient_id, encounter_id=encounter_id
    ) as work:
        if visit.signed_at is not None:
            work.refuse(_("This visit is signed already."))
        if Stage(visit.stage) not in _SEEN:
            work.refuse(_("A visit is signed once the provider has seen the patient."))
        if not visit.plan.strip() and not visit.next_steps:
            work.refuse(_("Nothing is written yet: an empty visit cannot be signed."))
        work.update(visit, signed_at=work.now, signed_by=work.user_id)
