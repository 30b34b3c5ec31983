"""The four arrangements of the window, as data."""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.i18n import _


@dataclass(frozen=True, slots=True)
class Perspective:
    """``left``, ``right``: share of the width; ``bottom``: share of the height."""

    key: str
    title: str
    shortcut: str
    left: float
    right: float
    bottom: float


def perspectives() -> tuple[Perspective, ...]:
    """In the order of their buttons and of Ctrl+1…4."""
    return (
        Perspective("front", _("Front desk"), "Ctrl+1", 0.34, 0.22, 0.30),
        Perspective("rooming", _("Rooming"), "Ctrl+2", 0.215, 0.245, 0.25),
        Perspective("checkout", _("Checkout"), "Ctrl+3", 0.19, 0.32, 0.17),
        Perspective("office", _("Back office"), "Ctrl+4", 0.20, 0.26, 0.40),
    )


#: Below this size (pixels at 100 % text) the docks of a column stand behind each other as tabs.
ROOMY_WIDTH, ROOMY_HEIGHT = 1440, 860
#: Below this width, in pixels at 100 % text, the left and the right column are one.
NARROW_WIDTH = 960
