"""Which day the appointment book shows, with a step to either side, and whose column."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.widgets.labels import button

#: More columns than this would widen the panel.
SEGMENTS = 4


class DayBar(QWidget):
    """``stepped``: -1 the day before, 0 today, 1 the next day."""

    stepped = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.before = button("", "bare", "left", tip=_("Day before"))
        self.day = button("", "bare", tip=_("Back to today"))
        self.after = button("", "bare", "right", tip=_("Next day"))
        for press, days in ((self.before, -1), (self.day, 0), (self.after, 1)):
            press.clicked.connect(lambda _on=False, days=days: self.stepped.emit(days))
            row.addWidget(press)

    def show_day(self, words: str, *, today: bool, step: str = "day") -> None:
        """``step``: what one press goes by: day, week or month."""
        tips = {"day": (_("Day before"), _("Next day")), "week": (_("Week before"), _("Next week"))}
        before, after = tips.get(step, (_("Month before"), _("Next month")))
        self.before.setToolTip(before)
        self.after.setToolTip(after)
        self.day.setText(words)
        self.day.setAccessibleName(words)
        self.day.setToolTip("" if today else _("Back to today"))


class ColumnChoice(QWidget):
    """One segment for each column, or one list of many; hidden while all of them fit beside each other."""

    chosen = Signal(int)

    def __init__(self, *, compact: bool = False) -> None:
        super().__init__()
        self.compact = compact
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0 if compact else 4)
        self._row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen)
        self.many = QComboBox()
        self.many.activated.connect(self.chosen)
        self.many.hide()
        self._row.addWidget(self.many, 1)
        self.names: tuple[str, ...] = ()

    def set(self, names: Sequence[str], tips: Sequence[str], here: int) -> None:
        if tuple(names) != self.names:
            self._rebuild(names, tips)
        self.many.setCurrentIndex(here)
        press = self._group.button(here)
        if press is not None:
            press.setChecked(True)

    def choose(self, here: int) -> None:
        """Shows a segment as chosen, without saying so."""
        press = self._group.button(here)
        if press is not None:
            press.setChecked(True)

    def _rebuild(self, names: Sequence[str], tips: Sequence[str]) -> None:
        self.names = tuple(names)
        for old in self._group.buttons():
            self._group.removeButton(old)
            old.hide()  # else its queued first show makes it a window for a moment
            old.setParent(None)
            old.deleteLater()
        self.many.clear()
        self.many.setVisible(len(names) > SEGMENTS)
        if len(names) > SEGMENTS:
            self.many.addItems(list(tips))
            return
        for place, (name, tip) in enumerate(zip(names, tips, strict=True)):
            press = QPushButton(name)
            press.setCheckable(True)
            press.setProperty("role", "segment")
            press.setProperty("small", self.compact)
            edge = (
                "only"
                if len(names) == 1
                else "first"
                if place == 0
                else "last"
                if place == len(names) - 1
                else ""
            )
            press.setProperty("edge", edge)
            press.setToolTip(tip)
            self._group.addButton(press, place)
            self._row.addWidget(press, 1)
