"""What can be done with one screening of one patient, wherever it is asked for: the checklist, the sheet, a draft that came back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.screening_tools import built_in
from ma_desktop.domain.screenings import Kind, Tool
from ma_desktop.i18n import _
from ma_desktop.services.visit.provider_calls import ProviderCall, provider_calls
from ma_desktop.services.visit.refuse_screening import refuse_screening
from ma_desktop.services.visit.screening_sheet import ScreeningSheet, screening_sheet
from ma_desktop.services.visit.vital_calls import VitalCall, vital_calls
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.printing import preview_form
from ma_desktop.views.workbench import Workbench


class ScreeningSteps:
    def __init__(self, bench: Workbench, focus: Focus, parent: QWidget) -> None:
        self.bench, self.focus, self.parent = bench, focus, parent

    def start(self, key: str) -> None:
        """Reads what the form needs to know about the patient, then opens it."""
        self.bench.read(
            screening_sheet,
            self.focus.patient_id,
            self.focus.encounter_id,
            then=lambda sheet: self._named(sheet, key),
        )

    def _named(self, sheet: ScreeningSheet, key: str) -> None:
        tool = next((line.tool for line in sheet.lines if line.tool.key == key), None)
        if tool is None:
            self.bench.say(_("This screening is no longer used here."), "warn")
        else:
            self.begin(sheet, tool)

    def begin(self, sheet: ScreeningSheet, tool: Tool) -> None:
        from ma_desktop.views.dialogs.screening import Screening
        from ma_desktop.views.dialogs.screening_result import ScreeningResult

        kind = Screening if tool.kind is Kind.ASKED else ScreeningResult
        kind(self.bench, sheet, tool, self.focus, self.parent).open()

    def history(self, sheet: ScreeningSheet, tool: Tool) -> None:
        from ma_desktop.views.dialogs.screening_history import ScreeningHistory

        ScreeningHistory(self.bench, sheet, tool, self.focus, self.parent).open()

    def decline(self, tool: Tool) -> None:
        AskReason(
            self.bench, _("{tool}: the patient declines").format(tool=tool.title),
            _("In the patient's words; the next visit asks again."),
            lambda reason: self.bench.do(
                refuse_screening, self.focus.patient_id, tool.key, reason, encounter_id=self.focus.encounter_id
            ),
            choices=(_("does not want to answer"), _("no time today"), _("answered elsewhere")), parent=self.parent,
        ).open()  # fmt: skip

    def paper(self, tool: Tool, language: str) -> None:
        preview_form(self.bench, self.focus.patient_id or 0, tool.key, language)


def bring_back_screenings(bench: Workbench, window: Callable[[], QWidget]) -> None:
    """Half-answered forms open again at their question when the program starts after a power cut."""
    bench.reopen("provider_needed", partial(_call_again, bench, window))
    for key in built_in():
        bench.reopen(f"screening.{key}", partial(_reopen, bench, window, key))


def _call_again(
    bench: Workbench, window: Callable[[], QWidget], patient: int | None, visit: int | None
) -> None:
    from ma_desktop.views.dialogs.provider_needed import call_provider

    call_provider(bench, Focus(patient_id=patient, encounter_id=visit), window())


def _reopen(
    bench: Workbench, window: Callable[[], QWidget], key: str, patient: int | None, visit: int | None
) -> None:
    ScreeningSteps(bench, Focus(patient_id=patient, encounter_id=visit), window()).start(key)


def screening_commands(bench: Workbench, window: Callable[[], QWidget]) -> list[Command]:
    """``window``: the main window, asked for when a dialog opens."""

    def everything() -> None:
        from ma_desktop.views.dialogs.screenings import Screenings

        Screenings(bench, bench.focus, window()).open()

    def call() -> None:
        from ma_desktop.views.dialogs.provider_needed import call_provider

        call_provider(bench, bench.focus, window())

    def answer() -> None:
        bench.read(provider_calls, then=open_first)

    def open_first(calls: tuple[ProviderCall, ...]) -> None:
        from ma_desktop.views.dialogs.provider_needed import ProviderNeeded

        if not calls:
            bench.say(_("The provider is needed nowhere."), "info")
            return
        first = calls[0]
        if first.patient_id is not None:
            bench.active.choose_patient(first.patient_id, first.encounter_id)
        ProviderNeeded(bench, first.task_id, parent=window()).open()

    def answer_vitals() -> None:
        bench.read(vital_calls, then=open_visit)

    def open_visit(waiting: tuple[VitalCall, ...]) -> None:
        if not waiting:
            bench.say(_("No vital signs wait for the provider."), "info")
            return
        bench.active.choose_patient(waiting[0].patient_id, waiting[0].encounter_id)
        bench.commands.run("chart_tab_visit")

    def chosen(permission: Permission) -> Callable[[], bool]:
        return lambda: bench.focus.patient_id is not None and bench.desk.may(permission)

    return [
        Command("screenings", _("Screenings…"), everything, "Ctrl+Shift+Q", "task", "go",
                words="phq gad audit depression anxiety falls questionnaire m-chat vision hearing lead paper form",
                enabled=chosen(Permission.RECORD_VITALS)),
        Command("provider_needed", _("Provider needed now…"), call, "F4", "bell", "go", words="urgent crisis danger safety abuse",
                enabled=chosen(Permission.TASKS)),
        Command("provider_calls", _("Where the provider is needed"), answer, "", "bell", "go", words="urgent answer sign"),
        Command("vital_calls", _("Where vital signs wait for the provider"), answer_vitals, "", "bell", "go", words="urgent alert answer"),
    ]  # fmt: skip
