"""The lines of the call list; the letters of the outcomes work while the keyboard is in it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ma_desktop.domain import recalls
from ma_desktop.i18n import _
from ma_desktop.services.messages.call_list import CallEntry, CallKey
from ma_desktop.views import theme
from ma_desktop.views.widgets.row_height import RowHeight

Index = QModelIndex | QPersistentModelIndex

#: Letter with Alt, and what it says how the call ended.
LETTERS = {
    Qt.Key.Key_S: "spoke",
    Qt.Key.Key_L: "left-message",
    Qt.Key.Key_N: "no-answer",
    Qt.Key.Key_W: "wrong-number",
    Qt.Key.Key_D: "declined",
    Qt.Key.Key_B: "booked",
}


class CallTable(QTableView):
    """``ended(outcome)`` when a letter was pressed with Alt; other parts of the window have the same letters elsewhere."""

    ended = Signal(str)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines = CallLines()
        self.setModel(self.lines)
        self.setAccessibleName(_("Call list"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        RowHeight(self)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        for place in range(len(CallLines.HEAD)):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(CallLines.ABOUT, QHeaderView.ResizeMode.Stretch)

    def current(self) -> CallEntry | None:
        place = self.currentIndex().row()
        return self.lines.rows[place] if 0 <= place < len(self.lines.rows) else None

    def set(self, rows: tuple[CallEntry, ...]) -> None:
        """Keeps the keyboard on its line; when that one is gone, on the one that took its place."""
        held, place = self.current(), self.currentIndex().row()
        self.lines.set(rows)
        if rows:
            found = _place(rows, held.key) if held else None
            self.selectRow(found if found is not None else min(max(place, 0), len(rows) - 1))
        self.moved.emit()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _letter(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if outcome := _letter(event):
            self.ended.emit(outcome)
            return
        super().keyPressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()


def _letter(event: QKeyEvent) -> str:
    alone = event.modifiers() == Qt.KeyboardModifier.AltModifier
    return LETTERS.get(Qt.Key(event.key()), "") if alone else ""


def _place(rows: tuple[CallEntry, ...], key: CallKey) -> int | None:
    return next((n for n, row in enumerate(rows) if row.key == key), None)


class CallLines(QAbstractTableModel):
    HEAD = (_("What"), _("Due"), _("Patient"), _("Phone"), _("Next"), _("About"))
    ABOUT = 5

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[CallEntry, ...] = ()

    def set(self, rows: tuple[CallEntry, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return len(self.HEAD)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.HEAD[section] if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _cells(row)[index.column()]
        if role == Qt.ItemDataRole.FontRole and index.column() == 3:
            return theme.font(bold=True)
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == 0 and row.urgent:
                return QColor(theme.tokens().strong("danger"))
            if index.column() == 3 and not row.phone:
                return QColor(theme.tokens().strong("warn"))
            if index.column() == 4:
                return theme.color("accent")
        return None


def _cells(row: CallEntry) -> tuple[str, ...]:
    what = recalls.kind_words(row.kind)
    return (
        _("{what} · urgent").format(what=what) if row.urgent else what,
        f"{row.due:%m/%d/%y}" if row.due else _("no day"),
        row.name,
        row.phone or _("no number"),
        row.next_words,
        row.reason,
    )
