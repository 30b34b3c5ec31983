"""What is done at the front desk with one patient: registering, finishing, merging, greeting."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.schedule.merged_charts import MergedChart, merged_charts
from ma_desktop.services.schedule.unmerge_patients import unmerge_patients
from ma_desktop.services.visit.provider_delay import ProviderDelay, provider_delay
from ma_desktop.views.arrival import arrive_with_family
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.ask_reason import AskReason
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

    def pictures() -> None:
        from ma_desktop.views.dialogs.pictures import Pictures

        if bench.focus.patient_id is not None:
            Pictures(bench, bench.focus.patient_id, parent=window()).open()

    def merge() -> None:
        from ma_desktop.views.dialogs.merge import Merge

        if bench.focus.patient_id is not None:
            Merge(bench, bench.focus.patient_id, parent=window()).open()

    def unmerge() -> None:
        if bench.focus.patient_id is not None:
            bench.read(
                merged_charts,
                bench.focus.patient_id,
                then=lambda charts: _take_apart(bench, window(), charts),
            )

    def arrive() -> None:
        patient = bench.focus.patient_id
        if patient is not None:
            arrive_with_family(bench, window(), patient)

    def chosen(permission: Permission) -> Callable[[], bool]:
        return lambda: bench.focus.patient_id is not None and bench.desk.may(permission)

    return [
        Command("register_patient", _("Register a patient…"), register, "Ctrl+Shift+N", "plus", "go", words="new add registration",
                enabled=lambda: bench.desk.may(Permission.REGISTER)),
        Command("finish_registration", _("Registration: correct, finish…"), finish, "Ctrl+Shift+R", "person", "go",
                words="address phone insurance edit demographics", enabled=chosen(Permission.REGISTER)),
        Command("pictures", _("Photo and insurance card…"), pictures, "", "card", "go", words="scan image picture camera",
                enabled=chosen(Permission.CHECK_IN)),
        Command("merge_patients", _("Merge with another chart…"), merge, "", "", "go", words="duplicate twice same person",
                enabled=chosen(Permission.MERGE_CHARTS)),
        Command("unmerge_patients", _("Take merged charts apart…"), unmerge, "", "", "go", words="duplicate split undo merge",
                enabled=chosen(Permission.MERGE_CHARTS)),
        Command("check_in_patient", _("Check in this patient, family too"), arrive, "Ctrl+I", "check", "go",
                words="arrive greet arrival children", enabled=chosen(Permission.CHECK_IN)),
        Command("delay_words", _("Provider behind: words for the waiting room"), lambda: bench.read(provider_delay, then=lambda delays: _tell(bench, delays)), "",
                "clock", "go", words="late delay wait"),
    ]  # fmt: skip


def _tell(bench: Workbench, delays: tuple[ProviderDelay, ...]) -> None:
    """By keys what the flow board says where one points."""
    if not delays:
        bench.say(_("Every provider is on time, by booked and actual starts."))
    else:
        bench.say("  ".join(f"“{each.words}”" for each in delays), "warn")


def _take_apart(bench: Workbench, window: QWidget, charts: tuple[MergedChart, ...]) -> None:
    """The chart that was merged last."""
    if not charts:
        bench.say(_("No other chart was merged into this one."), "info")
        return
    chart = charts[-1]
    AskReason(
        bench, _("Take #{number} apart again?").format(number=chart.record_number),
        _("What was there before the merge goes back to it; what was entered since stays here."),
        lambda reason: bench.do(
            unmerge_patients, chart.patient_id, reason, then=lambda kept: _apart(bench, chart.patient_id, kept)
        ),
        choices=(_("two different people"), _("twins"), _("wrong chart chosen")), yes=_("Take apart"), parent=window,
    ).open()  # fmt: skip


def _apart(bench: Workbench, patient_id: int, kept: int) -> None:
    bench.active.choose_patient(patient_id)
    changed = _(" {n} values were changed since and stay as they are.").format(n=kept) if kept else ""
    bench.say(_("Two charts again.") + changed)
