"""The words of letters and postcards, in English and Spanish, and how they read when they are filled in."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import letters, phones
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.messages.change_letter_text import change_letter_text
from ma_desktop.services.messages.letter_text import LetterText, letter_text
from ma_desktop.views import theme
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench

_LONG = ("due", "missed", "more")


class LetterWords(Dialog):
    """At the left what is written, at the right the letter as an invented patient would get it."""

    FORM = "letter_words"
    WIDTH = 900

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Words of the letters"), parent=parent)
        self.kept: LetterText | None = None
        self.fields: dict[tuple[str, str], QLineEdit | QPlainTextEdit] = {}
        told = _(
            "Filled in for each patient: {name} {phone} {practice}. Name no reason, no kind of visit, no results."
        )
        self.body.addWidget(words(told, "muted"))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for lang, title in (("en", _("English")), ("es", _("Spanish"))):
            self.tabs.addTab(self._page(lang), title)
        self.tabs.currentChanged.connect(lambda _n: self._preview())
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.tabs, 3)
        row.addLayout(self._sheet(), 2)
        self.body.addLayout(row, 1)
        self.version = label("", "caption")
        self.body.addWidget(self.version)
        self.own = button(_("The program's own words"), "quiet")
        self.own.clicked.connect(lambda: self._fill(letters.TEXTS))
        self.foot.insertWidget(0, self.own)
        bench.read(letter_text, then=self._show, panel=self)

    def _page(self, lang: str) -> QWidget:
        page, form = QWidget(), QFormLayout()
        for part, (title, _needed) in letters.PARTS.items():
            field: QLineEdit | QPlainTextEdit
            if part in _LONG:
                field = QPlainTextEdit()
                field.setTabChangesFocus(True)
                field.setFixedHeight(theme.px(74))
            else:
                field = QLineEdit()
            field.textChanged.connect(lambda *_args: self._preview())
            field.setAccessibleName(title)
            form.addRow(title, field)
            self.fields[lang, part] = field
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(form)
        column.addStretch(1)
        return page

    def _sheet(self) -> QVBoxLayout:
        """The letter: a paper-like card, and which of the two it is."""
        self.which = QComboBox()
        self.which.setAccessibleName(_("Show as"))
        for title, data in (
            (_("Recall letter"), ("due", False)), (_("No-show letter"), ("missed", False)),
            (_("Recall letter to parents"), ("due", True)), (_("No-show letter to parents"), ("missed", True)),
        ):  # fmt: skip
            self.which.addItem(title, data)
        self.which.currentIndexChanged.connect(lambda _n: self._preview())
        paper = QFrame()
        paper.setObjectName("card")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(16, 16, 16, 16)
        self.letter = label("", wrap=True)
        self.letter.setAccessibleName(_("The letter as it reads"))
        inside.addWidget(self.letter)
        inside.addStretch(1)
        column = QVBoxLayout()
        column.addWidget(self.which)
        column.addWidget(paper, 1)
        return column

    def _show(self, kept: LetterText) -> None:
        self.kept = kept
        self._fill(kept.texts)
        self.version.setText(
            _("Version {n}, changed {day} by {who}").format(
                n=kept.version, day=f"{kept.at:%m/%d/%Y}", who=kept.by
            )
            if kept.version and kept.at
            else _("The program's own words, never changed")
        )
        for (lang, part), field in self.fields.items():
            self.remember(field, f"{part}.{lang}")
        self.fields["en", "due"].setFocus()

    def _fill(self, texts: object) -> None:
        assert hasattr(texts, "items")
        for (lang, part), field in self.fields.items():
            text = texts[lang][part]  # type: ignore[index]
            if isinstance(field, QPlainTextEdit):
                field.setPlainText(text)
            else:
                field.setText(text)
                field.setCursorPosition(0)  # a long one is read from its beginning

    def typed(self, lang: str, part: str) -> str:
        field = self.fields[lang, part]
        return field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()

    def _preview(self) -> None:
        """Where a part cannot be kept as it is, the reason stands in its place."""
        if self.kept is None:
            return
        lang, (about, parents) = ("en", "es")[self.tabs.currentIndex()], self.which.currentData()
        parts = ("parents" if parents else "greeting", about, "more", "closing")
        shown = []
        for part in parts:
            try:
                text = letters.check_part(part, self.typed(lang, part))
            except RuleBroken as error:
                text = f"⚠ {error.sentence}"
            shown.append(
                letters.filled(
                    text, name="Alex Example", phone=phones.show(self.kept.phone), practice=self.kept.practice
                )
            )
        self.letter.setText("\n\n".join([*(text for text in shown if text), self.kept.practice]))

    def accept(self) -> None:
        texts = {lang: {part: self.typed(lang, part) for part in letters.PARTS} for lang in letters.TEXTS}
        self.save(
            change_letter_text, texts, then=lambda _none: self.bench.say(_("Letters say this from now on."))
        )
