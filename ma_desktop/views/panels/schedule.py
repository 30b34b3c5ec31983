"""The day's appointments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.domain.stages import Stage, label
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.cancel_appointment import cancel_appointment
from ma_desktop.services.schedule.confirm_appointment import confirm_appointment
from ma_desktop.services.schedule.day_schedule import DayEntry, DaySchedule, day_schedule
from ma_desktop.services.schedule.mark_no_show import mark_no_show
from ma_desktop.services.schedule.move_appointment import move_appointment
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.day_view import DayBlock, DayView
from ma_desktop.views.widgets.labels import button
from ma_desktop.views.widgets.labels import label as words

_TONES = {
    Stage.BOOKED: "accent", Stage.ARRIVED: "warn", Stage.ROOMED: "violet", Stage.VITALS: "info", Stage.READY: "info",
    Stage.PROVIDER: "violet", Stage.CHECKOUT: "warn", Stage.BILLED: "ok", Stage.LEFT: "muted", Stage.NOSHOW: "danger",
    Stage.CANCELLED: "muted",
}  # fmt: skip


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
        bar = QHBoxLayout()
        for text, picture, tip, days in (
            ("", "left", _("Day before"), -1),
            (_("Today"), "", _("Today"), 0),
            ("", "right", _("Next day"), 1),
        ):
            press = button(text, "icon" if picture else "", picture, tip=tip)
            press.setAccessibleName(tip)
            press.clicked.connect(lambda _on=False, days=days: self.go(days))
            bar.addWidget(press)
        bar.addStretch(1)
        self.check = button(_("Check in"), "quiet", tip=_("Check the chosen appointment in (Alt+E)"))
        self.check.setShortcut("Alt+E")
        self.check.clicked.connect(self.check_in)
        self.more = button(_("More"), "quiet")
        self.more.clicked.connect(self._menu)
        bar.addWidget(self.check)
        bar.addWidget(self.more)
        column.addLayout(bar)
        self.view = DayView()
        self.view.setAccessibleName(_("Appointments of the day"))
        self.view.chosen.connect(self._choose)
        self.view.opened.connect(self._open)
        self.view.moved.connect(self._moved)
        self.view.asked.connect(self._book_here)
        self.scroll = QScrollArea()
        self.scroll.setWidget(self.view)
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(self.scroll.horizontalScrollBarPolicy().ScrollBarAlwaysOff)
        column.addWidget(self.scroll, 1)
        self.caption = words("", "caption")
        self.set_header(self.caption)
        self.day: DaySchedule | None = None
        self._scrolled = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(60_000)
        return page

    def query(self, desk: Desk, focus: Focus) -> DaySchedule:
        return day_schedule(desk, focus.day or desk.now().date())

    def show(self, data: DaySchedule) -> None:
        self.day = data
        now = self.desk.now()
        self.caption.setText(f"{data.day:%a, %b} {data.day.day} {data.day.year}")
        order = [column.practitioner_id for column in data.columns]
        blocks = tuple(
            self._block(entry, order, now) for entry in data.entries if entry.practitioner_id in order
        )
        midnight = datetime.combine(data.day, time(), tzinfo=now.tzinfo)
        names = tuple(column.name for column in data.columns) or (_("Provider"),)
        today = data.day == now.date()
        self.view.set(blocks, names, midnight, now if today else None)
        self.check.setEnabled(self._entry() is not None)
        if today and not self._scrolled:
            self._scrolled = True
            QTimer.singleShot(0, self, self._to_now)

    def commands(self) -> list[Command]:
        return [
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
                "walk_in", _("Walk-in"), self.walk_in, "Ctrl+W,Ctrl+I", "walk-in", "go", bar=10, primary=True
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
        if entry is not None:
            self.check.setEnabled(entry.stage is Stage.BOOKED)
            self.bench.active.choose_patient(entry.patient_id, entry.encounter_id)

    def _open(self, _appointment_id: int) -> None:
        self.bench.raise_panel("patient_chart")

    def _entry(self) -> DayEntry | None:
        found = self.day.entries if self.day else ()
        return next((entry for entry in found if entry.appointment_id == self.view.selected), None)

    def _moved(self, appointment_id: int, start: datetime, column: int) -> None:
        """A drop over another appointment asks why, once."""
        assert self.day is not None
        provider = self.day.columns[column].practitioner_id

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

    def _book_here(self, start: datetime, column: int) -> None:
        provider = self.day.columns[column].practitioner_id if self.day and self.day.columns else None
        Book(self.bench, patient_id=self.focus.patient_id, start=start, practitioner_id=provider,
             parent=self.widget().window()).open()  # fmt: skip

    def _menu(self) -> None:
        entry = self._entry()
        menu = QMenu(self.more)
        steps: tuple[tuple[str, Callable[[DayEntry], object]], ...] = (
            (_("Confirmed by the patient"), lambda e: self.do(confirm_appointment, e.appointment_id)),
            (_("No-show"), lambda e: self.do(mark_no_show, e.appointment_id)),
            (_("Cancel appointment…"), self._cancel),
        )
        for text, run in steps:
            action = menu.addAction(text)
            action.setEnabled(entry is not None and entry.stage is Stage.BOOKED)
            action.triggered.connect(lambda _on=False, run=run: run(entry) if entry else None)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _cancel(self, entry: DayEntry) -> None:
        AskReason(self.bench, _("Cancel this appointment?"), _("It stays in the record as cancelled, with the reason."),
                  lambda reason: self.do(cancel_appointment, entry.appointment_id, reason),
                  choices=(_("patient called"), _("provider away"), _("booked by mistake")), yes=_("Cancel it"),
                  parent=self.widget().window()).open()  # fmt: skip

    # -- painting -----------------------------------------------------------------------------------------

    def _block(self, entry: DayEntry, order: list[int], now: datetime) -> DayBlock:
        tone = _TONES[entry.stage]
        return DayBlock(
            entry.appointment_id, order.index(entry.practitioner_id), entry.start, entry.minutes, entry.patient,
            entry.service + (f" · {entry.reason}" if entry.reason else ""), _state(entry), tone,
            movable=entry.stage is Stage.BOOKED,
        )  # fmt: skip

    def _tick(self) -> None:
        if self.day is not None and self.visible():
            self.show(self.day)

    def _to_now(self) -> None:
        self.scroll.verticalScrollBar().setValue(self.view.now_y() - self.scroll.viewport().height() // 3)


def _state(entry: DayEntry) -> str:
    if entry.stage is Stage.BOOKED:
        return _("confirmed") if entry.confirmed else ""
    if entry.stage is Stage.BILLED:
        return "✓ " + _("done")
    if entry.stage in (Stage.ROOMED, Stage.PROVIDER) and entry.room:
        return _("In {room}").format(room=entry.room.lower())
    return label(entry.stage)
