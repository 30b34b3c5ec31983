"""The cards of the Visit tab that are typed into or only read: reason, plan, what happened since the last visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_summary import PatientSummary
from ma_desktop.services.chart.since_last_visit import SinceLast
from ma_desktop.services.visit.visit_view import VisitView
from ma_desktop.views import theme
from ma_desktop.views.icons import pixmap
from ma_desktop.views.widgets.card import Card, clear
from ma_desktop.views.widgets.labels import Elided, button, keyed, label

Remember = Callable[[QWidget, str], None]


class Quote(QFrame):
    """What the patient said, in quotation marks; a click, Enter or Space opens it to be edited."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("sunken")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.words = label("", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 8)
        column.addWidget(self.words)

    def set(self, text: str) -> None:
        self.words.setText(f"“{text}”")
        self.setAccessibleName(_("Reason for visit: {text}. Enter edits it.").format(text=text))
        self.setToolTip(_("Press to edit (Alt+R)"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self.pressed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pressed.emit()
        else:
            super().keyPressEvent(event)


class Box(QPlainTextEdit):
    """A small text field: Tab goes on, Ctrl+Enter saves, Esc gives up."""

    saved = Signal()
    left = Signal()

    def __init__(self, hint: str, name: str, height: int) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setFixedHeight(theme.px(height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class ReasonCard(Card):
    """Quoted when it is written down, a field while it is not; below it who wrote it, and the medicines to go through."""

    def __init__(self, remember: Remember, save: Callable[[], None]) -> None:
        super().__init__(_("Reason for visit"))
        self._saved_text = ""
        self.quote = Quote()
        self.quote.pressed.connect(self.edit)
        self.reason = Box(_("In the patient's own words"), _("Reason for visit"), 56)
        self.reason.saved.connect(save)
        self.reason.left.connect(self.give_up)
        remember(self.reason, "reason")
        self.by = label("", "caption", wrap=True)
        self.save_button = button(_("Save reason"), "quiet", "save", tip=_("Ctrl+Enter or Alt+W"))
        keyed(self.save_button, "Alt+W")
        self.save_button.clicked.connect(save)
        self._editing = False
        row = QHBoxLayout()
        row.addWidget(self.by, 1)
        row.addWidget(self.save_button)
        self.lists = QVBoxLayout()
        self.lists.setSpacing(3)
        self.body.addWidget(self.quote)
        self.body.addWidget(self.reason)
        self.body.addLayout(row)
        self.body.addLayout(self.lists)
        self.body.addStretch(1)

    def show(self, visit: VisitView) -> None:  # type: ignore[override]
        self._saved_text, self._by = visit.reason, visit.reason_by
        if not self._editing and not self.reason.hasFocus():
            put(self.reason, visit.reason)
        self.settle()

    def settle(self) -> None:
        typed = self.reason.toPlainText() != self._saved_text
        editing = self._editing or typed or not self._saved_text
        self.quote.setVisible(not editing)
        self.reason.setVisible(editing)
        self.save_button.setVisible(editing)
        if editing:
            self.by.setText(_("Not saved yet") if typed else "")
        else:
            self.quote.set(self._saved_text)
            self.by.setText(" · ".join(part for part in (_("Patient's own words"), self._by) if part))

    def edit(self) -> None:
        self._editing = True
        self.settle()
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reason.moveCursor(self.reason.textCursor().MoveOperation.End)

    def give_up(self) -> None:
        """Esc: the saved words stand again."""
        if self._saved_text:
            self._editing = False
            self.reason.setPlainText(self._saved_text)
            self.settle()
            self.quote.setFocus(Qt.FocusReason.OtherFocusReason)

    def saved(self) -> None:
        self._editing = False
        self._saved_text = self.reason.toPlainText().strip()
        had_keyboard = self.reason.hasFocus()
        self.settle()
        if had_keyboard:
            self.quote.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_lists(self, summary: PatientSummary, review: Callable[[], object]) -> None:
        clear(self.lists)
        holder = QWidget()
        holder.setObjectName("clear")
        head = QHBoxLayout(holder)
        head.setContentsMargins(0, 0, 0, 0)
        title = label(_("Medicines · {n}").format(n=len(summary.medicines)), "strong")
        press = button(_("Review…"), "quiet", tip=_("Taking, not taking, differently; add one"))
        press.setAccessibleName(_("Review medicines"))
        press.setProperty("small", True)
        press.setFixedHeight(theme.px(24))
        press.clicked.connect(lambda: review())
        head.addWidget(title, 1)
        head.addWidget(press)
        self.lists.addWidget(holder)
        for medicine in summary.medicines[:4]:
            words = f"{medicine.display} {medicine.dose}".strip()
            said = {"not-taking": _("not taking"), "differently": _("takes it differently")}.get(
                medicine.taking, ""
            )
            self.lists.addWidget(line("pill", words, said, "warn" if said else "accent"))
        if len(summary.medicines) > 4:
            self.lists.addWidget(label(_("and {n} more").format(n=len(summary.medicines) - 4), "caption"))
        if not summary.medicines:
            self.lists.addWidget(label(_("None recorded. Ask, and add what is taken."), "muted", wrap=True))


class PlanCard(Card):
    """What the provider said, the steps for the patient, and when to come back."""

    def __init__(self, remember: Remember, save: Callable[[], None]) -> None:
        super().__init__(_("Plan and follow-up"))
        self._visit: VisitView | None = None
        self.plan = Box(_("Plan, as the provider said it"), _("Plan"), 56)
        self.next_steps = Box(
            _("What the patient does next, one step a line"), _("Steps for the patient"), 64
        )
        self.follow_up = QLineEdit()
        self.follow_up.setPlaceholderText(_("Come back when? “2 weeks”, “none needed”"))
        self.follow_up.setAccessibleName(_("Come back when"))
        words = (
            _("1 week"),
            _("2 weeks"),
            _("1 month"),
            _("3 months"),
            _("6 months"),
            _("1 year"),
            "none needed",
        )
        completer = QCompleter(list(words), self.follow_up)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.follow_up.setCompleter(completer)
        for widget, name in (
            (self.plan, "plan"),
            (self.next_steps, "next_steps"),
            (self.follow_up, "follow_up"),
        ):
            remember(widget, name)
            self.body.addWidget(widget)
        for box in (self.plan, self.next_steps):
            box.saved.connect(save)
            box.textChanged.connect(self.settle)
        self.follow_up.textChanged.connect(self.settle)
        self.by = label("", "caption", wrap=True)
        self.save_button = button(_("Save plan"), "quiet", "save", tip=_("Ctrl+Enter or Alt+L"))
        keyed(self.save_button, "Alt+L")
        self.save_button.clicked.connect(save)
        row = QHBoxLayout()
        row.addWidget(self.by, 1)
        row.addWidget(self.save_button)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def show(self, visit: VisitView) -> None:  # type: ignore[override]
        fresh = self._visit is None or self._visit.encounter_id != visit.encounter_id
        before, self._visit = self._visit, visit
        saved = ("", "", "") if fresh or before is None else _texts(before)
        for widget, old, new in zip((self.plan, self.next_steps), saved, _texts(visit), strict=False):
            if fresh or widget.toPlainText() == old or not widget.hasFocus():
                put(widget, new, always=fresh or widget.toPlainText() == old)
        if fresh or self.follow_up.text() == saved[2] or not self.follow_up.hasFocus():
            self.follow_up.setText(visit.follow_up)
        self.settle()

    @property
    def unsaved(self) -> bool:
        if self._visit is None:
            return False
        here = (self.plan.toPlainText(), self.next_steps.toPlainText(), self.follow_up.text())
        return here != _texts(self._visit)

    def settle(self) -> None:
        by = self._visit.plan_by if self._visit is not None else ""
        self.by.setText(
            _("Typed, not saved yet") if self.unsaved else _("Saved {when}").format(when=by) if by else ""
        )
        theme.retone(self.by, tone="warn" if self.unsaved else "")


def _texts(visit: VisitView) -> tuple[str, str, str]:
    return visit.plan, "\n".join(visit.next_steps), visit.follow_up


class SinceCard(Card):
    """What changed since the patient was last here."""

    def __init__(self) -> None:
        super().__init__(_("Since the last visit"))
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.body.addLayout(self.lines)
        self.body.addStretch(1)

    def show(self, since: SinceLast, today: date) -> None:  # type: ignore[override]
        clear(self.lines)
        if since.last is None:
            self.title.setText(_("Since the last visit"))
            self.lines.addWidget(
                label(_("The first visit here: nothing earlier is on file."), "muted", wrap=True)
            )
            return
        self.title.setText(_("Since the last visit · {day}").format(day=short_day(since.last.date(), today)))
        for event in since.events:
            when = _("today") if event.at is None else short_day(event.at.date(), today)
            self.lines.addWidget(line(event.icon, event.text, when, event.tone))
        if not since.events:
            words = _("Nothing new on file. Last visit: {title}.").format(
                title=since.title or _("no kind noted")
            )
            self.lines.addWidget(label(words, "muted", wrap=True))


def line(icon: str, text: str, right: str, tone: str = "accent") -> QWidget:
    """Picture, words, and something muted at the right."""
    made = QWidget()
    made.setObjectName("clear")
    across = QHBoxLayout(made)
    across.setContentsMargins(0, 1, 0, 1)
    across.setSpacing(10)
    picture = QLabel()
    picture.setPixmap(pixmap(icon, tone, 16))
    across.addWidget(picture)
    across.addWidget(Elided(text), 1)
    across.addWidget(label(right, "caption"))
    return made


def short_day(day: date, today: date) -> str:
    """``Aug 18``; with the year when it is another one; ``today``."""
    if day == today:
        return _("today")
    return f"{day:%b} {day.day}" + ("" if day.year == today.year else f", {day.year}")


def put(widget: QPlainTextEdit, text: str, *, always: bool = False) -> None:
    """The saved text, unless somebody is typing there."""
    if (always or not widget.hasFocus()) and widget.toPlainText() != text:
        widget.setPlainText(text)
