"""The half-typed fields of the rooming sheet: they come back with their section in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ma_desktop.services.practice.drafts import DraftForm
from ma_desktop.views.shell.drafts import FormDraft

if TYPE_CHECKING:
    from ma_desktop.views.rooming.sheet import RoomingView


def section_of(field: str) -> str:
    """The section in which a field stands, by the field's name in the draft."""
    part = field.partition(".")[0]
    return {
        "reason": "reason",
        "story": "story",
        "vital": "vitals",
        "method": "vitals",
        "signs": "vitals",
    }.get(part, "")


class SheetDraft(FormDraft):
    def __init__(self, sheet: RoomingView) -> None:
        super().__init__(sheet.bench, sheet.FORM, follows=sheet.bench.active, parent=sheet)
        self._sheet = sheet

    def _restore(self, draft: DraftForm | None) -> None:
        section = section_of(draft.focus_field) if draft is not None else ""
        if section:
            self._sheet.open_section(section)
        super()._restore(draft)
        for page in self._sheet.pages.values():
            page.settle()
