"""A list of what happened, newest first: year, day, icon, what, and what is to be said about it. Nothing is cut off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ma_desktop.views import theme
from ma_desktop.views.icons import icon

Index = QModelIndex | QPersistentModelIndex
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


@dataclass(frozen=True, slots=True)
class Line:
    """``heading`` stands above the line when it begins a year. ``tag``: a word at the right, in ``tone``."""

    day: str
    picture: str
    title: str
    detail: str = ""
    tag: str = ""
    tone: str = "muted"
    heading: str = ""

    @property
    def spoken(self) -> str:
        return " · ".join(
            part for part in (self.day, self.heading, self.title, self.tag, self.detail) if part
        )


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()

    def replace(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        return None


class _Painter(QStyledItemDelegate):
    """One line as high as its words need at the present width and text size."""

    def __init__(self, view: Timeline) -> None:
        super().__init__(view)
        self.view = view
        self.restyle()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = self.view.lines[index.row()]
        room = QRect(0, 0, self.view.viewport().width(), 0)
        title, detail = self._boxes(line, room)
        return QSize(100, self._head(line) + title.height() + detail.height() + theme.px(10))

    def restyle(self) -> None:
        """Theme or text size changed, or another history is shown."""
        self._heights: dict[tuple[bool, int, str], int] = {}
        self._bold, self._plain = QFontMetrics(theme.font(bold=True)), QFontMetrics(theme.font())

    def _head(self, line: Line) -> int:
        return theme.px(34) if line.heading else 0

    def _boxes(self, line: Line, room: QRect) -> tuple[QRect, QRect]:
        """Where title and detail stand, below the heading."""
        bold, plain = self._bold, self._plain
        left = room.left() + theme.px(92)
        tag = plain.horizontalAdvance(line.tag) + theme.px(20) if line.tag else 0
        top = room.top() + self._head(line) + theme.px(5)
        wide = max(room.right() - left - theme.px(10), theme.px(60))
        beside = max(wide - tag, theme.px(60))
        title = QRect(left, top, beside, self._height(bold, beside, line.title))
        detail = QRect(left, title.bottom() + 1, wide, 0)
        if line.detail:
            detail.setHeight(self._height(plain, wide, line.detail))
        return title, detail

    def _height(self, metrics: QFontMetrics, wide: int, text: str) -> int:
        """Of the words, broken into lines; a long history says the same ones many times."""
        key = (metrics is self._bold, wide, text)
        if key not in self._heights:
            box = metrics.boundingRect(QRect(0, 0, wide, 10_000), _WRAP, text)
            self._heights[key] = box.height()
        return self._heights[key]

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        room: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        title, detail = self._boxes(line, room)
        below = room.adjusted(0, self._head(line), 0, 0)
        if line.heading:
            self._year(painter, line, room)
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(below, theme.color("accent_weak"))
            painter.fillRect(QRect(below.left(), below.top(), 3, below.height()), theme.color("accent"))
        painter.setFont(theme.font(theme.CAPTION))
        painter.setPen(theme.color("muted"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
        painter.drawText(QRect(room.left(), title.top(), theme.px(56), theme.px(20)), flags, line.day)
        icon(line.picture, line.tone).paint(
            painter, QRect(room.left() + theme.px(66), title.top(), theme.px(16), theme.px(16))
        )
        self._words(painter, theme.font(bold=True), "text", title, line.title)
        self._words(painter, theme.font(), "muted", detail, line.detail)
        if line.tag:
            painter.setFont(theme.font(theme.CAPTION, bold=True))
            painter.setPen(theme.color(line.tone))
            painter.drawText(QRect(title.right(), title.top(), room.right() - title.right() - theme.px(10), theme.px(20)), flags, line.tag)  # fmt: skip
        painter.restore()

    def _year(self, painter: QPainter, line: Line, room: QRect) -> None:
        painter.setFont(theme.font(theme.BODY, bold=True))
        painter.setPen(theme.color("accent"))
        box = QRect(room.left() + theme.px(12), room.top() + theme.px(8), room.width(), theme.px(20))
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line.heading)
        painter.setPen(theme.color("line"))
        wide = painter.fontMetrics().horizontalAdvance(line.heading)
        painter.drawLine(
            box.left() + wide + theme.px(10), box.center().y(), room.right() - theme.px(10), box.center().y()
        )

    @staticmethod
    def _words(painter: QPainter, font: QFont, tone: str, box: QRect, text: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.color(tone))
        painter.drawText(box, _WRAP, text)


class Timeline(QListView):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("timeline")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(60)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.model_ = _Lines(self)
        self.setModel(self.model_)
        self._painter = _Painter(self)
        self.setItemDelegate(self._painter)
        theme.current.changed.connect(self._restyle)

    @property
    def lines(self) -> Sequence[Line]:
        return self.model_.lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        self._painter.restyle()
        self.model_.replace(lines)
        self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _restyle(self) -> None:
        self._painter.restyle()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
