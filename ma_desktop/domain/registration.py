"""What a registration asks for, and what may be asked later."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ma_desktop.i18n import _

#: Communication needs in the words of the banner; others can be typed.
NEEDS: tuple[str, ...] = (
    _("Hard of hearing"),
    _("Low vision"),
    _("Wheelchair"),
    _("Walks with help"),
    _("Afraid of needles"),
    _("Faints easily"),
    _("Reading is hard"),
    _("Service animal"),
    _("No blood pressure in the left arm"),
    _("No blood pressure in the right arm"),
)

RELATIONSHIPS: Mapping[str, str] = {
    "mother": _("mother"),
    "father": _("father"),
    "guardian": _("guardian"),
    "grandparent": _("grandparent"),
    "spouse": _("spouse"),
    "child": _("child"),
    "sibling": _("sibling"),
    "caregiver": _("caregiver"),
    "other": _("other"),
}

#: ISO 639 codes of the languages that can be chosen, in the order of the list.
LANGUAGES: Mapping[str, str] = {
    "en": _("English"), "es": _("Spanish"), "zh": _("Chinese"), "vi": _("Vietnamese"), "ar": _("Arabic"),
    "fr": _("French"), "so": _("Somali"), "ru": _("Russian"), "ne": _("Nepali"), "ase": _("Sign language"),
}  # fmt: skip


def language_words(code: str) -> str:
    """``Spanish`` for ``es`` and ``es-MX``; a code that is not in the list stays a code."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.split("-")[0], code)


#: On what ground somebody consents for a minor; kept as these words.
AUTHORITIES: tuple[str, ...] = (
    _("birth or adoptive parent"),
    _("court order"),
    _("written permission of a parent"),
    _("parent on the phone, witnessed"),
)

#: What can wait, in the order in which it is asked: stored key to the desk's words.
LATER: Mapping[str, str] = {
    "given": _("given name"),
    "sex": _("sex"),
    "phone": _("phone"),
    "address": _("address"),
    "coverage": _("insurance or self-pay"),
    "related": _("who speaks for the child"),
}


def unfinished(
    *, given: str, sex: str, phone: str, address: str, coverage: bool, minor: bool, speaks: bool
) -> list[str]:
    """Keys of ``LATER`` that are still open. ``coverage``: insured or said to pay themselves; ``speaks``: some adult is known."""
    here = {
        "given": bool(given.strip()),
        "sex": sex != "unknown",
        "phone": bool(phone.strip()),
        "address": bool(address.strip()),
        "coverage": coverage,
        "related": speaks or not minor,
    }
    return [key for key in LATER if not here[key]]


def words(open_keys: Iterable[str]) -> str:
    """``phone, address``: what is left, for a sentence."""
    return ", ".join(LATER.get(key, key) for key in open_keys)
