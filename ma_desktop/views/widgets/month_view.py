"""A month as a page of days: how many are booked, how much is free."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme

_DAYS = 7


@dataclass(frozen=True, slots=True)
class MonthCell:
    """``share``: how much of the open time is free, 0 to 1, ``None`` when closed or unknown; ``words``: a holiday or nothing."""

    day: date
    booked: int
    share: float | None
    words: str = ""
    inside: bool = True
    closed: bool = False


class MonthView(QWidget):
    """Click or arrows choose a day, Enter or a double click opens it; ``opened`` also comes with the first click."""

    opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.cells: tuple[MonthCell, ...] = ()
        self.chosen: date | None = None
        self.today: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.current.changed.connect(self.update)

    def set(self, cells: Sequence[MonthCell], chosen: date, today: date) -> None:
        """Whole weeks from Monday."""
        self.cells, self.chosen, self.today = tuple(cells), chosen, today
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, 320)

    # -- geometry -----------------------------------------------------------------------------------------

    def _head(self) -> int:
        return theme.px(20)

    def rect_of(self, place: int) -> QRectF:
        rows = max(len(self.cells) // _DAYS, 1)
        wide, high = self.width() / _DAYS, (self.height() - self._head()) / rows
        row, column = divmod(place, _DAYS)
        return QRectF(column * wide, self._head() + row * high, wide, high)

    def _place_at(self, at: QPointF) -> int | None:
        return next((n for n in range(len(self.cells)) if self.rect_of(n).contains(at)), None)

    # -- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(11))
        painter.setPen(theme.color("muted"))
        for n, name in enumerate((_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))):
            box = self.rect_of(n)
            painter.drawText(
                QRectF(box.x() + 6, 0, box.width() - 6, self._head()), Qt.AlignmentFlag.AlignVCenter, name
            )
        for n, cell in enumerate(self.cells):
            self._paint_cell(painter, cell, self.rect_of(n).adjusted(1, 1, -1, -1))

    def _paint_cell(self, painter: QPainter, cell: MonthCell, box: QRectF) -> None:
        t = theme.tokens()
        chosen = cell.day == self.chosen
        painter.setPen(
            QPen(
                QColor(t.focus if chosen and self.hasFocus() else t.accent if chosen else t.line),
                2 if chosen else t.line_width,
            )
        )
        painter.setBrush(QColor(t.app if cell.closed else t.panel if cell.inside else t.sunken))
        painter.drawRoundedRect(box, 4, 4)
        inner = box.adjusted(5, 3, -5, -4)
        painter.setFont(theme.font(theme.CAPTION, bold=cell.day == self.today))
        tone = "accent" if cell.day == self.today else "text" if cell.inside else "muted"
        painter.setPen(theme.color(tone))
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, str(cell.day.day))
        painter.setFont(theme.font(11))
        if cell.booked:
            wide = inner.width() > theme.px(70)
            words = _("{n} booked").format(n=cell.booked) if wide else str(cell.booked)
            painter.setPen(theme.color("text"))
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, words)
        if cell.words and inner.height() > theme.px(36):
            row = QRectF(inner.x(), inner.y() + theme.px(17), inner.width(), theme.px(16))
            painter.setPen(theme.color("muted"))
            shown = painter.fontMetrics().elidedText(
                cell.words, Qt.TextElideMode.ElideRight, int(row.width())
            )
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        if cell.share is not None:
            self._paint_share(painter, cell.share, inner)

    def _paint_share(self, painter: QPainter, share: float, inner: QRectF) -> None:
        """A bar as long as what is taken, and in words what is free, where there is room."""
        t = theme.tokens()
        bar = QRectF(inner.x(), inner.bottom() - 5, inner.width(), 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.line))
        painter.drawRoundedRect(bar, 2, 2)
        tone = t.danger if share < 0.05 else t.warn if share < 0.2 else t.accent
        painter.setBrush(QColor(tone))
        painter.drawRoundedRect(QRectF(bar.x(), bar.y(), bar.width() * (1 - share), bar.height()), 2, 2)
        if inner.height() > theme.px(52):
            words = _("full") if share < 0.05 else _("{n}% free").format(n=round(share * 100))
            if share >= 0.05 and painter.fontMetrics().horizontalAdvance(words) > inner.width():
                words = f"{share:.0%}"
            row = QRectF(inner.x(), bar.y() - theme.px(17), inner.width(), theme.px(16))
            painter.setPen(theme.color("muted"))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(row.width()))
            painter.drawText(row, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)

    # -- mouse and keys -----------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._place_at(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self.chosen = self.cells[place].day
            self.opened.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Down: 7, Qt.Key.Key_Up: -7, Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}
        if event.key() in steps and self.chosen is not None:
            wanted = self.chosen + timedelta(days=steps[Qt.Key(event.key())])
            if self.cells and self.cells[0].day <= wanted <= self.cells[-1].day:
                self.chosen = wanted
                self.setAccessibleDescription(f"{wanted:%A, %B} {wanted.day}")
                self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.chosen is not None:
            self.opened.emit(self.chosen)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self._place_at(QPointF(event.pos()))
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), cell_words(self.cells[place]), self)
            return True
        return super().event(event)


def cell_words(cell: MonthCell) -> str:
    """``Tuesday, November 24: 12 booked, 40% free``."""
    parts = [cell.words] if cell.words else [_("closed")] if cell.closed else []
    parts.append(_("{n} booked").format(n=cell.booked))
    if cell.share is not None:
        parts.append(_("{n}% free").format(n=round(cell.share * 100)))
    return f"{cell.day:%A, %B} {cell.day.day}: " + ", ".join(parts)
