"""Take a charge off the visit; it stays in the record, marked."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import ChargeItem
from ma_desktop.services.desk import Desk


def remove_charge(desk: Desk, charge_id: int, reason: str = "") -> None:
    charge: ChargeItem = ChargeItem.get_by_id(charge_id)
    with desk.work(
        _("Remove charge"), needs=Permission.CODE_VISIT, patient_id=charge.patient_id,
        encounter_id=charge.encounter_id, reason=reason,
    ) as work:  # fmt: skip
        if charge.status == "billed":
            work.refuse(_("This charge is already on a claim. Void the claim first."))
        work.mark_error(charge, reason or _("removed while coding"))
