"""The one order a verb is about."""

from __future__ import annotations

from ma_desktop.domain import lifecycles
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import ServiceRequest
from ma_desktop.services.work import Work


def the_order(order_id: int) -> ServiceRequest:
    """One that is gone or was entered in error is refused."""
    order: ServiceRequest | None = ServiceRequest.get_or_none(ServiceRequest.id == order_id)
    if order is None or order.error_at is not None:
        raise RuleBroken(_("This order is no longer in the record."))
    return order


def go_to(work: Work, order: ServiceRequest, status: str, **changes: object) -> None:
    """Changes the status where the table of statuses allows it, and says in desk words where it does not."""
    if order.status == status or not lifecycles.allows(lifecycles.SERVICE_REQUEST, order.status, status):
        work.refuse(
            {
                "completed": _("This order is done already."),
                "revoked": _("This order was cancelled already."),
                "draft": _("This order still waits for the provider's signature."),
                "on-hold": _("This order was put off. Take it up again first."),
            }.get(order.status, _("This order is in force already."))
        )
    work.update(order, status=status, **changes)
