"""One's own password, and the PIN that unlocks a locked window."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.set_password import set_password
from ma_desktop.services.practice.set_pin import set_pin
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.workbench import Workbench


class MyPassword(Dialog):
    """Either half may stay empty and is then left as it is. Nothing typed here is kept as a draft."""

    HELP = "settings"

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("My password and PIN"), parent=parent)
        self.password, self.again, self.pin = QLineEdit(), QLineEdit(), QLineEdit()
        form = Form()
        for title, field in (
            (_("New password"), self.password), (_("The same again"), self.again), (_("New PIN"), self.pin),
        ):  # fmt: skip
            field.setEchoMode(QLineEdit.EchoMode.Password)
            field.setAccessibleName(title)
            form.line(title, field)
        self.pin.setPlaceholderText(_("4 to 8 digits, or empty"))
        self.body.addWidget(
            words(_("The PIN only unlocks a locked window. A new password takes the old PIN away."))
        )
        self.body.addLayout(form)
        self.password.setFocus()

    def accept(self) -> None:
        if not self.password.text() and not self.pin.text():
            self.notice(_("Type a new password, a new PIN, or both."), "info")
            return
        if self.password.text() != self.again.text():
            self.notice(_("The two passwords differ. Type the same one twice."))
            return
        self.save(
            _change, self.password.text(), self.pin.text(), then=lambda _none: self.bench.say(_("Changed."))
        )


def _change(desk: Desk, password: str, pin: str) -> None:
    if password:
        set_password(desk, desk.worker.user_id, password)
    if pin:
        set_pin(desk, pin)
