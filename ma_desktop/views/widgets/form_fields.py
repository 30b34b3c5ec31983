"""A form made of fields that are declared as data: text, choices, flags; one draft for all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget


class Declared(Protocol):
    """What a field has to say about itself; see ``domain.history.Field``."""

    @property
    def name(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def choices(self) -> Mapping[str, str]: ...


class FormFields(QWidget):
    """``about``: what the form changes (an id), kept in the draft beside the fields."""

    draft_edited = Signal()

    def __init__(
        self, fields: Sequence[Declared], about: int | None = None, hints: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.about = about
        self.widgets: dict[str, QWidget] = {}
        self._last = ""
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for each in fields:
            widget = self._widget(each, (hints or {}).get(each.name, ""))
            self.widgets[each.name] = widget
            form.addRow("" if each.kind == "flag" else each.title, widget)
        self.setFocusProxy(next(iter(self.widgets.values())))

    def _widget(self, each: Declared, hint: str) -> QWidget:
        made: QWidget
        if each.kind == "flag":
            box = QCheckBox(each.title)
            box.clicked.connect(lambda _on: self._edited(each.name))
            made = box
        elif each.kind == "choice":
            choice = QComboBox()
            for value, words in each.choices.items():
                choice.addItem(words, value)
            choice.setCurrentIndex(max(choice.findData(""), -1))
            choice.activated.connect(lambda _n: self._edited(each.name))
            made = choice
        else:
            line = QLineEdit()
            line.setPlaceholderText(hint)
            line.textEdited.connect(lambda _text: self._edited(each.name))
            made = line
        made.setAccessibleName(each.title)
        return made

    def _edited(self, name: str) -> None:
        self._last = name
        self.setFocusProxy(self.widgets[name])
        self.draft_edited.emit()

    def values(self) -> dict[str, str]:
        """Field name to what stands in it."""
        found: dict[str, str] = {}
        for name, widget in self.widgets.items():
            if isinstance(widget, QCheckBox):
                found[name] = "yes" if widget.isChecked() else ""
            elif isinstance(widget, QComboBox):
                found[name] = str(widget.currentData() or "")
            elif isinstance(widget, QLineEdit):
                found[name] = widget.text().strip()
        return found

    def fill(self, values: Mapping[str, str]) -> None:
        for name, widget in self.widgets.items():
            value = values.get(name, "")
            if isinstance(widget, QCheckBox):
                widget.setChecked(value == "yes")
            elif isinstance(widget, QComboBox):
                widget.setCurrentIndex(widget.findData(value))
            elif isinstance(widget, QLineEdit):
                widget.setText(value)

    # -- its draft ----------------------------------------------------------------------------------------

    def draft_value(self) -> dict[str, Any]:
        return {"about": self.about, "last": self._last, "values": self.values()}

    def set_draft_value(self, value: Mapping[str, Any]) -> None:
        """The draft of another entry stays out of this one."""
        if self.about is not None and value["about"] != self.about:
            return
        self.about, self._last = value["about"], value["last"]
        self.fill(value["values"])
        if self._last in self.widgets:
            self.setFocusProxy(self.widgets[self._last])
