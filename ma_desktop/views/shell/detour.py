"""Called away and back: the patient, the tab, the field, the cursor and the scrolled lists as they were."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget
from shiboken6 import isValid

from ma_desktop.services.desk import Desk
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from ma_desktop.views.main_window import MainWindow

#: Readings that follow one another until a chart stands with its half-typed forms: chart, sheet, draft, and what they ask.
_TURNS = 5


@dataclass(frozen=True)
class Place:
    """``cursor``: position in the field; ``scrolled``: areas around it and how far each was; ``dialogs``: forms put aside."""

    focus: Focus
    tab: str
    field: QWidget | None
    cursor: int
    scrolled: tuple[tuple[QAbstractScrollArea, int], ...]
    dialogs: tuple[Dialog, ...]


class Detour(QObject):
    """One at a time. ``task_id``: the request that somebody went for."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._place: Place | None = None
        self.task_id: int | None = None
        window.bench.worker_changed.connect(self._forget)

    @property
    def away(self) -> bool:
        return self._place is not None

    def go(self, patient_id: int, encounter_id: int | None, task_id: int, sentence: str) -> None:
        """To that visit; where the keyboard was is kept."""
        bench = self._window.bench
        self._place, self.task_id = self._here(), task_id
        bench.keep_drafts.emit()
        for form in self._place.dialogs:
            form.hide()
        self._window.activateWindow()
        bench.active.choose_patient(patient_id, encounter_id)
        chart = self._chart()
        chart.choose_tab("visit")
        chart.notice(sentence, "info")

    def back(self) -> None:
        """To the very field; half-typed text is put back by the drafts first."""
        place, self._place, self.task_id = self._place, None, None
        if place is None:
            return
        bench, focus = self._window.bench, place.focus
        bench.keep_drafts.emit()
        self._chart().clear_notice()
        if focus.patient_id is None:
            bench.active.close_patient()
        else:
            bench.active.choose_patient(focus.patient_id, focus.encounter_id)
        self._chart().show_tab(place.tab)
        self._after(_TURNS, lambda: self._stand(place))

    # -- within -------------------------------------------------------------------------------------------

    def _here(self) -> Place:
        field = QApplication.focusWidget()
        areas = []
        outer: Any = field
        while outer is not None:
            if isinstance(outer, QAbstractScrollArea):
                areas.append((outer, outer.verticalScrollBar().value()))
            outer = outer.parentWidget()
        forms = tuple(form for form in self._window.findChildren(Dialog) if form.isVisible())
        return Place(
            self._window.bench.focus, self._chart().front, field, _cursor(field), tuple(areas), forms
        )

    def _after(self, turns: int, then: Callable[[], object]) -> None:
        """Once all that is being read now was painted: the reading thread answers in order."""
        if turns == 0:
            then()
        else:
            self._window.bench.read(_nothing, then=lambda _none: self._after(turns - 1, then))

    def _stand(self, place: Place) -> None:
        for form in place.dialogs:
            if isValid(form):
                form.show()
                form.raise_()
                form.activateWindow()
        field = place.field
        if field is None or not isValid(field):
            return
        if not field.isVisible():
            for panel in self._window.panels:
                if panel.painted and panel.widget().isAncestorOf(field):
                    self._window.raise_panel(panel.name)
        if field.isVisible():
            field.window().activateWindow()  # a form that closed just now may have left the keyboard nowhere
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            _put_cursor(field, place.cursor)
        for area, value in place.scrolled:
            if isValid(area):
                area.verticalScrollBar().setValue(value)

    def _forget(self) -> None:
        """Somebody else sits here now: forms that were put aside close, their drafts wait for their writer."""
        place, self._place, self.task_id = self._place, None, None
        for form in place.dialogs if place is not None else ():
            if isValid(form):
                form.leave()

    def _chart(self) -> Any:
        return next(panel for panel in self._window.panels if panel.name == "patient_chart")


def _cursor(field: QWidget | None) -> int:
    if isinstance(field, QLineEdit):
        return field.cursorPosition()
    return field.textCursor().position() if isinstance(field, QPlainTextEdit | QTextEdit) else 0


def _put_cursor(field: QWidget, cursor: int) -> None:
    if isinstance(field, QLineEdit):
        field.setCursorPosition(min(cursor, len(field.text())))
    elif isinstance(field, QPlainTextEdit | QTextEdit):
        here = field.textCursor()
        here.setPosition(min(cursor, len(field.toPlainText())))
        field.setTextCursor(here)


def _nothing(_desk: Desk) -> None:
    return None
