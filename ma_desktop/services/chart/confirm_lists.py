"""The provider confirms what was changed in allergies, medicines and history."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.chart.list_change import confirm, unconfirmed, waiting
from ma_desktop.services.desk import Desk


def confirm_lists(
    desk: Desk,
    patient_id: int,
    entries: Collection[tuple[str, int]] | None = None,
    *,
    seen: Mapping[tuple[str, int], int] | None = None,
) -> None:
    """Under the provider's own name (sign in place): proposals become confirmed entries.

    ``entries``: only these, as (table, row); by default all. ``seen``: the version of each entry that the provider was
    shown; an entry that was changed since is refused. The task is done when nothing is left to confirm.
    """
    with desk.work(
        _("Confirm what was changed in the chart"), needs=Permission.SIGN_NOTE, patient_id=patient_id
    ) as work:
        task = waiting(patient_id)
        if task is None:
            work.refuse(_("Nothing waits to be confirmed."))
            return
        left = 0
        for row in list(unconfirmed(patient_id)):
            key = (type(row).__name__, row.id)
            if entries is None or key in entries:
                if seen is not None and seen.get(key) != row.version:
                    work.refuse(
                        _("An entry was changed while it was shown. Nothing was confirmed; look again.")
                    )
                confirm(work, row)
            else:
                left += 1
        if not left:
            work.update(task, status="completed", done_at=work.now, outcome=_("confirmed"))
