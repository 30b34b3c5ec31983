"""The day's appointments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.domain import template
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.cancel_appointment import CODES, cancel_appointment, code_of, code_words
from ma_desktop.services.schedule.confirm_appointment import confirm_appointment
from ma_desktop.services.schedule.day_schedule import DayEntry, DaySchedule, day_schedule
from ma_desktop.services.schedule.mark_late import mark_late
from ma_desktop.services.schedule.mark_no_show import mark_no_show
from ma_desktop.services.schedule.move_appointment import move_appointment
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.move import Move
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.printing import preview_day
from ma_desktop.views.widgets.day_bar import ColumnChoice, DayBar
from ma_desktop.views.widgets.day_entry import day_block
from ma_desktop.views.widgets.day_view import DayView
from ma_desktop.views.widgets.labels import button, label

#: Device-independent pixels at 100 % that a column needs for "Lombardi, Amara" and its state.
COLUMN = 165


class SchedulePanel(Panel):
    """The day's appointments: choose, check in, move by dragging, book on a double click."""

    TITLE = _("Schedule")
    ICON = "schedule"
    SHORTCUT = "Ctrl+Shift+S"
    AREA = "schedule"
    SHOWS = frozenset({"Appointment", "Encounter", "Patient", "Location"})
    PLACE = Place("left", 0, share=3)
    HELP = "schedule"
    FOLLOWS_PATIENT = False

    def build(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(8, 0, 8, 8)
        column.setSpacing(4)
        self.columns = ColumnChoice()
        self.columns.setAccessibleName(_("Whose appointments"))
        self.columns.chosen.connect(self.choose_column)
        column.addWidget(self.columns)
        self.view = DayView()
        self.view.setAccessibleName(_("Appointments of the day"))
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(self._open)
        self.view.moved.connect(self._moved)
        self.view.asked.connect(self._book_here)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(self._menu_at)
        self.scroll = _Scroll()
        self.scroll.setWidget(self.view)
        self.scroll.resized.connect(self._refit)
        column.addWidget(self.scroll, 1)
        self.empty = label("", "caption", wrap=True)
        column.addWidget(self.empty)
        column.addLayout(self._actions())
        self.day_bar = DayBar()
        self.day_bar.stepped.connect(self.go)
        self.set_header(self.day_bar)
        self.day: DaySchedule | None = None
        self.here = 0
        self._alone = False
        self._scrolled = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(60_000)
        self.bench.active.changed.connect(lambda _focus: self._follow())
        return page

    def _actions(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self.check = button(
            _("Check in") + "  E", "quiet", "check", tip=_("Check the chosen appointment in (Alt+E)")
        )
        self.check.setAccessibleName(_("Check in"))
        self.check.setShortcut("Alt+E")
        self.check.clicked.connect(self.check_in)
        self.more = button(_("More"), "quiet", tip=_("Confirm, move, cancel, no-show (Alt+O)"))
        self.more.setShortcut("Alt+O")
        self.more.clicked.connect(self._menu)
        row.addWidget(self.check)
        row.addStretch(1)
        row.addWidget(self.more)
        return row

    def query(self, desk: Desk, focus: Focus) -> DaySchedule:
        return day_schedule(desk, focus.day or desk.now().date())

    def show(self, data: DaySchedule) -> None:
        self.day = data
        today = data.day == self.desk.now().date()
        self.day_bar.show_day(f"{data.day:%a, %b} {data.day.day} {data.day.year}", today=today)
        self.here = min(self.here, max(len(data.columns) - 1, 0))
        self._follow(paint=False)
        self._paint_day()
        if today and not self._scrolled:
            self._scrolled = True
            QTimer.singleShot(0, self, self._to_now)

    def _paint_day(self) -> None:
        """All columns while each is wide enough for a name and its state; else one, with a choice above."""
        assert self.day is not None
        now, day = self.desk.now(), self.day
        room = self.scroll.viewport().width() - theme.px(50)
        self._alone = len(day.columns) > 1 and room < len(day.columns) * theme.px(COLUMN)
        self.columns.setVisible(self._alone)
        self.columns.set([c.short or c.name for c in day.columns], [c.name for c in day.columns], self.here)
        shown = [day.columns[self.here]] if self._alone else list(day.columns)
        order = [column.practitioner_id for column in shown]
        names = {column.practitioner_id: column.name for column in day.columns}
        blocks = tuple(
            day_block(entry, order.index(entry.practitioner_id), names.get(entry.practitioner_id, ""), now)
            for entry in day.entries
            if entry.practitioner_id in order
        )
        midnight, _next = template.midnights(day.day, day.zone)
        titles = tuple(column.name for column in shown) or (_("Provider"),)
        self.view.set(blocks, titles, midnight, now if day.day == now.date() else None)
        self.empty.setVisible(not day.entries)
        self.empty.setText(_("No appointments on this day. Double-click a time or press Ctrl+B to book one."))
        self._arm()

    def _arm(self) -> None:
        entry = self._entry()
        self.check.setEnabled(entry is not None and entry.stage is Stage.BOOKED and self._is_today())
        self.more.setEnabled(entry is not None)

    def _is_today(self) -> bool:
        return self.day is not None and self.day.day == self.desk.now().date()

    def choose_column(self, column: int) -> None:
        self.here = column
        if self.day is not None:
            self._paint_day()

    def _refit(self) -> None:
        if self.day is not None:
            self._paint_day()

    def _follow(self, *, paint: bool = True) -> None:
        """The active patient's appointment is marked, in the column where it stands."""
        if self.day is None or self.focus.patient_id is None:
            return
        chosen = self._entry()
        if chosen is None or chosen.patient_id != self.focus.patient_id:
            found = [entry for entry in self.day.entries if entry.patient_id == self.focus.patient_id]
            chosen = next(
                (e for e in found if e.encounter_id == self.focus.encounter_id), found[0] if found else None
            )
            self.view.mark(chosen.appointment_id if chosen else None)
        order = [column.practitioner_id for column in self.day.columns]
        if self._alone and chosen is not None and chosen.practitioner_id in order:
            self.here = order.index(chosen.practitioner_id)
        if paint:
            self._paint_day()

    def commands(self) -> list[Command]:
        return [
            Command(
                "print_huddle",
                _("Print huddle sheet"),
                lambda: preview_day(self.bench, "huddle", self),
                "",
                "print",
                "file",
                words="morning prep",
            ),
            Command(
                "print_day",
                _("Print day schedule"),
                lambda: preview_day(self.bench, "day-schedule", self),
                "",
                "print",
                "file",
                words="downtime list",
            ),
            Command(
                "book",
                _("Book"),
                self.book,
                "Ctrl+B",
                "calendar-plus",
                "go",
                bar=20,
                words="appointment new visit",
            ),
            Command(
                "walk_in",
                _("Walk-in"),
                self.walk_in,
                "Ctrl+N",
                "walk-in",
                "go",
                bar=10,
                primary=True,
                words="new visit unannounced",
            ),
            Command("check_in", _("Check in the chosen appointment"), self.check_in, "", "check", "go"),
        ]

    # -- what a person does -------------------------------------------------------------------------------

    def go(self, days: int) -> None:
        today = self.desk.now().date()
        day = today if days == 0 else (self.focus.day or today) + timedelta(days=days)
        self._scrolled = day != today
        self.bench.active.choose_day(day)

    def book(self) -> None:
        Book(self.bench, patient_id=self.focus.patient_id, parent=self.widget().window()).open()

    def walk_in(self) -> None:
        Book(self.bench, patient_id=None, walk_in=True, parent=self.widget().window()).open()

    def check_in(self) -> None:
        entry = self._entry()
        if entry is None:
            self.notice(_("Choose an appointment first."), "info")
            return
        patient = entry.patient_id
        self.do(
            check_in,
            entry.appointment_id,
            then=lambda visit: self.bench.active.choose_patient(patient, visit),
        )

    def _choose(self, appointment_id: int) -> None:
        entry = self._entry()
        self._arm()
        self._reveal()
        if entry is not None:
            self.bench.active.choose_patient(entry.patient_id, entry.encounter_id)

    def _reveal(self) -> None:
        block = next((b for b in self.view.blocks if b.id == self.view.selected), None)
        if block is not None:
            middle = self.view.rect_of(block).center().toPoint()
            self.scroll.ensureVisible(middle.x(), middle.y(), 0, theme.px(40))

    def _open(self, _appointment_id: int) -> None:
        self.bench.raise_panel("patient_chart")

    def _entry(self) -> DayEntry | None:
        found = self.day.entries if self.day else ()
        return next((entry for entry in found if entry.appointment_id == self.view.selected), None)

    def _moved(self, appointment_id: int, start: datetime, column: int) -> None:
        """A drop over another appointment asks why, once."""
        assert self.day is not None
        provider = self._provider(column)

        def failed(error: Exception) -> None:
            if not hasattr(error, "sentence") or "goes over it" not in str(error):
                self.bench.fail(error, self)
                return
            AskReason(self.bench, _("Over another appointment"), str(error), lambda reason: move(reason),
                      choices=(_("urgent"), _("family together"), _("provider agreed")), parent=self.widget().window()).open()  # fmt: skip

        def move(reason: str) -> None:
            self.bench.do(move_appointment, appointment_id, start=start, practitioner_id=provider, overlap_reason=reason,
                          panel=self, failed=failed)  # fmt: skip

        move("")

    def _provider(self, column: int) -> int | None:
        """Of a column of the view, which may show one provider alone."""
        if self.day is None or not self.day.columns:
            return None
        return self.day.columns[self.here if self._alone else column].practitioner_id

    def _book_here(self, start: datetime, column: int) -> None:
        provider = self._provider(column)
        Book(self.bench, patient_id=self.focus.patient_id, start=start, practitioner_id=provider,
             parent=self.widget().window()).open()  # fmt: skip

    def _menu(self) -> None:
        self._steps_menu().popup(self.more.mapToGlobal(self.more.rect().topLeft()))

    def _menu_at(self, where: QPoint) -> None:
        """The right button, or the menu key on the chosen appointment."""
        block = self.view.block_at(where)
        if block is not None and block.id != self.view.selected:
            self.view.select(block.id)
        self._steps_menu().popup(self.view.mapToGlobal(where))

    def _steps_menu(self) -> QMenu:
        entry = self._entry()
        menu = QMenu(self.more)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        steps: tuple[tuple[str, Callable[[DayEntry], object]], ...] = (
            (_("Check in"), lambda _entry: self.check_in()),
            (_("Confirmed by the patient"), lambda e: self.do(confirm_appointment, e.appointment_id)),
            (_("Move to another time…"), self._move_by_keys),
            (_("Running late…"), self._late),
            (_("No-show"), lambda e: self.do(mark_no_show, e.appointment_id)),
            (_("Cancel appointment…"), self._cancel),
        )
        if entry is not None and entry.stage is Stage.NOSHOW:
            menu.addAction(_("Came after all: check in…"), lambda: self._came_after_all(entry))
        for text, run in steps:
            action = menu.addAction(text)
            action.setEnabled(entry is not None and entry.stage is Stage.BOOKED)
            action.triggered.connect(lambda _on=False, run=run: run(entry) if entry else None)
        return menu

    def _came_after_all(self, entry: DayEntry) -> None:
        """One reasoned step from no-show to arrived."""
        AskReason(self.bench, _("Came after all"), _("The no-show goes back, with the reason, and the visit begins now."),
                  lambda reason: self.do(check_in, entry.appointment_id, back_because=reason,
                                         then=lambda visit: self.bench.active.choose_patient(entry.patient_id, visit)),
                  choices=(_("came late"), _("was here, not seen"), _("wrong patient marked")), yes=_("Check in"),
                  parent=self.widget().window()).open()  # fmt: skip

    def _late(self, entry: DayEntry) -> None:
        def noted(words: str) -> None:
            number = words.split()[0] if words.split() else ""
            if not number.isdecimal():
                self.notice(_("Type how many minutes, such as 20 min."), "warn")
                return
            self.do(mark_late, entry.appointment_id, int(number))

        AskReason(self.bench, _("Running late"), _("How late did the patient say? The no-show counts from then."), noted,
                  choices=(_("10 min"), _("15 min"), _("20 min"), _("30 min"), _("0 min (on time after all)")),
                  yes=_("Note it"), parent=self.widget().window()).open()  # fmt: skip

    def _move_by_keys(self, entry: DayEntry) -> None:
        Move(self.bench, entry, self.day.columns if self.day else (), parent=self.widget().window()).open()

    def _cancel(self, entry: DayEntry) -> None:
        AskReason(self.bench, _("Cancel this appointment?"), _("It stays in the record as cancelled, with the reason."),
                  lambda reason: self.do(cancel_appointment, entry.appointment_id, reason, code=code_of(reason)),
                  choices=[code_words(code) for code in CODES], yes=_("Cancel it"),
                  parent=self.widget().window()).open()  # fmt: skip

    # -- painting -----------------------------------------------------------------------------------------

    def _tick(self) -> None:
        if self.day is not None and self.visible():
            self.show(self.day)

    def _to_now(self) -> None:
        self.scroll.verticalScrollBar().setValue(self.view.now_y() - self.scroll.viewport().height() // 3)


class _Scroll(QScrollArea):
    """Up and down only; tells when its width changed."""

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.resized.emit()
