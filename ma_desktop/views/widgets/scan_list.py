"""Documents as lines with the picture of their first page; a picture is asked for when its line is first seen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ma_desktop.views import theme
from ma_desktop.views.icons import icon

Index = QModelIndex | QPersistentModelIndex
#: Device-independent pixels at 100 %: the line, and the picture in it.
LINE, WIDE, TALL = 62, 40, 52


@dataclass(frozen=True, slots=True)
class ScanLine:
    """``key`` tells lines apart. ``pictured``: has pages to show; else ``picture`` names an icon. ``tag``: a word below, in ``tone``."""

    key: int
    title: str
    detail: str
    tag: str = ""
    tone: str = "muted"
    picture: str = "document"
    pictured: bool = True

    @property
    def spoken(self) -> str:
        return " · ".join(part for part in (self.title, self.detail, self.tag) if part)


class _Lines(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[ScanLine, ...] = ()

    def replace(self, lines: Sequence[ScanLine]) -> None:
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole
        ):  # fmt: skip
            return self.lines[index.row()].spoken
        return None


class _Painter(QStyledItemDelegate):
    def __init__(self, view: ScanList) -> None:
        super().__init__(view)
        self.view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.px(160), theme.px(LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self.view.model_.lines[index.row()]
        room: QRect = option.rect  # type: ignore[attr-defined]
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:  # type: ignore[attr-defined]
            painter.fillRect(room, theme.color("accent_weak"))
            painter.fillRect(QRect(room.left(), room.top(), 3, room.height()), theme.color("accent"))
        frame = QRect(room.left() + theme.px(10), room.top() + theme.px(5), theme.px(WIDE), theme.px(TALL))
        self._picture(painter, frame, line)
        left = frame.right() + theme.px(10)
        across = QRect(left, room.top() + theme.px(5), room.right() - left - theme.px(6), theme.px(18))
        self._words(painter, across, line.title, "text", bold=True)
        self._words(painter, across.translated(0, theme.px(18)), line.detail, "muted")
        self._words(
            painter, across.translated(0, theme.px(35)), line.tag, line.tone, bold=line.tone != "muted"
        )
        painter.setPen(theme.color("line"))
        painter.drawLine(left, room.bottom(), room.right(), room.bottom())
        painter.restore()

    def _picture(self, painter: QPainter, frame: QRect, line: ScanLine) -> None:
        found = self.view.pictures.get(line.key)
        if found is None or found.isNull():
            icon(line.picture, "muted", 20).paint(painter, frame)
            if found is None and line.pictured:
                self.view.ask(line.key)
            return
        size = found.size().scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(frame.topLeft(), size)
        place.moveCenter(frame.center())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(place, found)
        painter.setPen(theme.color("line"))
        painter.drawRect(place)

    @staticmethod
    def _words(painter: QPainter, box: QRect, text: str, tone: str, *, bold: bool = False) -> None:
        painter.setFont(theme.font(theme.BODY if tone == "text" else theme.CAPTION, bold=bold))
        painter.setPen(theme.color(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class ScanList(QListView):
    """``wanted(key)``: a line without its picture is in sight. ``keys``: letters and digits that act while the keyboard is here."""

    wanted = Signal(int)
    moved = Signal()
    draft_edited = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("timeline")
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.model_ = _Lines(self)
        self.setModel(self.model_)
        self.setItemDelegate(_Painter(self))
        self.pictures: dict[int, QPixmap] = {}
        self.keys: Mapping[int, Callable[[], object]] = {}
        self._asked: set[int] = set()
        self._wish: int | None = None
        theme.current.changed.connect(self._restyle)

    # -- lines --------------------------------------------------------------------------------------------

    def show_lines(self, lines: Sequence[ScanLine]) -> None:
        """Keeps the keyboard on its line; where that one is gone, on the one that took its place."""
        held, place = self.current(), self.currentIndex().row()
        wish = self._wish if self._wish is not None else held.key if held is not None else None
        self.model_.replace(lines)
        found = next((n for n, line in enumerate(lines) if line.key == wish), None)
        if lines:
            self._go(found if found is not None else min(max(place, 0), len(lines) - 1))
        if found is not None:
            self._wish = None
        self.moved.emit()

    def current(self) -> ScanLine | None:
        place = self.currentIndex().row()
        return self.model_.lines[place] if 0 <= place < len(self.model_.lines) else None

    def go_to(self, key: int) -> None:
        """Now, or when the line comes."""
        place = next((n for n, line in enumerate(self.model_.lines) if line.key == key), None)
        if place is None:
            self._wish = key
        else:
            self._go(place)

    def _go(self, place: int) -> None:
        self.setCurrentIndex(self.model_.index(place, 0))

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.moved.emit()

    # -- pictures -----------------------------------------------------------------------------------------

    def ask(self, key: int) -> None:
        if key not in self._asked:
            self._asked.add(key)
            self.wanted.emit(key)

    def put_picture(self, key: int, image: QImage) -> None:
        if key in self._asked:
            self.pictures[key] = QPixmap.fromImage(image)
            self.viewport().update()

    def forget_pictures(self) -> None:
        """Another patient: no picture of the one before stays in memory."""
        self.pictures.clear()
        self._asked.clear()

    # -- draft: which line the form is about --------------------------------------------------------------

    def draft_value(self) -> int | None:
        line = self.current()
        return None if line is None else line.key

    def set_draft_value(self, key: int | None) -> None:
        if key is not None:
            self.go_to(int(key))

    # -- keys ---------------------------------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Other parts of the window may have the same keys; here they are the list's."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._step(event) is not None
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = self._step(event)
        if step is None:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            step()

    def _step(self, event: QKeyEvent) -> Callable[[], object] | None:
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        return None if plain else self.keys.get(int(event.key()))

    def _restyle(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()
