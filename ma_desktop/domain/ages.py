"""Ages: completed years, months and days, and how the banner says them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: Days in a mean month of a growth chart: age in months = days ÷ 30.4375 (CDC's own programs).
DAYS_PER_MONTH = 30.4375

#: A newborn is younger than 28 days (the first row of the vital-sign table).
NEWBORN_DAYS = 28

#: Age of majority in most states; the practice's state may differ.
ADULT_YEARS = 18


@dataclass(frozen=True, slots=True)
class Age:
    """``years`` and ``months`` are completed; ``months`` 0–11 and ``days`` count what is over.

    ``total_months`` are completed months since birth, ``total_days`` days since birth.
    """

    years: int
    months: int
    days: int
    total_months: int
    total_days: int

    @property
    def adult(self) -> bool:
        return self.years >= ADULT_YEARS

    @property
    def chart_months(self) -> float:
        """Months as growth charts count them."""
        return self.total_days / DAYS_PER_MONTH


def age_on(birth: date, day: date) -> Age:
    """The age on ``day``; who was born on 29 February has the birthday on 1 March of other years.

    A birth date after ``day`` raises ``RuleBroken``.
    """
    if birth > day:
        raise RuleBroken(_("The birth date is in the future."))
    months = (day.year - birth.year) * 12 + day.month - birth.month - (day.day < birth.day)
    turned = _add_months(birth, months)
    return Age(months // 12, months % 12, (day - turned).days, months, (day - birth).days)


def _add_months(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_text(age: Age) -> str:
    """``12 d`` in the first month, ``4 mo`` below two years, ``58 y`` from then on."""
    if age.total_months < 1:
        return _("{days} d").format(days=age.total_days)
    if age.years < 2:
        return _("{months} mo").format(months=age.total_months)
    return _("{years} y").format(years=age.years)


def age_words(birth: date, day: date) -> str:
    """``age_text`` of a birth date on ``day``."""
    return age_text(age_on(birth, day))
