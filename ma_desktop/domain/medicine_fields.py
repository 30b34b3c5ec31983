"""What is asked about a medicine when the list is gone through, in the words of the desk."""

from __future__ import annotations

from ma_desktop.domain.history import Field
from ma_desktop.i18n import _


def sources() -> dict[str, str]:
    """Where an answer comes from."""
    return {
        "": _("not said"),
        "patient": _("patient"),
        "caregiver": _("caregiver"),
        "bottle": _("bottle"),
        "list": _("list"),
        "pharmacy": _("pharmacy"),
    }


def answers() -> dict[str, tuple[str, str]]:
    """What the patient says, with the tone of its chip."""
    return {
        "unknown": (_("not known"), "muted"), "taking": (_("taking"), "ok"), "not-taking": (_("not taking"), "warn"),
        "differently": (_("differently"), "info"),
    }  # fmt: skip


def asked() -> tuple[Field, ...]:
    """Beside an order."""
    return (
        Field("reason", _("What for")), Field("last_taken", _("Last taken")), Field("prescriber", _("Prescriber")),
        Field("source", _("Source"), "choice", sources()),
    )  # fmt: skip


def all_fields() -> tuple[Field, ...]:
    """Of a medicine that is no order yet."""
    return (
        Field("display", _("Medicine"), needed=True),
        Field("dose", _("How")),
        Field("route", _("Route")),
        *asked(),
    )
