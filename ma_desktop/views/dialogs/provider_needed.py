"""The provider is needed in a room: who stays, who was told, the protocol on request, and the provider's own disposition.

What stands on the screen names the room and nothing else; the reason and the protocol are behind a key.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.staff_here import StaffHere, staff_here
from ma_desktop.services.visit.note_provider_call import note_provider_call
from ma_desktop.services.visit.provider_calls import OPEN_LINES, CallLine, WholeCall, provider_call
from ma_desktop.services.visit.raise_provider_call import raise_provider_call
from ma_desktop.services.visit.record_disposition import record_disposition
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.dialogs.sign_in_place import SignInPlace
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.workbench import Workbench


def call_provider(bench: Workbench, focus: Focus, window: QWidget) -> None:
    """For words that were spoken: the same path as an answer on a form."""

    def said(reason: str) -> None:
        bench.do(
            raise_provider_call, focus.patient_id, reason, encounter_id=focus.encounter_id,
            then=lambda task: ProviderNeeded(bench, task, parent=window).open(),
        )  # fmt: skip

    CallReason(
        bench, _("Provider needed now"), _("The provider and those who may see the chart can read this; everybody else sees only the room."), said,
        choices=(_("spoke of hurting themselves"), _("spoke of hurting somebody"), _("told of abuse or violence"), _("very unwell")),
        yes=_("Call the provider"), parent=window, scope=focus,
    ).open()  # fmt: skip


class CallReason(AskReason):
    """Its draft is its own: half-typed words about a patient never turn up as the reason for something else."""

    FORM = "provider_needed"


class ProviderNeeded(Dialog):
    """Each line is noted with time and name the moment it is pressed; closing the dialog ends nothing."""

    HELP = "screenings"
    WIDTH = 620

    def __init__(self, bench: Workbench, task_id: int, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Provider needed"), parent=parent, yes=_("Provider signs…"), no=_("Close"))
        self.task_id = task_id
        self.whole: WholeCall | None = None
        self.body.addWidget(
            words(_("This visit waits until the provider has signed. Other visits go on."), "muted")
        )
        self.body.addLayout(self._lines())
        self.log = label("", "caption", wrap=True)
        self.body.addWidget(self.log)
        self.protocol_button = button(
            _("Protocol  Alt+P"),
            "quiet",
            "eye-off",
            tip=_("Shows the practice's protocol; press again to hide it"),
        )
        keyed(self.protocol_button, "Alt+P")
        self.protocol_button.clicked.connect(lambda: self.private.setVisible(not self.private.isVisible()))
        self.body.addWidget(self.protocol_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self._private())
        self.stays.setFocus()
        bench.read(staff_here, then=self._fill)
        self.read()

    def _lines(self) -> QGridLayout:
        self.stays, self.told = QComboBox(), QComboBox()
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.setColumnStretch(1, 1)
        for row, (title, box, what, key) in enumerate((
            (_("Stays with the patient"), self.stays, "stays", "Alt+N"),
            (_("Who was told, and their answer"), self.told, "told", "Alt+T"),
        )):  # fmt: skip
            box.setEditable(True)
            box.setAccessibleName(title)
            press = button(_("Note  {key}").format(key=key.replace("Alt+", "")), "", "check", tip=key)
            keyed(press, key)
            press.clicked.connect(lambda _on=False, box=box, what=what: self.note(what, box.currentText()))
            grid.addWidget(label(title), row, 0)
            grid.addWidget(box, row, 1)
            grid.addWidget(press, row, 2)
        return grid

    def _private(self) -> QFrame:
        self.private = QFrame()
        self.private.setObjectName("sunken")
        column = QVBoxLayout(self.private)
        self.reason = label("", "strong", wrap=True)
        self.protocol = label("", "", wrap=True)
        self.done_private = label("", "caption", wrap=True)
        column.addWidget(self.reason)
        column.addWidget(self.protocol)
        row = QHBoxLayout()
        for text, what, note in (
            (_("988 offered"), "offered", "988"), (_("Provider not here: protocol followed"), "protocol", _("protocol followed")),
            (_("911 called"), "protocol", _("911 called")),
        ):  # fmt: skip
            press = button(text)
            press.clicked.connect(lambda _on=False, what=what, note=note: self.note(what, note))
            row.addWidget(press)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.done_private)
        self.private.hide()
        return self.private

    def _fill(self, here: StaffHere) -> None:
        for box, names in ((self.stays, here.staff), (self.told, here.providers)):
            typed = box.currentText()
            box.addItems(list(names))
            box.setCurrentText(typed)
        if not self.stays.currentText():
            self.stays.setCurrentText(self.bench.desk.worker.name)

    def read(self) -> None:
        self.bench.read(provider_call, self.task_id, then=self._show, panel=self)

    def _show(self, whole: WholeCall | None) -> None:
        if whole is None:
            self.finish()
            return
        self.whole = whole
        self.heading.setText(whole.call.sentence)
        self.reason.setText(whole.reason)
        self.protocol.setText(whole.protocol)
        self.log.setText("\n".join(_line(line) for line in whole.lines if line.what in OPEN_LINES))
        self.done_private.setText(
            "\n".join(_line(line) for line in whole.lines if line.what not in OPEN_LINES)
        )

    def note(self, what: str, said: str) -> None:
        self.notice_line.clear()
        self.bench.do(
            note_provider_call, self.task_id, what, said, then=lambda _none: self.read(), panel=self
        )

    def accept(self) -> None:
        """The provider signs over this window; whoever is the provider needs no further password."""
        if self.bench.desk.may(Permission.ACKNOWLEDGE_ALERT):
            self.decide(self.bench.desk)
            return
        ports = _ports_above(self)
        if ports is None or ports.log_in is None:
            self.notice(_("Signing in place is not set up in this window."), "info")
            return
        SignInPlace(self.bench, _("Answer the call"), ports.log_in, self.decide, parent=self).open()

    def decide(self, desk: Desk) -> None:
        """Read anew for who signs: the front desk, at whose window it may be, was shown no reason."""

        def show(whole: WholeCall | None) -> None:
            if whole is None:
                self.finish()  # answered meanwhile
            else:
                Disposition(self.bench, desk, whole, self.finish, parent=self).open()

        self.bench.tasks.read(
            provider_call, desk, self.task_id, then=show, failed=lambda error: self.bench.fail(error, self),
            still=lambda: isValid(self),
        )  # fmt: skip


def _ports_above(widget: QWidget) -> Any:
    """What the main window was given; dialogs stand on dialogs."""
    above: QWidget | None = widget
    while above is not None:
        ports = getattr(above, "ports", None)
        if ports is not None:
            return ports
        above = above.parentWidget()
    return None


class Disposition(Dialog):
    """The provider reads why and writes what was decided, under their own name."""

    HELP = "screenings"
    WIDTH = 560

    def __init__(
        self,
        bench: Workbench,
        desk: Desk,
        whole: WholeCall,
        then: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bench, _("What was decided?"), parent=parent, yes=_("Sign"))
        self._signer, self._whole, self._then = desk, whole, then
        self.body.addWidget(label(desk.worker.name, "strong"))
        if desk.may(Permission.SEE_CHART) or desk.worker.practices:
            self.why = label(whole.reason, "", wrap=True)
            self.body.addWidget(self.why)
        self.body.addWidget(label("\n".join(_line(line) for line in whole.lines), "caption", wrap=True))
        self.decided = QComboBox()
        self.decided.setEditable(True)
        self.decided.setAccessibleName(_("What was decided"))
        self.decided.addItems([
            _("seen; safety plan made, goes home with somebody"), _("seen; no danger now, follow-up call tomorrow"),
            _("sent to the emergency room, accompanied"), _("crisis team called"),
        ])  # fmt: skip
        self.decided.setCurrentText("")
        self.mistake = QCheckBox(_("Asked again: the answer was entered by mistake; no follow-up call"))
        self.body.addWidget(self.decided)
        self.body.addWidget(self.mistake)
        self.decided.setFocus()

    def accept(self) -> None:
        self.set_busy(True)
        self.bench.tasks.write(
            record_disposition, self._signer, self._whole.call.task_id, self.decided.currentText(),
            by_mistake=self.mistake.isChecked(), then=self._signed, failed=self._refused,
        )  # fmt: skip

    def _signed(self, _none: object) -> None:
        self.finish()
        self.bench.say(_("The visit goes on."))
        self._then()

    def _refused(self, error: Exception) -> None:
        self.set_busy(False)
        self.bench.fail(error, self)


def _line(line: CallLine) -> str:
    what = {
        "stays": _("stays with the patient"), "told": _("told"), "offered": _("offered"), "protocol": _("done"),
        "correction": _("answer changed"),
    }  # fmt: skip
    return f"{line.at} · {line.by} · {what.get(line.what, line.what)}: {line.words}"
