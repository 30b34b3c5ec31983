"""The provider lets the visit's sensitive findings print on the patient's page, or takes that back."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Condition
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit


def release_sensitive(desk: Desk, encounter_id: int, *, released: bool = True) -> None:
    """Only a provider may; a medical assistant has the provider sign in place."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Release sensitive findings") if released else _("Keep sensitive findings back"),
        needs=Permission.RELEASE_SENSITIVE, patient_id=visit.patient_id, encounter_id=visit.id,
    ) as work:  # fmt: skip
        work.update(visit, released_at=work.now if released else None)
        for row in Condition.standing().where((Condition.encounter == visit.id) & Condition.sensitive):
            work.update(row, released=released)
