"""A list of findings below a text field: patients, commands, or both, driven from the field by the arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ma_desktop.views.icons import icon
from ma_desktop.views.theme import color

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Row:
    """``title`` bold, ``detail`` muted beside it, ``right`` muted at the right end; ``run`` when chosen."""

    title: str
    detail: str
    right: str
    run: Callable[[], object]
    icon: str = ""
    enabled: bool = True


class Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Row] = ()

    def replace(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " · ".join(part for part in (row.title, row.detail, row.right) if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual if self.rows[index.row()].enabled else usual & ~Qt.ItemFlag.ItemIsEnabled


class RowDelegate(QStyledItemDelegate):
    """Draws a row: icon, title, detail, right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, max(32, option.fontMetrics.height() + 14))  # type: ignore[attr-defined]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(Qt.ItemDataRole.UserRole)
        box: QRect = option.rect  # type: ignore[attr-defined]
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # type: ignore[attr-defined]
        painter.save()
        if chosen:
            painter.fillRect(box, color("accent_weak"))
            painter.fillRect(QRect(box.left(), box.top(), 3, box.height()), color("accent"))
        left = box.left() + 10
        if row.icon:
            icon(row.icon, "accent").paint(painter, QRect(left, box.center().y() - 8, 16, 16))
        left += 26
        plain: QFont = option.font  # type: ignore[attr-defined]
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.DemiBold)
        right_width = self._text(painter, plain, row.right, box.adjusted(0, 0, -12, 0), right=True)
        room = QRect(left, box.top(), box.right() - left - right_width - 24, box.height())
        painter.setPen(color("text" if row.enabled else "muted"))
        used = self._text(painter, bold, row.title, room, own_pen=True)
        room.setLeft(room.left() + used + 10)
        self._text(painter, plain, row.detail, room)
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        font: QFont,
        text: str,
        room: QRect,
        *,
        right: bool = False,
        own_pen: bool = False,
    ) -> int:
        if not text or room.width() <= 0:
            return 0
        painter.setFont(font)
        if not own_pen:
            painter.setPen(color("muted"))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
        return painter.fontMetrics().horizontalAdvance(shown)


class HitList(QListView):
    """Never takes the keyboard itself; the text field above passes the arrows on to ``step`` and ``choose``."""

    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hitList")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows = Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(self))
        self.clicked.connect(lambda _index: self.choose())

    def replace(self, rows: Sequence[Row]) -> None:
        self.rows.replace(rows)
        if rows:
            self.setCurrentIndex(self.rows.index(0))

    def step(self, by: int) -> None:
        count = self.rows.rowCount()
        if count:
            row = (self.currentIndex().row() + by) % count
            self.setCurrentIndex(self.rows.index(row))

    def choose(self) -> bool:
        index = self.currentIndex()
        if not index.isValid() or not self.rows.rows[index.row()].enabled:
            return False
        row = self.rows.rows[index.row()]
        self.chosen.emit()
        row.run()
        return True

    def fitting_height(self, most: int = 10) -> int:
        return self.sizeHintForRow(0) * min(self.rows.rowCount(), most) + 16 if self.rows.rowCount() else 0
