"""Orders of a visit: who may bring one into force, and when it is out of the way.

An MA never orders. What she enters is *pended* (FHIR status ``draft``) until the provider signs; what the provider said aloud is
kept as exactly that, ``verbal, read back``, with the name of who gave it; what stands on paper or in a standing order as
``written``.
"""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

PENDED, VERBAL, WRITTEN, SIGNED = "pended", "verbal, read back", "written", "signed"

KINDS = ("lab", "injection", "procedure", "imaging", "referral", "other")

#: FHIR R4 statuses that still want something done; deferred ones (``on-hold``) were decided about.
OPEN = frozenset({"draft", "active"})


def kind_words() -> Mapping[str, str]:
    return {
        "lab": _("Lab test"), "injection": _("Injection or vaccine"), "procedure": _("Procedure or measurement"),
        "imaging": _("Imaging"), "referral": _("Referral"), "other": _("Other"),
    }  # fmt: skip


def how_words() -> Mapping[str, str]:
    """In the words of the record: how the order came."""
    return {
        PENDED: _("waits for the provider's signature"), VERBAL: _("verbal, read back"), WRITTEN: _("written"),
        SIGNED: _("signed"),
    }  # fmt: skip


def first_status(how: str, *, signs: bool, has_provider: bool) -> str:
    """The FHIR status an order begins with; ``signs``: the worker is a provider.

    Raises ``RuleBroken`` where somebody else would order in their own name, or nobody is named who did.
    """
    if how == PENDED:
        return "draft"
    if how not in (VERBAL, WRITTEN, SIGNED):
        raise RuleBroken(_("Say how the order came: pended, told verbally and read back, or written."))
    if how == SIGNED and not signs:
        raise RuleBroken(
            _("Only a provider orders. Pend it for the signature, or say that it was told and read back.")
        )
    if not has_provider:
        raise RuleBroken(_("Say which provider gave this order."))
    return "active"


def is_open(status: str) -> bool:
    return status in OPEN
