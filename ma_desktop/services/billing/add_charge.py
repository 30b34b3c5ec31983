"""Charge one service of the practice's fee schedule to the visit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import ChargeItem, ChargeItemDefinition
from ma_desktop.services.billing.add_diagnosis import visit_diagnoses
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit


def add_charge(
    desk: Desk,
    encounter_id: int,
    code: str,
    *,
    units: int = 1,
    modifiers: Sequence[str] = (),
    pointers: Sequence[str] = (),
    fee: Decimal | None = None,
) -> int:
    """``fee`` for one unit, by default the fee schedule's. ``pointers`` default to the first diagnosis."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Add charge"), needs=Permission.CODE_VISIT, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        listed: ChargeItemDefinition | None = (
            ChargeItemDefinition.standing()
            .where((ChargeItemDefinition.code == code) & ChargeItemDefinition.active)
            .first()
        )
        if listed is None and fee is None:
            work.refuse(_("{code} is not in the practice's fee schedule. Add it there with its fee first.").format(
                code=code))  # fmt: skip
        if units < 1 or units > 999:
            work.refuse(_("Units go from 1 to 999."))
        if len(pointers) > 4 or len(modifiers) > 4:
            work.refuse(_("A charge takes four diagnosis pointers and four modifiers at most."))
        letters = [chr(65 + row.position) for row in visit_diagnoses(visit.id)]
        if any(pointer not in letters for pointer in pointers):
            work.refuse(_("A pointer names a diagnosis that is not on this visit."))
        charge = ChargeItem(
            patient=visit.patient_id, encounter=visit.id, code=code, label=listed.label if listed else "",
            modifiers=list(modifiers), pointers=list(pointers or letters[:1]), units=units,
            fee=fee if fee is not None else listed.fee if listed else Decimal(0),
        )  # fmt: skip
        return int(work.insert(charge).id)
