"""A reason that goes into the record: for errors, cancellations, breaking the glass."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.workbench import Workbench


class AskReason(Dialog):
    """``then(reason)`` with a reason of at least three letters; ``choices`` are offered, any words are taken."""

    def __init__(
        self,
        bench: Workbench,
        title: str,
        sentence: str,
        then: Callable[[str], object],
        *,
        choices: Sequence[str] = (),
        yes: str = "",
        parent: QWidget | None = None,
        scope: Focus | None = None,
    ) -> None:
        if not type(self).FORM:
            # words that a crash left belong to this question about this patient, and to no other
            self.FORM = f"ask_reason.{title}"  # type: ignore[misc]
        super().__init__(bench, title, parent=parent, yes=yes or _("Continue"), scope=scope or bench.focus)
        self._then = then
        self.reason = QComboBox()
        self.reason.setEditable(True)
        self.reason.addItems(list(choices))
        self.reason.setCurrentText("")
        self.reason.setAccessibleName(_("Reason"))
        edit = self.reason.lineEdit()
        assert edit is not None
        edit.setPlaceholderText(_("Reason"))
        if sentence:
            self.body.addWidget(words(sentence))
        self.body.addWidget(self.reason)
        self.remember(self.reason, "reason")
        self.reason.setFocus()

    def accept(self) -> None:
        reason = self.reason.currentText().strip()
        if len(reason) < 3:
            self.notice(_("Give a reason in a few words; it is kept with the record."), "warn")
            self.reason.setFocus()
            return
        self.finish()
        self._then(reason)
