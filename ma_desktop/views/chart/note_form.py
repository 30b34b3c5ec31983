"""Where a note is typed: its kind, when it happened, its words, and which note it changes or adds to."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from ma_desktop.domain import notes
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_notes import NoteLine
from ma_desktop.views.chart.visit_cards import Box
from ma_desktop.views.dialogs.when import parse_day, parse_time
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.labels import button, keyed, label


class Target(QWidget):
    """Which note is changed (``note``) or added to (``amends``); empty for a new one. Its draft keeps that, too."""

    draft_edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self.words = label("", "caption", "info", wrap=True)
        self.leave = button(_("Write a new one instead"), "quiet")
        self.leave.setProperty("small", True)
        self.leave.clicked.connect(lambda: self.choose({}))
        row.addWidget(self.words, 1)
        row.addWidget(self.leave)
        self.chosen: dict[str, Any] = {}
        self.choose({}, tell=False)

    def choose(self, chosen: dict[str, Any], *, tell: bool = True) -> None:
        """``chosen``: ``{"note"|"amends": id, "words": how the form says it}``."""
        self.chosen = dict(chosen)
        self.words.setText(chosen.get("words", ""))
        self.setVisible(bool(chosen))
        if tell:
            self.draft_edited.emit()

    def draft_value(self) -> dict[str, Any]:
        return self.chosen

    def set_draft_value(self, value: dict[str, Any]) -> None:
        self.choose(value or {}, tell=False)


class NoteForm(Card):
    """``saved(sign)`` when the words are to be kept, and signed at once with ``sign``."""

    saved = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of note"))
        for key in notes.KINDS:
            self.kind.addItem(notes.kind_words(key), key)
        self.about = QLineEdit()
        self.about.setPlaceholderText(_("Happened: now"))
        self.about.setAccessibleName(_("When it happened"))
        self.about.setToolTip(
            _("A time of today such as 9:30, or a day and a time such as 11/20 16:00. Empty means now.")
        )
        self.text = Box(_("What was seen, said and done"), _("Text of the note"), 62)
        self.text.saved.connect(lambda: self.saved.emit(False))
        self.target = Target()
        head = QHBoxLayout()
        head.addWidget(label(_("Write a note"), "title"))
        head.addWidget(self.kind)
        head.addWidget(self.about, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.target)
        self.body.addWidget(self.text)
        self.save_button = button(_("Save unsigned"), "", "save", tip=_("Ctrl+Enter: kept for you to finish"))
        self.sign_button = button(
            _("Save and sign"), "primary", "shield", tip=_("Alt+Enter: locked; later words are added to it")
        )
        keyed(self.sign_button, "Alt+Return", within=self)
        self.save_button.clicked.connect(lambda: self.saved.emit(False))
        self.sign_button.clicked.connect(lambda: self.saved.emit(True))
        foot = QHBoxLayout()
        foot.addWidget(self.sign_button)
        foot.addWidget(self.save_button)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def when(self, now: datetime) -> datetime | None:
        """``None`` for now. Raises ``RuleBroken`` for what is no time."""
        typed = self.about.text().split()
        if not typed:
            return None
        if len(typed) == 1:
            at = datetime.combine(now.date(), parse_time(typed[0]), now.tzinfo)
        elif len(typed) == 2:
            day = now.date() if typed[0].casefold() == _("today") else _past_day(typed[0], now)
            at = datetime.combine(day, parse_time(typed[1]), now.tzinfo)
        else:
            raise RuleBroken(_("Type a time such as 9:30, or a day and a time such as 11/20 16:00."))
        return at

    def change(self, note: NoteLine) -> None:
        """An unsigned note of one's own comes back into the form."""
        self.kind.setCurrentIndex(self.kind.findData(note.kind))
        words = _("You are changing your note of {day}.").format(day=f"{note.about_at:%m/%d/%Y %H:%M}")
        if note.returned:
            words += " " + _("The provider asks: {words}").format(words=note.returned)
        self.target.choose({"note": note.note_id, "words": words})
        self.text.setPlainText(note.text)
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def add_to(self, note: NoteLine) -> None:
        """What is signed is added to."""
        words = _("You are adding to the note of {day}.").format(day=f"{note.about_at:%m/%d/%Y %H:%M}")
        self.target.choose({"amends": note.note_id, "words": words})
        self.text.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def clear_form(self) -> None:
        self.text.clear()
        self.about.clear()
        self.target.choose({})


def _past_day(typed: str, now: datetime) -> Any:
    """A day without its year is the one before today: nobody writes down what is to come."""
    from dateutil.relativedelta import relativedelta

    if typed.casefold() == _("yesterday"):
        return now.date() - relativedelta(days=1)
    day = parse_day(typed, now.date())
    return day if day <= now.date() or typed.count("/") > 1 else day - relativedelta(years=1)
