"""The first window: name, password, open; or the recovery code from the printed sheet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.tasks import Tasks
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.labels import button, label

Opened = tuple[Any, Any]


class LogIn(QWidget):
    """``unlock(login, password)`` and ``recover(login, code, new password, without a key store)`` run on a
    working thread.

    Both answer record and desk; ``enter`` gets them.
    """

    def __init__(
        self,
        tasks: Tasks,
        unlock: Callable[[str, str], Opened],
        enter: Callable[[Any, Any], None],
        recover: Callable[[str, str, str, bool], Opened] | None = None,
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setWindowTitle("MA Desktop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(560, 460)
        self.tasks, self._unlock, self._enter, self._recover = tasks, unlock, enter, recover
        self.recovering = False
        card = self._card = Card()
        card.setFixedWidth(380)
        card.body.setSpacing(10)
        card.body.addWidget(label("MA Desktop", "page"))
        self.what = label("", "muted", wrap=True)
        card.body.addWidget(self.what)
        self.login, self.code, self.password, self.again = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        for field, name in (
            (self.login, _("Log-in name")), (self.code, _("Recovery code")), (self.password, _("Password")),
            (self.again, _("New password again")),
        ):  # fmt: skip
            self._name(field, name)
            card.body.addWidget(field)
        for field in (self.password, self.again):
            field.setEchoMode(QLineEdit.EchoMode.Password)
        self.without = QCheckBox(_("Work without a key store: the password alone"))
        self.without.hide()
        card.body.addWidget(self.without)
        self.sentence = label("", "", "danger", wrap=True)
        self.sentence.hide()
        card.body.addWidget(self.sentence)
        self.open = button(_("Open"), "primary")
        self.open.setDefault(True)
        self.open.clicked.connect(self.go)
        self.login.returnPressed.connect(lambda: (self.code if self.recovering else self.password).setFocus())
        self.code.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(lambda: self.again.setFocus() if self.recovering else self.go())
        self.again.returnPressed.connect(self.go)
        card.body.addWidget(self.open)
        self.other = button("", "quiet")
        self.other.clicked.connect(lambda: self.ask_for(recovering=not self.recovering))
        card.body.addWidget(self.other)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.ask_for(recovering=False)

    @staticmethod
    def _name(field: QLineEdit, name: str) -> None:
        field.setPlaceholderText(name)
        field.setAccessibleName(name)

    def ask_for(self, *, recovering: bool) -> None:
        """The usual log-in, or the recovery code with a new password."""
        self.recovering = recovering
        self.what.setText(
            _("Type the code from the printed recovery sheet, and choose a new password for your log-in.")
            if recovering
            else _("Log in to open the practice's record.")
        )
        self._name(self.password, _("New password") if recovering else _("Password"))
        self.code.setVisible(recovering)
        self.again.setVisible(recovering)
        self.without.hide()
        self.without.setChecked(False)
        self.other.setText(_("Back to the password") if recovering else _("Open with the recovery code"))
        self.other.setVisible(self._recover is not None)
        self.open.setText(_("Open"))
        self.sentence.hide()
        (self.code if recovering and self.login.text() else self.login).setFocus()

    def go(self) -> None:
        login, password = self.login.text().strip(), self.password.text()
        if not login or not password or (self.recovering and not self.code.text().strip()):
            self._say(
                _("Type your log-in name, the recovery code and a new password.")
                if self.recovering
                else _("Type your log-in name and password.")
            )
            return
        if self.recovering and password != self.again.text():
            self._say(_("The two passwords differ. Type the same one twice."))
            return
        self.open.setEnabled(False)
        self.open.setText(_("Opening…"))
        self.sentence.hide()
        call, arguments = self._unlock, (login, password)
        if self.recovering and self._recover is not None:
            call, arguments = self._recover, (login, self.code.text(), password, self.without.isChecked())  # type: ignore[assignment]
        self.tasks.render(call, *arguments, then=lambda both: self._enter(*both), failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self.open.setEnabled(True)
        self.open.setText(_("Open"))
        if not self.recovering:
            self.password.clear()
            self.password.setFocus()
        # Brings the database along, which the first paint must not wait for.
        from ma_desktop.services.plain_words import plain_words

        sentence = plain_words(error)
        if sentence is None:
            raise error
        if type(error).__name__ == "KeyringEntryMissing" and self._recover is not None:
            self.ask_for(recovering=True)
        if type(error).__name__ == "KeyringMissing":
            sentence = self._about_key_store()
        self._say(sentence)

    def _about_key_store(self) -> str:
        """There is no key store here, or it is locked: what to do now, and what it would mean to go without."""
        if not self.recovering:
            return _(
                "Half of the key is in this computer's key store, which is locked or missing. Unlock it and try again, "
                "or open with the recovery code. Your record is intact."
            )
        self.without.show()
        return _(
            "This computer has no key store that the program trusts, or it is locked. Unlock it and try again; or tick "
            "the box: then your password alone opens the record on this computer."
        )

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.setMinimumHeight(self.sentence.heightForWidth(self._card.width() - 32))
        self.sentence.show()
