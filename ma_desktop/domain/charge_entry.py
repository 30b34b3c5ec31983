"""What is typed to charge a service: ``99213``, ``99213-25``, ``J1885 x2``, ``99213-25,95 x 1``."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Five characters of CPT or HCPCS, up to four two-character modifiers (``X2`` is two units, no modifier), units.
_TYPED = re.compile(r"([A-Z0-9]{5})((?:[- ,]+(?!X[0-9])[A-Z0-9]{2}){0,4})(?: *[X*×] *([0-9]{1,3}))?")


@dataclass(frozen=True, slots=True)
class ChargeEntry:
    code: str
    modifiers: tuple[str, ...]
    units: int


def read(typed: str) -> ChargeEntry | None:
    """``None`` when it is not a code but words to search for."""
    found = _TYPED.fullmatch(" ".join(typed.upper().split()))
    if found is None or not any(ch.isdigit() for ch in found[1]):
        return None
    return ChargeEntry(found[1], tuple(re.findall(r"[A-Z0-9]{2}", found[2])), int(found[3] or 1))
