"""A list at the left, the chosen line's fields at the right: how the practice's own lists are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.i18n import _
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.tick_menu import TickMenu


@dataclass(frozen=True, slots=True)
class Entry:
    """One field. ``kind``: text, check, choice, many or password; ``choices``: (value, words). ``new_only``: not for old lines."""

    name: str
    title: str
    kind: str = "text"
    choices: tuple[tuple[Any, str], ...] = ()
    hint: str = ""
    new_only: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """``id`` of the row, its words in the list, the values of its fields, and whether it is in use."""

    id: int
    words: str
    values: dict[str, Any]
    active: bool = True


class ListEditor(QWidget):
    """``saved`` brings (id or None, values by name). ``refresh`` paints the lines and keeps the choice."""

    saved = Signal(object, object)

    def __init__(self, entries: Sequence[Entry], new: str, empty: str) -> None:
        super().__init__()
        self.entries, self._new, self._empty = tuple(entries), new, empty
        self.lines: tuple[Line, ...] = ()
        self.current: int | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(new)
        self.list.setProperty("role", "rows")
        self.list.currentRowChanged.connect(self._choose)
        self.add = button(new, "", "plus")
        self.add.clicked.connect(self.begin_new)
        left = QVBoxLayout()
        left.addWidget(self.list, 1)
        left.addWidget(self.add)
        self.title = label("", "strong")
        self.form = Form()
        self.fields = {entry.name: self._field(entry) for entry in self.entries}
        self.save = button(_("Save"), "primary")
        self.save.clicked.connect(self.submit)
        self.right = QVBoxLayout()
        self.right.addWidget(self.title)
        self.right.addLayout(self.form)
        self.right.addWidget(self.save, 0, Qt.AlignmentFlag.AlignRight)
        self.right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(16)
        row.addLayout(left, 5)
        row.addLayout(self.right, 6)
        self.start_new()

    def _field(self, entry: Entry) -> QWidget:
        field: QWidget
        if entry.kind == "check":
            field = QCheckBox(entry.title)
            self.form.line("", field)
        elif entry.kind == "choice":
            field = QComboBox()
            for value, words in entry.choices:
                field.addItem(words, value)
            self.form.line(entry.title, field)
        elif entry.kind == "many":
            field = TickMenu(entry.hint, entry.title, dict(entry.choices))
            self.form.line(entry.title, field)
        else:
            field = QLineEdit()
            field.setPlaceholderText(entry.hint)
            if entry.kind == "password":
                field.setEchoMode(QLineEdit.EchoMode.Password)
            field.returnPressed.connect(self.submit)
            self.form.line(entry.title, field)
        if not isinstance(field, TickMenu):
            field.setAccessibleName(entry.title)
        return field

    # -- showing ------------------------------------------------------------------------------------------

    def set_choices(self, name: str, choices: Sequence[tuple[Any, str]]) -> None:
        """Other words to choose from, the choice kept where it is still there."""
        box = self.fields[name]
        assert isinstance(box, QComboBox)
        kept = box.currentData()
        box.clear()
        for value, words in choices:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(kept), 0))

    def refresh(self, lines: Sequence[Line], chosen: int | None = None) -> None:
        """``chosen``: the line to show; without it the one that was shown."""
        wanted = chosen if chosen is not None else self.current
        self.lines = tuple(lines)
        self.list.blockSignals(True)
        self.list.clear()
        for line in self.lines:
            item = QListWidgetItem(
                line.words if line.active else _("{words} (not in use)").format(words=line.words)
            )
            self.list.addItem(item)
        self.list.blockSignals(False)
        place = next((n for n, line in enumerate(self.lines) if line.id == wanted), -1)
        if place >= 0:
            self.list.setCurrentRow(place)
            self._choose(place)
        else:
            self.start_new()

    def start_new(self) -> None:
        self.current = None
        self.list.setCurrentRow(-1)
        self.title.setText(self._new if self.lines else self._empty)
        self._fill({})

    def begin_new(self) -> None:
        """A new line, the keyboard in its first field."""
        self.start_new()
        self.take_keyboard()

    def take_keyboard(self) -> None:
        self.fields[self.entries[0].name].setFocus()

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self.lines):
            line = self.lines[place]
            self.current = line.id
            self.title.setText(line.words)
            self._fill(line.values)

    def _fill(self, values: dict[str, Any]) -> None:
        for entry in self.entries:
            field, value = self.fields[entry.name], values.get(entry.name)
            shown = not (entry.new_only and self.current is not None)
            self.form.setRowVisible(field, shown)
            if isinstance(field, QCheckBox):
                field.setChecked(True if value is None else bool(value))
            elif isinstance(field, QComboBox):
                field.setCurrentIndex(max(field.findData(value), 0))
            elif isinstance(field, TickMenu):
                field.set_values(value or ())
            elif isinstance(field, QLineEdit):
                field.setText("" if value is None else str(value))

    # -- saving -------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, field in self.fields.items():
            if isinstance(field, QCheckBox):
                found[name] = field.isChecked()
            elif isinstance(field, QComboBox):
                found[name] = field.currentData()
            elif isinstance(field, TickMenu):
                found[name] = field.values
            elif isinstance(field, QLineEdit):
                found[name] = field.text()
        return found

    def submit(self) -> None:
        self.saved.emit(self.current, self.values())
