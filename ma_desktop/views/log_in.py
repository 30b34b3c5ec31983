"""The first window: name, password, open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.tasks import Tasks
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.labels import button, label


class LogIn(QWidget):
    """``unlock(login, password)`` runs on a working thread and answers record and desk; ``enter`` gets them."""

    def __init__(
        self, tasks: Tasks, unlock: Callable[[str, str], tuple[Any, Any]], enter: Callable[[Any, Any], None]
    ) -> None:
        super().__init__()
        self.setObjectName("desk")
        self.setWindowTitle("MA Desktop")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(560, 420)
        self.tasks, self._unlock, self._enter = tasks, unlock, enter
        card = Card()
        card.setMaximumWidth(380)
        card.body.setSpacing(10)
        card.body.addWidget(label("MA Desktop", "page"))
        card.body.addWidget(label(_("Log in to open the practice's record."), "muted", wrap=True))
        self.login, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        for field, name in ((self.login, _("Log-in name")), (self.password, _("Password"))):
            field.setPlaceholderText(name)
            field.setAccessibleName(name)
            card.body.addWidget(field)
        self.sentence = label("", "", "danger", wrap=True)
        self.sentence.hide()
        card.body.addWidget(self.sentence)
        self.open = button(_("Open"), "primary")
        self.open.setDefault(True)
        self.open.clicked.connect(self.go)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.go)
        card.body.addWidget(self.open)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        card.setMinimumWidth(360)
        self.login.setFocus()

    def go(self) -> None:
        if not self.login.text().strip() or not self.password.text():
            self._say(_("Type your log-in name and password."))
            return
        self.open.setEnabled(False)
        self.open.setText(_("Opening…"))
        self.tasks.render(
            self._unlock,
            self.login.text().strip(),
            self.password.text(),
            then=lambda both: self._enter(*both),
            failed=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self.open.setEnabled(True)
        self.open.setText(_("Open"))
        self.password.clear()
        self.password.setFocus()
        sentence = getattr(error, "sentence", None)
        if sentence is None:
            raise error
        self._say(sentence)

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.show()
