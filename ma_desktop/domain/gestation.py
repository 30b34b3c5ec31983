"""Weeks of pregnancy at birth, as people say them."""

from __future__ import annotations

import re

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: Nobody is born alive outside of these weeks.
EARLIEST, LATEST = 21, 45


def read_weeks(text: str) -> float | None:
    """``34``, ``34+3``, ``34w3d``, ``34 3/7``, ``34 weeks 3 days`` → weeks; empty is unknown. Raises ``RuleBroken``."""
    bare = " ".join(text.casefold().split())
    if not bare or bare == "unknown":
        return None
    if bare in ("term", "full term"):
        return 40.0
    found = re.fullmatch(
        r"([0-9]{2}) ?(?:w(?:ks?|eeks?)?)?(?: ?(?:\+|,| |and)? ?([0-6]) ?(?:/7|d(?:ays?)?)?)?", bare
    )
    if not found or not EARLIEST <= int(found[1]) <= LATEST:
        raise RuleBroken(
            _("Type the weeks of pregnancy at birth, such as 34 or 34+3, from {low} to {high}.").format(
                low=EARLIEST, high=LATEST
            )
        )
    return int(found[1]) + int(found[2] or 0) / 7


def short(weeks: float | None) -> str:
    """As it is typed: ``34+3``; empty when unknown."""
    if weeks is None:
        return ""
    whole, days = divmod(round(weeks * 7), 7)
    return f"{whole}+{days}" if days else str(whole)


def words(weeks: float | None) -> str:
    """``34 weeks 3 days``; empty when unknown."""
    if weeks is None:
        return ""
    whole, days = divmod(round(weeks * 7), 7)
    return (
        _("{weeks} weeks {days} days").format(weeks=whole, days=days)
        if days
        else _("{weeks} weeks").format(weeks=whole)
    )
