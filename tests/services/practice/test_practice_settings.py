"""The practice decides, the provider approves."""

from __future__ import annotations

import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.approve_setting import approve_setting
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.practice_settings import SettingRow, practice_settings
from ma_desktop.services.practice.undo_last import undo_last

KEY = "flow.arrived.amber"


def row(desk: Desk) -> SettingRow:
    return next(row for row in practice_settings(desk).rows if row.declared.key == KEY)


def as_role(desk: Desk, role: Role) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, desk.worker.login, desk.worker.name, role))


def test_defaults_stand_until_somebody_decides(desk: Desk) -> None:
    assert practice_settings(desk)[KEY] == 15
    assert not row(desk).changed
    change_setting(desk, KEY, "12")
    assert practice_settings(desk)[KEY] == 12
    assert row(desk).changed
    undo_last(desk)
    assert practice_settings(desk)[KEY] == 15


def test_a_provider_approves_and_a_change_asks_anew(desk: Desk) -> None:
    assert row(desk).approved_by == ""
    approve_setting(as_role(desk, Role.PROVIDER), KEY)
    assert row(desk).approved_by == desk.worker.name
    assert row(desk).approved_at == desk.now()
    change_setting(desk, KEY, "15")
    assert row(desk).approved_by == desk.worker.name
    change_setting(desk, KEY, "12")
    assert row(desk).approved_by == ""


def test_an_assistant_neither_decides_nor_approves(desk: Desk) -> None:
    ma = as_role(desk, Role.MA)
    with pytest.raises(RuleBroken, match="role"):
        change_setting(ma, KEY, "12")
    with pytest.raises(RuleBroken, match="role"):
        approve_setting(ma, KEY)
    assert practice_settings(desk)[KEY] == 15
