"""Something of ours broke: what happened, that nothing was lost, and a report without anything about a patient."""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.workbench import Workbench

PACKAGE = "ma_desktop"


def report_of(error: BaseException, version: str = "") -> str:
    """Types of the error and its causes, and file and line of our own code: no message, no values, no paths."""
    lines = [f"MA Desktop {version}".strip(), f"{platform.system()} · Python {platform.python_version()}"]
    seen: BaseException | None = error
    for _depth in range(5):
        if seen is None:
            break
        lines.append(type(seen).__name__)
        for frame in traceback.extract_tb(seen.__traceback__):
            place = frame.filename.replace("\\", "/")
            if f"/{PACKAGE}/" in place:
                ours = place.rsplit(f"/{PACKAGE}/", 1)[1]
                lines.append(f"  {PACKAGE}/{ours}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines)


class BugReport(Dialog):
    """Shown for anything that is not a refusal."""

    WIDTH = 560

    def __init__(
        self, bench: Workbench, error: BaseException, version: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, _("Something went wrong in the program"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.report = report_of(error, version)
        self.body.addWidget(
            words(
                _(
                    "The last step was not done; nothing was lost: everything confirmed before it is in the record, "
                    "and what you had typed is kept as a draft. You can go on working, or try the step again."
                )
            )
        )
        self.body.addWidget(
            words(_("This report names no patient. Copy it for whoever supports this program."), "muted")
        )
        text = QPlainTextEdit(self.report)
        text.setReadOnly(True)
        text.setFixedHeight(150)
        text.setAccessibleName(_("Report"))
        self.body.addWidget(text)
        self.copy = QPushButton(_("Copy report"))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        self.foot.insertWidget(0, self.copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report)
        self.copy.setText(_("Copied"))
        QTimer.singleShot(2000, self, lambda: self.copy.setText(_("Copy report")))
