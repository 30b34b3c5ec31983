"""Asking a screening: one question at a time by a digit, a draft after every key, the screen turned to the patient if wanted."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)  # fmt: skip
from shiboken6 import isValid

from ma_desktop.domain.asking import Asking
from ma_desktop.domain.screenings import Tool, alarming, band_of
from ma_desktop.i18n import _, ngettext
from ma_desktop.services.visit.note_provider_call import note_provider_call
from ma_desktop.services.visit.provider_calls import WholeCall, provider_call
from ma_desktop.services.visit.raise_provider_call import raise_provider_call
from ma_desktop.services.visit.record_screening import Recorded, alarm_reason, record_screening
from ma_desktop.services.visit.refuse_screening import refuse_screening
from ma_desktop.services.visit.screening_history import PastScreening
from ma_desktop.services.visit.screening_sheet import ScreeningSheet
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.provider_needed import ProviderNeeded
from ma_desktop.views.shell.drafts import FormDraft
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.question_page import QuestionPage, keys_words
from ma_desktop.views.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Correction:
    """The version that is corrected."""

    past: PastScreening


class Screening(Dialog):
    """Esc keeps what was answered for later. ``correcting``: opens with the answers of a version, saves a new one with a reason."""

    HELP = "screenings"
    WIDTH = 720
    WHOSE = False

    def __init__(
        self,
        bench: Workbench,
        sheet: ScreeningSheet,
        tool: Tool,
        focus: Focus,
        parent: QWidget | None = None,
        correcting: Correction | None = None,
    ) -> None:
        super().__init__(
            bench, f"{tool.title} · {sheet.patient}", parent=parent, scope=focus, no=_("Keep for later  Esc")
        )
        self.setWindowTitle(tool.title)  # no name in a title of the window manager
        self.sheet, self.correcting = sheet, correcting
        self.call: int | None = None
        self.turned = False
        self._before = self.geometry()
        self._told: int | None = None
        first = Asking(tool, cut=sheet.cut, sex=sheet.sex)
        if correcting is not None:
            first = replace(first, answers=correcting.past.given)
        self._build(first)
        if correcting is None:
            self._draft = FormDraft(bench, f"screening.{tool.key}", scope=focus, parent=self)
            self.remember(self.page, "answers")
            self.page.draft_edited.connect(
                self._draft.flush
            )  # after every key: a power cut comes back to this question
        self.page.answered.connect(self._watch)
        self.page.moved.connect(self.show_place)
        self.page.done.connect(self.to_end)
        self.page.show_question()
        self.show_place()
        self.page.setFocus()
        self.setMinimumHeight(
            min(theme.px(680), self.screen().geometry().height() - 60)
        )  # no scrolling to an answer

    # -- laying out ---------------------------------------------------------------------------------------

    def _build(self, first: Asking) -> None:
        self.page = QuestionPage(
            first, self.correcting.past.language if self.correcting else self.sheet.language
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.page)
        self.stack.addWidget(self._end_page())
        self.body.addWidget(self._top())
        self.body.addWidget(self._strip())
        self.body.addWidget(self.stack, 1)
        self.hint = label("", "caption", wrap=True)
        self.body.addWidget(self.hint)
        self.sum = label("", "muted")
        self.hide_sum = button(_("Hide"), "bare", tip=_("Hides the sum while the patient can see the screen"))
        self.hide_sum.clicked.connect(self._toggle_sum)
        self.decline = button(
            _("Declines…"), "quiet", tip=_("The patient does not want this screening (Alt+D)")
        )
        keyed(self.decline, "Alt+D")
        self.decline.clicked.connect(self._decline)
        self.decline.setVisible(self.correcting is None)
        self.foot.insertWidget(0, self.sum)
        self.foot.insertWidget(1, self.hide_sum)
        self.foot.insertWidget(3, self.decline)

    def _top(self) -> QWidget:
        self.top = QWidget()
        row = QHBoxLayout(self.top)
        row.setContentsMargins(0, 0, 0, 0)
        self.place = label("", "strong")
        self.unsettled = label(_("Wording to be compared with the official form"), "caption", "warn")
        self.language = QComboBox()
        self.language.addItem("English", "en")
        self.language.addItem("Español", "es")
        self.language.setAccessibleName(_("Language of the questions"))
        self.language.setCurrentIndex(self.language.findData(self.page.language))
        self.language.activated.connect(lambda _n: self._speak())
        self.language.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        shortcut = QShortcut(QKeySequence("Alt+G"), self)
        shortcut.activated.connect(self._other_language)
        self.language.setToolTip(_("Alt+G changes the language"))
        self.turn = button(
            _("Turn the screen  F11"),
            "",
            "text-size",
            tip=_("Only the question, large, for the patient to read"),
        )
        self.turn.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        keyed(self.turn, "F11", within=self)
        self.turn.clicked.connect(lambda: self.turn_screen(not self.turned))
        row.addWidget(self.place)
        row.addWidget(self.unsettled)
        row.addStretch(1)
        row.addWidget(self.language)
        row.addWidget(self.turn)
        return self.top

    def _strip(self) -> QFrame:
        """Says where the provider is needed, and nothing else."""
        self.strip = QFrame()
        self.strip.setProperty("notice", "danger")
        row = QHBoxLayout(self.strip)
        row.setContentsMargins(12, 6, 8, 6)
        self.strip_words = label("", "strong", "danger", wrap=True)
        self.stays = button(_("Who stays…  Alt+Y"), "", "bell")
        keyed(self.stays, "Alt+Y")
        self.stays.clicked.connect(self.open_call)
        row.addWidget(self.strip_words, 1)
        row.addWidget(self.stays)
        self.strip.hide()
        return self.strip

    def _end_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(10)
        self.outcome = label("", "name", wrap=True)
        self.meaning = label("", "muted", wrap=True)
        self.given = label("", "caption", wrap=True)
        self.source = QComboBox()
        for words, key in (
            (_("asked by me"), "asked"),
            (_("filled in on paper"), "paper"),
            (_("somebody else answered"), "proxy"),
        ):
            self.source.addItem(words, key)
        self.source.setAccessibleName(_("How it was answered"))
        self.proxy = QLineEdit()
        self.proxy.setAccessibleName(_("Who answered"))
        self.proxy.setPlaceholderText(_("Name and relation"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(_("Why it is corrected"))
        form = QFormLayout()
        form.addRow(_("Answered"), self.source)
        form.addRow(_("By"), self.proxy)
        if self.correcting is not None:
            form.addRow(_("Why corrected"), self.reason)
        form.setRowVisible(self.proxy, False)
        self.source.currentIndexChanged.connect(
            lambda _n: form.setRowVisible(self.proxy, self.source.currentData() == "proxy")
        )
        column.addWidget(self.outcome)
        column.addWidget(self.meaning)
        column.addLayout(form)
        column.addWidget(self.given)
        column.addStretch(1)
        return page

    # -- showing ------------------------------------------------------------------------------------------

    def show_place(self) -> None:
        here = self.page.here
        through = here.item is None
        was = self.stack.currentIndex()
        self.stack.setCurrentIndex(1 if through else 0)
        if self.turned and (through or not here.item.scored):  # type: ignore[union-attr]
            self.turn_screen(False)  # ends alike whatever was answered
        questions = len(here.questions)
        self.heading.setText(f"{here.tool.title} · {self.sheet.patient}")
        self.place.setText(
            _("All asked") if through else _("Question {n} of {all}").format(n=here.at + 1, all=questions)
        )
        self.unsettled.setVisible((here.tool.key, self.page.language) in self.sheet.unsettled)
        self.language.setCurrentIndex(self.language.findData(self.page.language))
        save = _("Save") if here.scored.complete else _("Save as far as answered")
        self.yes_button.setText(save if through else _("To the end  Enter"))
        most = max((choice.value for choice in here.item.choices), default=3) if here.item else 3
        self.hint.setText(
            _("Backspace goes back to the questions · Enter saves") if through else keys_words(most)
        )
        self._show_sum(here)
        if through:
            self._show_end(here)
        if through and not was:
            self.yes_button.setFocus()
        elif not through and was:
            self.page.setFocus()

    def _show_sum(self, here: Asking) -> None:
        found = here.scored
        self.sum.setText(
            _("Sum {n} · {given} of {all}").format(n=found.partial, given=found.answered, all=found.wanted)
        )

    def _show_end(self, here: Asking) -> None:
        found = here.scored
        if found.complete:
            band = band_of(here.tool, found.partial)
            named = f" · {band.name}" if band and band.name else ""
            self.outcome.setText(f"{here.tool.title}: {found.score}{named}")
            self.meaning.setText(
                "" if found.positive is None else _("At or above the cut: tell the provider with the visit.") if found.positive else _("Below the cut.")
            )  # fmt: skip
        else:
            left = found.wanted - found.answered
            self.outcome.setText(_("No score yet: {sum} so far").format(sum=found.partial))
            self.meaning.setText(
                ngettext("{n} answer is missing; a score needs them all.", "{n} answers are missing; a score needs them all.", left).format(n=left)
            )  # fmt: skip
        lines = []
        for n, item in enumerate(here.questions, 1):
            value = here.answers.get(item.key)
            said = next((c.words.say(self.page.language) for c in item.choices if c.value == value), "—")
            lines.append(f"{n}  {said}" if item.key not in here.refused else f"{n}  " + _("would not answer"))
        self.given.setText("     ".join(lines))

    def turn_screen(self, turned: bool) -> None:
        """The question alone and large, for the patient; one key turns it back."""
        if turned and self.page.here.item is None:
            return  # nothing to read for the patient
        self.turned = turned
        for part in (self.heading, self.top, self.hint, self.notice_line, self.foot.parentWidget()):
            if part is not None and (part is not self.notice_line or turned):
                part.setVisible(not turned)
        self.strip.setVisible(self.call is not None and not turned)
        self.page.enlarge(turned)
        if turned:
            self._before = self.geometry()
            self.setGeometry(self.screen().geometry())  # where no window manager makes it full
            self.showFullScreen()
        else:
            self.showNormal()
            self.setGeometry(self._before)
        self.page.setFocus()

    def _toggle_sum(self) -> None:
        self.sum.setVisible(not self.sum.isVisible())
        self.hide_sum.setText(_("Hide") if self.sum.isVisible() else _("Show the sum"))
        self.page.setFocus()

    def _speak(self) -> None:
        self.page.speak(self.language.currentData())
        self.page.setFocus()

    def _other_language(self) -> None:
        self.page.speak("en" if self.page.language == "es" else "es")

    # -- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Backspace and self.page.here.item is None:
            here = self.page.here
            self.page.go(replace(here, at=len(here.questions) - 1))
        else:
            super().keyPressEvent(event)

    def to_end(self) -> None:
        """Enter: what is answered so far can be saved."""
        here = self.page.here
        self.page.go(replace(here, at=len(here.questions)))

    def reject(self) -> None:
        if self.turned:
            self.turn_screen(False)
            return
        if self._draft is not None and self._draft.typed():
            self.bench.say(_("Kept for later."), "info")
        self.leave()

    # -- the provider -------------------------------------------------------------------------------------

    def _watch(self, key: str, value: int) -> None:
        """The moment it is answered, whether the rest is or not."""
        here = self.page.here
        if key != here.tool.alarm:
            return
        patient, visit = self.scope.patient_id or 0, self.scope.encounter_id
        if alarming(here.tool, here.answers):
            self._told = value
            self.bench.do(
                raise_provider_call, patient, alarm_reason(here.tool.title, key, value), encounter_id=visit, then=self._called
            )  # fmt: skip
        elif self._told is not None and self.call is not None:
            self._told = None
            self.bench.do(
                note_provider_call, self.call, "correction", alarm_reason(here.tool.title, key, value)
            )

    def _called(self, task: int) -> None:
        if not isValid(self):
            return
        self.call = task
        self.bench.read(provider_call, task, then=self._show_call, still=lambda: isValid(self))

    def _show_call(self, whole: WholeCall | None) -> None:
        if whole is not None:
            self.strip_words.setText(whole.call.sentence)
            self.strip.setVisible(not self.turned)

    def open_call(self) -> None:
        if self.call is not None:
            ProviderNeeded(self.bench, self.call, parent=self).open()

    # -- saving -------------------------------------------------------------------------------------------

    def accept(self) -> None:
        here = self.page.here
        if here.item is not None:
            self.to_end()
            return
        more = (
            {}
            if self.correcting is None
            else {"replaces": self.correcting.past.response_id, "reason": self.reason.text()}
        )
        self.save(
            record_screening, self.scope.patient_id, here.tool.key, dict(here.answers), encounter_id=self.scope.encounter_id,
            language=self.page.language, source=self.source.currentData(), proxy=self.proxy.text(), refused=here.refused,
            then=self._saved, **more,
        )  # fmt: skip

    def _saved(self, done: Recorded) -> None:
        self.bench.say(_("{tool} saved.").format(tool=self.page.here.tool.title))
        if done.call is not None:
            ProviderNeeded(self.bench, done.call, parent=self.parentWidget()).open()

    def _decline(self) -> None:
        AskReason(
            self.bench, _("The patient declines"), _("In the patient's words; the next visit asks again."),
            lambda reason: self.save(
                refuse_screening, self.scope.patient_id, self.page.first.tool.key, reason, encounter_id=self.scope.encounter_id
            ),
            choices=(_("does not want to answer"), _("no time today"), _("answered elsewhere"), _("cannot understand the questions")),
            parent=self,
        ).open()  # fmt: skip
