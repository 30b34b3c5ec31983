"""The provider decides that a minor is seen although nobody here may consent."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit


def override_consent(desk: Desk, encounter_id: int, reason: str) -> None:
    """``reason``: emergency, the law lets this minor consent, a parent was reached; under the provider's own name."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Seen without a consenting adult"), needs=Permission.ACKNOWLEDGE_ALERT, patient_id=visit.patient_id,
        encounter_id=visit.id, reason=reason,
    ) as work:  # fmt: skip
        if len(reason.strip()) < 3:
            work.refuse(_("Say in a few words why this minor is seen without a consenting adult."))
        words = _("decided by {name}: {reason}").format(name=desk.worker.name, reason=reason.strip())
        work.update(visit, consent_authority=words)
