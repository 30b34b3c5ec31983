"""What a patient signs at the desk, and when it is due again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from ma_desktop.i18n import _

PRIVACY_NOTICE = "privacy-notice"

#: Kinds of ``Consent`` in the desk's words.
KINDS: Mapping[str, str] = {
    PRIVACY_NOTICE: _("privacy notice"),
    "treatment": _("consent to treatment"),
    "financial": _("financial policy"),
    "email": _("e-mail"),
    "text": _("text messages"),
    "voicemail": _("voicemail"),
    "portal": _("portal"),
    "proxy": _("somebody else asks for the patient"),
}


def required(due: str) -> tuple[str, ...]:
    """The known kinds in a practice's own list, ``privacy-notice, treatment``."""
    return tuple(kind for part in due.split(",") if (kind := part.strip().casefold()) in KINDS)


def missing(
    due: str, given: Iterable[tuple[str, str, date | None]], day: date
) -> tuple[str, ...]:  # fmt: skip
    """Words for each required form that nobody signed or whose time is over on ``day``.

    ``given``: (kind, FHIR status, last day). A refused acknowledgement of the privacy notice counts: the law asks for a
    good-faith effort and a note of why there is none (45 CFR 164.520(c)(2)(ii)).
    """
    holds = {
        kind
        for kind, status, until in given
        if (status == "active" and (until is None or until >= day))
        or (status == "rejected" and kind == PRIVACY_NOTICE)
    }
    return tuple(KINDS[kind] for kind in required(due) if kind not in holds)
