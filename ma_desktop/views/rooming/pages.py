"""Which form belongs to which section."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ma_desktop.domain.rooming import READY
from ma_desktop.views.rooming.page import BringPage, ListPage, NeedsPage, Page, ReadyPage, RoomPage
from ma_desktop.views.rooming.typed_pages import ReasonPage, StoryPage, VitalsPage

if TYPE_CHECKING:
    from ma_desktop.views.rooming.sheet import RoomingView

_KINDS: dict[str, type[Page]] = {
    "bring": BringPage, "reason": ReasonPage, "story": StoryPage, "vitals": VitalsPage, "allergies": ListPage, "medicines": ListPage,
    "room": RoomPage, READY: ReadyPage,
}  # fmt: skip


def make_page(sheet: RoomingView, key: str) -> Page:
    return _KINDS.get(key, NeedsPage)(sheet, key)
