"""Birth dates in any spelling that people use."""

from __future__ import annotations

import re
from datetime import date, timedelta

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
    """What a typed fragment may mean, as a ``yyyymmdd`` prefix or a ``%mmdd`` pattern; empty when it is no date.

    ``1968`` → ``1968``; ``3/14`` and ``mar 14`` → ``%0314``; ``3/68``, ``3/1968`` and ``1968-03`` → ``196803``;
    ``3/14/68`` and ``03141968`` → the whole date. A pair that can be month and day is never read as month and
    year: ``3/14`` is 14 March.
    """
    whole = _read(text, today)
    if whole is not None:
        return (whole.strftime("%Y%m%d"),)
    bare = text.strip().casefold()
    if re.fullmatch(r"(19|20)[0-9]{2}", bare):
        return (bare,)
    pair = [part for part in re.split(r"[\s,./\-]+", bare) if part]
    if len(pair) != 2 or re.search(r"[0-9]\s+[0-9]", bare):
        return ()
    return _named_pair(pair, today) if any(part in _MONTHS for part in pair) else _pair(pair, today)


def _named_pair(pair: list[str], today: date) -> tuple[str, ...]:
    month = next(_MONTHS[part] for part in pair if part in _MONTHS)
    other = next((part for part in pair if part not in _MONTHS), "")
    other = re.sub(r"(?<=[0-9])(st|nd|rd|th)$", "", other)
    if re.fullmatch(r"[0-9]{4}", other):
        return (f"{other}{month:02d}",)
    if re.fullmatch(r"[0-9]{1,2}", other):
        return _pair([str(month), other], today)
    return ()


def _pair(pair: list[str], today: date) -> tuple[str, ...]:
    first, second = pair
    if not re.fullmatch(r"[0-9]{1,4}", first) or not re.fullmatch(r"[0-9]{1,4}", second):
        return ()
    if len(first) == 4 and 1 <= int(second) <= 12:
        return (f"{first}{int(second):02d}",)
    if len(second) == 4 and 1 <= int(first) <= 12:
        return (f"{second}{int(first):02d}",)
    if len(first) > 2 or len(second) > 2:
        return ()
    for month, day in ((int(first), int(second)), (int(second), int(first))):
        if _day(2000, month, day):
            return (f"%{month:02d}{day:02d}",)
    if 1 <= int(first) <= 12 and len(second) == 2:
        year = _not_in_future(second, int(first), 1, today)
        return (f"{year.year:04d}{int(first):02d}",) if year else ()
    return ()


def _read(text: str, today: date) -> date | None:
    bare = text.strip().casefold().rstrip(".")
    if not bare.isascii():
        return None
    if re.fullmatch(r"[0-9]{8}", bare):
        return _from_digits(bare)
    if re.fullmatch(r"[0-9]{6}", bare):
        return _from_parts(bare[:2], bare[2:4], bare[4:], today)
    parts = [part for part in re.split(r"[\s,./\-]+", bare) if part]
    if len(parts) != 3:
        return None
    named = [i for i, part in enumerate(parts) if part in _MONTHS]
    if len(named) == 1:
        month = str(_MONTHS[parts.pop(named[0])])
        one, other = (re.sub(r"(?<=[0-9])(st|nd|rd|th)$", "", part) for part in parts)
        day, year = (other, one) if len(one) == 4 else (one, other)
        return _from_parts(month, day, year, today)
    if len(parts[0]) == 4:
        return _from_parts(parts[1], parts[2], parts[0], today)
    # US order; the other one only where US order is impossible.
    first, second, year = parts
    return _from_parts(first, second, year, today) or _from_parts(second, first, year, today)


def _from_digits(text: str) -> date | None:
    """Eight digits: US order, then year first, then day first; the first that is a date of 1800 to 2099."""
    orders = (
        (text[4:], text[:2], text[2:4]), (text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])
    )  # fmt: skip
    return next((found for parts in orders if (found := _day(*map(int, parts)))), None)


def _from_parts(month: str, day: str, year: str, today: date) -> date | None:
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in (month, day, year)) or len(year) not in (2, 4):
        return None
    if len(year) == 4:
        return _day(int(year), int(month), int(day))
    return _not_in_future(year, int(month), int(day), today)


def _not_in_future(year: str, month: int, day: int, today: date) -> date | None:
    """The latest date with this two-digit year that is not after ``today``."""
    century = today.year // 100 * 100
    found = (_day(century + shift + int(year), month, day) for shift in (0, -100))
    return next((each for each in found if each is not None and each <= today), None)


def _day(year: int, month: int, day: int) -> date | None:
    if not 1800 <= year <= 2099:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_past_date(text: str, today: date) -> date:
    """A day that has been: everything ``parse_birth_date`` reads, and ``today``, ``yesterday``, ``t``, ``y``, ``3/14`` (the last one).

    Raises ``RuleBroken`` with a sentence.
    """
    bare = text.strip().casefold()
    if bare in ("t", "today", "hoy"):
        return today
    if bare in ("y", "yesterday", "ayer"):
        return today - timedelta(days=1)
    found = _read(text, today)
    if found is None and (pair := re.fullmatch(r"([0-9]{1,2})[/.\-]([0-9]{1,2})", bare)):
        years = (today.year, today.year - 1)
        days = (_day(year, int(pair[1]), int(pair[2])) for year in years)
        found = next((day for day in days if day is not None and day <= today), None)
    if found is None:
        raise RuleBroken(_("Type the date as month, day and year, such as 3/14/2026, or just 3/14."))
    if found > today:
        raise RuleBroken(_("This date lies in the future."))
    return found
