"""Somebody authenticates over the worker's window for one step, and the worker's field returns as it was."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.workbench import Workbench, sentence_of


class SignInPlace(Dialog):
    """``log_in(login, password)`` runs on the third thread and returns a desk; ``then(desk)`` does the step with it."""

    HELP = "chart"

    def __init__(
        self,
        bench: Workbench,
        what: str,
        log_in: Callable[[str, str], Desk],
        then: Callable[[Desk], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bench, _("Sign in for one step"), parent=parent, yes=_("Sign"))
        self._log_in, self._then = log_in, then
        self.login, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        form = Form()
        form.line(_("Log-in name"), self.login)
        form.line(_("Password"), self.password)
        self.body.addWidget(words(what))
        self.body.addLayout(form)
        self.login.setFocus()

    def accept(self) -> None:
        login, password = self.login.text().strip(), self.password.text()
        if not login or not password:
            self.notice(_("Type your log-in name and password."), "info")
            return
        self.set_busy(True)
        self.bench.tasks.render(self._log_in, login, password, then=self._signed, failed=self._refused)

    def _signed(self, desk: Desk) -> None:
        self.finish()
        self._then(desk)

    def _refused(self, error: Exception) -> None:
        self.password.clear()
        sentence = sentence_of(error)
        if sentence is None:
            self.bench.fail(error)
        else:
            self.notice(sentence)
