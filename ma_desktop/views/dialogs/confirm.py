"""A question with two answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.workbench import Workbench


class Confirm(Dialog):
    """``then()`` runs on *yes* only; the answers are verbs, never “OK”."""

    def __init__(
        self,
        bench: Workbench,
        title: str,
        sentence: str,
        yes: str,
        then: Callable[[], object],
        no: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bench, title, parent=parent, yes=yes, no=no)
        self._then = then
        if sentence:
            self.body.addWidget(words(sentence))
        self.yes_button.setFocus()

    def accept(self) -> None:
        self.done(QDialog.DialogCode.Accepted)
        self._then()
