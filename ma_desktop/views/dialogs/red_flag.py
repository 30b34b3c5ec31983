"""Booking stops here: the level, the time, whom to tell. No advice, no judging."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ma_desktop.domain import red_flags
from ma_desktop.domain.red_flags import Level, Match
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.services.schedule.raise_red_flag import raise_red_flag
from ma_desktop.services.schedule.red_flags_in import red_flags_in
from ma_desktop.services.schedule.tell_red_flag import tell_red_flag
from ma_desktop.services.visit.acknowledge_alert import acknowledge_alert
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench

#: Milliseconds of rest after which the provider's list gets what was typed.
REST = 700


@dataclass(frozen=True, slots=True)
class Caller:
    """Whom the words are about, as far as the form knows. ``who``: for the task, when nobody is registered yet."""

    patient_id: int | None = None
    birth_date: date | None = None
    who: str = ""


class StopCard(QFrame):
    """Reads a field for the reason while it is typed. ``held``: booking must not go on; ``task_id``: what the provider got.

    ``changed`` tells the form to hide and show the rest of itself. ``held`` ends when the provider signed or was told.
    """

    changed = Signal()

    def __init__(self, bench: Workbench, reason: QLineEdit, caller: Callable[[], Caller]) -> None:
        super().__init__()
        self.bench, self.reason, self.caller = bench, reason, caller
        self.held = False
        self.task_id: int | None = None
        self.matches: tuple[Match, ...] = ()
        self._answered: frozenset[str] = frozenset()
        self._by_hand = False
        self._accepted = ""
        self.setProperty("notice", "danger")
        self.setAccessibleName(_("Booking is stopped"))
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST)
        self._timer.timeout.connect(self.give)
        reason.textChanged.connect(lambda _text: self.look())
        self.hide()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(6)
        self.level = label("", "name", "danger")
        self.rules = label("", "strong", wrap=True)
        self.since = label("", "muted", wrap=True)
        for widget in (self.level, self.rules, self.since):
            column.addWidget(widget)
        row = QHBoxLayout()
        self.sign = button(_("Provider signs…  Alt+S"), "primary", "key")
        self.sign.setAccessibleName(_("Provider signs"))
        self.sign.setShortcut("Alt+S")
        self.sign.clicked.connect(self._sign)
        self.tell = button(_("Told, read back…  Alt+D"), "", "ear")
        self.tell.setAccessibleName(_("Told verbally, read back"))
        self.tell.setShortcut("Alt+D")
        self.tell.clicked.connect(self._tell)
        row.addWidget(self.sign)
        row.addWidget(self.tell)
        row.addStretch(1)
        column.addLayout(row)

    # -- reading ------------------------------------------------------------------------------------------

    def accepted(self, text: str) -> None:
        """These very words were let through before; others are looked at."""
        self._accepted = text.strip()

    def look(self) -> None:
        """Reads what is typed, for whom it is typed now."""
        about, text = self.caller(), self.reason.text()
        same = text.strip() == self._accepted
        if same and not self.matches:
            return
        self.bench.read(
            red_flags_in,
            "" if same else text,
            about.patient_id,
            about.birth_date,
            then=self._found,
            latest=f"red_flags.{id(self)}",
        )

    def _found(self, matches: tuple[Match, ...]) -> None:
        fresh = [match for match in matches if match.label not in self._answered]
        if fresh:
            self.matches = matches
            self._stop()
        elif self.held and self.task_id is None and not self._by_hand:
            self.matches = ()
            self._release("")  # a slip of the keys that nobody was told of

    def by_hand(self) -> None:
        """One key, without a word that matches: who hears the voice knows more than the words."""
        self._by_hand = True
        self._stop()
        self.give()

    def _stop(self) -> None:
        began = not self.held
        self.held = True
        level = red_flags.level_of(self.matches) or Level.AT_ONCE
        self.level.setText(red_flags.level_words(level))
        rules = [match.label for match in self.matches] or [red_flags.label("stopped-by-hand")]
        self.rules.setText(" · ".join(rules))
        if began:
            self._since = f"{self.bench.desk.now():%H:%M:%S}"
            self.since.setText(_("Stopped at {time}.").format(time=self._since))
        self.sign.show()
        self.tell.show()
        self._tone("danger")
        self.show()
        self._timer.start()
        self.changed.emit()

    def _tone(self, tone: str) -> None:
        from ma_desktop.views.theme import retone

        retone(self, notice=tone)
        retone(self.level, tone=tone)

    # -- telling the provider -----------------------------------------------------------------------------

    def give(self, then: Callable[[], object] | None = None) -> None:
        """Onto the provider's list, with what is typed by now."""
        self._timer.stop()
        if not self.held:
            return
        about = self.caller()

        def given(task: int) -> None:
            self.task_id = task
            self.since.setText(_("Stopped at {time}. It is on the provider's list.").format(time=self._since))
            if then is not None:
                then()

        self.bench.do(
            raise_red_flag, self.reason.text(), self.matches, patient_id=about.patient_id, who=about.who,
            task_id=self.task_id, then=given, panel=self,
        )  # fmt: skip

    def notice(self, sentence: str, tone: str = "danger") -> None:
        self.rules.setText(sentence)

    def _sign(self) -> None:
        self.give(lambda: sign_red_flag(self.bench, self.task_id or 0, self.window(), self._release))

    def _tell(self) -> None:
        self.give(lambda: ToldVerbally(self.bench, self.task_id or 0, self._release, self.window()).open())

    def _release(self, said: str) -> None:
        """Booking may go on; what was said stays in sight."""
        self.held = False
        self._timer.stop()
        self._answered = self._answered | {match.label for match in self.matches}
        if said:
            self._tone("ok")
            self.level.setText(_("The provider knows"))
            self.since.setText(said)
            self.sign.hide()
            self.tell.hide()
        else:
            self.hide()
        self.changed.emit()


def sign_red_flag(bench: Workbench, task_id: int, window: QWidget, then: Callable[[str], object]) -> None:
    """The provider signs in over the window and says what is to be done; ``then(said)``."""
    from ma_desktop.views.dialogs.ask_reason import AskReason
    from ma_desktop.views.dialogs.sign_in_place import SignInPlace

    parent = window
    while window is not None and getattr(window, "ports", None) is None and window.parentWidget() is not None:
        window = window.parentWidget().window()
    ports = getattr(window, "ports", None)
    if ports is None or ports.log_in is None:
        bench.say(_("Signing in place is not set up in this window. Use “Told, read back”."), "warn")
        return

    def signed(desk: Desk) -> None:
        def answer(heard: str) -> None:
            said = _("{name} at {time}: {words}").format(
                name=desk.worker.name, time=f"{desk.now():%H:%M}", words=heard
            )
            bench.do_as(desk, acknowledge_alert, task_id, heard, then=lambda _none: then(said))

        AskReason(bench, _("What is to be done?"), _("Your words are kept under your name."), answer,
                  choices=(_("Book today"), _("Sent to the emergency room"), _("I call back now"), _("Book as asked")),
                  yes=_("Sign"), parent=parent).open()  # fmt: skip

    SignInPlace(bench, _("Answer a red flag"), ports.log_in, signed, parent=parent).open()


class ToldVerbally(Dialog):
    """Who was told and what they said; kept as exactly that, never as the provider's own answer. ``then(said)``."""

    HELP = "waiting-list"

    def __init__(
        self, bench: Workbench, task_id: int, then: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, _("Told verbally, read back"), parent=parent, yes=_("Told, read back"))
        self._task, self._then = task_id, then
        self.told, self.answer = QComboBox(), QComboBox()
        self.answer.setEditable(True)
        self.answer.addItems(
            [_("Book today"), _("Book as asked"), _("Sent to the emergency room"), _("Calls back now")]
        )
        self.answer.setCurrentText("")
        self.told.setAccessibleName(_("Who was told"))
        self.answer.setAccessibleName(_("What they answered"))
        form = Form()
        form.line(_("Told"), self.told)
        form.line(_("Answer"), self.answer)
        self.body.addWidget(words(_("The provider still answers it under their own name."), "muted"))
        self.body.addLayout(form)
        bench.read(booking_choices, then=self._fill)
        self.answer.setFocus()

    def _fill(self, choices: BookingChoices) -> None:
        self.told.addItems([provider.name for provider in choices.providers])

    def accept(self) -> None:
        self.save(
            tell_red_flag, self._task, self.told.currentText(), self.answer.currentText(), then=self._then
        )


class AnswerRedFlag(Dialog):
    """A stop that stands on the list of loose ends: the provider signs, or it is noted that they were told."""

    HELP = "waiting-list"

    def __init__(self, bench: Workbench, task_id: int, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(
            bench, _("Give to the provider now"), parent=parent, yes=_("Provider signs…"), no=_("Close")
        )
        self._task = task_id
        self.body.addWidget(words(sentence, "strong"))
        self.told = button(_("Told, read back…"), "", "ear")
        self.told.clicked.connect(self._tell)
        self.body.addWidget(self.told, 0, Qt.AlignmentFlag.AlignLeft)

    def accept(self) -> None:
        sign_red_flag(self.bench, self._task, self, lambda _said: self.finish())

    def _tell(self) -> None:
        ToldVerbally(self.bench, self._task, lambda _said: self.finish(), self).open()
