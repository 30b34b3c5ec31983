"""Printing the recovery sheet, before there is a desk or a log to print under."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from ma_desktop.i18n import _
from ma_desktop.services.plain_words import plain_words


def recovery_sheet_pdf(practice: str, code: str, login: str, made_at: datetime) -> bytes:
    """The sheet as PDF bytes, in memory only."""
    from ma_desktop.reports import recovery_sheet
    from ma_desktop.reports.letterhead import Practice

    return recovery_sheet.render(recovery_sheet.RecoverySheet(Practice(practice), code, made_at, login))


def same_code(typed: str, code: str) -> bool:
    """Whether ``typed`` is the code, however it is spaced, and with look-alikes mended as the record mends them."""
    return _bare(typed) == _bare(code)


def _bare(code: str) -> str:
    return "".join(ch for ch in code.upper() if ch.isalnum()).translate(str.maketrans("ILOU", "110V"))


def save_recovery_sheet(parent: QWidget, practice: str, code: str, login: str) -> None:
    """Asks where; a memory stick that goes into the safe is the place, not this computer."""
    from PySide6.QtWidgets import QFileDialog

    name, _kind = QFileDialog.getSaveFileName(
        parent, _("Save the recovery sheet"), "recovery-sheet.pdf", "PDF (*.pdf)"
    )
    if not name:
        return
    try:
        Path(name).write_bytes(recovery_sheet_pdf(practice, code, login, datetime.now().astimezone()))
    except OSError as error:
        parent.notice(plain_words(error) or "")  # type: ignore[attr-defined]


def print_recovery_sheet(parent: QWidget, practice: str, code: str, login: str) -> None:
    """Asks for the printer; the page goes there and nowhere else."""
    from ma_desktop.views.paper import ask_printer, print_pdf, printer_for

    printer = printer_for(_("Recovery sheet"))

    def send() -> None:
        print_pdf(printer, recovery_sheet_pdf(practice, code, login, datetime.now().astimezone()))

    ask_printer(printer, parent, send, _("Print the recovery sheet"))
