"""The shape of procedure codes and modifiers. Descriptors belong to the AMA and are never shipped."""

from __future__ import annotations

import re

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: CPT: five digits, or four and F, T, U or A. HCPCS level II: a letter A to V and four digits.
_CPT = re.compile(r"[0-9]{4}[0-9FTUA]")
_HCPCS = re.compile(r"[A-V][0-9]{4}")
_MODIFIER = re.compile(r"[0-9A-Z]{2}")


def code(text: str) -> str:
    """The code in capitals; anything else raises ``RuleBroken``."""
    bare = text.strip().upper()
    if not (_CPT.fullmatch(bare) or _HCPCS.fullmatch(bare)):
        raise RuleBroken(
            _("“{text}” is not a procedure code. It has five characters.").format(text=text.strip())
        )
    return bare


def is_hcpcs(code: str) -> bool:
    return bool(_HCPCS.fullmatch(code))


def modifier(text: str) -> str:
    """Two characters in capitals."""
    bare = text.strip().upper()
    if not _MODIFIER.fullmatch(bare):
        raise RuleBroken(_("“{text}” is not a modifier. It has two characters.").format(text=text.strip()))
    return bare


def modifiers(text: str) -> tuple[str, ...]:
    """Several, typed with spaces, commas or dashes: ``25, lt`` → ``25``, ``LT``; four at most, none twice."""
    found = tuple(modifier(part) for part in re.split(r"[\s,\-]+", text.strip()) if part)
    if len(found) > 4 or len(set(found)) < len(found):
        raise RuleBroken(_("A charge takes four different modifiers at most."))
    return found


def split(text: str) -> tuple[str, tuple[str, ...]]:
    """``99213-25`` or ``87880 QW`` → the code and its modifiers; also written together, ``87880QW``."""
    found = re.fullmatch(r"\s*([0-9A-Za-z]{5})[\s\-]*(.*?)\s*", text, re.DOTALL)
    if not found:
        raise RuleBroken(
            _("“{text}” is not a procedure code. It has five characters.").format(text=text.strip())
        )
    return code(found[1]), modifiers(found[2])
