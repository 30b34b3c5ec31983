"""What the page does to text so that names in other scripts look right: joining, direction, vowel order.

ReportLab places one glyph after the other from left to right. Arabic letters are therefore replaced by their
joined forms (Unicode's presentation forms, which FiraGO has), lines with right-to-left words are put into the
order of the eye, and the Devanagari sign for short *i* goes before its consonants. Full Indic conjuncts need a text
shaper and are not attempted here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from ma_desktop.reports.direction import eye_order

_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_ARABIC = re.compile(r"[\u0620-\u06ff]")
_SHORT_I = re.compile(r"((?:[\u0915-\u0939]\u093c?\u094d)*[\u0915-\u0939]\u093c?)\u093f")
_SPACES = re.compile(r"[\u2000-\u200a\u202f\u205f\u3000]")


def clean(text: str) -> str:
    """One line of printable letters: composed (NFC), Arabic joined, without control and formatting characters."""
    if text.isascii() and text.isprintable():
        return text
    plain = unicodedata.normalize("NFC", text)
    plain = _SPACES.sub("\u00a0", plain)
    plain = "".join(_printable(letter) for letter in plain)
    return joined(plain) if _ARABIC.search(plain) else plain


def _printable(letter: str) -> str:
    kind = unicodedata.category(letter)
    if letter in "\t\n\r\v\f" or kind in {"Zl", "Zp"}:
        return " "
    return "" if kind in {"Cc", "Cf", "Cs"} else letter


def right_to_left(text: str) -> bool:
    """Whether any of it is read from right to left."""
    return _RIGHT_TO_LEFT.search(text) is not None


def visual(text: str) -> str:
    """The letters of one line in the order in which the eye meets them from left to right."""
    if _RIGHT_TO_LEFT.search(text):
        text = eye_order(text)
    return _SHORT_I.sub("\u093f\\1", text)


def logical(text: str) -> str:
    """The text as it was given: joined forms back to plain letters."""
    return "".join(unicodedata.normalize("NFKC", ch) if "\ufb50" <= ch <= "\ufefc" else ch for ch in text)


@cache
def _forms() -> dict[str, dict[str, str]]:
    """``{"isolated" | "initial" | "medial" | "final": {letter or pair: joined form}}`` from Unicode's own table."""
    table: dict[str, dict[str, str]] = {"isolated": {}, "initial": {}, "medial": {}, "final": {}}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD)):
        kind, _space, letters = unicodedata.decomposition(chr(code)).partition("> ")
        if kind[1:] in table:
            plain = "".join(chr(int(letter, 16)) for letter in letters.split())
            table[kind[1:]].setdefault(plain, chr(code))
    return table


def joined(text: str) -> str:
    """Arabic letters in the form that their neighbors ask for; lam-alef pairs as one."""
    forms = _forms()
    out: list[str] = []
    tied = False  # the letter before reaches over to this one
    place = 0
    while place < len(text):
        unit = text[place : place + 2] if text[place : place + 2] in forms["isolated"] else text[place]
        if unicodedata.combining(unit[0]):
            out.append(unit)
            place += 1
            continue
        reaches = unit in forms["initial"] and _next_letter(text, place + len(unit)) in forms["final"]
        takes = tied and unit in forms["final"]
        kind = ("medial" if reaches else "final") if takes else ("initial" if reaches else "isolated")
        out.append(_drawable(unit, kind, forms))
        tied = reaches
        place += len(unit)
    return "".join(out)


def _drawable(unit: str, kind: str, forms: dict[str, dict[str, str]]) -> str:
    """A lone letter keeps its plain code, which every font has; pairs have only the joined form."""
    if kind == "isolated" and len(unit) == 1:
        return unit
    return forms[kind].get(unit, unit)


def _next_letter(text: str, place: int) -> str:
    while place < len(text) and unicodedata.combining(text[place]):
        place += 1
    pair = text[place : place + 2]
    return pair if pair in _forms()["final"] else text[place : place + 1]
