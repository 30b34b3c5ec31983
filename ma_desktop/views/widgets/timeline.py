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

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line: Line = index.data(Qt.ItemDataRole.UserRole)
        title, detail = self._boxes(line, QRect(0, 0, self.view.viewport().width(), 0))
        return QSize(100, self._head(line) + title.height() + detail.height() + theme.px(10))

    def _head(self, line: Line) -> int:
        return theme.px(34) if line.heading else 0

    def _boxes(self, line: Line, room: QRect) -> tuple[QRect, QRect]:
        """Where title and detail stand, below the heading."""
        bold, plain = QFontMetrics(theme.font(bold=True)), QFontMetrics(theme.font())
        left = room.left() + theme.px(92)
        tag = plain.horizontalAdvance(line.tag) + theme.px(20) if line.tag else 0
        top = room.top() + self._head(line) + theme.px(5)
        wide = max(room.right() - left - theme.px(10), theme.px(60))
        title = bold.boundingRect(QRect(left, top, max(wide - tag, theme.px(60)), 10_000), _WRAP, line.title)
        title.setWidth(max(wide - tag, theme.px(60)))
        detail = QRect(left, title.bottom() + 1, wide, 0)
        if line.detail:
            detail.setHeight(plain.boundingRect(QRect(left, 0, wide, 10_000), _WRAP, line.detail).height())
        return title, detail

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
        self.setItemDelegate(_Painter(self))
        theme.current.changed.connect(self._restyle)

    @property
    def lines(self) -> Sequence[Line]:
        return self.model_.lines

    def show_lines(self, lines: Sequence[Line]) -> None:
        self.model_.replace(lines)
        self.scrollToTop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
