"""Tobacco as it is asked and written down: status, amount, years, pack-years.

Status values and their order are those of LOINC 72166-2; pack-years = packs a day × years, twenty cigarettes a pack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from ma_desktop.i18n import _

#: LOINC 72166-2, tobacco smoking status.
CODE = "72166-2"
PACK = 20
#: More is not smoked by anybody; what is typed so is a slip.
MOST_PACKS, MOST_YEARS = 8.0, 90


def statuses() -> dict[str, str]:
    return {
        "never": _("never"),
        "former": _("former"),
        "every-day": _("every day"),
        "some-days": _("some days"),
        "unknown": _("unknown"),
    }


@dataclass(frozen=True, slots=True)
class Read:
    """``fields``: of the section ``tobacco``. ``unread``: words that were not understood; ``problem``: why it cannot stand."""

    fields: dict[str, str] = field(default_factory=dict)
    unread: tuple[str, ...] = ()
    problem: str = ""


def pack_years(packs: float | None, years: float | None) -> float | None:
    """To one decimal; ``None`` when either is not known."""
    return None if packs is None or years is None else round(packs * years, 1)


_NUMBER = r"(\d+(?:\.\d+)?|\.\d+|\d+\s*/\s*\d+|half(?: an?)?|one|two|three)"
_AMOUNTS = (
    (rf"{_NUMBER} ?(?:packs?|pks?)? ?(?:ppd|packs?/d(?:ay)?|pks?/d(?:ay)?|p/d|(?:packs?|pks?) (?:a|per) day|(?:packs?|pks?) daily)", 1.0),
    (rf"{_NUMBER} ?(?:ppw|(?:packs?|pks?) ?(?:a|per|/) ?(?:week|wk))", 1 / 7),
    (rf"{_NUMBER} ?(?:cigs?|cigarettes?) ?(?:a|per|/)? ?(?:day|d|daily)\b", 1 / PACK),
)  # fmt: skip
_KINDS = {
    "cigarettes": r"cig(?:arette)?s?", "vape": r"vap(?:e|es|ing)|e-?cig(?:arette)?s?|juul", "cigars": r"cigars?",
    "pipe": r"pipes?", "chew": r"chew(?:s|ing)?(?: tobacco)?|snuff|dip|smokeless",
}  # fmt: skip
_STATUSES = (
    ("never", r"never(?: smoked?r?| used?)?|non ?-?smoker|nonsmoker|denies"),
    ("former", r"former(?: smoker)?|ex ?-?smoker|quit|stopped"),
    ("some-days", r"some ?days?|social(?:ly)?|occasional(?:ly)?|sometimes"),
    ("every-day", r"every ?day|daily|current(?: smoker)?(?: every day)?|smokes|smoker"),
    ("unknown", r"unknown|unsure"),
)
_READY = {"ready": r"ready to quit|wants to quit", "not-ready": r"not ready(?: to quit)?|does not want to quit",
          "thinking": r"thinking (?:about|of) (?:it|quitting)"}  # fmt: skip


def read_tobacco(text: str, today: date) -> Read:
    """``quit 2015 1 ppd 20 y`` → former, 1 pack a day, 20 years, quit 2015. Numbers without a unit are not guessed."""
    rest, fields = f" {text.casefold().strip()} ", dict[str, str]()
    rest, problem = _quit(rest, fields, today)
    for pattern, share in _AMOUNTS:
        if found := re.search(rf"(?<![\d./]){pattern}", rest):
            fields["packs_per_day"] = f"{_value(found[1]) * share:.3f}".rstrip("0").rstrip(".")
            fields.setdefault("kind", "cigarettes")
            rest = rest.replace(found[0], " ", 1)
            break
    if found := re.search(r"(?:x|for|times)? ?(?<![\d./])(\d+(?:\.\d+)?) ?(?:y|yr|yrs|years?)\b", rest):
        fields["years"] = found[1]
        rest = rest.replace(found[0], " ", 1)
    for table, name in ((_READY, "readiness"), (_KINDS, "kind")):
        for value, pattern in sorted(table.items(), key=lambda pair: pair[0] != "not-ready"):
            if (found := re.search(rf"\b(?:{pattern})\b", rest)) is not None:
                fields[name] = value
                rest = rest.replace(found[0], " ", 1)
                break
    rest = _status(rest, fields)
    unread = tuple(
        word for word in re.split(r"[\s,;]+", rest) if word and word not in {"x", "and", "a", "of", "."}
    )
    return Read(fields, unread, problem or _contradiction(fields))


def _quit(rest: str, fields: dict[str, str], today: date) -> tuple[str, str]:
    if found := re.search(
        r"\b(?:quit|stopped|former)(?: smoking)?(?: in| about)? (\d{1,2}/)?(\d{4})\b", rest
    ):
        year = int(found[2])
        fields |= {"status": "former", "quit": f"{found[1] or ''}{year}"}
        rest = rest.replace(found[0], " ", 1)
        if year > today.year:
            return rest, _("{year} is yet to come.").format(year=year)
        if year < today.year - 100:
            return rest, _("{year} is too long ago.").format(year=year)
        return rest, ""
    if found := re.search(r"\b(?:quit|stopped) (\d{1,2}) ?(?:y|yrs?|years?) ago\b", rest):
        fields |= {"status": "former", "quit": str(today.year - int(found[1]))}
        return rest.replace(found[0], " ", 1), ""
    if re.search(r"\b(?:quit|stopped)(?: smoking)? (?:for )?\d{1,2} ?(?:y|yrs?|years?)\b", rest):
        return rest, _("Quit so long ago, or smoked so long? Type the year of quitting, or “10 years ago”.")
    if re.search(r"\b(?:quit|stopped) '?\d{1,2}\b(?! ?(?:y|ppd|p|c))", rest):
        return rest, _("Type the year of quitting with four digits.")
    return rest, ""


def _status(rest: str, fields: dict[str, str]) -> str:
    for value, pattern in _STATUSES:
        if (found := re.search(rf"\b(?:{pattern})\b", rest)) is not None:
            if "status" in fields and fields["status"] != value:
                return rest
            fields["status"] = value
            rest = rest.replace(found[0], " ", 1)
    if "status" not in fields and "packs_per_day" in fields:
        fields["status"] = "every-day"
    return rest


def _value(words: str) -> float:
    bare = words.replace(" ", "")
    spoken = {"half": 0.5, "halfa": 0.5, "halfan": 0.5, "one": 1.0, "two": 2.0, "three": 3.0}
    if bare in spoken:
        return spoken[bare]
    if "/" in bare:
        upper, lower = (int(part) for part in bare.split("/"))
        return upper / lower if lower else 0.0
    return float(bare)


def _contradiction(fields: dict[str, str]) -> str:
    if not fields:
        return ""
    packs, years = fields.get("packs_per_day"), fields.get("years")
    if "status" not in fields:
        return _("Say the status: never, former, every day, some days or unknown.")
    if fields["status"] == "never" and (packs or years or fields.get("quit")):
        return _("“Never” does not go with an amount.")
    if packs is not None and not 0 < float(packs) <= MOST_PACKS:
        return _("{packs} packs a day cannot be.").format(packs=packs)
    if years is not None and not 0 < float(years) <= MOST_YEARS:
        return _("{years} years cannot be.").format(years=years)
    return ""


def words(fields: dict[str, str]) -> str:
    """``former · cigarettes · 1 pack a day · 20 years · 20 pack-years · quit 2015``."""
    known = statuses()
    kinds = {"cigarettes": _("cigarettes"), "vape": _("vape"), "cigars": _("cigars"), "pipe": _("pipe"), "chew": _("chew, snuff")}  # fmt: skip
    ready = {
        "ready": _("ready to quit"),
        "not-ready": _("not ready to quit"),
        "thinking": _("thinks about quitting"),
    }
    packs, years = _number(fields.get("packs_per_day")), _number(fields.get("years"))
    total = pack_years(packs, years)
    parts = [
        known.get(fields.get("status", ""), fields.get("status", "")),
        kinds.get(fields.get("kind", ""), ""),
        _("{packs} packs a day").format(packs=f"{packs:g}") if packs is not None and packs != 1 else _("1 pack a day") if packs else "",
        _("{years} years").format(years=f"{years:g}") if years is not None else "",
        _("{n} pack-years").format(n=f"{total:g}") if total is not None else "",
        _("quit {when}").format(when=fields["quit"]) if fields.get("quit") else "",
        ready.get(fields.get("readiness", ""), ""),
        _("smoke at home or work: {where}").format(where=fields["exposure"]) if fields.get("exposure") else "",
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
