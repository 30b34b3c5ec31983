"""Take an entry of the history off: it is over, or it never was."""

from __future__ import annotations

from typing import Any

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.chart.history_rows import TABLES
from ma_desktop.services.chart.list_change import on_the_list, propose
from ma_desktop.services.desk import Desk

#: What "over" means where something can be over.
_OVER: dict[str, dict[str, str]] = {
    "problems": {"clinical_status": "resolved"},
    "implants": {"status": "completed"},
    "directives": {"status": "inactive"},
}


def end_history(
    desk: Desk,
    section: str,
    entry_id: int,
    reason: str,
    *,
    error: bool = False,
    encounter_id: int | None = None,
) -> None:
    """``error``: entered in error. Else a problem is resolved, a device taken out, a directive withdrawn; what happened in the past
    cannot be over. The entry stays in the record."""
    row: Any = TABLES[section].get_by_id(entry_id)
    with desk.work(
        _("Take an entry off the history"), needs=Permission.REVIEW_LISTS, patient_id=row.patient_id, encounter_id=encounter_id,
        reason=reason,
    ) as work:  # fmt: skip
        on_the_list(row)
        if not reason.strip():
            work.refuse(_("Say why it comes off the list."))
        if error:
            work.mark_error(row, reason.strip())
        elif section not in _OVER:
            work.refuse(_("What happened stays in the history. If it was entered in error, say so."))
        else:
            abated = {"abated_on": work.now.date()} if section == "problems" else {}
            work.update(row, **_OVER[section], **abated)
        propose(desk, work, row.patient_id, encounter_id)
