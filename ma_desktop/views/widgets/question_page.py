"""One question of a screening, large: a digit answers it and goes on."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ma_desktop.domain import asking
from ma_desktop.domain.asking import Asking
from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.labels import label

#: Screens lower than this (device-independent pixels) get the smaller of the two large sizes.
_TALL = 900


class QuestionPage(QWidget):
    """Has the keyboard while a question stands, and knows where the form is: ``here``. ``answered`` (item key, digit) after each answer,
    ``moved`` after every key, ``done`` on Enter. A draft of it comes back to the same question.

    ``large``: read by the patient from the screen; nothing but the question and its answers.
    """

    answered = Signal(str, int)
    moved = Signal()
    done = Signal()
    draft_edited = Signal()

    def __init__(self, first: Asking, language: str) -> None:
        super().__init__()
        self.first = self.here = first
        self.language = language
        self.large = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(12)
        self.lead = label("", "muted", wrap=True)
        self.question = label("", "", wrap=True)
        self.choices = QVBoxLayout()
        self.choices.setSpacing(8)
        self.buttons: list[QPushButton] = []
        column.addWidget(self.lead)
        column.addWidget(self.question)
        column.addSpacing(4)
        column.addLayout(self.choices)
        column.addStretch(1)

    def draft_value(self) -> dict[str, Any]:
        return asking.kept(self.here) | {"language": self.language}

    def set_draft_value(self, draft: dict[str, Any]) -> None:
        self.here = asking.brought_back(self.first, draft)
        self.language = draft.get("language", self.language)
        self.show_question()
        self.moved.emit()

    def go(self, there: Asking) -> None:
        self.here = there
        self.show_question()
        self.draft_edited.emit()
        self.moved.emit()

    def choose(self, value: int) -> None:
        """The digit was pressed, or its answer clicked."""
        item = self.here.item
        there = asking.answer(self.here, value)
        if item is None or there is self.here:
            return
        self.go(there)
        self.answered.emit(item.key, value)

    def speak(self, language: str) -> None:
        self.language = language
        self.show_question()
        self.draft_edited.emit()
        self.moved.emit()

    def show_question(self) -> None:
        """In the patient's words; an answer that was given already is marked."""
        item = self.here.item
        if item is None:
            return
        self.lead.setText(self.here.tool.lead.say(self.language) if item.scored else "")
        self.lead.setVisible(bool(self.lead.text()))
        self.question.setText(item.words.say(self.language))
        self.setAccessibleName(self.question.text())
        clear(self.choices)
        self.buttons = []
        for choice in item.choices:
            press = QPushButton(f"{choice.value}    {choice.words.say(self.language)}")
            press.setCheckable(True)
            press.setChecked(choice.value == self.here.answers.get(item.key))
            press.setAutoDefault(False)
            press.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the digits belong to the page
            press.setProperty("role", "segment")
            press.setProperty("edge", "only")
            press.clicked.connect(lambda _on=False, value=choice.value: self.choose(value))
            self.choices.addWidget(press)
            press.show()
            self.buttons.append(press)
        self._size()

    def enlarge(self, large: bool) -> None:
        self.large = large
        side = self.screen().geometry().width() // 12 if large else 0
        self.column.setContentsMargins(side, side // 2 + 4, side, 4)
        self._size()

    def _size(self) -> None:
        lead, question, answer, high = (24, 38, 28, 84) if self.large else (14, 22, 15, 42)
        if self.large and self.screen().geometry().height() < _TALL:
            lead, question, answer, high = 20, 30, 24, 64
        for part, size, weight in ((self.lead, lead, 400), (self.question, question, 600)):
            part.setStyleSheet(f"font-size: {theme.px(size)}px; font-weight: {weight};")
        for press in self.buttons:
            press.setStyleSheet(f"font-size: {theme.px(answer)}px; text-align: left; padding: 0 16px;")
            press.setMinimumHeight(theme.px(high))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not plain or event.isAutoRepeat():
            super().keyPressEvent(event)
        elif event.text().isdecimal() and event.text().isascii():
            self.choose(int(event.text()))
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Left):
            self.go(asking.back(self.here))
        elif key == Qt.Key.Key_Right:
            self.go(asking.skip(self.here))
        elif key == Qt.Key.Key_Minus:
            self.go(asking.refuse(self.here))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
        else:
            super().keyPressEvent(event)


def keys_words(most: int) -> str:
    """What the keys do, below the answers."""
    return _("0–{most} answers and goes on · Backspace goes back · → goes on · − will not answer").format(
        most=most
    )
