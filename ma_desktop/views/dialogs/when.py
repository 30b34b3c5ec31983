"""A day and a time as people at a desk type them."""

from __future__ import annotations

from datetime import date, time

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _


def parse_day(text: str, today: date) -> date:
    parts = text.replace("-", "/").replace(".", "/").split("/")
    try:
        month, day = int(parts[0]), int(parts[1])
        year = int(parts[2]) if len(parts) > 2 else today.year
        return date(year + 2000 if year < 100 else year, month, day)
    except (ValueError, IndexError):
        raise RuleBroken(_("Type the day as month/day/year, such as 12/8/2026.")) from None


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
