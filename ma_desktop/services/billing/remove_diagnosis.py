"""Take a diagnosis off the visit again; the ones behind it move up."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import ChargeItem, Condition
from ma_desktop.services.billing.add_diagnosis import visit_diagnoses
from ma_desktop.services.desk import Desk


def remove_diagnosis(desk: Desk, condition_id: int, reason: str = "") -> None:
    """Pointers of the charges follow: the removed letter goes, later letters move up by one."""
    condition: Condition = Condition.get_by_id(condition_id)
    with desk.work(
        _("Remove diagnosis"), needs=Permission.CODE_VISIT, patient_id=condition.patient_id,
        encounter_id=condition.encounter_id, reason=reason,
    ) as work:  # fmt: skip
        place = condition.position
        work.mark_error(condition, reason or _("removed while coding"))
        for later in visit_diagnoses(condition.encounter_id):
            if later.position > place:
                work.update(later, position=later.position - 1)
        for charge in ChargeItem.standing().where(ChargeItem.encounter == condition.encounter_id):
            moved = [_shifted(letter, place) for letter in charge.pointers if ord(letter) - 65 != place]
            work.update(charge, pointers=moved)


def _shifted(letter: str, place: int) -> str:
    return chr(ord(letter) - 1) if ord(letter) - 65 > place else letter
