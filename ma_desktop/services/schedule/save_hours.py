"""Enter or change lines of the weekly template: open hours, blocks, holds, waves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from ma_desktop.domain import template
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.template import Kind, TemplateRow
from ma_desktop.i18n import _
from ma_desktop.models import Schedule
from ma_desktop.services.desk import Desk


def save_hours(
    desk: Desk,
    row_id: int | None,
    *,
    weekdays: Sequence[int],
    opens: time,
    closes: time,
    kind: Kind = Kind.OPEN,
    label: str = "",
    capacity: int = 1,
    release_minutes: int | None = None,
    practitioner_id: int | None = None,
    valid_from: date | None = None,
    valid_until: date | None = None,
) -> tuple[int, ...]:
    """One line for each of ``weekdays`` (0 is Monday); answers their ids. ``row_id``: the line that becomes the first of them.

    Without a practitioner it is for the whole practice. Only a hold keeps ``release_minutes``, only a wave ``capacity``.
    """
    with desk.work(_("Save hours"), needs=Permission.SETTINGS) as work:
        if not weekdays:
            work.refuse(_("Choose a day of the week."))
        ids: list[int] = []
        for weekday in weekdays:
            row = TemplateRow(
                weekday, opens, closes, kind, practitioner_id, label.strip(), capacity if kind is Kind.WAVE else 1,
                release_minutes if kind is Kind.HOLD else None, valid_from, valid_until,
            )  # fmt: skip
            template.check_row(row)
            values = {
                "weekday": row.weekday, "opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}", "kind": str(kind),
                "label": row.label, "capacity": row.capacity, "release_minutes": row.release_minutes,
                "practitioner": practitioner_id, "valid_from": valid_from, "valid_until": valid_until,
            }  # fmt: skip
            if row_id is not None and not ids:
                work.update(Schedule.get_by_id(row_id), **values)
                ids.append(row_id)
            else:
                ids.append(int(work.insert(Schedule(**values)).id))
        return tuple(ids)
