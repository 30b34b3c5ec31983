"""Telephone numbers of the North American plan, as typed and as shown."""

from __future__ import annotations

import re


def digits(text: str) -> str:
    """Only the digits, without the country's 1 in front of ten."""
    bare = re.sub(r"\D", "", text)
    return bare[1:] if len(bare) == 11 and bare.startswith("1") else bare


def show(text: str) -> str:
    """``937-555-0142``; a number of any other length stays as typed."""
    bare = digits(text)
    return f"{bare[:3]}-{bare[3:6]}-{bare[6:]}" if len(bare) == 10 else text.strip()
