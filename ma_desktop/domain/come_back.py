"""When somebody is to come back, out of the provider's words."""

from __future__ import annotations

import re
from datetime import date

from dateutil.relativedelta import relativedelta

_UNITS = {
    "days": ("day", "days", "d", "dia", "dias"),
    "weeks": ("week", "weeks", "wk", "wks", "w", "semana", "semanas"),
    "months": ("month", "months", "mo", "mos", "m", "mes", "meses"),
    "years": ("year", "years", "yr", "yrs", "y", "ano", "anos", "año", "años"),
}
_WORDS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12,
          "un": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "seis": 6}  # fmt: skip


def come_back_on(words: str, today: date) -> date | None:
    """``3 months``, ``in 2 weeks``, ``3-4 months`` (the first), ``1 year``, ``tres meses`` → that day; ``None`` when no span is named."""
    for number, unit in re.findall(
        r"(\d+|[a-z]+)\s*(?:(?:-|–|to|a)\s*\d+)?\s*(?=([a-zñ]+))", words.strip().casefold()
    ):
        name = next((name for name, spelt in _UNITS.items() if unit in spelt), None)
        count = int(number) if number.isdecimal() else _WORDS.get(number)
        if name is not None and count is not None and 0 < count <= 366:
            day: date = today + relativedelta(**{name: count})  # type: ignore[arg-type]
            return day
    return None


def follow_up_kind(this_kind: str) -> str:
    """What the next visit is looked for as: children's checks and MA visits follow each other, all else is a follow-up."""
    bare = this_kind.casefold()
    return this_kind if bare.startswith(("ma visit", "well child")) else "Follow-up"
