"""What the practice decided, and who approved it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ma_desktop.domain import settings
from ma_desktop.domain.settings import Declared
from ma_desktop.models import Setting, User
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One line of the settings: ``approved_by`` is empty while no provider said yes to this value."""

    declared: Declared
    value: Any
    changed: bool
    approved_by: str = ""
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PracticeSettings:
    rows: tuple[SettingRow, ...]
    values: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, declared: Declared | str) -> Any:
        return self.values[declared if isinstance(declared, str) else declared.key]


def practice_settings(desk: Desk) -> PracticeSettings:
    """Every declared setting with the practice's value, or its default."""
    kept = {
        row.key: row
        for row in Setting.standing().where((Setting.user == 0) & Setting.key.in_(list(settings.BY_KEY)))
    }
    names = {user.id: user.name for user in User.select()} if kept else {}
    rows = []
    for declared in settings.ALL:
        row = kept.get(declared.key)
        if row is None:
            rows.append(SettingRow(declared, declared.default, changed=False))
        else:
            who = names.get(row.approved_by, "") if row.approved_at else ""
            rows.append(SettingRow(declared, row.value, row.value != declared.default, who, row.approved_at))
    return PracticeSettings(tuple(rows), {row.declared.key: row.value for row in rows})
