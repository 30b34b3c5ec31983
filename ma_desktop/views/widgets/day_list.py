"""The patients of a day in the order of their turn, without a time: whoever is here by arrival, then whoever is to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from ma_desktop.i18n import _
from ma_desktop.views.widgets.row_list import ListColumn, RowList


@dataclass(frozen=True, slots=True)
class DayTurn:
    """``turn``: the number in the line, 0 for whose turn is over. ``tone`` and ``icon`` of the state that ``state`` says."""

    appointment_id: int
    turn: int
    patient: str
    visit: str
    state: str
    tone: str
    icon: str


class DayList(RowList):
    """``chosen`` and ``opened`` with the appointment's id. Arrows walk, Enter opens."""

    chosen, opened = Signal(int), Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Patients in their order"), _columns(), lambda row: row.appointment_id)
        self.horizontalHeader().hide()
        self.moved.connect(self._tell)
        self.activated.connect(lambda _index: self.opened.emit(self.current().appointment_id))

    def put(self, rows: Sequence[DayTurn], chosen: int | None) -> None:
        """The keyboard stays on the chosen appointment, wherever its turn is now; that alone says nothing."""
        self.blockSignals(True)
        if tuple(rows) != self.rows.rows:
            self.set(tuple(rows))
        place = next((n for n, row in enumerate(rows) if row.appointment_id == chosen), None)
        if place is None:
            self.clearSelection()
        else:
            self.selectRow(place)
        self.blockSignals(False)

    def _tell(self) -> None:
        row = self.current()
        if row is not None:
            self.chosen.emit(row.appointment_id)


def _columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn("", lambda row: str(row.turn) if row.turn else "", lambda _row: "muted", number=True),
        ListColumn(_("Patient"), lambda row: str(row.patient), bold=lambda row: row.turn > 0),
        ListColumn(_("Visit"), lambda row: str(row.visit), lambda _row: "muted", wide=True, drop=1, below=60),
        ListColumn(_("State"), lambda row: str(row.state), lambda row: str(row.tone), lambda row: (row.icon or "open", row.tone)),
    )  # fmt: skip
