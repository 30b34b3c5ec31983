"""Half-typed forms: kept in the encrypted record while they are typed, put back where they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QDate, QObject, Qt, QTimer, SignalInstance
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDateEdit,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QWidget,
)

from ma_desktop.services.practice.drafts import DraftForm, draft_of
from ma_desktop.services.practice.keep_draft import keep_draft
from ma_desktop.views.active import Active, Focus
from ma_desktop.views.workbench import Workbench

#: Milliseconds of rest after which a draft is saved, and the longest it waits while somebody types on.
REST, LATEST = 300, 1000


@dataclass(frozen=True)
class Field:
    """How to read and fill one widget, and the signals that say a person changed it."""

    widget: QWidget
    get: Callable[[], Any]
    put: Callable[[Any], None]
    edited: tuple[SignalInstance, ...]


def field_of(widget: QWidget) -> Field:
    """A field for any input widget; own widgets offer ``draft_value``, ``set_draft_value``, ``draft_edited``."""
    if hasattr(widget, "draft_value"):
        return Field(widget, widget.draft_value, widget.set_draft_value, (widget.draft_edited,))  # type: ignore[attr-defined]
    if isinstance(widget, QLineEdit):
        return Field(widget, widget.text, widget.setText, (widget.textEdited,))
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return Field(widget, widget.toPlainText, widget.setPlainText, (widget.textChanged,))
    if isinstance(widget, QComboBox):
        return Field(
            widget, widget.currentText, widget.setCurrentText, (widget.textActivated, widget.editTextChanged)
        )
    if isinstance(widget, QAbstractButton):
        return Field(widget, widget.isChecked, widget.setChecked, (widget.clicked,))
    if isinstance(widget, QDateEdit):
        return Field(
            widget,
            lambda: widget.date().toString(Qt.DateFormat.ISODate),
            lambda text: widget.setDate(QDate.fromString(text, Qt.DateFormat.ISODate)),
            (widget.dateChanged,),
        )
    if isinstance(widget, (QSpinBox, QDoubleSpinBox)):
        return Field(widget, widget.value, widget.setValue, (widget.valueChanged,))
    raise TypeError(f"no draft for a {type(widget).__name__}")


class FormDraft(QObject):
    """The draft of one form. A panel's follows the active patient; a dialog's is for the ``scope`` it was opened with.

    ``settle()`` after every painting: what stands in the fields then is not the person's typing.
    """

    def __init__(
        self,
        bench: Workbench,
        form: str,
        *,
        follows: Active | None = None,
        scope: Focus | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.bench, self.form = bench, form
        self.scope = follows.focus if follows is not None else scope or Focus()
        self._fields: dict[str, Field] = {}
        self._base: dict[str, Any] = {}
        self._first: dict[str, Any] = {}
        self._typed_last = ""
        self._stored = False
        self._loaded = False
        self._filling = False
        self._rest = self._timer(REST)
        self._latest = self._timer(LATEST)
        if follows is not None:
            follows.about_to_change.connect(self._move)
        bench.keep_drafts.connect(self.flush)
        bench.about_to_leave.connect(self._start_over)

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self.flush)
        return timer

    def remember(self, widget: QWidget, name: str) -> None:
        """Adds a field. ``name`` is stable: it is how the draft finds the field again."""
        field = field_of(widget)
        self._fields[name] = field
        self._base[name] = self._first[name] = field.get()
        for signal in field.edited:
            signal.connect(self.touch)
        widget.destroyed.connect(lambda *_gone: self._forget(name, field))

    def _forget(self, name: str, field: Field) -> None:
        """The form was laid out anew without this field (a child is measured otherwise than an adult)."""
        if self._fields.get(name) is field:
            del self._fields[name], self._base[name], self._first[name]

    def typed(self) -> dict[str, Any]:
        """What differs from what was painted: ``{name: plain value}``."""
        return {name: value for name, f in self._fields.items() if (value := f.get()) != self._base[name]}

    def touch(self, *_args: object) -> None:
        """Somebody typed."""
        if self._filling:
            return
        typed_in = self.sender()
        self._typed_last = next(
            (n for n, f in self._fields.items() if f.widget is typed_in), self._typed_last
        )
        self._rest.start()
        if not self._latest.isActive():
            self._latest.start()

    def flush(self) -> None:
        """Saves now if anything waits to be saved."""
        if not (self._rest.isActive() or self._latest.isActive()):
            return
        self._stop()
        typed = self.typed()
        if typed or self._stored:
            self._keep(typed)

    def drop(self, *names: str) -> None:
        """The form was saved or thrown away: what stands in it now is the new beginning.

        ``names``: only these fields were; what is half-typed in the others stays a draft.
        """
        self._stop()
        self._base |= {n: f.get() for n, f in self._fields.items() if not names or n in names}
        if self._stored or not self._loaded or self.typed():
            self._keep(self.typed())

    def saving(
        self, then: Callable[[Any], object], *names: str, elsewhere: Callable[[Any], object] | None = None
    ) -> Callable[[Any], None]:
        """What a verb that saves this form calls with its answer: ``then``, while the form is still about the same patient and visit.

        When somebody else is on the screen by then, nothing of theirs is touched: only the draft that was kept for the saved one
        loses ``names`` (by default all), and ``elsewhere`` is told.
        """
        scope = self.scope

        def answered(answer: Any) -> None:
            if _same(scope, self.scope):
                then(answer)
                return
            self._forget_kept(scope, names)
            if elsewhere is not None:
                elsewhere(answer)

        return answered

    def _forget_kept(self, scope: Focus, names: tuple[str, ...]) -> None:
        def keep_rest(draft: DraftForm | None) -> None:
            if draft is None:
                return
            left = {name: value for name, value in draft.fields.items() if names and name not in names}
            self.bench.do(
                keep_draft, self.form, left, patient_id=scope.patient_id, encounter_id=scope.encounter_id,
                focus_field=draft.focus_field,
            )  # fmt: skip

        self.bench.read(draft_of, self.form, scope.patient_id, scope.encounter_id, then=keep_rest)

    def settle(self, typed: dict[str, Any] | None = None) -> None:
        """After painting. ``typed``: what a person had typed before it, put back if the painting took it.

        What the painting left standing is still typed: it stays in the draft when something else is typed next.
        """
        kept, before = typed or {}, self._base
        self._base = {name: field.get() for name, field in self._fields.items()}
        self._base |= {
            n: before[n] for n, value in kept.items() if n in before and self._base.get(n) == value
        }
        self._fill(kept)
        if not self._loaded:
            self.load()

    def load(self) -> None:
        """Reads the draft of the present scope and puts it back."""
        self._loaded = True
        scope = self.scope
        self.bench.read(
            draft_of, self.form, scope.patient_id, scope.encounter_id,
            then=self._restore, still=lambda: scope == self.scope,
        )  # fmt: skip

    def blank(self) -> None:
        """Puts the fields back as they were made, so that nothing typed for one patient stands under another's name."""
        self._filling = True
        for name, field in self._fields.items():
            field.put(self._first[name])
            self._base[name] = field.get()
        self._filling = False

    # -- within -------------------------------------------------------------------------------------------

    def _stop(self) -> None:
        self._rest.stop()
        self._latest.stop()

    def _keep(self, typed: dict[str, Any]) -> None:
        self._stored = bool(typed)
        scope, saved = self.scope, bool(typed)
        here = QApplication.focusWidget()
        focused = next(
            (n for n, f in self._fields.items() if here is not None and _within(here, f.widget)),
            self._typed_last,  # the keyboard is in another program, or nowhere
        )
        self.bench.do(
            keep_draft, self.form, typed,
            patient_id=scope.patient_id, encounter_id=scope.encounter_id, focus_field=focused,
            then=lambda _none: self.bench.draft_saved.emit(saved),
        )  # fmt: skip

    def _restore(self, draft: DraftForm | None) -> None:
        if draft is None:
            return
        self._stored = True
        already = self.typed()
        self._fill({name: value for name, value in draft.fields.items() if name not in already})
        field = self._fields.get(draft.focus_field)
        if field is not None:
            self.bench.claim_keyboard(draft.saved_at, field.widget)

    def _fill(self, values: dict[str, Any]) -> None:
        self._filling = True
        for name, value in values.items():
            field = self._fields.get(name)
            if field is not None and field.get() != value:
                field.put(value)
        self._filling = False

    def _move(self, focus: Focus) -> None:
        if _same(focus, self.scope):
            return
        self._start_over()
        self.scope = focus

    def _start_over(self) -> None:
        self.flush()
        self._stored = self._loaded = False
        self.blank()


def _same(one: Focus, other: Focus) -> bool:
    """About the same patient and visit; the day of the schedule does not matter to a form."""
    return (one.patient_id, one.encounter_id) == (other.patient_id, other.encounter_id)


def _within(widget: QWidget, outer: QWidget) -> bool:
    return widget is outer or outer.isAncestorOf(widget)
