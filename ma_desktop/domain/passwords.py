"""What a password must be: long, and not one that everybody tries first. No rules about kinds of characters.

Length 12 is the practice's own rule. Blocking common ones, no composition rules, any character: NIST SP 800-63B.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

SHORTEST = 12
LONGEST = 256
#: What must be left of a password beside a name that everybody knows.
_REST = 8
#: From this length on (NIST's for a single factor) two common words of different kinds are not guessed first.
_LONG = 16

#: Words that the most used passwords are made of; alone or with digits around them they do not count as a password.
_WORDS = """
    password passwort passw0rd p@ssword p@ssw0rd pass contrasena welcome letmein login admin administrator root user
    guest master secret changeme default qwerty qwertyuiop asdfgh asdfghjkl zxcvbnm iloveyou monkey dragon football
    baseball basketball sunshine princess superman batman shadow michael jennifer jordan trustno abc abcdef abcdefg
    abcdefgh abcdefghijkl doctor nurse medical clinic office practice patient hospital medicine health healthcare
    spring summer autumn fall winter january february march april may june july august september october november
    december monday friday starwars pokemon computer internet whatever freedom test testing madesktop desktop
"""
_COMMON = frozenset(_WORDS.split())
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890")


def problem(password: str, *, not_in: Iterable[str] = ()) -> str:
    """The sentence that says why not, or ``""``. ``not_in``: the log-in and the names of person and practice."""
    text = unicodedata.normalize("NFKC", password)
    if len(text) < SHORTEST:
        return _("At least 12 characters. Four words that have nothing to do with each other are good.")
    if len(text) > LONGEST:
        return _("At most 256 characters.")
    if not text.strip():
        return _("Spaces alone are not a password.")
    folded = re.sub(r"[\W_]", "", text.casefold()) or text
    if len(set(text.casefold())) < 5 or _repeats(folded):
        return _("Too few different characters: this is guessed first.")
    if _sequence(folded):
        return _("A row of the keyboard or the alphabet is guessed first.")
    for name in not_in:
        bare = re.sub(r"[\W_]", "", name.casefold())
        if len(bare) >= 4 and bare in folded and len(folded) - len(bare) < _REST:
            return _("Do not use the name of the practice, your own or your log-in.")
    if _all_common(text.casefold()):
        return _("This is one of the first passwords that anybody tries.")
    return ""


def pin_problem(pin: str) -> str:
    """The sentence that says why these digits are no PIN, or ``""``."""
    if not re.fullmatch(r"[0-9]{4,8}", pin):
        return _("A PIN has four to eight digits.")
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    if len(set(pin)) == 1 or steps in ({1}, {9}):
        return _("These digits are guessed first.")
    return ""


def strength(password: str, *, not_in: Iterable[str] = ()) -> str:
    """``""`` when nothing is typed, ``no``, ``fair`` or ``good``: how much it can be trusted, by length and variety."""
    if not password:
        return ""
    if problem(password, not_in=not_in):
        return "no"
    words = len(re.findall(r"[^\W\d_]{3,}", password))
    return "good" if len(password) >= 18 or words >= 4 else "fair"


def check(password: str, *, not_in: Iterable[str] = ()) -> None:
    """Raises ``RuleBroken`` with the sentence of ``problem``."""
    if sentence := problem(password, not_in=not_in):
        raise RuleBroken(sentence)


def _repeats(folded: str) -> bool:
    """``abcabcabcabc``: a short piece over and over."""
    return any(
        folded == (folded[:size] * (len(folded) // size + 1))[: len(folded)]
        for size in range(1, min(6, len(folded) // 2) + 1)
    )


def _sequence(folded: str) -> bool:
    """Whether at most three characters are not part of one run along a row, forward or backward."""
    runs = (row * 2 for row in _ROWS)
    for row in (line for each in runs for line in (each, each[::-1])):
        for size in range(len(folded), max(SHORTEST - 4, len(folded) - 4), -1):
            if any(folded[at : at + size] in row for at in range(len(folded) - size + 1)):
                return True
    return False


def _all_common(text: str) -> bool:
    """Whether it is one common word, or two and short, with digits; also with ``@`` for a and ``0`` for o."""
    most = 2 if len(text) >= _LONG else 4
    for spelt in (text, text.translate(str.maketrans("@$013457", "asoieast"))):
        letters = re.sub(r"^[0-9]+|[0-9]+$", "", re.sub(r"[\W_]", "", spelt))
        words = _split_common(letters)
        if words is not None and len(set(words)) < most:
            return True
    # Digits at the end stay digits when letters are put back: passw0rd2026.
    head = re.sub(r"[0-9\W_]+$", "", text).translate(str.maketrans("@$013457", "asoieast"))
    words = _split_common(re.sub(r"[\W_]", "", head))
    return words is not None and len(set(words)) < most


def _split_common(letters: str) -> list[str] | None:
    """The common words that ``letters`` consists of (digits between them skipped), or ``None``."""
    found: list[str] = []
    rest = letters
    while rest:
        word = next((word for word in sorted(_COMMON, key=len, reverse=True) if rest.startswith(word)), None)
        if word is not None:
            found.append(word)
            rest = rest[len(word) :]
        elif rest[0].isdigit():
            rest = rest[1:]
        else:
            return None
    return found
