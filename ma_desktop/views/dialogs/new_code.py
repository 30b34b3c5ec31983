"""A new recovery code: asked for on purpose, printed or saved, typed back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.practice.new_recovery_code import new_recovery_code
from ma_desktop.services.practice.practice_lists import practice_lists
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.recovery_print import print_recovery_sheet, same_code, save_recovery_sheet
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench


class NewCode(Dialog):
    """First says what it does; then shows the code and closes when it was typed back."""

    HELP = "settings"
    WIDTH = 520

    def __init__(self, bench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("New recovery code"), parent=parent, yes=_("Make a new code"))
        self.text = words(
            _(
                "The recovery code opens the record when a password is forgotten or the computer is new. A new one ends "
                "the old one: sheets printed before open only older backups."
            )
        )
        self.code = label("", "page")
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(_("Type the code back"))
        self.typed.setAccessibleName(_("Recovery code, typed back"))
        self.sheet, self.pdf = button(_("Print the recovery sheet…"), "", "print"), button(_("Save as PDF…"))
        self.sheet.clicked.connect(lambda: self._with_name(print_recovery_sheet))
        self.pdf.clicked.connect(lambda: self._with_name(save_recovery_sheet))
        row = QHBoxLayout()
        row.addWidget(self.sheet)
        row.addWidget(self.pdf)
        row.addStretch(1)
        for widget in (self.text, self.code):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addWidget(self.typed)
        for widget in (self.code, self.sheet, self.pdf, self.typed):
            widget.hide()

    def accept(self) -> None:
        if not self.code.text():
            self.set_busy(True)
            self.bench.do(new_recovery_code, then=self._show, panel=self)
        elif same_code(self.typed.text(), self.code.text()):
            self.finish()
            self.bench.say(_("The new recovery code is in force."))
        else:
            self.notice(_("This differs from the code above. Check it letter by letter."))

    def _show(self, code: str) -> None:
        self.code.setText(code)
        self.text.setText(
            _("Write it down or print it, keep it in the safe, and type it back. It is not shown again.")
        )
        for widget in (self.code, self.sheet, self.pdf, self.typed):
            widget.show()
        self.yes_button.setText(_("Done"))
        self.no_button.hide()
        self.set_busy(False)
        self.text.setMinimumHeight(self.text.heightForWidth(self.text.width()))
        self.typed.setFocus()

    def _with_name(self, leave: object) -> None:
        worker = self.bench.desk.worker

        def go(lists: object) -> None:
            leave(self, lists.letterhead["name"], self.code.text(), worker.login)  # type: ignore[operator,attr-defined]

        self.bench.read(practice_lists, then=go, panel=self)

    def reject(self) -> None:
        """Once the code is in force, Esc must not throw it away unseen."""
        if self.code.text():
            self.notice(_("Type the code back first: the old one no longer opens anything."), "info")
            return
        super().reject()
