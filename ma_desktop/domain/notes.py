"""Rules of the chart's notes: kinds, which of them a provider has to see, and when an entry is a late one."""

from __future__ import annotations

from datetime import datetime, timedelta

from ma_desktop.domain.declared import Declared
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: ``dictation``: typed for the provider, who signs it as their own.
KINDS = ("visit", "phone", "procedure", "dictation", "other")
DICTATION = "dictation"

_NOTES = _("Notes")

LATE_AFTER = Declared(
    "notes.late_after", _NOTES, _("Late entry after"),
    _("Minutes between what happened and its being written down, from which the note is stamped as a late entry."), 240,
    unit=_("min"), low=15, high=2880, approve=True,
)  # fmt: skip
COSIGN = Declared(
    "notes.cosign", _NOTES, _("Notes that a provider co-signs"),
    _("Take the tick off a kind of note that a provider need not see when somebody else wrote it."), "other", kind="ticks",
    choices={"visit": _("Visit notes"), "phone": _("Phone notes"), "procedure": _("Procedure notes"), "other": _("Other notes")},
    approve=True,
)  # fmt: skip
SETTINGS = (LATE_AFTER, COSIGN)


def kind_words(kind: str) -> str:
    return {
        "visit": _("Visit note"), "phone": _("Phone note"), "procedure": _("Procedure note"), "dictation": _("Dictation"),
        "other": _("Note"),
    }.get(kind, kind)  # fmt: skip


def needs_cosign(kind: str, *, by_provider: bool, spared: str) -> bool:
    """Whether a provider has to see a signed note. Their own they have seen; a dictation is signed by them anyway.

    ``spared``: the value of ``COSIGN``, kinds with semicolons between.
    """
    kinds = {part.strip() for part in spared.split(";")}
    return not by_provider and kind not in kinds and kind != DICTATION


def is_late(about: datetime, written: datetime, minutes: int) -> bool:
    return written - about > timedelta(minutes=minutes)


def check(text: str, about: datetime, now: datetime) -> None:
    """Raises ``RuleBroken``: a note says something, and about what has happened."""
    if not text.strip():
        raise RuleBroken(_("An empty note cannot be saved."))
    if about > now:
        raise RuleBroken(_("A note tells what has happened: the time is still to come."))
