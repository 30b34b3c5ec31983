"""The patients of a day in the order of their turn, without a time: whoever is here by arrival, then whoever is to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.icons import pixmap

Index = QModelIndex | QPersistentModelIndex


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
    tip: str


class DayList(QTableView):
    """``chosen`` and ``opened`` with the appointment's id. Arrows walk, Enter opens."""

    chosen, opened = Signal(int), Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.turns = _Turns()
        self.setModel(self.turns)
        self.setAccessibleName(_("Patients in their order"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(29))
        self.horizontalHeader().hide()
        for column, mode in enumerate(_WIDTHS):
            self.horizontalHeader().setSectionResizeMode(column, mode)
        self.activated.connect(lambda index: self.opened.emit(self.turns.rows[index.row()].appointment_id))

    def set(self, rows: Sequence[DayTurn], chosen: int | None) -> None:
        """The keyboard stays on the chosen appointment, wherever its turn is now; choosing it again says nothing."""
        self.turns.set(tuple(rows))
        place = next((n for n, row in enumerate(rows) if row.appointment_id == chosen), None)
        self.blockSignals(True)
        if place is None:
            self.clearSelection()
        else:
            self.selectRow(place)
        self.blockSignals(False)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.scrollTo(QModelIndex(current))
            self.chosen.emit(self.turns.rows[current.row()].appointment_id)


_WIDTHS = (
    QHeaderView.ResizeMode.ResizeToContents, QHeaderView.ResizeMode.ResizeToContents, QHeaderView.ResizeMode.Stretch,
    QHeaderView.ResizeMode.ResizeToContents,
)  # fmt: skip


class _Turns(QAbstractTableModel):
    STATE = 3

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[DayTurn, ...] = ()

    def set(self, rows: tuple[DayTurn, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return len(_WIDTHS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (str(row.turn) if row.turn else "", row.patient, row.visit, row.state)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.tip
        if role == Qt.ItemDataRole.FontRole and column == 1:
            return theme.font(bold=row.turn > 0)
        if role == Qt.ItemDataRole.ForegroundRole and column != 1:
            return QColor(theme.tokens().strong(row.tone)) if column == self.STATE else theme.color("muted")
        if role == Qt.ItemDataRole.DecorationRole and column == self.STATE and row.icon:
            return pixmap(row.icon, row.tone, 14)
        return None
