"""The practice's mailbox: server, encryption, sender and password, and a test to oneself."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from ma_desktop.domain.outbox import Outcome
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.email_account import EmailAccount, email_account
from ma_desktop.services.messages.send_test_message import send_test_message
from ma_desktop.services.messages.set_up_email import set_up_email
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.widgets.labels import button
from ma_desktop.views.workbench import Workbench


class EmailRoute(Dialog):
    """Nothing connects before *Use e-mail* is ticked and saved. The password goes to the key store, nowhere else."""

    HELP = "outbox"
    WIDTH = 560

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("E-mail route"), parent=parent)
        self.in_use = QCheckBox(_("Send e-mail to patients who agreed to it"))
        self.server, self.port, self.sender = QLineEdit(), QLineEdit(), QLineEdit()
        self.name, self.user, self.password = QLineEdit(), QLineEdit(), QLineEdit()
        self.security = QComboBox()
        for key, text in (
            ("starttls", _("STARTTLS (usual, port 587)")), ("tls", _("TLS from the first byte (port 465)")),
            ("none", _("None: only to a program on this computer")),
        ):  # fmt: skip
            self.security.addItem(text, key)
        self.security.currentIndexChanged.connect(self._usual_port)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(_("leave empty to keep the one in the key store"))
        self.server.setPlaceholderText("smtp.example.com")
        self.body.addWidget(
            words(
                _("Only reminders that a patient agreed to get by e-mail leave this way. The password is kept in this "
                  "computer's key store, never in the record."), "muted",
            )
        )  # fmt: skip
        self.body.addWidget(self.in_use)
        self.body.addLayout(self._form())
        self.test = button(_("Send a test to myself"), "", "outbox")
        self.test.clicked.connect(self.send_test)
        self.foot.insertWidget(0, self.test)
        self.server.setFocus()
        bench.read(email_account, then=self._show, panel=self)

    def _form(self) -> Form:
        form = Form()
        for title, field in (
            (_("Mail server"), self.server), (_("Encryption"), self.security), (_("Port"), self.port),
            (_("Our address"), self.sender), (_("Our name"), self.name), (_("User name"), self.user),
            (_("Password"), self.password),
        ):  # fmt: skip
            field.setAccessibleName(title)
            form.line(title, field)
        return form

    def _show(self, account: EmailAccount) -> None:
        self.in_use.setChecked(account.in_use)
        self.security.setCurrentIndex(max(self.security.findData(account.security), 0))
        for field, text in (
            (self.server, account.server), (self.port, str(account.port)), (self.sender, account.sender),
            (self.name, account.name), (self.user, account.user),
        ):  # fmt: skip
            if not field.isModified():
                field.setText(text)

    def _usual_port(self) -> None:
        if self.port.text() in {"587", "465", "25"}:
            self.port.setText({"starttls": "587", "tls": "465", "none": "25"}[self.security.currentData()])

    def typed(self, *, in_use: bool) -> EmailAccount:
        port = self.port.text().strip()
        return EmailAccount(
            server=self.server.text().strip(), port=int(port) if port.isdecimal() else 0,
            security=self.security.currentData(), sender=self.sender.text().strip(), name=self.name.text().strip(),
            user=self.user.text().strip(), in_use=in_use,
        )  # fmt: skip

    def accept(self) -> None:
        self.save(
            set_up_email, self.typed(in_use=self.in_use.isChecked()), self.password.text() or None,
            then=lambda _none: self.bench.say(_("E-mail route saved.")),
        )  # fmt: skip

    def send_test(self) -> None:
        """With what is typed, saved or not, to the practice's own address; the network is waited for elsewhere."""
        self.notice(_("Sending a test to {address}…").format(address=self.sender.text().strip()), "info")
        self.test.setEnabled(False)
        account, password, desk = self.typed(in_use=True), self.password.text(), self.bench.desk

        def call() -> Outcome:
            return _test(desk, account, password)

        self.bench.tasks.send(call, then=self._tested, failed=self._test_failed)

    def _tested(self, outcome: Outcome) -> None:
        self.test.setEnabled(True)
        if outcome.kind == "sent":
            self.notice(_("The server took it: {words}").format(words=outcome.proof), "ok")
        else:
            self.notice(outcome.words)

    def _test_failed(self, error: Any) -> None:
        self.test.setEnabled(True)
        self.bench.fail(error, self)


def _test(desk: Desk, account: EmailAccount, password: str) -> Outcome:
    return send_test_message(desk, account, password or None)
