"""Two charts of one person: which fields are compared, and which value is the better guess."""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.i18n import _

#: Compared line by line: name of the line to the columns it stands for. What one address line says goes together.
LINES: Mapping[str, tuple[str, ...]] = {
    "family": ("family",), "given": ("given",), "middle": ("middle",), "suffix": ("suffix",), "preferred_name": ("preferred_name",),
    "former_name": ("former_name",), "pronouns": ("pronouns",), "birth_date": ("birth_date",), "sex": ("sex",), "phone": ("phone",),
    "other_phone": ("other_phone",), "email": ("email",), "address": ("address", "city", "state", "postal_code", "address_checked_at"),
    "language": ("language", "interpreter"), "alert": ("alert",), "contact_channel": ("contact_channel",),
    "household": ("household",), "photo": ("photo",), "deceased_at": ("deceased_at",),
    "gestation_weeks": ("gestation_weeks",),
}  # fmt: skip

TITLES: Mapping[str, str] = {
    "family": _("Family name"), "given": _("First name"), "middle": _("Middle name"), "suffix": _("Suffix"),
    "preferred_name": _("Preferred name"), "former_name": _("Former name"), "pronouns": _("Pronouns"), "birth_date": _("Birth date"),
    "sex": _("Sex"), "phone": _("Phone"), "other_phone": _("Other phone"), "email": _("E-mail"), "address": _("Address"),
    "language": _("Language"), "alert": _("Alert"), "contact_channel": _("How to reach"), "household": _("Household"), "photo": _("Photo"),
    "deceased_at": _("Died"), "gestation_weeks": _("Weeks at birth"),
}  # fmt: skip

_EMPTY = (None, "", "unknown")


def takes_other(line: str, mine: object, other: object) -> bool:
    """Whether the other chart's value is the better guess: only where this chart says nothing."""
    return mine in _EMPTY and other not in _EMPTY


def differ(mine: object, other: object) -> bool:
    """Two empty ones are no difference, however each of them is empty."""
    return mine != other and not (mine in _EMPTY and other in _EMPTY)
