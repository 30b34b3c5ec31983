"""Enter or change one line of the practice's fee schedule."""

from __future__ import annotations

from decimal import Decimal

from ma_desktop.domain import cpt, money
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import ChargeItemDefinition
from ma_desktop.services.desk import Desk


def save_fee(
    desk: Desk,
    fee_id: int | None,
    *,
    code: str,
    label: str,
    fee: Decimal,
    group: str = "",
    active: bool = True,
) -> int:
    """``label`` is the practice's own wording; ``fee`` in dollars. ``fee_id`` of ``None`` is a new line.

    A code stands in the schedule once; charges already made keep the fee they were made with.
    """
    with desk.work(_("Save fee"), needs=Permission.SETTINGS) as work:
        bare = cpt.code(code)
        money.cents(fee)
        if not label.strip():
            work.refuse(_("Give the service a few words of your own."))
        same = ChargeItemDefinition.standing().where(ChargeItemDefinition.code == bare).first()
        if same is not None and same.id != fee_id:
            work.refuse(_("{code} is in the fee schedule already. Change it there.").format(code=bare))
        values = {"code": bare, "label": label.strip(), "fee": fee, "group": group.strip(), "active": active}
        if fee_id is None:
            last = ChargeItemDefinition.select().count()
            return int(work.insert(ChargeItemDefinition(position=last, **values)).id)
        work.update(ChargeItemDefinition.get_by_id(fee_id), **values)
        return fee_id
