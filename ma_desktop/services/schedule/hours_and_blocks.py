"""The practice's weekly template, dated exceptions and holidays, as they are entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta, tzinfo

from ma_desktop.domain import settings, template
from ma_desktop.domain.template import DatedException, TemplateRow
from ma_desktop.models import Device, Location, Organization, Setting
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import DayColumn, Place, provider_columns
from ma_desktop.services.schedule.day_spans import pattern_between, template_rows
from ma_desktop.services.schedule.practice_zone import practice_zone


@dataclass(frozen=True, slots=True)
class Holiday:
    """``day``: when it comes next; ``kept``: whether the practice is closed then."""

    name: str
    day: date
    kept: bool


@dataclass(frozen=True, slots=True)
class HoursAndBlocks:
    """``exceptions``: those of the last month and the coming year, in order of time."""

    rows: tuple[TemplateRow, ...]
    exceptions: tuple[DatedException, ...]
    holidays: tuple[Holiday, ...]
    providers: tuple[DayColumn, ...]
    rooms: tuple[Place, ...]
    devices: tuple[Place, ...]
    zone: tzinfo


def hours_and_blocks(desk: Desk) -> HoursAndBlocks:
    today = desk.now().date()
    pattern = pattern_between(desk, today, today + timedelta(days=366))
    recent = [each for each in pattern.exceptions if each.end.date() >= today - timedelta(days=31)]
    return HoursAndBlocks(
        template_rows(), tuple(recent), _holidays(today), provider_columns(),
        tuple(Place(r.id, r.name) for r in Location.standing().where(Location.active).order_by(Location.position)),
        tuple(Place(d.id, d.name) for d in Device.standing().where(Device.active).order_by(Device.id)),
        practice_zone(desk),
    )  # fmt: skip


def kept_holidays() -> tuple[str, ...]:
    """English names, as the setting keeps them."""
    row = Setting.get_or_none((Setting.key == settings.HOLIDAYS.key) & (Setting.user == 0))
    text = str(row.value if row is not None else settings.HOLIDAYS.default)
    return tuple(name.strip() for name in text.split(";") if name.strip())


def _holidays(today: date) -> tuple[Holiday, ...]:
    own = Organization.get_or_none(Organization.stands() & Organization.own & (Organization.kind == "prov"))
    state, kept = own.state if own else "", set(kept_holidays())
    found: dict[str, date] = {}
    for year in (today.year, today.year + 1):
        for day, names in template.public_holidays(state, year).items():
            for name in names.split("; "):
                if day >= today and not name.endswith("(observed)"):
                    found.setdefault(name, day)
    return tuple(
        Holiday(name, day, name in kept) for name, day in sorted(found.items(), key=lambda each: each[1])
    )
