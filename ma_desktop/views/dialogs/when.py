"""A day and a time as people at a desk type them."""

from __future__ import annotations

from datetime import date, time, timedelta

from dateutil.relativedelta import relativedelta

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

_UNITS = {"d": "days", "w": "weeks", "m": "months"}


def parse_day(text: str, today: date) -> date:
    """``12/8/2026``, ``12/8`` (the next one), ``tomorrow``, ``fri`` (the next one), and from today ``10d``, ``2w``, ``3m``."""
    bare = text.strip().casefold()
    named = {_("today"): today, _("tomorrow"): today + timedelta(days=1)}.get(bare)
    if named is not None:
        return named
    if len(bare) >= 3 and (weekday := _weekday(bare)) is not None:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    number, unit = bare.lstrip("+").rstrip("dwm").strip(), bare[-1:]
    if number.isdecimal() and len(number) <= 3 and unit in _UNITS:
        return today + relativedelta(**{_UNITS[unit]: int(number)})  # type: ignore[arg-type]
    return _written_day(bare, today)


def _weekday(bare: str) -> int | None:
    names = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    return next((place for place, name in enumerate(names) if name.startswith(bare)), None)


def _written_day(bare: str, today: date) -> date:
    parts = bare.replace("-", "/").replace(".", "/").split("/")
    try:
        month, day = int(parts[0]), int(parts[1])
        if len(parts) > 2:
            year = int(parts[2])
            return date(year + 2000 if year < 100 else year, month, day)
        found = date(today.year, month, day)
        return found if found >= today else date(today.year + 1, month, day)
    except (ValueError, IndexError):
        raise RuleBroken(
            _("Type the day as month/day/year, such as 12/8/2026, or as 2w for in two weeks.")
        ) from None


def parse_time(text: str) -> time:
    """``9``, ``9:30``, ``930``, ``1:30pm``; hours 1 to 6 without am or pm are afternoon hours of an office."""
    bare = text.strip().casefold().replace(" ", "").replace(".", "")
    half = bare[-2:] if bare.endswith(("am", "pm")) else ""
    digits = bare.removesuffix(half).replace(":", "")
    if not digits.isdecimal() or not 1 <= len(digits) <= 4:
        raise RuleBroken(_("Type the time as hours and minutes, such as 9:30."))
    hour, minute = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))
    if (half == "pm" and hour < 12) or (not half and 1 <= hour <= 6 and not bare.startswith("0")):
        hour += 12
    if half == "am" and hour == 12:
        hour = 0
    if hour > 23 or minute > 59:
        raise RuleBroken(_("Type the time as hours and minutes, such as 9:30."))
    return time(hour, minute)
