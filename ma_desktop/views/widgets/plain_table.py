"""A table to read: heads stand over their columns, numbers at the right, hairlines and no grid."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ma_desktop.views.widgets.row_height import RowHeight

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlainTable(QTableWidget):
    """``numbers``: columns aligned at the right; the first column takes the room that is left."""

    def __init__(self, heads: Sequence[str], name: str, numbers: frozenset[int] = frozenset()) -> None:
        super().__init__(0, len(heads))
        self._numbers = numbers
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        RowHeight(self)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, words in enumerate(heads):
            item = QTableWidgetItem(words)
            item.setTextAlignment(self._side(column))
            self.setHorizontalHeaderItem(column, item)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column in self._numbers else _LEFT

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                item = QTableWidgetItem(text)
                item.setTextAlignment(self._side(column))
                item.setToolTip(text)
                self.setItem(number, column, item)
