"""Check rules of the numbers a US practice handles."""

from __future__ import annotations

import re

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: CMS: 11 characters, no S L O I B Z.
_MBI = re.compile(
    r"[1-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y][0-9AC-HJKMNP-RT-Y][0-9][AC-HJKMNP-RT-Y]{2}[0-9]{2}"
)


def npi_valid(number: str) -> bool:
    """National Provider Identifier (45 CFR 162.406): ten digits, first 1 or 2, Luhn over 80840 and the number."""
    if not re.fullmatch(r"[12][0-9]{9}", number):
        return False
    total = 0
    for place, digit in enumerate(reversed("80840" + number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def npi(text: str) -> str:
    """The ten digits; a wrong check digit raises ``RuleBroken``."""
    bare = re.sub(r"[\s\-]", "", text)
    if not npi_valid(bare):
        raise RuleBroken(_("This is not a valid NPI. Check its ten digits."))
    return bare


def ein(text: str) -> str:
    """Employer identification number as ``NN-NNNNNNN``."""
    found = re.fullmatch(r"([0-9]{2})[\s\-]?([0-9]{7})", text.strip())
    if not found or found[1] == "00":
        raise RuleBroken(_("A tax id has nine digits, such as 12-3456789."))
    return f"{found[1]}-{found[2]}"


def mbi(text: str) -> str:
    """Medicare Beneficiary Identifier: eleven characters without dashes, in capitals."""
    bare = re.sub(r"[\s\-]", "", text).upper()
    if not _MBI.fullmatch(bare):
        raise RuleBroken(
            _("This is not a Medicare number. It has eleven characters, without S, L, O, I, B or Z.")
        )
    return bare


def mbi_valid(text: str) -> bool:
    return bool(_MBI.fullmatch(re.sub(r"[\s\-]", "", text).upper()))


def record_number(text: str) -> str:
    """A chart number as typed, without ``#`` and spaces: 1 to 20 letters, digits and dashes, in capitals."""
    bare = re.sub(r"[\s#]", "", text).upper()
    if not re.fullmatch(r"[0-9A-Z][0-9A-Z\-]{0,19}", bare):
        raise RuleBroken(_("A record number has letters, digits and dashes only."))
    return bare


def next_record_number(last: int) -> str:
    """The number after ``last``; at least five digits, so that it looks like no year and no age."""
    return str(max(last + 1, 10001))
