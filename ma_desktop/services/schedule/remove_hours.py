"""Take a line out of the weekly template."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Schedule
from ma_desktop.services.desk import Desk


def remove_hours(desk: Desk, row_id: int) -> None:
    """It stays in the record as taken out; Undo brings it back."""
    with desk.work(_("Remove hours"), needs=Permission.SETTINGS) as work:
        work.mark_error(Schedule.get_by_id(row_id), _("taken out of the weekly template"))
