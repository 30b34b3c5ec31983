"""AUDIT-C: three WHO items of 0–4, total 0–12; positive from 4 (men) or 3 (women).

The wording is the practice's: a setting whose default is to be confirmed by the provider before it is called settled.
"""

from __future__ import annotations

from dataclasses import replace

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.screenings import Band, Choice, Item, Tool, Words
from ma_desktop.i18n import _

#: Default wording of the three questions, with ``|`` between them.
ENGLISH = (
    "How often do you have a drink containing alcohol? | How many drinks containing alcohol do you have on a typical day when "
    "you are drinking? | How often do you have six or more drinks on one occasion?"
)
SPANISH = (
    "¿Con qué frecuencia toma alguna bebida alcohólica? | ¿Cuántas bebidas alcohólicas suele tomar en un día en que bebe? | "
    "¿Con qué frecuencia toma seis o más bebidas en una sola ocasión?"
)
_HOW_OFTEN = (
    Choice(0, Words("Never", "Nunca")),
    Choice(1, Words("Monthly or less", "Una vez al mes o menos")),
    Choice(2, Words("2 to 4 times a month", "De 2 a 4 veces al mes")),
    Choice(3, Words("2 to 3 times a week", "De 2 a 3 veces por semana")),
    Choice(4, Words("4 or more times a week", "4 o más veces por semana")),
)
_HOW_MANY = (
    Choice(0, Words("1 or 2", "1 o 2")), Choice(1, Words("3 or 4", "3 o 4")), Choice(2, Words("5 or 6", "5 o 6")),
    Choice(3, Words("7 to 9", "De 7 a 9")), Choice(4, Words("10 or more", "10 o más")),
)  # fmt: skip
_SIX = (
    Choice(0, Words("Never", "Nunca")),
    Choice(1, Words("Less than monthly", "Menos de una vez al mes")),
    Choice(2, Words("Monthly", "Mensualmente")),
    Choice(3, Words("Weekly", "Semanalmente")),
    Choice(4, Words("Daily or almost daily", "A diario o casi a diario")),
)
_PARTS = (("68518-0", _HOW_OFTEN), ("68519-8", _HOW_MANY), ("68520-6", _SIX))


def questions(text: str) -> list[str]:
    """The wording of the three. Raises ``RuleBroken`` unless there are three."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) != len(_PARTS) or not all(parts):
        raise RuleBroken(_("AUDIT-C has three questions; put | between them."))
    return parts


def worded(tool: Tool, english: str, spanish: str) -> Tool:
    """The tool in the practice's words."""
    items = zip(tool.items, questions(english), questions(spanish), strict=True)
    return replace(tool, items=tuple(replace(item, words=Words(en, es)) for item, en, es in items))


_EMPTY = Tool(
    "audit-c", "AUDIT-C", _("Alcohol"), "75626-2", positive=4, positive_women=3, settled=frozenset(),
    credit="Alcohol Use Disorders Identification Test, World Health Organization.", words=("AUDIT",), ages=(14, 130),
    items=tuple(Item(f"{n}", Words(""), choices, code) for n, (code, choices) in enumerate(_PARTS, 1)),
    bands=(Band(0, "", "ok"),),
)  # fmt: skip
AUDIT_C = worded(_EMPTY, ENGLISH, SPANISH)
TOOLS = (AUDIT_C,)
