"""Enter what the provider wants done."""

from __future__ import annotations

from ma_desktop.domain import orders
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import ServiceRequest
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import open_visit_needed, the_visit

#: What fits on a card of the board.
_CHIP = 10


def place_order(
    desk: Desk,
    encounter_id: int,
    *,
    words: str,
    kind: str = "other",
    chip: str = "",
    how: str = orders.PENDED,
    ordered_by: int | None = None,
) -> int:
    """Answers the order's id. ``how``: one of ``domain.orders``; ``ordered_by``: ``practitioner.id`` of who gave it.

    ``chip``: the word for the board (EKG, UA); by default the first of ``words``.
    """
    visit = the_visit(encounter_id)
    provider = ordered_by or visit.practitioner_id
    with desk.work(
        _("Order"), needs=Permission.CHART_ENTRY, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        text = " ".join(words.split())
        if len(text) < 2:
            work.refuse(_("Say what is to be done."))
        if kind not in orders.KINDS:
            work.refuse(_("Choose the kind of order from the list."))
        status = orders.first_status(
            how, signs=desk.may(Permission.SIGN_NOTE), has_provider=provider is not None
        )
        row = ServiceRequest(
            patient=visit.patient_id, encounter=visit.id, ordered_by=provider, kind=kind, display=text,
            chip=(" ".join(chip.split()) or text.split()[0].strip(",;."))[:_CHIP], status=status, how=how, authored_at=work.now,
        )  # fmt: skip
        return int(work.insert(row).id)
