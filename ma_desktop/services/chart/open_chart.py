"""Look into a patient's chart; the log keeps who looked."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk


def open_chart(desk: Desk, patient_id: int) -> None:
    """Nothing changes; one line in the log."""
    with desk.work(_("Open chart"), needs=Permission.SEE_SCHEDULE, patient_id=patient_id, action="view"):
        return
