"""The flow board as a table: the same visits and the same actions, sorted by any column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ma_desktop.domain.stages import ORDER
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.visit.flow_board import BoardCard
from ma_desktop.views import theme
from ma_desktop.views.icons import pixmap

Index = QModelIndex | QPersistentModelIndex
NAME, STAGE, WAIT, TOTAL, ROOM, WHO, NEXT, ORDERS = range(8)
#: Which columns stay when the board is narrow, the dearest first.
_DEAREST = (NAME, WAIT, STAGE, NEXT, ROOM, ORDERS, TOTAL, WHO)
#: Pixels below which a column says nothing.
_WORD = 60
_PICTURES = {"danger": "late", "warn": "hourglass", "ok": "clock"}


class BoardTable(QTableView):
    """Enter or → works on a visit beside the board, Space or a click opens it, the menu key asks for the next step."""

    chosen = Signal(object)
    opened = Signal(object)
    asked = Signal(object, QPoint)
    sorted_by = Signal(int, bool)

    def __init__(self) -> None:
        super().__init__()
        self.rows = _Rows()
        self.setModel(self.rows)
        self.setAccessibleName(_("Flow board"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.px(29))
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorShown(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.sortIndicatorChanged.connect(self._sort)
        self.clicked.connect(lambda index: self.chosen.emit(self.rows.cards[index.row()]))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.cards[index.row()]))

    # -- showing --------------------------------------------------------------------------------------------

    def set(self, cards: Sequence[BoardCard], now: datetime, *, private: bool, active: int | None) -> None:
        """The row with the keyboard stays on its visit, wherever it moves to."""
        held = self.current()
        self.rows.set(cards, now, private, active)
        self.stand_on(held.encounter_id if held is not None else None)
        self._fit()

    def current(self) -> BoardCard | None:
        place = self.currentIndex().row()
        return self.rows.cards[place] if 0 <= place < len(self.rows.cards) else None

    def stand_on(self, encounter_id: int | None) -> None:
        for place, card in enumerate(self.rows.cards):
            if card.encounter_id == encounter_id:
                self.setCurrentIndex(self.rows.index(place, NAME))

    def mark(self, active: int | None) -> None:
        self.rows.mark(active)

    def sort_as(self, column: int, descending: bool) -> None:
        """As it was left; ``column`` -1 is the board's own order: danger first, then the longest wait."""
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(column, order)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        held = self.current()
        self.rows.sort(column, order)
        self.stand_on(held.encounter_id if held is not None else None)
        self.sorted_by.emit(column, order == Qt.SortOrder.DescendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As many columns as the width holds; the first that does not fit whole takes what is left, if a word fits."""
        left, stretch = self.viewport().width(), NAME
        shown: set[int] = set()
        for column in _DEAREST:
            wide = max(self.sizeHintForColumn(column), self.horizontalHeader().sectionSizeHint(column))
            wide = min(wide, theme.px(190)) + 2
            if column == NEXT or (shown and wide > left):
                stretch = column if left >= theme.px(_WORD) else stretch
            if shown and wide > left and stretch != column:
                break
            shown.add(column)
            left -= wide
            if left < 0:
                break
        for column in range(len(_DEAREST)):
            self.setColumnHidden(column, column not in shown)
            mode = (
                QHeaderView.ResizeMode.Stretch
                if column == stretch
                else QHeaderView.ResizeMode.ResizeToContents
            )
            self.horizontalHeader().setSectionResizeMode(column, mode)

    # -- keys -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        card = self.current()
        if card is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.opened.emit(card)
        elif card is not None and event.key() == Qt.Key.Key_Space:
            self.chosen.emit(card)
        elif card is not None and event.key() == Qt.Key.Key_Menu:
            self.asked.emit(card, self._below(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self.asked.emit(self.rows.cards[index.row()], event.globalPos())

    def _below(self, index: QModelIndex) -> QPoint:
        return self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())


class _Rows(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self.cards: list[BoardCard] = []
        self._as_read: tuple[BoardCard, ...] = ()
        self._now: datetime | None = None
        self._private, self._active = False, None
        self._column, self._descending = -1, False

    def set(self, cards: Sequence[BoardCard], now: datetime, private: bool, active: int | None) -> None:
        self.beginResetModel()
        self._as_read, self._now, self._private, self._active = tuple(cards), now, private, active  # type: ignore[assignment]
        self._arrange()
        self.endResetModel()

    def mark(self, active: int | None) -> None:
        self._active = active  # type: ignore[assignment]
        if self.cards:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.cards) - 1, ORDERS))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self._column, self._descending = column, order == Qt.SortOrder.DescendingOrder
        self._arrange()
        self.endResetModel()

    def _arrange(self) -> None:
        self.cards = list(self._as_read)
        if self._column >= 0:
            self.cards.sort(key=self._sort_key, reverse=self._descending)

    def _sort_key(self, card: BoardCard) -> Any:
        if self._column == STAGE:
            return ORDER.index(card.stage)
        if self._column in (WAIT, TOTAL) and self._now is not None:
            return card.waiting(self._now) if self._column == WAIT else card.total(self._now)
        return self._words(card, self._column).casefold()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return len(_DEAREST)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return (
                _("Name"), _("Stage"), _("Wait"), _("Total"), _("Room"), _("Who"), _("Next"), _("Orders"),
            )[section]  # fmt: skip
        return None

    def _words(self, card: BoardCard, column: int) -> str:
        assert self._now is not None
        says: dict[int, Callable[[], str]] = {
            NAME: lambda: card.initials if self._private else card.patient,
            STAGE: lambda: stage_label(card.stage),
            WAIT: lambda: _("{n} min").format(n=card.waiting(self._now)),  # type: ignore[arg-type]
            TOTAL: lambda: _("{n} min").format(n=card.total(self._now)),  # type: ignore[arg-type]
            ROOM: lambda: card.place,
            WHO: lambda: card.who,
            NEXT: lambda: "" if self._private else card.next_step,
            ORDERS: lambda: "" if self._private else _order_words(card),
        }
        return says[column]()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        card, column = self.cards[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(card, column)
        if role == Qt.ItemDataRole.ToolTipRole and not self._private:
            return f"{card.patient}\n{card.service}\n{_order_words(card)}".strip()
        if column == WAIT and self._now is not None:
            tone = card.tone(self._now)
            if role == Qt.ItemDataRole.DecorationRole:
                return pixmap(_PICTURES[tone], tone, 14)
            if role == Qt.ItemDataRole.ForegroundRole:
                return QColor(theme.tokens().strong(tone))
        if role == Qt.ItemDataRole.DecorationRole and column == NAME and card.alert:
            return pixmap("alert", "danger", 14)
        if role == Qt.ItemDataRole.FontRole and column == NAME:
            font = QFont(theme.font(theme.BODY))
            font.setBold(True)
            font.setUnderline(card.encounter_id == self._active)
            return font
        return None


def _order_words(card: BoardCard) -> str:
    """``✓ UA · MMR``: a tick before what is done."""
    return " · ".join(("✓ " if order.state == "done" else "") + order.chip for order in card.orders)
