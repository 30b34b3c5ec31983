"""Long work: what, how far, how long, Cancel."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QProgressBar, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.tasks import Job
from ma_desktop.views.workbench import Workbench, sentence_of

#: Milliseconds before the dialog appears: quick work shows nothing.
PATIENCE = 300


class ProgressDialog(Dialog):
    """``start(dialog)`` begins the job; the job reports through ``step``, ``finish``, ``fail`` and ``stopped``."""

    def __init__(
        self, bench: Workbench, title: str, start: Callable[[Any], Job], parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, title, parent=parent)
        self.yes_button.hide()
        self.what, self.how_long = words(_("Starting…")), words("", "caption")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        for widget in (self.what, self.bar, self.how_long):
            self.body.addWidget(widget)
        self._began = time.monotonic()
        self._over = False
        self._job: Job | None = None
        QTimer.singleShot(PATIENCE, self, self._appear)
        self._job = start(self)

    def _appear(self) -> None:
        if not self._over:
            self.open()

    def step(self, n: int, of: int | None, what: str) -> None:
        self.what.setText(what)
        if not of:
            self.how_long.setText(_("{n} so far").format(n=f"{n:,}"))
            return
        self.bar.setRange(0, of)
        self.bar.setValue(n)
        told = _("{n} of {of}").format(n=f"{n:,}", of=f"{of:,}")
        left = time_left(time.monotonic() - self._began, n, of)
        self.how_long.setText(f"{told} · {left}" if left else told)

    def finish(self, then: Callable[[Any], None] | None = None, answer: Any = None) -> None:  # type: ignore[override]
        self._end()
        if then is not None:
            then(answer)

    def fail(self, error: Exception, bug: Callable[[Exception], None]) -> None:
        sentence = sentence_of(error)
        if sentence is None:
            self._end()
            bug(error)
            return
        self._over = True
        self.bar.hide()
        self.how_long.setText("")
        self.what.setText("")
        self.notice(sentence)
        self.no_button.setText(_("Close"))
        self.open()

    def stopped(self) -> None:
        self._end()
        self.bench.say(_("Stopped. What was finished so far stays."), "info")

    def reject(self) -> None:
        if self._over or self._job is None:
            self.done(QDialog.DialogCode.Rejected)
            return
        self._job.cancel()
        self.no_button.setEnabled(False)
        self.what.setText(_("Stopping at the next safe place…"))

    def _end(self) -> None:
        self._over = True
        self.done(QDialog.DialogCode.Accepted)


def time_left(passed: float, n: int, of: int | None) -> str:
    """In words, from the seconds that ``n`` of ``of`` took; nothing while it is too early to say."""
    if not n or not of or passed <= 2:
        return ""
    seconds = passed / n * (of - n)
    if seconds < 60:
        return _("less than a minute left")
    return _("about {n} min left").format(n=round(seconds / 60) or 1)
