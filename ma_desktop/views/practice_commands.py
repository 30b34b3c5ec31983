"""What the owner does from the menu: settings, backup, a look through the record, passwords."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.practice.copy_record import copy_record
from ma_desktop.services.practice.note_backup import note_backup
from ma_desktop.services.practice.note_verified_backup import note_verified_backup
from ma_desktop.services.practice.practice_lists import practice_lists
from ma_desktop.services.practice.verify_record import verify_record
from ma_desktop.views.commands import Command
from ma_desktop.views.workbench import Workbench


def practice_commands(bench: Workbench, window: QWidget) -> list[Command]:
    def settings() -> None:
        from ma_desktop.views.dialogs.practice_settings import PracticeSettings

        PracticeSettings(bench, parent=window).open()

    def hours() -> None:
        from ma_desktop.views.dialogs.hours import HoursAndBlocksDialog

        HoursAndBlocksDialog(bench, parent=window).open()

    def my_password() -> None:
        from ma_desktop.views.dialogs.my_password import MyPassword

        MyPassword(bench, window).open()

    def new_code() -> None:
        from ma_desktop.views.dialogs.new_code import NewCode

        NewCode(bench, window).open()

    return [
        Command("practice_settings", _("Practice settings…"), settings, "Ctrl+,", "", "file", words="users fees rooms letterhead people provider",
                enabled=lambda: bench.desk.may(Permission.SETTINGS)),
        Command("hours", _("Hours and blocks…"), hours, "Ctrl+Shift+H", "", "file",
                words="template vacation closed holiday lunch hold wave exception", enabled=lambda: bench.desk.may(Permission.BOOK)),
        Command("back_up", _("Back up now…"), lambda: back_up_now(bench, window), "", "", "file", words="backup copy save",
                enabled=lambda: bench.desk.may(Permission.BACKUP)),
        Command("verify", _("Check the whole record"), lambda: check_record(bench), "", "", "file", words="verify integrity audit"),
        Command("export_calendar", _("Export calendar files…"), lambda: export_week(bench, window), "", "export", "file",
                words=_("ics phone outlook week schedule"), enabled=lambda: bench.desk.may(Permission.PRINT_DOCUMENTS)),
        Command("my_password", _("My password and PIN…"), my_password, "", "", "file", words="pin change password"),
        Command("new_recovery_code", _("New recovery code…"), new_code, "", "", "file", words="recovery sheet",
                enabled=lambda: bench.desk.may(Permission.MANAGE_USERS)),
    ]  # fmt: skip


def back_up_now(bench: Workbench, window: QWidget) -> None:
    """Into the practice's backup folder, or one that is chosen now."""

    def go(lists: Any) -> None:
        folder = lists.backup_folder or QFileDialog.getExistingDirectory(window, _("Backup folder"))
        if folder:
            bench.say(_("Making a backup and testing it…"), "info")
            bench.do(note_backup, then=lambda _none: _copy(bench, Path(folder)))

    bench.read(practice_lists, then=go)


def _copy(bench: Workbench, folder: Path) -> None:
    def done(report: Any) -> None:
        bench.say(
            _("Backup made, restored to a scratch place and checked: {file}").format(file=report.file.name)
        )
        bench.do(note_verified_backup, then=lambda _none: refresh())

    def refresh() -> None:
        told = getattr(bench.surface, "refresh_words", None)
        if told is not None:
            told()

    bench.render(copy_record, bench.desk.record, folder, then=done)  # type: ignore[arg-type]


def check_record(bench: Workbench) -> None:
    def told(report: Any) -> None:
        if report["ok"]:
            bench.say(
                _("The record is whole: pages, tables and log ({n} entries).").format(
                    n=report["audit"]["rows"]
                )
            )
        else:
            bench.say(
                _("The record is damaged. Make no further entries, and restore the last good backup."),
                "danger",
            )

    bench.say(_("Looking through the whole record…"), "info")
    bench.read(verify_record, then=told)


def export_week(bench: Workbench, window: QWidget) -> None:
    """Seven days from the day of the schedule, into a folder that is chosen now; nobody's name goes with them."""
    from ma_desktop.services.schedule.export_calendar import export_calendar

    folder = QFileDialog.getExistingDirectory(window, _("Folder for the calendar files"))
    if folder:
        day = bench.focus.day or bench.desk.now().date()
        bench.do(
            export_calendar, Path(folder), day, days=7,
            then=lambda files: bench.say(_("Calendar files written: {n}. No patient is named in them.").format(n=len(files))),
        )  # fmt: skip
