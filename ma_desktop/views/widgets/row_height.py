"""Rows of a table as high as the chosen text size asks for, also when it is chosen later."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QTableView

from ma_desktop.views import theme


class RowHeight(QObject):
    """Lives and dies with its table; ``height`` in pixels at 100 %."""

    def __init__(self, table: QTableView, height: int = 29) -> None:
        super().__init__(table)
        self._table, self._height = table, height
        theme.current.changed.connect(self.fit)
        self.fit()

    @Slot()
    def fit(self) -> None:
        self._table.verticalHeader().setDefaultSectionSize(theme.px(self._height))
