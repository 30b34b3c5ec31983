"""The appointment book: a day, a week, a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget

from ma_desktop.domain.stages import Stage
from ma_desktop.domain.template import Kind
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import DayEntry, DaySchedule, schedules_between
from ma_desktop.services.schedule.explain_change import explain_change
from ma_desktop.services.schedule.month_schedule import MonthSchedule, month_schedule
from ma_desktop.services.schedule.pinned_appointments import Pinned, pinned_appointments
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.arrival import arrive_with_family
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.move import Move
from ma_desktop.views.hallway import masked_schedule
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.schedule import pages
from ma_desktop.views.schedule.book_page import BookPage
from ma_desktop.views.schedule.booking import open_book
from ma_desktop.views.schedule.menu import pop, schedule_commands
from ma_desktop.views.schedule.moves import Moves
from ma_desktop.views.schedule.pages import Choice, Key
from ma_desktop.views.schedule.pins import Pins, pins_of
from ma_desktop.views.widgets.day_entry import day_turns

#: Device-independent pixels at 100 % that a column needs for "Lombardi, Amara" and its state.
COLUMN = 165
MODES = ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class Shown:
    """``days``: the chosen day first, in a week all of its days in order; ``month`` in a month only."""

    mode: str
    days: tuple[DaySchedule, ...]
    pinned: tuple[Pinned, ...]
    month: MonthSchedule | None = None


class SchedulePanel(Panel):
    """The appointment book by day, week or month: choose, check in, move by dragging, book on a double click."""

    TITLE = _("Schedule")
    ICON = "schedule"
    SHORTCUT = "Ctrl+Shift+S"
    AREA = "schedule"
    SHOWS = frozenset(
        {
            "Appointment",
            "Encounter",
            "Patient",
            "Location",
            "Schedule",
            "Slot",
            "Device",
            "HealthcareService",
            "Basic",
        }
    )
    PLACE = Place("left", 0, share=3)
    HELP = "schedule"
    FOLLOWS_PATIENT = False
    MASK = staticmethod(masked_schedule)

    def build(self) -> QWidget:
        self.mode, self.by = "day", "provider"
        self.page = page = BookPage()
        self.view, self.scroll, self.columns = page.view, page.scroll, page.columns
        self.check, self.more, self.empty, self.day_bar = page.check, page.more, page.empty, page.day_bar
        self.pin_board, self.month, self.modes = page.pin_board, page.month, page.modes
        self.moves = Moves(self, self.page.ask_why)
        page.columns.chosen.connect(self.choose_column)
        page.modes.chosen.connect(lambda place: self.set_mode(MODES[place]))
        page.scroll.resized.connect(self._refit)
        page.check.clicked.connect(self.check_in)
        page.more.clicked.connect(self._menu)
        page.day_bar.stepped.connect(self.go)
        page.month.opened.connect(self._open_day)
        page.list.chosen.connect(
            self.view.select, Qt.ConnectionType.QueuedConnection
        )  # it is filled anew by that
        page.list.opened.connect(self._open)
        page.explained.connect(self._explain)
        self.pins = Pins(self)
        self._listen()
        self.set_header(page.header)
        self.day: DaySchedule | None = None
        self.days: tuple[DaySchedule, ...] = ()
        self.keys: tuple[Key, ...] = ()
        self.pinned: tuple[Pinned, ...] = ()
        self.here = 0
        self._alone = False
        self._scrolled = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(60_000)
        self.bench.active.changed.connect(lambda _focus: self._follow())
        return page

    def _listen(self) -> None:
        view = self.view
        view.chosen.connect(self._choose)
        view.opened.connect(self._open)
        view.moved.connect(self._moved)
        view.resized.connect(self._resized)
        view.asked.connect(self._book_here)
        view.dropped.connect(self.pins.dropped)
        self.page.heads.headed.connect(self._headed)
        view.carrying.connect(self.pin_board.offer)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu_at)
        for keys, run in (
            ("Ctrl+X", lambda: self.pins.pin(copy=False)), ("Ctrl+C", lambda: self.pins.pin(copy=True)),
            ("Ctrl+V", self.pins.paste), ("Ctrl+PgUp", lambda: self.go(-1)), ("Ctrl+PgDown", lambda: self.go(1)),
            ("Home", lambda: self.go(0)),
        ):  # fmt: skip
            self.page.add_key(keys, run)

    def query(self, desk: Desk, focus: Focus) -> Shown:
        mode, day = self.mode, focus.day or desk.now().date()
        if mode == "month":
            days = schedules_between(desk, day, day)
            return Shown(mode, days, pinned_appointments(desk), month_schedule(desk, day))
        if mode == "week":
            monday = day - timedelta(days=day.weekday())
            week = schedules_between(desk, monday, monday + timedelta(days=6))
            days = tuple(each for each in week if each.day.weekday() < 5 or each.entries or _open(each))
            return Shown(mode, days, pinned_appointments(desk))
        return Shown(mode, schedules_between(desk, day, day), pinned_appointments(desk))

    def show(self, data: Shown) -> None:
        if data.mode != self.mode:
            return
        today, wanted = self.desk.now().date(), self.focus.day or self.desk.now().date()
        self.days, self.pinned = data.days, data.pinned
        self.day = next((each for each in data.days if each.day == wanted), data.days[0])
        self.page.show_mode(MODES.index(data.mode))
        self.day_bar.show_day(
            pages.title(self.mode, wanted, self.days, today), today=self._holds(today), step=data.mode
        )
        self.pin_board.set(pins_of(data.pinned))
        if data.month is not None:
            self.month.set(pages.month_cells(data.month, today), wanted, today)
            self._arm()
            return
        self._follow(paint=False)
        self._paint_day()
        if self._holds(today) and not self._scrolled:
            self._scrolled = True
            QTimer.singleShot(0, self, self._to_now)

    def _holds(self, day: date) -> bool:
        """Whether that day stands on the page."""
        return any(each.day == day for each in self.days)

    def choices(self) -> tuple[Choice, ...]:
        """The columns that the day could have."""
        assert self.day is not None
        return pages.choices(self.day, self.by if self.mode == "day" else "provider")

    def _paint_day(self) -> None:
        """All columns while each is wide enough for a name and its state; else one, with a choice above."""
        assert self.day is not None
        now, found = self.desk.now(), self.choices()
        self.here = min(self.here, max(len(found) - 1, 0))
        room = self.scroll.viewport().width() - theme.px(50)
        week, listed = self.mode == "week", self.mode == "day" and self.by == "list"
        self._alone = not listed and len(found) > 1 and (week or room < len(found) * theme.px(COLUMN))
        self.columns.setVisible(self._alone)
        self.columns.set([each.short for each in found], [each.name for each in found], self.here)
        away = {each.appointment_id for each in self.pinned if not each.copy}
        if week:
            own = found[self.here].key.practitioner_id if found else None
            page = pages.week_page(self.days, own, now, away)
        else:
            shown = (found[self.here],) if self._alone else found
            nobody = Choice(
                "", _("Provider") if self.by == "provider" else _("Nothing to show"), Key(self.day.day)
            )
            page = pages.day_page(self.day, shown or (nobody,), now, away)
        self.keys = page.keys
        self.view.set(page.blocks, page.heads, now if self._holds(now.date()) else None)
        self.page.heads.refresh()
        self._say_empty(page)
        self.page.show_list(day_turns(self.day, now) if listed else None, self.view.selected)
        self._arm()

    def _say_empty(self, page: pages.Page) -> None:
        self.empty.setVisible(not page.blocks)
        book = _("Double-click a time or press Ctrl+B to book one.")
        if self.mode == "week":
            self.empty.setText(_("No appointments in this week.") + " " + book)
        elif self.by == "device" and self.day is not None and not self.day.devices:
            self.empty.setText(_("No equipment yet. Add it in the practice settings."))
        elif self.by in ("room", "device"):
            self.empty.setText(_("Nothing is booked here on this day."))
        elif self.day is not None and self.day.spans.holiday:
            self.empty.setText(_("Closed: {holiday}.").format(holiday=self.day.spans.holiday))
        else:
            self.empty.setText(_("No appointments on this day.") + " " + book)

    def _arm(self) -> None:
        entry = self.entry()
        today = self.desk.now().date()
        arrives = entry is not None and entry.stage is Stage.BOOKED and entry.start.date() == today
        self.check.setEnabled(arrives and self.mode != "month")
        self.more.setEnabled(self.mode != "month")

    def choose_column(self, column: int) -> None:
        self.here = column
        if self.day is not None:
            self._paint_day()

    def set_mode(self, mode: str) -> None:
        """``day``, ``week`` or ``month``; the keyboard goes into the page."""
        if mode != self.mode:
            self.mode, self._scrolled = mode, False
            self.page.show_mode(MODES.index(mode))
            self.refresh()
        (self.month if mode == "month" else self.view).setFocus()

    def set_columns(self, by: str) -> None:
        """``provider``, ``room`` or ``device``; ``list``: no columns and no times, only whose turn it is. In a day."""
        self.by, self.here = by, 0
        if self.mode != "day":
            self.set_mode("day")
        elif self.day is not None:
            self._paint_day()
        if by == "list":
            self.page.list.setFocus()

    def _refit(self) -> None:
        if self.day is not None and self.mode != "month":
            self._paint_day()

    def _follow(self, *, paint: bool = True) -> None:
        """The active patient's appointment is marked, in the column where it stands."""
        if self.day is None or self.focus.patient_id is None or self.mode == "month":
            return
        chosen = self.entry()
        if chosen is None or chosen.patient_id != self.focus.patient_id:
            found = [entry for entry in self._entries() if entry.patient_id == self.focus.patient_id]
            chosen = next(
                (e for e in found if e.encounter_id == self.focus.encounter_id), found[0] if found else None
            )
            self.view.mark(chosen.appointment_id if chosen else None)
        if self._alone and chosen is not None:
            place = next(
                (n for n, each in enumerate(self.choices()) if _stands_in(each.key, chosen)), self.here
            )
            self.here = place
        if paint:
            self._paint_day()

    def commands(self) -> list[Command]:
        return schedule_commands(self)

    # -- what a person does -------------------------------------------------------------------------------

    def go(self, steps: int) -> None:
        """By days, weeks or months, as the page shows; 0 is today."""
        today = self.desk.now().date()
        by = {
            "day": relativedelta(days=steps),
            "week": relativedelta(weeks=steps),
            "month": relativedelta(months=steps),
        }
        day = today if steps == 0 else (self.focus.day or today) + by[self.mode]
        self._scrolled = day != today
        self.bench.active.choose_day(day)
        if steps == 0 and self.mode != "month":
            self._to_now()

    def _open_day(self, day: date) -> None:
        self.mode, self._scrolled = "day", False
        self.page.show_mode(0)
        self.bench.active.choose_day(day)
        self.refresh()
        self.view.setFocus()

    def _headed(self, column: int) -> None:
        """A click on a day of the week opens it."""
        if self.mode == "week":
            self._open_day(self.keys[column].day)

    def book(self) -> None:
        open_book(self.bench, self.widget().window(), patient_id=self.focus.patient_id)

    def walk_in(self) -> None:
        open_book(self.bench, self.widget().window(), patient_id=None, walk_in=True)

    def check_in(self) -> None:
        entry = self.entry()
        if entry is None:
            self.notice(_("Choose an appointment first."), "info")
            return
        arrive_with_family(self.bench, self.widget().window(), entry.patient_id, entry.appointment_id)

    def _choose(self, appointment_id: int) -> None:
        entry = self.entry()
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

    def _entries(self) -> list[DayEntry]:
        return [entry for day in self.days for entry in day.entries]

    def entry(self, ident: int | None = None) -> DayEntry | None:
        wanted = self.view.selected if ident is None else ident
        return next((entry for entry in self._entries() if entry.appointment_id == wanted), None)

    # -- moving -------------------------------------------------------------------------------------------

    def _moved(self, appointment_id: int, start: datetime, column: int) -> None:
        entry = self.entry(appointment_id)
        if entry is not None:
            self.moves.move(entry, start, self.keys[column])

    def _resized(self, appointment_id: int, start: datetime, minutes: int) -> None:
        entry = self.entry(appointment_id)
        if entry is not None:
            self.moves.resize(entry, start, minutes)

    def _explain(self, appointment_id: int, reason: str) -> None:
        self.do(explain_change, appointment_id, reason, then=lambda _none: self.bench.say(_("Reason noted.")))
        self.view.setFocus()

    def _provider(self, column: int) -> int | None:
        return self.keys[column].practitioner_id if column < len(self.keys) else None

    def _book_here(self, start: datetime, column: int) -> None:
        open_book(self.bench, self.widget().window(), patient_id=self.focus.patient_id, start=start,
                  practitioner_id=self._provider(column))  # fmt: skip

    # -- menu ---------------------------------------------------------------------------------------------

    def _menu(self) -> None:
        pop(self, self.more.mapToGlobal(self.more.rect().topLeft()))

    def _menu_at(self, where: QPoint) -> None:
        """The right button, or the menu key on the chosen appointment."""
        block = self.view.block_at(where)
        if block is not None and block.id != self.view.selected:
            self.view.select(block.id)
        if block is None:
            self.view.put_cursor_at(where)
        pop(self, self.view.mapToGlobal(where))

    def move_by_keys(self, entry: DayEntry) -> None:
        assert self.day is not None
        Move(self.bench, entry, self.day.columns, self.day.rooms, parent=self.widget().window()).open()

    # -- painting -----------------------------------------------------------------------------------------

    def _tick(self) -> None:
        if self.day is not None and self.visible() and self.mode != "month":
            self._paint_day()

    def _to_now(self) -> None:
        self.scroll.verticalScrollBar().setValue(self.view.now_y() - self.scroll.viewport().height() // 3)


def _open(day: DaySchedule) -> bool:
    return any(span.kind in (Kind.OPEN, Kind.WAVE) for spans in day.spans.spans.values() for span in spans)


def _stands_in(key: Key, entry: DayEntry) -> bool:
    """Whatever the day: the same column of another page."""
    if key.location_id == 0:
        return entry.location_id is None
    return (
        key.practitioner_id in (None, entry.practitioner_id)
        and key.location_id in (None, entry.location_id)
        and key.device_id in (None, entry.device_id)
    )
