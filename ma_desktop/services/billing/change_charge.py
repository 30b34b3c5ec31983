"""Change which diagnoses a charge points to, its units or its modifiers."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import ChargeItem
from ma_desktop.services.billing.add_diagnosis import visit_diagnoses
from ma_desktop.services.desk import Desk


def change_charge(
    desk: Desk,
    charge_id: int,
    *,
    pointers: Sequence[str] | None = None,
    units: int | None = None,
    modifiers: Sequence[str] | None = None,
) -> None:
    """``None`` leaves a part as it is. The first pointer is the diagnosis that the service was mainly for."""
    charge: ChargeItem = ChargeItem.get_by_id(charge_id)
    with desk.work(
        _("Change charge"), needs=Permission.CODE_VISIT, patient_id=charge.patient_id,
        encounter_id=charge.encounter_id,
    ) as work:  # fmt: skip
        if charge.status == "billed":
            work.refuse(_("This charge is already on a claim. Void the claim first."))
        changes: dict[str, object] = {}
        if pointers is not None:
            letters = [chr(65 + row.position) for row in visit_diagnoses(charge.encounter_id)]
            if any(pointer not in letters for pointer in pointers):
                work.refuse(_("A pointer names a diagnosis that is not on this visit."))
            if len(pointers) > 4:
                work.refuse(_("A charge takes four diagnosis pointers and four modifiers at most."))
            changes["pointers"] = list(pointers)
        if units is not None:
            if not 1 <= units <= 999:
                work.refuse(_("Units go from 1 to 999."))
            changes["units"] = units
        if modifiers is not None:
            if len(modifiers) > 4:
                work.refuse(_("A charge takes four diagnosis pointers and four modifiers at most."))
            changes["modifiers"] = list(modifiers)
        work.update(charge, **changes)
