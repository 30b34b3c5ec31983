"""Remember how a person keeps the window."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.layout import PREFIX


def remember_layout(desk: Desk, values: Mapping[str, Any]) -> None:
    """Keeps plain values (theme, text size, docks of a perspective) for the present worker.

    Everybody may; one entry in the log for all of them, and none when nothing differs. Not a step of Undo.
    """
    rows = {
        row.key: row
        for row in Setting.standing().where(
            (Setting.user == desk.worker.user_id) & Setting.key.in_([PREFIX + name for name in values])
        )
    }
    fresh = {n: v for n, v in values.items() if PREFIX + n not in rows or rows[PREFIX + n].value != v}
    if not fresh:
        return
    with desk.work(
        _("Keep my window"), needs=Permission.PERSONAL, undoable=False, action="preference"
    ) as work:
        for name, value in fresh.items():
            row = rows.get(PREFIX + name)
            if row is None:
                work.insert(Setting(key=PREFIX + name, user=desk.worker.user_id, value=value))
            else:
                work.update(row, value=value)
