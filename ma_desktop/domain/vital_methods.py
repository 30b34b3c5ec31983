"""How a vital sign was measured: arm, position and cuff of a blood pressure, site of a temperature."""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.i18n import _

SITE, POSITION, CUFF, TEMPERATURE_SITE = "site", "position", "cuff", "temperature_site"

#: What belongs to which measurement.
OF_PRESSURE = (SITE, POSITION, CUFF)


def choices() -> dict[str, tuple[tuple[str, str], ...]]:
    """Key → (code as stored, words), the usual one first."""
    return {
        SITE: (
            ("right-arm", _("right arm")),
            ("left-arm", _("left arm")),
            ("right-leg", _("right leg")),
            ("left-leg", _("left leg")),
        ),
        POSITION: (("sitting", _("sitting")), ("standing", _("standing")), ("supine", _("lying"))),
        CUFF: (
            ("regular", _("regular cuff")),
            ("large", _("large cuff")),
            ("small", _("small cuff")),
            ("thigh", _("thigh cuff")),
            ("child", _("child cuff")),
            ("infant", _("infant cuff")),
        ),
        TEMPERATURE_SITE: (
            ("oral", _("by mouth")),
            ("tympanic", _("ear")),
            ("temporal", _("forehead")),
            ("axillary", _("armpit")),
            ("rectal", _("rectal")),
        ),
    }


def words(method: Mapping[str, str]) -> str:
    """``right arm · sitting · large cuff``; empty when nothing was said."""
    known = choices()
    return " · ".join(dict(known[key]).get(method[key], method[key]) for key in known if method.get(key))
