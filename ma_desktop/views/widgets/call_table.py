"""The lines of the call list; the letters of the outcomes work with Alt while the keyboard is in it."""

from __future__ import annotations

from PySide6.QtCore import Signal

from ma_desktop.domain import recalls
from ma_desktop.i18n import _
from ma_desktop.services.messages.call_list import CallEntry
from ma_desktop.views.widgets.row_list import ListColumn, RowList

#: Letter with Alt, and what it says how the call ended.
LETTERS = {
    "S": "spoke", "L": "left-message", "N": "no-answer", "W": "wrong-number", "D": "declined", "B": "booked",
}  # fmt: skip


class CallTable(RowList):
    """``ended(outcome)`` when a letter was pressed with Alt; other parts of the window have the same letters elsewhere."""

    ended = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Call list"), _columns(), lambda row: row.key)
        self.lines = self.rows
        self.with_alt = True
        self.keys = {letter: lambda way=way: self.ended.emit(way) for letter, way in LETTERS.items()}


def _columns() -> tuple[ListColumn, ...]:
    def what(row: CallEntry) -> str:
        words = recalls.kind_words(row.kind)
        return _("{what} · urgent").format(what=words) if row.urgent else words

    return (
        ListColumn(_("What"), what, lambda row: "danger" if row.urgent else "", drop=4),
        ListColumn(_("Due"), lambda row: f"{row.due:%m/%d/%y}" if row.due else _("no day"), drop=2),
        # where the first column gives way, what is urgent is still told by more than its color
        ListColumn(_("Patient"), lambda row: str(row.name), lambda row: "danger" if row.urgent else "", bold=lambda row: bool(row.urgent)),
        ListColumn(
            _("Phone"), lambda row: row.phone or _("no number"), lambda row: "" if row.phone else "warn",
            bold=lambda _row: True,
        ),
        ListColumn(_("Next"), lambda row: str(row.next_words), lambda _row: "accent", drop=3),
        ListColumn(_("About"), lambda row: str(row.reason), wide=True, drop=1),
    )  # fmt: skip
