"""The widgets of the appointment book, laid out; the panel gives them their meaning."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.i18n import _
from ma_desktop.views.widgets.day_bar import ColumnChoice, DayBar
from ma_desktop.views.widgets.day_heads import DayHeads
from ma_desktop.views.widgets.day_list import DayList, DayTurn
from ma_desktop.views.widgets.day_view import DayView
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.month_view import MonthView
from ma_desktop.views.widgets.pin_board import PinBoard


class BookPage(QWidget):
    """``explained(appointment, reason)``: somebody typed why a change was made."""

    explained = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(4)
        self.columns = ColumnChoice()
        self.columns.setAccessibleName(_("Whose appointments"))
        self.columns.many.setAccessibleName(_("Whose appointments"))
        column.addWidget(self.columns)
        self.view = DayView()
        self.view.setAccessibleName(_("Appointments"))
        self.heads = DayHeads(self.view)
        column.addWidget(self.heads)
        self.scroll = Scroll()
        self.scroll.setWidget(self.view)
        self.month = MonthView()
        self.month.setAccessibleName(_("Month"))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.scroll)
        self.stack.addWidget(self.month)
        self.list = DayList()
        self.stack.addWidget(self.list)
        column.addWidget(self.stack, 1)
        self.empty = label("", "caption", wrap=True)
        column.addWidget(self.empty)
        self.pin_board = PinBoard()
        column.addWidget(self.pin_board)
        self._why_line(column)
        column.addLayout(self._actions())
        self._header()

    def _why_line(self, column: QVBoxLayout) -> None:
        self._changed: int | None = None
        self.why_words = label("", "caption")
        self.why = QLineEdit()
        self.why.setPlaceholderText(_("Why? Enter keeps it, Esc skips (Alt+Y)"))
        self.why.setAccessibleName(_("Why it was changed"))
        self.why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.why.returnPressed.connect(self._explain)
        self.why_box = QWidget()
        row = QHBoxLayout(self.why_box)
        row.setContentsMargins(0, 4, 0, 0)
        row.addWidget(self.why_words)
        row.addWidget(self.why, 1)
        self.why_box.hide()
        column.addWidget(self.why_box)
        self.add_key("Alt+Y", self.why.setFocus)
        skip = QShortcut(QKeySequence("Esc"), self.why_box, self.skip_why)
        skip.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.check = button(
            _("Check in") + "  E", "quiet", "check", tip=_("Check the chosen appointment in (Alt+E)")
        )
        self.check.setAccessibleName(_("Check in"))
        keyed(self.check, "Alt+E")
        self.more = button(
            _("More"), "quiet", tip=_("Confirm, move, repeat, cancel, no-show, columns (Alt+O)")
        )
        keyed(self.more, "Alt+O")
        row.addWidget(self.check)
        row.addStretch(1)
        row.addWidget(self.more)
        return row

    def _header(self) -> None:
        self.header = QWidget()
        row = QHBoxLayout(self.header)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.modes = ColumnChoice(compact=True)
        self.modes.set(
            (_("Day"), _("Week"), _("Month")),
            (_("By day (Alt+Shift+D)"), _("By week (Alt+Shift+W)"), _("By month (Alt+Shift+M)")),
            0,
        )
        self.day_bar = DayBar()
        row.addWidget(self.modes)
        row.addWidget(self.day_bar)

    def add_key(self, keys: str, run: Callable[[], object]) -> None:
        """A key that counts while the keyboard is anywhere in the book."""
        made = QShortcut(QKeySequence(keys), self, run)
        made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def show_mode(self, place: int) -> None:
        """0 day, 1 week, 2 month."""
        self.modes.choose(place)
        if (place == 2) != (
            self.stack.currentIndex() == 1
        ):  # the list in its order stays, and so does the keyboard in it
            self.stack.setCurrentIndex(1 if place == 2 else 0)
        if place == 2:
            self.columns.hide()
            self.heads.hide()
            self.empty.hide()

    def show_list(self, rows: Sequence[DayTurn] | None, chosen: int | None) -> None:
        """The patients in their order in the place of a day's columns, or the columns again."""
        self.stack.setCurrentIndex(0 if rows is None else 2)
        if rows is not None:
            self.heads.hide()
            self.list.put(rows, chosen)

    def ask_why(self, appointment_id: int, words: str) -> None:
        """One line after a change, which may be left alone; it takes no keyboard."""
        self._changed = appointment_id
        self.why_words.setText(words)
        self.why.clear()
        self.why_box.show()

    def skip_why(self) -> None:
        self.why_box.hide()
        self.view.setFocus()

    def _explain(self) -> None:
        reason, changed = self.why.text().strip(), self._changed
        self.why_box.hide()
        if reason and changed is not None:
            self.explained.emit(changed, reason)
        else:
            self.view.setFocus()


class Scroll(QScrollArea):
    """Up and down only; tells when its width changed."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()
