"""Whom to call back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.domain import recalls
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _, ngettext
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.call_list import CallEntry, CallKey, CallList, call_list
from ma_desktop.services.messages.close_call import close_call
from ma_desktop.services.messages.record_attempt import record_attempt
from ma_desktop.services.practice.layout import layout
from ma_desktop.services.practice.remember_layout import remember_layout
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.mail_printing import preview_mail
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.schedule.booking import open_book
from ma_desktop.views.widgets.call_table import CallTable
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import Elided, label
from ma_desktop.views.widgets.step_bar import ListStep, StepBar

#: Kept for each person among how they keep the window.
_WHICH = "calls.which"


class CallListPanel(Panel):
    """Follow-ups, recalls, missed visits and referrals in one list: call, then one letter says how it ended."""

    TITLE = _("Call list")
    ICON = "phone"
    SHORTCUT = "Ctrl+Shift+K"
    AREA = "messages"
    SHOWS = frozenset(
        {"CommunicationRequest", "Communication", "Appointment", "Encounter", "Task", "Patient", "Consent"}
    )
    PLACE = Place("bottom", 2)
    HELP = "call-list"
    FOLLOWS_PATIENT = False
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 0, 10, 3)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(14)
        self.table = CallTable()
        self.table.ended.connect(self.end)
        self.table.moved.connect(self._tell)
        self.table.activated.connect(lambda _index: self._choose())
        self.table.clicked.connect(lambda _index: self._choose())
        self.nothing = EmptyState(
            _("Nobody needs a call back. Add a recall for the patient on the screen."), _("Add recall…"), self.add
        )  # fmt: skip
        self.elsewhere = EmptyState("", _("All lists"), lambda: self.which.setCurrentIndex(0))
        self.elsewhere.hide()
        row.addWidget(self.table, 7)
        row.addWidget(self.nothing, 7)
        row.addWidget(self.elsewhere, 7)
        self.side = self._scrolled(self._side())
        row.addWidget(self.side, 7)
        self.bar = StepBar(self._steps())
        self.close_button = self.bar.buttons[_("Ends otherwise…")]
        column.addLayout(row, 1)
        column.addWidget(self.bar)
        chips = QWidget()
        head = QHBoxLayout(chips)
        head.setContentsMargins(0, 0, 0, 0)
        self.count, self.letters = Chip("", "warn"), Chip("", "info")
        for widget in (self.count, self.letters, self._choice()):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_header(chips)
        self.data = CallList((), 0, 0)
        self.bench.read(layout, then=self._recall)
        self.bench.worker_changed.connect(lambda: self.bench.read(layout, then=self._recall))
        return page

    def _choice(self) -> QComboBox:
        """Which of the lists; each person's choice stands until they take another."""
        self.which = QComboBox()
        self.which.setAccessibleName(_("Which list"))
        self.which.setProperty("small", True)
        self.which.addItem(_("All lists"), "")
        for kind in recalls.KINDS:
            self.which.addItem(recalls.kind_words(kind), kind)
        self.which.currentIndexChanged.connect(lambda _place: self._narrow())
        return self.which

    def _recall(self, kept: dict[str, object]) -> None:
        self.which.blockSignals(True)
        self.which.setCurrentIndex(max(0, self.which.findData(kept.get(_WHICH, ""))))
        self.which.blockSignals(False)
        self.show(self.data)

    def _narrow(self) -> None:
        self.bench.do(remember_layout, {_WHICH: self.which.currentData()}, panel=self)
        self.show(self.data)

    @staticmethod
    def _scrolled(side: QWidget) -> QScrollArea:
        """On a low screen its lines keep their height and are scrolled instead of standing on each other."""
        scroll = QScrollArea()
        scroll.setWidget(side)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumWidth(side.minimumSizeHint().width() + theme.px(12))
        scroll.setMaximumWidth(theme.px(360))
        return scroll

    def _side(self) -> QWidget:
        """What may be said, and what was tried."""
        side = QWidget()
        side.setMaximumWidth(theme.px(350))
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        self.about = Elided("", "strong")
        self.tried = Elided("", "caption")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.about, 1)
        head.addWidget(self.tried, 1)
        column.addLayout(head)
        self.live, self.voicemail = label("", wrap=True), label("", "caption", wrap=True)
        for widget in (self.live, self.voicemail):
            column.addWidget(widget)
        column.addStretch(1)
        return side

    def _steps(self) -> tuple[ListStep, ...]:
        """How the call ended, by use; the letters work with Alt while the keyboard is in the list."""
        ends = tuple(
            ListStep(letter, words, lambda outcome=outcome: self.end(outcome), tip=f"Alt+{letter}")
            for words, letter, outcome in _buttons()
        )
        return (
            *ends,
            ListStep("", _("Ends otherwise…"), self.close_line),
            ListStep("", _("Mail…"), self._mail_menu, tip=_("Letters, postcards, envelopes and labels for the list")),
        )  # fmt: skip

    def query(self, desk: Desk, focus: Focus) -> CallList:
        return call_list(desk)

    def show(self, data: CallList) -> None:
        self.data, wanted = data, self.which.currentData()
        lines = tuple(line for line in data.lines if wanted in ("", line.kind))
        self.table.setVisible(bool(lines))
        self.side.setVisible(bool(lines))
        self.bar.setVisible(bool(data.lines))
        self.nothing.setVisible(not data.lines)
        self.elsewhere.setVisible(bool(data.lines) and not lines)
        self.elsewhere.say(
            ngettext("Nobody of this list is to be called. {n} stands on another.",
                     "Nobody of this list is to be called. {n} stand on the others.", len(data.lines)).format(n=len(data.lines))
        )  # fmt: skip
        self.count.set(_("{n} to call now").format(n=data.now))
        self.count.setVisible(data.now > 0)
        self.letters.set(_("{n} to write to").format(n=data.letters))
        self.letters.setVisible(data.letters > 0)
        self.table.set(lines)

    def _tell(self) -> None:
        """The script of the line that the keyboard is on."""
        line = self.table.current()
        if line is None or line.script is None:
            return
        self.about.set(" · ".join(part for part in (line.reason, line.speak) if part))
        self.live.setText(line.script.live)
        self.voicemail.setText(_("Voicemail: {words}").format(words=line.script.voicemail))
        words = [
            f"{a.at:%m/%d %H:%M} {a.who}: {recalls.outcome_words(a.outcome)}" for a in reversed(line.attempts)
        ]
        self.tried.set(" · ".join(words) or _("Not tried yet"))
        self.side.setToolTip("\n".join((line.script.live, self.voicemail.text(), *words)))

    def commands(self) -> list[Command]:
        return [
            Command("add_recall", _("Add recall…"), self.add, "", "phone", "edit", words=_("call back follow-up recall"),
                    enabled=lambda: self.focus.patient_id is not None),
            Command("letter_words", _("Words of the letters…"), self.letter_words, "", "edit", "file",
                    words=_("template text no-show recall wording"), enabled=lambda: self.desk.may(Permission.SETTINGS)),
        ]  # fmt: skip

    # -- doing --------------------------------------------------------------------------------------------

    def _choose(self) -> None:
        line = self.table.current()
        if line is not None:
            self.bench.active.choose_patient(line.patient_id, None)

    def end(self, outcome: str) -> None:
        """One key: how the call to the chosen line ended."""
        line = self.table.current()
        if line is None:
            self.notice(_("Choose whom you called."), "info")
        elif outcome == "booked":
            self._book(line)
        elif outcome == "left-message" and line.script is not None and not line.script.may_leave:
            self.notice(_("This patient wants no voicemail. Note “no answer” instead."), "warn")
        elif outcome == "declined":
            AskReason(self.bench, _("Declined"), _("This takes it off the list. Note what the patient said."),
                      lambda words: self.do(record_attempt, line.key, "declined", note=words),
                      choices=(_("does not want it"), _("calls back to book"), _("goes elsewhere")), yes=_("Declined"),
                      parent=self.widget().window()).open()  # fmt: skip
        else:
            self.do(record_attempt, line.key, outcome)

    def _book(self, line: CallEntry) -> None:
        open_book(
            self.bench, self.widget().window(),
            patient_id=line.patient_id, practitioner_id=line.practitioner_id, service_id=line.service_id,
            then=lambda appointment: self.do(close_call, line.key, "booked", appointment_id=appointment),
        )  # fmt: skip

    def close_line(self) -> None:
        """Went elsewhere, has died, or the provider says that it is enough."""
        line = self.table.current()
        if line is None:
            self.notice(_("Choose a line first."), "info")
            return
        ways = {recalls.outcome_words(end): end for end in ("transferred", "deceased", "provider-closed")}

        def close(words: str) -> None:
            way = next(
                (end for said, end in ways.items() if words.casefold().startswith(said.casefold())), ""
            )
            if not way:
                self.notice(_("Begin with one of: {ways}.").format(ways=", ".join(ways)), "warn")
                return
            self.do(close_call, line.key, way, note=words)

        AskReason(self.bench, _("How did it end?"), _("It ends only in one of these ways. Add who said so."), close,
                  choices=list(ways), yes=_("End it"), parent=self.widget().window()).open()  # fmt: skip

    def _mail_menu(self) -> None:
        """For the lines whose next step is a letter; for all where there is none."""
        rows = self.table.lines.rows
        due = [line for line in rows if line.next is not None and line.next.what == "letter"]
        press = self.bar.buttons[_("Mail…")]
        press = self.bar.more if press.isHidden() else press
        menu = QMenu(press)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for title, lines in ((_("To write to: {n}"), due), (_("The whole list: {n}"), rows)):
            head = menu.addAction(title.format(n=len(lines)))
            head.setEnabled(False)
            for words, kind in (
                (_("Letters"), "letters"), (_("Postcards"), "postcards"), (_("Envelopes"), "envelopes"), (_("Labels"), "labels"),
            ):  # fmt: skip
                action = menu.addAction(words)
                action.setEnabled(bool(lines))
                keys = tuple(line.key for line in lines)
                action.triggered.connect(lambda _on=False, kind=kind, keys=keys: self.mail(kind, keys))
        menu.popup(press.mapToGlobal(press.rect().topLeft()))

    def mail(self, kind: str, keys: tuple[CallKey, ...]) -> None:
        """Labels ask where the begun sheet goes on."""
        if kind != "labels":
            preview_mail(self.bench, kind, keys, self)
            return

        def start(words: str) -> None:
            number = words.split()[-1]
            if not number.isdecimal():
                self.notice(_("Type the number of the first free label, such as label 4."), "warn")
                return
            preview_mail(self.bench, kind, keys, self, first=int(number))

        AskReason(self.bench, _("Address labels"), _("Avery 5160: which label of the first sheet is free? They count by rows."), start,
                  choices=[_("label {n}").format(n=n) for n in range(1, 31)], yes=_("Make them"),
                  parent=self.widget().window()).open()  # fmt: skip

    def letter_words(self) -> None:
        from ma_desktop.views.dialogs.letter_words import LetterWords

        LetterWords(self.bench, self.widget().window()).open()

    def add(self) -> None:
        from ma_desktop.views.dialogs.add_recall import AddRecall

        if self.focus.patient_id is None:
            self.bench.say(_("Choose a patient first."), "info")
            return
        AddRecall(self.bench, self.focus.patient_id, parent=self.widget().window()).open()


def _buttons() -> tuple[tuple[str, str, str], ...]:
    return (
        (_("Spoke"), "S", "spoke"), (_("Left message"), "L", "left-message"), (_("No answer"), "N", "no-answer"),
        (_("Wrong number"), "W", "wrong-number"), (_("Declined"), "D", "declined"), (_("Book…"), "B", "booked"),
    )  # fmt: skip
