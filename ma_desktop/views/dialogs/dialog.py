"""What every dialog shares: a title, a body, a notice line, one primary button, drafts. Never blocks."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_label import patient_label
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.shell.drafts import FormDraft
from ma_desktop.views.shell.notice_line import NoticeLine
from ma_desktop.views.widgets.patient_line import PatientLine
from ma_desktop.views.widgets.tall_body import TallBody
from ma_desktop.views.workbench import Workbench


class Dialog(QDialog):
    """Open with ``open()``, never ``exec()``: the lock hides dialogs, and a hidden ``exec`` would end as *Cancel*.

    A form about one patient says whose it is below its title; with ``WHOSE`` off, where it says so itself, only when the chart behind it
    is somebody else's.

    ``HELP`` is the page that F1 shows. ``FORM`` names the draft; without it nothing is kept. ``scope``: the patient and visit the form is about.
    Subclasses fill ``self.body`` (a ``QVBoxLayout``) and override ``accept`` when saving takes a verb.
    """

    FORM: ClassVar[str] = ""
    HELP: ClassVar[str] = "index"
    WIDTH: ClassVar[int] = 460
    WHOSE: ClassVar[bool] = True

    def __init__(
        self,
        bench: Workbench,
        title: str,
        *,
        parent: QWidget | None = None,
        scope: Focus | None = None,
        yes: str = "",
        no: str = "",
    ) -> None:
        super().__init__(parent)
        self.bench, self.scope = bench, scope or Focus()
        self.setWindowTitle(title)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(min(theme.px(self.WIDTH), self.screen().availableGeometry().width() - 40))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.notice_line = NoticeLine(self)
        inner = QVBoxLayout()
        inner.setContentsMargins(20, 18, 20, 18)
        inner.setSpacing(12)
        self.heading = QLabel(title)
        self.heading.setProperty("role", "title")
        self.heading.setWordWrap(True)
        self.whose_line = PatientLine()
        inner.addWidget(self.heading)
        inner.addWidget(self.whose_line)
        inner.addWidget(self.notice_line)
        holder = TallBody()
        self.body = holder.layout_inside
        self.body.setSpacing(10)
        inner.addWidget(holder, 1)
        outer.addLayout(inner, 1)
        outer.addWidget(self._foot(yes or _("Save"), no or _("Cancel")))
        self.yes_button.setDefault(
            True
        )  # only now: a button without a dialog around it forgets this, and Enter cancels
        self._draft: FormDraft | None = None
        bench.active.changed.connect(self._name_person)

    def _foot(self, yes: str, no: str) -> QFrame:
        foot = QFrame()
        foot.setObjectName("dialogFoot")
        self.foot = QHBoxLayout(foot)
        self.foot.setContentsMargins(20, 10, 20, 10)
        self.foot.setSpacing(8)
        self.foot.addStretch(1)
        self.no_button, self.yes_button = QPushButton(no), QPushButton(yes)
        self.yes_button.setProperty("role", "primary")
        self.no_button.setAutoDefault(False)  # Enter in a field saves; only on the focused button it cancels
        self.no_button.clicked.connect(self.reject)
        self.yes_button.clicked.connect(self.accept)
        self.foot.addWidget(self.no_button)
        self.foot.addWidget(self.yes_button)
        return foot

    def notice(self, sentence: str, tone: str = "danger") -> None:
        self.notice_line.say(sentence, tone)
        self.set_busy(False)

    def set_busy(self, busy: bool) -> None:
        """While the verb runs, *Save* cannot be pressed twice."""
        self.yes_button.setEnabled(not busy)

    def save(
        self, verb: Callable[..., Any], *args: Any, then: Callable[[Any], None] | None = None, **kw: Any
    ) -> None:
        """Runs the verb; closes when it worked, keeps everything typed and says why when it did not."""
        self.notice_line.clear()
        self.set_busy(True)

        def done(answer: Any) -> None:
            self.finish()
            if then is not None:
                then(answer)

        def failed(error: Exception) -> None:
            self.set_busy(False)
            self.bench.fail(error, self)

        self.bench.do(verb, *args, then=done, panel=self, failed=failed, **kw)

    def finish(self) -> None:
        """Saved: the draft goes, the dialog closes."""
        if self._draft is not None:
            self._draft.drop()
        self.done(QDialog.DialogCode.Accepted)

    def remember(self, widget: QWidget, name: str) -> None:
        """Keeps what is typed into ``widget`` as part of this form's draft."""
        if self._draft is None:
            self._draft = FormDraft(self.bench, self.FORM, scope=self.scope, parent=self)
        self._draft.remember(widget, name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the focused button says; anywhere else it saves. F1 explains the form, F5 puts it aside for what
        cannot wait."""
        if event.key() == Qt.Key.Key_F1:
            self.help()
            return
        if event.key() == Qt.Key.Key_F5 and self.FORM != "urgent_request":
            self.bench.commands.run("urgent")  # the window does not hear its keys behind a form
            return
        here = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.isAutoRepeat():
            return  # the key that opened the form is still down
        if enter and isinstance(here, QPushButton) and here is not self.yes_button:
            here.click()
            return
        super().keyPressEvent(event)

    def help(self) -> None:
        """The page about this form, over it; the form stays as it is."""
        from ma_desktop.views.dialogs.help_page import HelpPage

        if not isinstance(self, HelpPage):
            HelpPage(self.bench, self.HELP, parent=self).open()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self._buttons_last()
            self._name_person()
        if self._draft is not None and not event.spontaneous():
            self._draft.settle(self._draft.typed())

    def _name_person(self, *_changed: object) -> None:
        """What is typed must not be taken for the chart's behind it, nor be typed into the wrong one's form."""
        whose = self.scope.patient_id
        if whose is None or (not self.WHOSE and whose == self.bench.focus.patient_id):
            self.whose_line.set(None)
        else:
            self.bench.read(patient_label, whose, then=self.whose_line.set, panel=self)

    def _buttons_last(self) -> None:
        """Tab goes through the form first, then to the buttons at the foot.

        The chain is not walked with ``nextInFocusChain``: its wrappers would own each other, the dialog included.
        """
        buttons = [
            widget
            for i in range(self.foot.count())
            if (item := self.foot.itemAt(i)) is not None and (widget := item.widget()) is not None
        ]
        fields = [
            widget
            for widget in self.findChildren(QWidget)
            if widget not in buttons
            and widget.window() is self  # the list of a combo box is a window of its own
            and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        ]
        for before, after in pairwise([*fields[-1:], *buttons]):
            self.setTabOrder(before, after)

    def reject(self) -> None:
        """Esc and *Cancel*: the form is closed on purpose, so its draft goes too."""
        if self._draft is not None:
            self._draft.drop()
        super().reject()

    def leave(self) -> None:
        """The person leaves the desk: the form closes, its draft stays for them."""
        if self._draft is not None:
            self._draft.flush()
        self.done(QDialog.DialogCode.Rejected)


def words(text: str, role: str = "") -> QLabel:
    """A wrapped line of text for a dialog's body."""
    label = QLabel(text)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label
