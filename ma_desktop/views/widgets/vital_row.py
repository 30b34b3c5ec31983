"""One measurement: label · input or what is saved · unit or when · small curve · last visit's value."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QLineEdit, QStackedWidget

from ma_desktop.domain import vital_methods, vital_signs
from ma_desktop.domain.vital_answers import Answer
from ma_desktop.domain.vital_checks import Previous
from ma_desktop.domain.vital_entry import Entry
from ma_desktop.i18n import _
from ma_desktop.services.visit.vitals_sheet import Taken, VitalField
from ma_desktop.views import theme
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.sparkline import Sparkline

#: Blood pressures of one visit that have a row of their own.
PRESSURES = 3


def lay_rows(lines: QGridLayout) -> dict[str, VitalRow]:
    """A hidden row for everything that can be measured, in the order of the work; further blood pressures are
    ``blood_pressure.2`` and ``.3``. Rows are made once and only shown or hidden, so that a change of patient loses no field."""
    rows: dict[str, VitalRow] = {}
    for key in vital_signs.SHEET:
        for reading in range(PRESSURES if key == vital_signs.BLOOD_PRESSURE else 1):
            row = VitalRow(key, vital_signs.label(key), reading)
            row.put(lines, len(rows) * 2)
            row.set_visible(False)
            rows[key if reading == 0 else f"{key}.{reading + 1}"] = row
    return rows


class VitalRow:
    """Saved, typed and earlier values cannot be mixed up: saved ones are no input but a ticked button with time and
    person beside it; what is typed stands in an input; the last visit's value is gray at the right.
    """

    def __init__(self, key: str, name: str, reading: int = 0) -> None:
        self.key, self.reading = key, reading
        self.field: VitalField | None = None
        self.taken: Taken | None = None
        self.asks: tuple[str, ...] = ()
        self.again = False
        self.name = label(name)
        self.input = Field()
        self.input.setAccessibleName(name)
        self.saved = button("", "saved", "check")
        self.cell = QStackedWidget()
        self.cell.addWidget(self.input)
        self.cell.addWidget(self.saved)
        self.unit = label("", "muted")
        self.spark = Sparkline()
        self.last = label("", "muted")
        self.sentence = label("", "caption", wrap=True)
        self.sentence.hide()
        self.name.setBuddy(self.input)
        self.fit_text()

    def fit_text(self, *, tight: bool = False) -> None:
        """For the present text size; ``tight``: the panel is narrow."""
        self.cell.setFixedSize(theme.px(76 if tight else 92), theme.px(32))
        self.unit.setMinimumWidth(theme.px(44 if tight else 52))
        self.last.setMinimumWidth(theme.px(46))
        self._show_whole()

    def _show_whole(self) -> None:
        """A cut number is a wrong number: where tick and value do not both fit, the tick goes."""
        for size in (theme.px(16), 0):
            self.saved.setIconSize(QSize(size, size))
            self.saved.ensurePolished()
            if self.saved.sizeHint().width() <= self.cell.width():
                break

    def put(self, grid: QGridLayout, row: int) -> None:
        for place, widget in enumerate((self.name, self.cell, self.unit, self.spark, self.last)):
            grid.addWidget(widget, row, place, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.sentence, row + 1, 0, 1, 5)

    def set_visible(self, visible: bool, *, curves: bool = True, last: bool = True) -> None:
        for part in (self.name, self.cell, self.unit):
            part.setVisible(visible)
        self.spark.setVisible(visible and curves)
        self.last.setVisible(visible and last)
        if not visible:
            self.sentence.hide()

    @property
    def shown(self) -> bool:
        return not self.cell.isHidden()

    def show(self, field: VitalField, name: str) -> None:
        self.field = field
        first = self.reading == 0
        self.taken = field.today[self.reading] if len(field.today) > self.reading else None
        if self.key != "blood_pressure" and field.today:
            self.taken = field.today[-1]
        self.name.setText(name)
        theme.retone(self.name, role="strong" if field.required and self.taken is None else "")
        self.spark.set(field.history if first else ())
        self.last.setText(field.last if first else "")
        at = field.last_at
        self.last.setToolTip(_("last visit, {day}").format(day=f"{at:%b} {at.day}, {at.year}") if at else "")
        self.settle()

    def settle(self) -> None:
        """Which of the two stands in the cell: typing wins over what is saved."""
        taken = self.taken
        editing = taken is None or self.again or bool(self.input.text())
        self.cell.setCurrentIndex(0 if editing else 1)
        if self.field is None:
            return
        if editing or taken is None:
            self.unit.setText(self.field.unit)
            self.unit.setToolTip("")
            return
        self.saved.setText(taken.text)
        self._show_whole()
        typed = _(" (typed “{text}”)").format(text=taken.original) if taken.original != taken.text else ""
        exact = " · ".join(part for part in (taken.both or taken.text, taken.method) if part) + typed
        words = _("{label} {value}, saved {time} by {who}").format(
            label=self.name.text(), value=exact, time=f"{taken.at:%H:%M}", who=taken.by_name or "?"
        )
        more = _(" (corrected)") if taken.corrected else ""
        self.saved.setAccessibleName(words + more)
        self.saved.setToolTip(words + more + _(": press to correct it or to measure again"))
        self.unit.setText(f"{taken.at:%H:%M} {taken.by}".strip() + ("*" if taken.corrected else ""))
        self.unit.setToolTip(words + more)

    @property
    def typing(self) -> bool:
        """Whether the input stands in the cell."""
        return self.shown and self.cell.currentIndex() == 0

    def measure_again(self) -> None:
        self.again = True
        self.settle()
        self.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def previous(self, now: datetime) -> Previous | None:
        field = self.field
        if field is None or field.last_value is None or field.last_at is None or self.key == "blood_pressure":
            return None
        return Previous(field.last_value, (now - field.last_at).days)

    def understood(self, entry: Entry) -> None:
        """Shows how the text was read, in both units, when more than a number was typed."""
        reading, said = entry.reading, vital_methods.words(entry.method)
        if isinstance(reading, Answer):
            display = reading.display
        elif isinstance(reading, tuple):
            display = reading[0].display if len(reading) == 1 else said
        else:
            display = ""
        self.input.setToolTip(display)
        if not display or (isinstance(reading, Answer) and display.casefold() == reading.original.casefold()):
            return
        text = self.input.text()
        if said or any(not (letter.isdigit() or letter == ".") for letter in text.strip()):
            both = display if not said or display == said else f"{display} · {said}"
            if both != text.strip():
                self.say(both, "")

    def say(self, sentence: str, tone: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.show()
        theme.retone(self.sentence, tone=tone)
        theme.retone(self.input, tone=tone)

    def clear(self) -> None:
        self.asks = ()
        self.sentence.hide()
        theme.retone(self.input, tone="")


class Field(QLineEdit):
    """Up and Down walk through the fields, as on paper."""

    walked = Signal(int)
    focused = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The number stays in sight when more was typed than fits; else the cursor stays, for who comes back from the lock."""
        super().focusOutEvent(event)
        if self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width() - theme.px(12):
            self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.walked.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.walked.emit(-1)
        else:
            super().keyPressEvent(event)
