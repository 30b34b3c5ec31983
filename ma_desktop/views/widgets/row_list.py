"""A list of lines to work through by keys: one row each, as dense as it reads well, the keyboard kept on its line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QElapsedTimer,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ma_desktop.views import theme
from ma_desktop.views.icons import pixmap
from ma_desktop.views.widgets.row_height import RowHeight

Index = QModelIndex | QPersistentModelIndex
#: Device-independent pixels at 100 %: a line, the head, and what the widest column needs to be worth its place.
_LINE, _HEAD, _WORTH = 25, 21, 90
#: So many lines decide how wide a column is: a list of thousands must not cost a frame.
_LOOKED_AT = 120
#: Up to so many new lines are measured by themselves: those of one visit.
_FEW = 24
#: Milliseconds in which a second press of a letter is the first one's, not meant for the line that moved up.
_TWICE = 600


@dataclass(frozen=True, slots=True)
class ListColumn:
    """``text`` of a row; ``tone``: a color name of the tokens, empty for plain text; ``picture``: (icon, color name).

    ``wide``: takes the room that is left. ``drop``: where the list is narrow, the column with the lowest number goes first; 0 never
    goes; it goes when less than ``below`` pixels are left for the wide one. What went, and what is cut, stands in the tooltip of its
    row; the picture and the color of a column that went pass to the wide one. ``number``: stands at the right.
    """

    title: str
    text: Callable[[Any], str]
    tone: Callable[[Any], str] | None = None
    picture: Callable[[Any], tuple[str, str]] | None = None
    bold: Callable[[Any], bool] | None = None
    wide: bool = False
    drop: int = 0
    below: int = 90
    number: bool = False


class RowModel(QAbstractTableModel):
    def __init__(self, columns: Sequence[ListColumn]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.rows: tuple[Any, ...] = ()
        self.hidden: frozenset[int] = frozenset()

    def _marked(self, column: ListColumn) -> ListColumn:
        """Whose picture and tone a cell shows."""
        gone = next((self.columns[n] for n in self.hidden if self.columns[n].picture is not None), None)
        return gone if gone is not None and column.wide else column

    def set(self, rows: tuple[Any, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if self.columns[section].number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        shown = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self.columns[section].title if shown else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self.rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.TextAlignmentRole and column.number:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(f"{one.title}: {words}" for one in self.columns if (words := one.text(row)))
        if role == Qt.ItemDataRole.FontRole and column.bold is not None and column.bold(row):
            return theme.font(bold=True)
        column = self._marked(column)
        if role == Qt.ItemDataRole.ForegroundRole and column.tone is not None and (tone := column.tone(row)):
            return theme.color("accent") if tone == "accent" else QColor(theme.tokens().strong(tone))
        if role == Qt.ItemDataRole.DecorationRole and column.picture is not None:
            return pixmap(*column.picture(row), 16)
        return None


class RowList(QTableView):
    """``key`` tells rows apart over a new reading. ``keys``: letters that act, alone or with Alt, while the keyboard is here."""

    moved = Signal()

    def __init__(self, name: str, columns: Sequence[ListColumn], key: Callable[[Any], Any]) -> None:
        super().__init__()
        self.rows = RowModel(columns)
        self._key = key
        self.keys: Mapping[str, Callable[[], object]] = {}
        self.with_alt = False
        self._wants = [0] * len(columns)
        self._acted, self._moved_up = 0, QElapsedTimer()
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)  # cut at a letter: words that would go on to a second line show nothing of it
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        head = self.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setResizeContentsPrecision(_LOOKED_AT)
        RowHeight(self, _LINE)

    def current(self) -> Any:
        """The row that the keyboard is on, or ``None``."""
        place = self.currentIndex().row()
        return self.rows.rows[place] if 0 <= place < len(self.rows.rows) else None

    def set(self, rows: tuple[Any, ...]) -> None:
        """Keeps the keyboard on its line; where that one is gone, on the one that took its place.

        The same rows again cost nothing, and in another order no measuring of their words: each patient sets them anew. Of a few new
        ones only their own words are measured; a column that could be narrower now waits for the next reading.
        """
        before = self.rows.rows
        if rows and rows == before:
            return
        held, place = self.current(), self.currentIndex().row()
        self.rows.set(rows)
        known = {id(row) for row in before}
        fresh = [n for n, row in enumerate(rows) if id(row) not in known]
        if len(fresh) > _FEW or not before:
            self.fit()
        elif fresh:
            self._widen(fresh)
        if rows:
            same = None if held is None else self._key(held)
            found = next(
                (n for n, row in enumerate(rows) if held is not None and self._key(row) == same), None
            )
            if held is not None and found is None:
                self._moved_up.start()
            self.selectRow(found if found is not None else min(max(place, 0), len(rows) - 1))
        self.moved.emit()

    def fit(self) -> None:
        """Every column as wide as its longest words; those that may go go while the wide one is too narrow."""
        head = self.horizontalHeader()
        head.setFixedHeight(theme.px(_HEAD))
        for place in self.rows.hidden:
            head.setSectionHidden(place, False)  # a hidden column has no width to ask for
        self._wants = [
            max(self.sizeHintForColumn(n), head.sectionSizeHint(n)) for n in range(len(self.rows.columns))
        ]
        self._share()

    def _widen(self, places: Sequence[int]) -> None:
        before = list(self._wants)
        for column in range(len(before)):
            asked = [self.sizeHintForIndex(self.rows.index(place, column)).width() for place in places]
            self._wants[column] = max(before[column], *asked)
        if self._wants != before:
            self._share()

    def _share(self) -> None:
        """The room among the columns, each as wide as it wants."""
        columns, head, wants = self.rows.columns, self.horizontalHeader(), self._wants
        room = self.viewport().width()
        wide = next((n for n, one in enumerate(columns) if one.wide), len(columns) - 1)
        gone: set[int] = set()
        for place in sorted((n for n, one in enumerate(columns) if one.drop), key=lambda n: columns[n].drop):
            left = room - sum(want for n, want in enumerate(wants) if n not in gone and n != wide)
            if left < (0 if wide in gone else theme.px(columns[place].below)):
                gone.add(place)
        stays = [n for n in range(len(columns)) if n not in gone]
        last = wide if wide in stays else stays[-1]
        self.rows.hidden = frozenset(gone)
        for place in range(len(columns)):
            head.setSectionHidden(place, place in gone)
            head.resizeSection(place, wants[place])
        left = room - sum(wants[n] for n in stays if n != last)
        head.resizeSection(last, max(left, theme.px(_WORTH)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.moved.emit()

    def event(self, event: QEvent) -> bool:
        """Other parts of the window have the same letters with Alt elsewhere; here they are the list's."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._step(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(event)
        if step is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat() and not self._pressed_twice(event.key()):
            self._acted = event.key()
            step()

    def _pressed_twice(self, key: int) -> bool:
        """The line that the first press was for is gone; somebody else's stands in its place."""
        return key == self._acted and self._moved_up.isValid() and self._moved_up.elapsed() < _TWICE

    def _step(self, event: QKeyEvent) -> Callable[[], object] | None:
        wanted = Qt.KeyboardModifier.AltModifier if self.with_alt else Qt.KeyboardModifier.NoModifier
        if event.modifiers() != wanted or not Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z:
            return None
        return self.keys.get(chr(event.key()))
