"""What is done at the front desk with one patient: registering, finishing, merging, greeting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.views.commands import Command
from ma_desktop.views.workbench import Workbench


def door_commands(bench: Workbench, window: Callable[[], QWidget]) -> list[Command]:
    """``window``: the main window, asked for when a dialog opens."""

    def register() -> None:
        from ma_desktop.views.dialogs.register import Register

        find = getattr(getattr(window(), "bar", None), "find_box", None)
        typed = find.text() if find is not None else ""
        if find is not None:
            find.leave()
        Register(bench, typed=typed, parent=window()).open()

    def finish() -> None:
        from ma_desktop.views.dialogs.register import Register

        Register(bench, patient_id=bench.focus.patient_id, parent=window()).open()

    def chosen(permission: Permission) -> Callable[[], bool]:
        return lambda: bench.focus.patient_id is not None and bench.desk.may(permission)

    return [
        Command("register_patient", _("Register a patient…"), register, "Ctrl+Shift+N", "plus", "go", words="new add registration",
                enabled=lambda: bench.desk.may(Permission.REGISTER)),
        Command("finish_registration", _("Registration: correct, finish…"), finish, "Ctrl+Shift+R", "person", "go",
                words="address phone insurance edit demographics", enabled=chosen(Permission.REGISTER)),
    ]  # fmt: skip
