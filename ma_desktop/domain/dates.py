"""Birth dates in any spelling that people use."""

from __future__ import annotations

import re
from datetime import date

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january ene enero", "feb february febrero", "mar march marzo", "apr april abr abril",
         "may mayo", "jun june junio", "jul july julio", "aug august ago agosto",
         "sep sept september septiembre", "oct october octubre", "nov november noviembre",
         "dec december dic diciembre"),
        1,
    )
    for name in names.split()
}  # fmt: skip
_OLDEST_YEARS = 120


def parse_birth_date(text: str, today: date) -> date:
    """``3/14/68``, ``03141968``, ``1968-03-14``, ``14 mar 1968``, ``March 14, 1968``, ``3.14.1968`` → the date.

    US order (month first) unless that is impossible. A two-digit year is the latest one that is not in the
    future. Anything that cannot be a birth date of a person living today raises ``RuleBroken``.
    """
    found = _read(text, today)
    if found is None:
        raise RuleBroken(_("Type the birth date as month, day and year, such as 3/14/1968."))
    if found > today:
        raise RuleBroken(_("The birth date lies in the future."))
    if today.year - found.year > _OLDEST_YEARS:
        raise RuleBroken(_("That would be more than 120 years ago. Check the year."))
    return found


def birth_prefixes(text: str, today: date) -> tuple[str, ...]:
    """What a typed fragment may mean, as ``yyyymmdd`` prefixes or ``%mmdd`` patterns; empty when no date.

    ``1968`` → ``1968``; ``3/14`` → ``%0314``; ``3/14/68`` and ``03141968`` → the whole date.
    """
    whole = _read(text, today)
    if whole is not None:
        return (whole.strftime("%Y%m%d"),)
    bare = text.strip()
    if re.fullmatch(r"(19|20)\d\d", bare):
        return (bare,)
    if pair := re.fullmatch(r"(\d{1,2})[/.-](\d{1,4})", bare):
        first, second = int(pair[1]), int(pair[2])
        if 1 <= first <= 12 and len(pair[2]) == 4:
            return (f"{second:04d}{first:02d}",)
        if 1 <= first <= 12 and 1 <= second <= 31:
            return (f"%{first:02d}{second:02d}",)
        if 1 <= second <= 12 and 1 <= first <= 31:
            return (f"%{second:02d}{first:02d}",)
    return ()


def _read(text: str, today: date) -> date | None:
    bare = text.strip().casefold().rstrip(".")
    if digits := re.fullmatch(r"\d{8}", bare):
        return _from_digits(digits[0])
    if re.fullmatch(r"\d{6}", bare):
        return _day(_full_year(bare[4:], today), int(bare[:2]), int(bare[2:4]))
    parts = [part for part in re.split(r"[\s,./\-]+", bare) if part]
    if len(parts) != 3:
        return None
    named = [i for i, part in enumerate(parts) if part in _MONTHS]
    if len(named) == 1:
        month = _MONTHS[parts.pop(named[0])]
        parts = [re.sub(r"(?<=\d)(st|nd|rd|th)$", "", part) for part in parts]
        if not all(part.isdecimal() for part in parts):
            return None
        day, year = (parts[1], parts[0]) if len(parts[0]) == 4 else (parts[0], parts[1])
        return _day(_full_year(year, today), month, int(day))
    if not all(part.isdecimal() for part in parts):
        return None
    if len(parts[0]) == 4:
        return _day(int(parts[0]), int(parts[1]), int(parts[2]))
    year = _full_year(parts[2], today)
    return _day(year, int(parts[0]), int(parts[1])) or _day(year, int(parts[1]), int(parts[0]))


def _from_digits(text: str) -> date | None:
    us = _day(int(text[4:]), int(text[:2]), int(text[2:4])) if text[4:6] in {"18", "19", "20"} else None
    return us or _day(int(text[:4]), int(text[4:6]), int(text[6:]))


def _full_year(text: str, today: date) -> int:
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        return 0
    year = today.year // 100 * 100 + int(text)
    return year if year <= today.year else year - 100


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
