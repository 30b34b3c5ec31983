"""What can be done with the chosen appointment and the book itself: menu and commands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.schedule.confirm_appointment import confirm_appointment
from ma_desktop.services.schedule.day_schedule import DayEntry
from ma_desktop.services.schedule.mark_no_show import mark_no_show
from ma_desktop.services.schedule.release_hold import release_hold
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.repeat import Repeat
from ma_desktop.views.printing import preview_day, preview_slip
from ma_desktop.views.schedule.lateness import came_after_all, running_late

if TYPE_CHECKING:
    from ma_desktop.views.panels.schedule import SchedulePanel


def steps_menu(panel: SchedulePanel) -> QMenu:
    """For the chosen appointment; the columns stand below."""
    entry = panel.entry()
    menu = QMenu(panel.more)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    steps: tuple[tuple[str, Callable[[DayEntry], object]], ...] = (
        (_("Check in"), lambda _entry: panel.check_in()),
        (_("Confirmed by the patient"), lambda e: panel.do(confirm_appointment, e.appointment_id)),
        (_("Move to another time…"), panel.move_by_keys),
        (_("Put on the pin board") + "\tCtrl+X", lambda _e: panel.pins.pin(copy=False)),
        (_("Repeat…"), lambda e: Repeat(panel.bench, e, parent=panel.widget().window()).open()),
        (_("Running late…"), lambda e: running_late(panel, e)),
        (_("No-show"), lambda e: panel.do(mark_no_show, e.appointment_id)),
        (_("Cancel appointment…"), panel.moves.cancel),
    )
    if entry is not None and entry.stage is Stage.NOSHOW:
        menu.addAction(_("Came after all: check in…"), lambda: came_after_all(panel, entry))
    for text, run in steps:
        action = menu.addAction(text)
        action.setEnabled(entry is not None and entry.stage is Stage.BOOKED)
        action.triggered.connect(lambda _on=False, run=run: run(entry) if entry else None)
    again = menu.addAction(_("Copy to the pin board") + "\tCtrl+C")
    again.setEnabled(entry is not None)
    again.triggered.connect(lambda: panel.pins.pin(copy=True))
    slip = menu.addAction(_("Print routing slip"))
    slip.setEnabled(entry is not None and entry.stage not in (Stage.NOSHOW, Stage.CANCELLED))
    slip.triggered.connect(lambda: preview_slip(panel.bench, entry.appointment_id, panel) if entry else None)
    held = menu.addAction(_("Release the held time"))
    held.setEnabled(held_at(panel) is not None)
    held.triggered.connect(lambda: release(panel))
    menu.addSeparator()
    for by, text in (
        ("provider", _("Columns: providers")), ("room", _("Columns: rooms")), ("device", _("Columns: equipment")),
        ("list", _("Patients in their order, no times")),
    ):  # fmt: skip
        action = menu.addAction(text)
        action.setCheckable(True)
        action.setChecked(panel.by == by)
        action.triggered.connect(lambda _on=False, by=by: panel.set_columns(by))
    return menu


def pop(panel: SchedulePanel, where: QPoint) -> None:
    """The menu there, with its first step that can be done marked: Enter takes it."""
    menu = steps_menu(panel)
    menu.popup(where)
    first = next((each for each in menu.actions() if each.isEnabled() and not each.isSeparator()), None)
    if first is not None:
        menu.setActiveAction(first)


def held_at(panel: SchedulePanel) -> tuple[int, datetime] | None:
    """Provider and time of the hold that the keyboard's gap is in."""
    at = panel.view.cursor_at
    if at is None or panel.mode == "month":
        return None
    start, column = at
    provider = panel.keys[column].practitioner_id
    shades = panel.view.columns[column].shades
    inside = any(s.kind == "hold" and s.start <= start < s.end for s in shades)
    return (provider, start) if inside and provider is not None else None


def release(panel: SchedulePanel) -> None:
    """Opens the held time under the keyboard's gap, for this day."""
    held = held_at(panel)
    if held is None:
        panel.notice(_("Choose a time that is held: click it, or Ctrl and the arrow keys."), "info")
    else:
        panel.do(release_hold, *held, then=lambda _none: panel.bench.say(_("The held time is open.")))


def schedule_commands(panel: SchedulePanel) -> list[Command]:
    mode, by = panel.set_mode, panel.set_columns
    return [
        Command("print_huddle", _("Print huddle sheet"), lambda: preview_day(panel.bench, "huddle", panel), "", "print", "file",
                words="morning prep"),
        Command("print_addendum", _("Print huddle addendum"), lambda: preview_day(panel.bench, "huddle-addendum", panel), "", "print",
                "file", words="added since morning add-on"),
        Command("print_day", _("Print day schedule"), lambda: preview_day(panel.bench, "day-schedule", panel), "", "print", "file",
                words="downtime list"),
        Command("book", _("Book"), panel.book, "Ctrl+B", "calendar-plus", "go", bar=20, words="appointment new visit"),
        Command("walk_in", _("Walk-in"), panel.walk_in, "Ctrl+N", "walk-in", "go", bar=10, primary=True,
                words="new visit unannounced"),
        Command("check_in", _("Check in the chosen appointment"), panel.check_in, "", "check", "go"),
        Command("schedule_day", _("Schedule by day"), lambda: mode("day"), "Alt+Shift+D", "schedule", "view"),
        Command("schedule_week", _("Schedule by week"), lambda: mode("week"), "Alt+Shift+W", "schedule", "view"),
        Command("schedule_month", _("Schedule by month"), lambda: mode("month"), "Alt+Shift+M", "schedule", "view"),
        Command("columns_provider", _("A column for each provider"), lambda: by("provider"), "Alt+Shift+P", "", "view"),
        Command("columns_room", _("A column for each room"), lambda: by("room"), "Alt+Shift+R", "", "view"),
        Command("patients_in_order", _("Patients in their order, no times"), lambda: by("list"), "Alt+Shift+L", "", "view",
                words="list queue turn walk-in"),
        Command("columns_device", _("A column for each piece of equipment"), lambda: by("device"), "Alt+Shift+Q", "", "view"),
    ]  # fmt: skip
