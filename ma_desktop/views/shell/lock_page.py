"""The locked window: no names of patients, one field, back to work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.views.icons import icon
from ma_desktop.views.shell.notice_line import NoticeLine
from ma_desktop.views.shell.ports import Ports
from ma_desktop.views.workbench import Workbench, sentence_of


class LockPage(QWidget):
    """``unlocked`` when the same person is back; ``switched`` (desk) when somebody else sat down."""

    unlocked = Signal()
    switched = Signal(object)

    def __init__(self, bench: Workbench, ports: Ports) -> None:
        super().__init__()
        self.setObjectName("lockPage")
        self.bench, self.ports = bench, ports
        self._switching = False
        outer = QVBoxLayout(self)
        outer.addStretch(2)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._card())
        middle.addStretch(1)
        outer.addLayout(middle)
        outer.addStretch(3)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._tell_time)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setObjectName("lockCard")
        card.setFixedWidth(400)
        column = QVBoxLayout(card)
        column.setContentsMargins(28, 24, 28, 24)
        column.setSpacing(10)
        self.time = QLabel()
        self.time.setObjectName("lockTime")
        self.title = QLabel()
        self.title.setObjectName("lockTitle")
        self.calls = QLabel()
        self.calls.setObjectName("lockCalls")
        self.calls.setWordWrap(True)
        self.calls.hide()
        self.notice = NoticeLine()
        self.login = QLineEdit()
        self.login.setPlaceholderText(_("Log-in name"))
        self.secret = QLineEdit()
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        for field in (self.login, self.secret):
            field.setFixedHeight(34)
            field.setAccessibleName(field.placeholderText())
        self.login.returnPressed.connect(self.secret.setFocus)
        self.secret.returnPressed.connect(self.submit)
        self.go = QPushButton()
        self.go.setProperty("role", "primary")
        self.go.setFixedHeight(34)
        self.go.clicked.connect(self.submit)
        self.other = QPushButton()
        self.other.setProperty("role", "quiet")
        self.other.clicked.connect(lambda: self.ask_for(switching=not self._switching))
        for widget in (
            self.time,
            self.title,
            self.calls,
            self.notice,
            self.login,
            self.secret,
            self.go,
            self.other,
        ):
            column.addWidget(widget)
        return card

    def ask_for(self, *, switching: bool = False) -> None:
        """Shows the page anew: for the same person, or for somebody else."""
        self._switching = switching
        self.title.setText(_("Who is here?") if switching else _("Locked"))
        self.login.setVisible(switching)
        self.secret.setPlaceholderText(_("Password") if switching else _("Password or PIN"))
        self.secret.setAccessibleName(self.secret.placeholderText())
        self.go.setText(_("Log in") if switching else _("Unlock"))
        self.go.setIcon(icon("lock", "on_accent"))
        self.other.setText(_("Back") if switching else _("Somebody else"))
        self.other.setVisible(self.ports.log_in is not None)
        self.login.clear()
        self.secret.clear()
        self.notice.clear()
        self._set_busy(False)
        self._tell_time()
        (self.login if switching else self.secret).setFocus()

    def announce(self, calls: Sequence[str]) -> None:
        """Timers and urgent calls, worded without names (“Room 2: observation over”)."""
        self.calls.setText("\n".join(calls))
        self.calls.setVisible(bool(calls))

    def submit(self) -> None:
        login, secret = self.login.text().strip(), self.secret.text()
        check = self.ports.log_in if self._switching else self.ports.unlock
        if not secret or (self._switching and not login):
            missing = (
                _("Type your log-in name and password.")
                if self._switching
                else _("Type your password or PIN.")
            )
            self.notice.say(missing, "info")
            return
        if check is None:
            self._welcome(None)
            return
        self._set_busy(True)
        who = login if self._switching else self.bench.desk.worker.login
        self.bench.tasks.render(check, who, secret, then=self._welcome, failed=self._refuse)

    def _welcome(self, answer: Any) -> None:
        self.secret.clear()
        self._set_busy(False)
        if isinstance(answer, Desk) and self._switching:
            self.switched.emit(answer)
        elif answer is False:
            self.notice.say(_("That is not right. Try again."))
            self.secret.setFocus()
        else:
            self.unlocked.emit()

    def _refuse(self, error: Exception) -> None:
        self._set_busy(False)
        self.secret.clear()
        self.secret.setFocus()
        sentence = sentence_of(error)
        if sentence is None:
            self.bench.fail(error)
        else:
            self.notice.say(sentence)

    def _set_busy(self, busy: bool) -> None:
        for widget in (self.login, self.secret, self.go, self.other):
            widget.setEnabled(not busy)
        if busy:
            self.go.setText(_("Checking…"))
        else:
            self.go.setText(_("Log in") if self._switching else _("Unlock"))

    def _tell_time(self) -> None:
        now: datetime = self.bench.desk.clock()
        self.time.setText(f"{now:%H:%M}")

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self._clock.start()

    def hideEvent(self, event: Any) -> None:
        super().hideEvent(event)
        self._clock.stop()
