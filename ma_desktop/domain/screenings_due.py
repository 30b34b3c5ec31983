"""Which screenings are due: by age, by the kind of visit, by the time since the last one. The numbers are the practice's settings.

Defaults of common practice: PHQ-2 yearly from 12, AUDIT-C yearly from 18, falls yearly from 65 (USPSTF, CDC STEADI); M-CHAT at 18 and
24 months, ASQ at 9, 18, 30, EPDS of the mother at 1, 2, 4, 6, lead at 12 and 24, hemoglobin at 12, vision and hearing at school ages
(AAP Bright Futures).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ma_desktop.domain import settings
from ma_desktop.domain.ages import Age
from ma_desktop.domain.settings import Declared
from ma_desktop.i18n import _

#: A screening that was done at most so many days before counts for the visit that lists it (filled in at home, or the visit was moved).
RECENT_DAYS = 14
#: What was done at most so many days before the age of a row counts for it.
EARLY_DAYS = 31


@dataclass(frozen=True, slots=True)
class Rule:
    """``every``: months between, from ``start`` years on; or ``at``: ages at which it is due, in months, for ``window`` months at most.

    ``covers``: other tools whose doing counts for this one.
    """

    tool: str
    every: Declared | None = None
    start: Declared | None = None
    at: Declared | None = None
    years: bool = False
    window: int = 6
    covers: tuple[str, ...] = ()


RULES = (
    Rule("phq-2", every=settings.PHQ_EVERY, start=settings.PHQ_FROM, covers=("phq-9",)),
    Rule("gad-7", every=settings.GAD_EVERY, start=settings.PHQ_FROM),
    Rule("audit-c", every=settings.AUDIT_EVERY, start=settings.AUDIT_FROM),
    Rule("falls", every=settings.FALLS_EVERY, start=settings.FALLS_FROM, covers=("stay-independent",)),
    Rule("m-chat", at=settings.MCHAT_AT),
    Rule("asq", at=settings.ASQ_AT, window=3),
    Rule("epds", at=settings.EPDS_AT, window=1),
    Rule("lead", at=settings.LEAD_AT, window=12),
    Rule("hemoglobin", at=settings.HEMOGLOBIN_AT, window=12),
    Rule("vision", at=settings.VISION_AT, years=True, window=12),
    Rule("hearing", at=settings.HEARING_AT, years=True, window=12),
)


@dataclass(frozen=True, slots=True)
class Due:
    """``last``: the day it was done last, ``None`` when never here; ``listed``: the kind of visit asks for it."""

    tool: str
    last: date | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Screening:
    """One line of a visit's checklist. ``state``: due, done or refused; ``words``: when it was done last. No score: the checklist may be
    read from the hallway."""

    tool: str
    title: str
    state: str
    words: str = ""

    @property
    def due(self) -> bool:
        return self.state == "due"

    @property
    def sentence(self) -> str:
        if self.due:
            return _("{tool} due ({last})").format(tool=self.title, last=self.words)
        words = _("{tool} declined") if self.state == "refused" else _("{tool} done")
        return words.format(tool=self.title)


def due(
    age: Age,
    day: date,
    last: Mapping[str, date],
    decided: Mapping[str, object],
    listed: Sequence[str] = (),
    *,
    by_age: bool = True,
) -> tuple[Due, ...]:
    """``last``: key of a tool to the day it was done last; ``decided``: the practice's settings by key; ``listed``: keys that the kind of
    visit lists. What the kind of visit lists comes first. Whoever is too young for a tool with an age is not asked because of a list.
    ``by_age``: not for a kind of visit that asks only for what it lists, such as a shot."""
    found: dict[str, Due] = {}
    for key in listed:
        rule = next((rule for rule in RULES if rule.tool == key), Rule(key))
        done = _latest(rule, last)
        if not _too_young(rule, age, decided) and (done is None or (day - done).days > RECENT_DAYS):
            found[key] = Due(key, done, listed=True)
    for rule in RULES if by_age else ():
        if rule.tool not in found and rule.tool not in listed and _by_rule(rule, age, day, last, decided):
            found[rule.tool] = Due(rule.tool, _latest(rule, last))
    return tuple(found.values())


def _latest(rule: Rule, last: Mapping[str, date]) -> date | None:
    return max((last[key] for key in (rule.tool, *rule.covers) if key in last), default=None)


def _too_young(rule: Rule, age: Age, decided: Mapping[str, object]) -> bool:
    return rule.start is not None and age.years < _number(rule.start, decided)


def _by_rule(
    rule: Rule, age: Age, day: date, last: Mapping[str, date], decided: Mapping[str, object]
) -> bool:
    done = _latest(rule, last)
    if rule.every is not None:
        months = _number(rule.every, decided)
        if months == 0 or _too_young(rule, age, decided):
            return False
        return done is None or whole_months(done, day) >= months
    assert rule.at is not None
    begun = [at for at in ages(rule.at, decided, years=rule.years) if at <= age.total_months]
    if not begun or age.total_months >= begun[-1] + rule.window:
        return False
    since = age.total_days - round(begun[-1] * 30.4375)  # days since that age was reached
    return done is None or (day - done).days > since + EARLY_DAYS


def ages(declared: Declared, decided: Mapping[str, object], *, years: bool = False) -> tuple[int, ...]:
    """Months, ascending."""
    numbers = settings.whole_numbers(str(decided.get(declared.key, declared.default)))
    return tuple(number * (12 if years else 1) for number in numbers)


def _number(declared: Declared, decided: Mapping[str, object]) -> int:
    return int(str(decided.get(declared.key, declared.default)))


def whole_months(first: date, day: date) -> int:
    """Completed months from ``first`` to ``day``."""
    return (day.year - first.year) * 12 + day.month - first.month - (day.day < first.day)


def ago(last: date | None, day: date) -> str:
    """``last one 13 months ago``, in the words of the checklist."""
    if last is None:
        return _("never done here")
    days = (day - last).days
    if days <= 0:
        return _("last one today")
    months = whole_months(last, day)
    if months < 2:
        return _("last one {n} days ago").format(n=days) if days > 1 else _("last one yesterday")
    if months < 24:
        return _("last one {n} months ago").format(n=months)
    return _("last one {n} years ago").format(n=months // 12)
