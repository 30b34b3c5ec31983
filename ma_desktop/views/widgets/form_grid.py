"""Rows of captioned fields in one grid, so that captions and fields of all sections stand below each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ma_desktop.domain import phones
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.views.widgets.labels import label


class FieldWrong(RuleBroken):
    """One field does not say what it should; ``field`` is its name in the form."""

    def __init__(self, sentence: str, field: str) -> None:
        super().__init__(sentence)
        self.field = field


class FormGrid:
    """Two captioned fields in a row. Whatever adds a row gets the widgets that it added, to hide them together."""

    def __init__(self, owner: QWidget) -> None:
        self.layout = QGridLayout(owner)
        self.layout.setContentsMargins(0, 0, 8, 0)
        self.layout.setHorizontalSpacing(12)
        self.layout.setVerticalSpacing(7)
        self.layout.setColumnStretch(1, 1)
        self.layout.setColumnStretch(3, 1)
        self._line = 0

    def section(self, words: str, trailing: QWidget | None = None) -> list[QWidget]:
        title = label(words, "strong")
        self.layout.addWidget(title, self._line, 0, 1, 3 if trailing is not None else 4)
        if trailing is not None:
            self.layout.addWidget(trailing, self._line, 3)
        self._line += 1
        return [title] if trailing is None else [title, trailing]

    def pair(self, left: str, one: QWidget, right: str = "", other: QWidget | None = None) -> list[QWidget]:
        added: list[QWidget] = []
        for column, words, widget in ((0, left, one), (2, right, other)):
            if widget is None:
                continue
            if words:
                caption = label(words, "muted")
                caption.setBuddy(widget)
                self.layout.addWidget(caption, self._line, column)
                widget.setAccessibleName(words.replace(" *", ""))
                added.append(caption)
            self.layout.addWidget(widget, self._line, column + 1)
            added.append(widget)
        self._line += 1
        return added


def text(hint: str = "") -> QLineEdit:
    made = QLineEdit()
    made.setPlaceholderText(hint)
    return made


def choices(rows: Sequence[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    for words, code in rows:
        made.addItem(words, code)
    return made


def choose(box: QComboBox, value: object) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))


def day_text(day: date | None) -> str:
    return f"{day:%m/%d/%Y}" if day else ""


def asked(read: Callable[[], Any], field: str) -> Any:
    """What ``read`` answers; its refusal names the field."""
    try:
        return read()
    except RuleBroken as error:
        raise FieldWrong(error.sentence, field) from error


def phone_in(widget: QLineEdit, field: str) -> str:
    typed = widget.text().strip()
    return str(asked(lambda: phones.parse_phone(typed), field)) if typed else ""
