"""What a press in the side panel does: the same verbs as in the chart, answered beside the board."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ma_desktop.domain.needs import Need
from ma_desktop.i18n import _
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.send_to_checkout import send_to_checkout
from ma_desktop.views.chart.steps import Steps

if TYPE_CHECKING:
    from ma_desktop.views.board.side_sheet import SideSheet

_SHORTCUT = Qt.FocusReason.ShortcutFocusReason


class CardSteps(Steps):
    def __init__(self, sheet: SideSheet) -> None:
        super().__init__(sheet, sheet)
        self.sheet = sheet

    def choose_room(self) -> None:
        """The rooms stand on the sheet: the keyboard goes to the first clean one."""
        first = self.sheet.rooms.first
        if first is not None:
            first.setFocus(_SHORTCUT)
        else:
            self.sheet.notice(_("Every room is occupied."), "info")

    def to_room(self, room: int) -> None:
        self.sheet.do(room_patient, self.visit.encounter_id, room)

    def checkout(self) -> None:
        self.sheet.do(send_to_checkout, self.visit.encounter_id)

    def fields(self, need: Need) -> dict[str, Callable[[], object]]:
        """The plan is the provider's words and is written in the chart; everything else is answered here."""
        sheet = self.sheet
        here: dict[str, Callable[[], object]] = {
            "record_reason": lambda: sheet.reason.words.setFocus(_SHORTCUT),
            "record_vitals": sheet.to_vitals,
            "finish_order": sheet.orders.next,
            "record_plan": sheet.to_chart,
        }
        if need.key in ("allergies", "medicines"):
            here["review_list"] = lambda: sheet.go_through(need.argument)
        if need.argument == "copay":
            here["take_payment"] = lambda: sheet.money.method.setFocus(_SHORTCUT)
        return here
