"""How a person left the window: remember_layout keeps it, layout brings it back, for that person alone."""

from __future__ import annotations

from ma_desktop.domain.permissions import Role
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.layout import layout
from ma_desktop.services.practice.remember_layout import remember_layout


def test_a_layout_is_remembered_for_its_person(desk: Desk) -> None:
    remember_layout(desk, {"theme": "dark", "text_size": 1.25})
    remember_layout(desk, {"theme": "contrast"})
    assert layout(desk) == {"theme": "contrast", "text_size": 1.25}
    assert layout(desk.acting_as(Worker(77, "fay", "Fay", Role.MA))) == {}
