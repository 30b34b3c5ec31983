"""At the start: what was on its way when the program ended waits for a person, never for another try."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk


def settle_interrupted(desk: Desk) -> int:
    """Called before the first message is claimed; answers how many there were."""
    found = list(OutboxItem.standing().where(OutboxItem.status == "sending"))
    if found:
        with desk.work(
            _("Messages interrupted"), needs=Permission.PERSONAL, undoable=False, action="send"
        ) as work:
            for item in found:
                work.update(
                    item, status="unclear",
                    last_error=_("The program ended while this was on its way. It may have arrived."),
                )  # fmt: skip
    return len(found)
