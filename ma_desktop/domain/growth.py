"""Where a child's measurement stands among healthy children: z scores and percentiles.

WHO Child Growth Standards below 24.0 months, CDC Growth Charts of 2000 from 24.0 months, CDC's extended BMI of 2022 above
the 95th percentile. Age in months is days ÷ 30.4375, as CDC's own programs count; L, M and S are interpolated linearly between
the rows of the tables. It says where a value stands; what that means is the provider's to say.
"""

from __future__ import annotations

from datetime import date
from math import exp, isfinite, log
from statistics import NormalDist

from ma_desktop.domain.ages import DAYS_PER_MONTH
from ma_desktop.domain.growth_tables import Lms, Reference, tables
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

WEIGHT, STATURE, BMI, HEAD = "weight", "stature", "bmi", "head"
#: kg, cm (lying below 24 months, standing from then on), kg/m², cm.
MEASURES = (WEIGHT, STATURE, BMI, HEAD)
SEXES = ("male", "female")
WHO_UNTIL_MONTHS = 24.0
#: CDC: BMI is not used below two years.
BMI_FROM_MONTHS = 24.0
#: Weeks of pregnancy counted as full term when an age is corrected, and until when correcting is offered.
TERM_WEEKS, CORRECT_UNTIL_MONTHS, PRETERM_BELOW_WEEKS = 40, 24.0, 37

_NORMAL = NormalDist()
_P95 = _NORMAL.inv_cdf(0.95)


class NoGrowthReference(RuleBroken):
    """No reference has an answer: the measure or sex is unknown, the age out of range, or the value no size of a child."""


def z_score(measure: str, sex: str, age_months: float, value: float) -> float:
    """The plain L-M-S z of ``value`` (kg, cm, kg/m², cm).

    ``measure``: weight, stature, bmi or head; ``sex``: male or female. Raises ``NoGrowthReference``.
    """
    return z_of(value, lms_at(measure, sex, age_months))


def percentile(measure: str, sex: str, age_months: float, value: float) -> float:
    """0–100, of the plain z."""
    return 100 * _NORMAL.cdf(z_score(measure, sex, age_months, value))


def value_at(measure: str, sex: str, age_months: float, z: float) -> float:
    """The value that stands at ``z``: what the curves of a chart are drawn from."""
    return value_of(z, lms_at(measure, sex, age_months))


def weight_for_length_z(sex: str, centimeters: float, kilograms: float) -> float:
    """WHO weight-for-length, lying, 45 to 110 cm, for children below 24 months. Raises ``NoGrowthReference``."""
    return z_of(kilograms, weight_for_length_lms(sex, centimeters))


def weight_for_length_lms(sex: str, centimeters: float) -> Lms:
    reference = _known("who", "weight-for-length", sex)
    if not isfinite(centimeters) or not reference.covers(centimeters):
        raise NoGrowthReference(
            _("Weight-for-length goes from {low:g} to {high:g} cm.").format(
                low=reference.first, high=reference.last
            )
        )
    return reference.at_place(centimeters)


def lms_at(measure: str, sex: str, age_months: float) -> Lms:
    """L, M and S at an age in months. Raises ``NoGrowthReference``."""
    if measure not in MEASURES:
        raise NoGrowthReference(_("There is no growth chart for “{measure}”.").format(measure=measure))
    if not isfinite(age_months) or age_months < 0:
        raise NoGrowthReference(_("The age is not on the growth chart."))
    if age_months < WHO_UNTIL_MONTHS:
        if measure == BMI:
            raise NoGrowthReference(_("BMI has no growth chart below two years."))
        return _known("who", measure, sex).at_place(age_months * DAYS_PER_MONTH)
    reference = _known("cdc", measure, sex)
    if not reference.covers(age_months):
        raise NoGrowthReference(
            _("This growth chart ends at {months:g} months.").format(months=reference.last)
        )
    return reference.at_place(age_months)


def _known(body: str, measure: str, sex: str) -> Reference:
    reference = tables(body).get((measure, sex))
    if reference is None:
        raise NoGrowthReference(_("Growth charts exist for male and female only."))
    return reference


def z_of(value: float, lms: Lms) -> float:
    """z = ((x/M)^L − 1)/(L·S), or ln(x/M)/S where L is 0 (Cole's method). Raises ``NoGrowthReference`` for no size of a child."""
    if not isfinite(value) or value <= 0:
        raise NoGrowthReference(_("A measurement is a number above zero."))
    try:
        ratio = log(value / lms.median)
        # The limit for L → 0; below this the quotient loses its digits.
        z = (
            ratio / lms.spread
            if abs(lms.power) < 1e-8
            else (exp(lms.power * ratio) - 1) / (lms.power * lms.spread)
        )
    except (OverflowError, ValueError) as beyond:
        raise NoGrowthReference(_("No child measures that.")) from beyond
    if not isfinite(z):
        raise NoGrowthReference(_("No child measures that."))
    return z


def value_of(z: float, lms: Lms) -> float:
    """x = M(1 + L·S·z)^(1/L), or M·e^(S·z) where L is 0."""
    if abs(lms.power) < 1e-8:
        return lms.median * exp(lms.spread * z)
    base = 1 + lms.power * lms.spread * z
    if base <= 0:
        raise NoGrowthReference(_("The growth chart has no value so far out."))
    return float(lms.median * base ** (1 / lms.power))


def tailed_z(value: float, lms: Lms) -> float:
    """As WHO counts weights beyond ±3: in steps of the distance between the second and the third standard deviation.

    WHO Child Growth Standards, methods and development (2006), for indicators of weight.
    """
    z = z_of(value, lms)
    if abs(z) <= 3:
        return z
    side = 1 if z > 0 else -1
    third, second = value_of(3 * side, lms), value_of(2 * side, lms)
    return 3 * side + (value - third) / abs(third - second)


def extended_bmi_percentile(sex: str, age_months: float, value: float) -> float:
    """CDC 2022: from the 95th percentile on 90 + 10·Φ((BMI − P95)/σ), below it the plain percentile. Raises ``NoGrowthReference``."""
    top = value_at(BMI, sex, age_months, _P95)
    if value < top:
        return percentile(BMI, sex, age_months, value)
    z_of(value, lms_at(BMI, sex, age_months))
    return 90 + 10 * _NORMAL.cdf((value - top) / _sigma(sex, age_months))


def extended_bmi_z(sex: str, age_months: float, value: float) -> float:
    """The z of ``extended_bmi_percentile``; the plain z below the 95th percentile. Raises ``NoGrowthReference``."""
    top = value_at(BMI, sex, age_months, _P95)
    if value < top:
        return z_score(BMI, sex, age_months, value)
    z_of(value, lms_at(BMI, sex, age_months))
    # 1 − p keeps its digits where p would round to 1.
    beyond = (1 - _NORMAL.cdf((value - top) / _sigma(sex, age_months))) / 10
    if beyond <= 0:
        raise NoGrowthReference(_("The growth chart has no value so far out."))
    return -_NORMAL.inv_cdf(beyond)


def _sigma(sex: str, age_months: float) -> float:
    """Spread of the half-normal above the 95th percentile (CDC 2022), kg/m²."""
    years = age_months / 12
    if sex == "male":
        return 0.3728 + 0.5196 * years - 0.0091 * years**2
    return 0.8334 + 0.3712 * years - 0.0011 * years**2


def percent_of_95th(sex: str, age_months: float, value: float) -> float:
    """BMI as percent of the 95th percentile: 120 and more is what CDC calls severe."""
    return 100 * value / value_at(BMI, sex, age_months, _P95)


def corrected_months(birth: date, day: date, gestation_weeks: float) -> float:
    """Age in months less what was missing of the term, never below zero. Offered below 37 weeks, to 24 months."""
    early = max(0.0, TERM_WEEKS - gestation_weeks) * 7
    return max(0.0, ((day - birth).days - early) / DAYS_PER_MONTH)


def correcting(birth: date, day: date, gestation_weeks: float | None) -> bool:
    """Whether a corrected age is offered."""
    months = (day - birth).days / DAYS_PER_MONTH
    return (
        gestation_weeks is not None
        and gestation_weeks < PRETERM_BELOW_WEEKS
        and months < CORRECT_UNTIL_MONTHS
    )
