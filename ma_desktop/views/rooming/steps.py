"""What a press on the rooming sheet does: the chart's own verbs, answered where the sheet has a form for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ma_desktop.domain.needs import Need
from ma_desktop.views.chart.steps import Steps

if TYPE_CHECKING:
    from ma_desktop.views.rooming.sheet import RoomingView

#: Needs with a form on the sheet → its section.
_FORMS = {
    "reason": "reason", "vitals": "vitals", "second_pressure": "vitals", "allergies": "allergies", "medicines": "medicines",
}  # fmt: skip


class SheetSteps(Steps):
    def __init__(self, sheet: RoomingView) -> None:
        super().__init__(sheet, sheet)
        self.sheet = sheet

    def choose_room(self) -> None:
        self.sheet.open_section("bring")

    def checkout(self) -> None:
        self.sheet.leave()

    def fields(self, need: Need) -> dict[str, Callable[[], object]]:
        section = _FORMS.get(need.key)
        return {} if section is None else {need.action: lambda: self.sheet.open_section(section)}
