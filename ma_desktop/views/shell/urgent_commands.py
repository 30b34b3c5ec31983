"""One key for what cannot wait: go there, and come back to the very field; enter a request; say how it ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.visit.complete_task import complete_task
from ma_desktop.services.visit.urgent_requests import UrgentRequest, urgent_requests
from ma_desktop.views.commands import Command

if TYPE_CHECKING:
    from ma_desktop.views.main_window import MainWindow


def urgent_commands(window: MainWindow) -> list[Command]:
    steps = UrgentSteps(window)
    return [
        Command("urgent", _("Urgent request: go there, and back"), steps.go_or_back, "F5", "bell", "go",
                words="provider asks now ekg interrupt return"),
        Command("urgent_new", _("Urgent request: enter one"), steps.enter, "Shift+F5", "bell", "go", words="provider asks now",
                enabled=lambda: window.bench.desk.may(Permission.TASKS)),
        Command("urgent_done", _("Urgent request: say how it ended"), steps.close, "Ctrl+F5", "check", "go", words="done outcome",
                enabled=lambda: window.bench.desk.may(Permission.TASKS)),
        Command("urgent_return", _("Back to where I was called away"), window.detour.back, "", "left", "",
                enabled=lambda: window.detour.away),
    ]  # fmt: skip


class UrgentSteps:
    def __init__(self, window: MainWindow) -> None:
        self.window, self.bench = window, window.bench

    def go_or_back(self) -> None:
        """Back when somebody is away; else to the oldest request; with none open one can be entered."""
        if self.window.detour.away:
            self.window.detour.back()
        else:
            self.bench.read(urgent_requests, then=self._go)

    def _go(self, requests: tuple[UrgentRequest, ...]) -> None:
        placed = next((one for one in requests if one.patient_id is not None), None)
        if placed is not None and placed.patient_id is not None:
            keys = _("F5: back to where you were · Ctrl+F5: done")
            self.window.detour.go(
                placed.patient_id, placed.encounter_id, placed.task_id, f"{placed.sentence} · {keys}"
            )
        elif requests:
            self.close()  # it names no visit: there is nowhere to go, only an outcome to say
        else:
            self.enter()

    def enter(self) -> None:
        from ma_desktop.views.dialogs.urgent_request import AskUrgently

        AskUrgently(self.bench, self.window.ports, parent=self.window.top()).open()

    def close(self) -> None:
        """The one that somebody is at, else the oldest."""
        self.bench.read(urgent_requests, then=self._ask_outcome)

    def _ask_outcome(self, requests: tuple[UrgentRequest, ...]) -> None:
        from ma_desktop.views.dialogs.ask_reason import AskReason

        at = self.window.detour.task_id
        one = next((one for one in requests if at in (None, one.task_id)), None)
        if one is None:
            self.bench.say(_("No urgent request is open."), "info")
            return
        AskReason(
            self.bench, one.sentence, _("How did it end? Then you are back where you were."),
            lambda words: self.bench.do(complete_task, one.task_id, words, then=lambda _none: self.window.detour.back()),
            choices=(_("done"), _("somebody else does it"), _("no longer needed")), yes=_("Close request"), parent=self.window.top(),
        ).open()  # fmt: skip
