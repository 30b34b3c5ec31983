"""The order in which the eye meets the letters of a line: Unicode's bidirectional algorithm (UAX 9) for a left-to-right line.

Embedding marks never come here (``scripts.clean`` takes them away), so that three levels are enough: 0 for letters read
from the left, 1 for letters read from the right, 2 for numbers among those.
"""

from __future__ import annotations

import re
import unicodedata

_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_PAIRS = {")": "(", "]": "[", "}": "{"}
#: A letter with the marks over and under it: they are drawn after it whatever the direction.
_UNIT = re.compile(r".[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]*", re.DOTALL)  # fmt: skip
_STRONG = {"L": "L", "R": "R", "EN": "R", "AN": "R"}


def eye_order(text: str) -> str:
    """The letters from left to right; brackets in a right-to-left stretch are mirrored."""
    units = _UNIT.findall(text)
    levels = _levels([unit[0] for unit in units])
    out = [unit.translate(_MIRRORED) if level == 1 else unit for unit, level in zip(units, levels, strict=True)]  # fmt: skip
    for floor in (2, 1):
        place = 0
        while place < len(out):
            end = place
            while end < len(out) and levels[end] >= floor:
                end += 1
            out[place:end] = reversed(out[place:end])
            place = max(end, place + 1)
    return "".join(out)


def _levels(letters: list[str]) -> list[int]:
    kinds = _numbers([unicodedata.bidirectional(letter) for letter in letters])
    _brackets(letters, kinds)
    _neutrals(kinds)
    return [{"R": 1, "EN": 2, "AN": 2}.get(kind, 0) for kind in kinds]


def _numbers(kinds: list[str]) -> list[str]:
    """Rules W1 to W7: what belongs to a number, and which way numbers are read."""
    strong, out = "L", list(kinds)
    for place, kind in enumerate(kinds):
        if kind in {"L", "R", "AL"}:
            strong = kind
        elif kind == "EN" and strong == "AL":
            out[place] = "AN"
    for place in range(1, len(out) - 1):
        before, after = out[place - 1], out[place + 1]
        if before == after and (
            (out[place] == "ES" and before == "EN") or (out[place] == "CS" and before in {"EN", "AN"})
        ):
            out[place] = before
    for step in (1, -1):  # a sign of percent or money on either side of a number belongs to it
        for place in range(len(out))[::step]:
            beside = place - step
            if out[place] == "ET" and 0 <= beside < len(out) and out[beside] == "EN":
                out[place] = "EN"
    strong = "L"
    for place, kind in enumerate(out):
        if kind in {"L", "R", "AL"}:
            strong = kind
        if kind == "AL":
            out[place] = "R"
        elif kind == "EN" and strong == "L":
            out[place] = "L"
    return out


def _brackets(letters: list[str], kinds: list[str]) -> None:
    """Rule N0: both brackets of a pair go the way of what they hold."""
    opened: list[int] = []
    pairs = []
    for place, letter in enumerate(letters):
        if letter in _PAIRS.values():
            opened.append(place)
        elif letter in _PAIRS:
            fits = next((at for at in reversed(opened) if letters[at] == _PAIRS[letter]), None)
            if fits is not None:
                opened = opened[: opened.index(fits)]
                pairs.append((fits, place))
    for first, last in sorted(pairs):
        inside = {_STRONG[kind] for kind in kinds[first + 1 : last] if kind in _STRONG}
        if not inside:
            continue
        before = next((_STRONG[kind] for kind in reversed(kinds[:first]) if kind in _STRONG), "L")
        kinds[first] = kinds[last] = "L" if "L" in inside else before


def _neutrals(kinds: list[str]) -> None:
    """Rules N1 and N2: spaces and signs go the way of both their neighbors, else that of the line."""
    place = 0
    while place < len(kinds):
        end = place
        while end < len(kinds) and kinds[end] not in _STRONG:
            end += 1
        if end > place:
            before = _STRONG[kinds[place - 1]] if place else "L"
            after = _STRONG[kinds[end]] if end < len(kinds) else "L"
            kinds[place:end] = ["R" if before == after == "R" else "L"] * (end - place)
        place = end + 1
