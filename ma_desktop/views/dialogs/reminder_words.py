"""The words of the reminders, in English and Spanish, with the program's own one click away."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.reminders import SUBJECTS, TEXTS, check_template, compose
from ma_desktop.i18n import _
from ma_desktop.services.messages.change_reminder_text import change_reminder_text
from ma_desktop.services.messages.reminder_text import ReminderText, reminder_text
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench


class ReminderWords(Dialog):
    """What stands in braces is filled in; anything else about a patient is refused."""

    FORM = "reminder_words"
    HELP = "outbox"
    WIDTH = 900

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Words of the reminders"), parent=parent)
        self.subjects: dict[str, QLineEdit] = {}
        self.texts: dict[str, QPlainTextEdit] = {}
        self.body.addWidget(
            words(
                _(
                    "Filled in for each patient: {first_name} {day} {time} {practice} {phone}. Name no reason, no kind of visit, no results."
                ),
                "muted",
            )
        )
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for lang, title in (("en", _("English")), ("es", _("Spanish"))):
            self.tabs.addTab(self._page(lang), title)
        self.tabs.currentChanged.connect(lambda _n: self._preview())
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.tabs, 3)
        paper = QFrame()
        paper.setObjectName("card")
        inside = QVBoxLayout(paper)
        inside.setContentsMargins(16, 16, 16, 16)
        self.mail = label("", wrap=True)
        self.mail.setAccessibleName(_("The reminder as it reads"))
        inside.addWidget(self.mail)
        inside.addStretch(1)
        row.addWidget(paper, 2)
        self.body.addLayout(row, 1)
        self.own = button(_("The program's own words"), "quiet")
        self.own.clicked.connect(lambda: self._show(ReminderText(SUBJECTS, TEXTS)))
        self.foot.insertWidget(0, self.own)
        bench.read(reminder_text, then=self._begin, panel=self)

    def _page(self, lang: str) -> QWidget:
        page, form = QWidget(), Form()
        self.subjects[lang], self.texts[lang] = QLineEdit(), QPlainTextEdit()
        self.subjects[lang].setAccessibleName(_("Subject"))
        self.texts[lang].setAccessibleName(_("Text"))
        self.texts[lang].setTabChangesFocus(True)
        self.texts[lang].setMinimumHeight(240)
        self.texts[lang].textChanged.connect(self._preview)
        form.line(_("Subject"), self.subjects[lang])
        form.line(_("Text"), self.texts[lang])
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 8, 0, 0)
        column.addLayout(form)
        return page

    def _begin(self, kept: ReminderText) -> None:
        """Only what differs from what is kept is half-typed."""
        self._show(kept)
        for lang in TEXTS:
            self.remember(self.subjects[lang], f"subject.{lang}")
            self.remember(self.texts[lang], f"text.{lang}")
        self.texts["en"].setFocus()

    def _show(self, kept: ReminderText) -> None:
        for lang in TEXTS:
            self.subjects[lang].setText(kept.subjects[lang])
            self.texts[lang].setPlainText(kept.texts[lang])

    def _preview(self) -> None:
        """For an invented patient; what cannot be kept as it is says why."""
        lang = ("en", "es")[self.tabs.currentIndex()]
        start = self.bench.desk.now().replace(hour=9, minute=30) + timedelta(days=1)
        try:
            shown = compose(
                check_template(self.texts[lang].toPlainText()), first_name="Alex", start=start, language=lang,
                practice=_("(the practice)"), phone=_("(its phone)"),
            )  # fmt: skip
        except RuleBroken as error:
            shown = f"⚠ {error.sentence}"
        self.mail.setText(shown)

    def accept(self) -> None:
        self.save(
            change_reminder_text, {lang: field.text() for lang, field in self.subjects.items()},
            {lang: field.toPlainText() for lang, field in self.texts.items()},
            then=lambda _none: self.bench.say(_("The reminders say this from now on.")),
        )  # fmt: skip
