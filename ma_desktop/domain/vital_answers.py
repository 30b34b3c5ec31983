"""Two questions that stand among the vital signs: the last menstrual period and whether somebody is pregnant.

Both are asked when they matter, and "unknown" is an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from ma_desktop.domain import dates, vital_signs
from ma_desktop.domain.measurements import NotUnderstood
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: Last period: longer ago is asked about (common practice).
ASK_AFTER_DAYS = 365
_UNKNOWN = {"unknown", "unsure", "not sure", "?", "does not know", "unk", "no sabe", "no sé"}
_NONE = {
    "none": "none", "no periods": "none", "menopause": "none", "postmenopausal": "none", "hysterectomy": "none",
    "not yet": "none", "premenarchal": "none", "n/a": "none", "ninguna": "none", "sin regla": "none", "menopausia": "none",
}  # fmt: skip
_PREGNANT = {
    "yes": "pregnant", "y": "pregnant", "pregnant": "pregnant", "no": "not-pregnant", "n": "not-pregnant",
    "not pregnant": "not-pregnant", "possible": "possible", "possibly": "possible", "maybe": "possible",
    "sí": "pregnant", "si": "pregnant", "embarazada": "pregnant", "no embarazada": "not-pregnant", "posible": "possible",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Answer:
    """``value``: as stored: an ISO day, or a word of the tables above; ``display``: the desk's words."""

    vital: str
    value: str
    original: str
    display: str


def read(vital: str, text: str, today: date | None) -> Answer:
    """Raises ``NotUnderstood``."""
    bare = " ".join(text.casefold().split()).rstrip(".")
    if bare in _UNKNOWN:
        return Answer(vital, "unknown", text, shown(vital, "unknown"))
    if vital == vital_signs.PREGNANCY:
        if bare not in _PREGNANT:
            raise NotUnderstood(_("Type yes, no, possible or unknown."))
        return Answer(vital, _PREGNANT[bare], text, shown(vital, _PREGNANT[bare]))
    if bare in _NONE:
        return Answer(vital, "none", text, shown(vital, "none"))
    if today is None:
        raise NotUnderstood(_("Type a day, such as 11/3, or unknown, or none."))
    day = _day(bare, today)
    return Answer(vital, day.isoformat(), text, shown(vital, day.isoformat()))


def shown(vital: str, value: str) -> str:
    """``unknown``, ``not pregnant``, ``Nov 3, 2026``."""
    words = {
        "unknown": _("unknown"), "none": _("no periods"), "pregnant": _("pregnant"), "not-pregnant": _("not pregnant"),
        "possible": _("possibly pregnant"),
    }  # fmt: skip
    if value in words or vital != vital_signs.LMP:
        return words.get(value, value)
    try:
        day = date.fromisoformat(value[:10])
    except ValueError:
        return value
    return f"{day:%b} {day.day}, {day.year}"


def question(answer: Answer, today: date) -> str:
    """What is asked once about an answer, or nothing."""
    if answer.vital != vital_signs.LMP or not answer.value[:1].isdigit():
        return ""
    if (today - date.fromisoformat(answer.value)).days > ASK_AFTER_DAYS:
        return _("The last period is more than a year ago. Is that so?")
    return ""


def _in_english(bare: str) -> str:
    """``hace 2 semanas`` → ``2 weeks ago``."""
    spoken = re.fullmatch(r"hace ([0-9]{1,3}) (días?|semanas?)", bare)
    return bare if spoken is None else f"{spoken[1]} {'weeks' if spoken[2].startswith('s') else 'days'} ago"


def _day(bare: str, today: date) -> date:
    """``11/3`` is the newest one that is over; ``3w`` and ``3 weeks ago`` count back."""
    if back := re.fullmatch(r"([0-9]{1,3}) ?(d|days?|w|wks?|weeks?)(?: ago)?", _in_english(bare)):
        return today - timedelta(days=int(back[1]) * (7 if back[2].startswith("w") else 1))
    if bare in ("today", "yesterday", "hoy", "ayer"):
        return today - timedelta(days=bare in ("yesterday", "ayer"))
    try:
        if pair := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})", bare):
            month, day = int(pair[1]), int(pair[2])
            found = date(today.year, month, day)
            return found if found <= today else date(today.year - 1, month, day)
        return dates.parse_birth_date(bare, today)
    except ValueError as error:
        raise NotUnderstood(_("There is no such day.")) from error
    except RuleBroken as error:
        raise NotUnderstood(
            _("Type the first day of the last period, such as 11/3 or 2 weeks ago, or unknown, or none.")
        ) from error
