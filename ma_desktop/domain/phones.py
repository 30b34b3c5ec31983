"""Telephone numbers of the North American plan, as typed and as shown."""

from __future__ import annotations

import re

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _


def digits(text: str) -> str:
    """Only the digits, without the country's 1 in front of ten."""
    bare = re.sub(r"[^0-9]", "", text)
    return bare[1:] if len(bare) == 11 and bare.startswith("1") else bare


def show(text: str) -> str:
    """``937-555-0142``; a number of any other length stays as typed."""
    bare = digits(text)
    if text.strip().startswith("+") and not text.strip().startswith("+1"):
        return text.strip()
    return f"{bare[:3]}-{bare[3:6]}-{bare[6:]}" if len(bare) == 10 else text.strip()


def parse_phone(text: str) -> str:
    """The ten digits to keep, or ``+`` and up to fifteen digits (ITU E.164) for a number from abroad.

    Area code and exchange begin with 2 to 9 (North American Numbering Plan); anything else raises ``RuleBroken``.
    """
    typed = text.strip()
    bare = digits(typed)
    if typed.startswith("+") and not typed.startswith("+1"):
        if 8 <= len(bare) <= 15:
            return f"+{bare}"
        raise RuleBroken(_("A number from abroad has 8 to 15 digits after the +."))
    if re.search(r"[^0-9\s().+\-/]", typed):
        raise RuleBroken(_("A phone number has digits only. Put an extension into the note."))
    if len(bare) != 10:
        raise RuleBroken(_("A phone number has ten digits, such as 937-555-0142."))
    if bare[0] in "01" or bare[3] in "01":
        raise RuleBroken(_("Area code and exchange begin with 2 to 9. Check the number."))
    return bare
