"""The practice's own numbers for vital signs: when the provider is told, and when pressure falls on standing.

Defaults of common practice; a provider approves them in the settings. Keys are ``alert.`` and the field of ``AlertLimits``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from ma_desktop.domain.declared import Declared
from ma_desktop.domain.provider_alerts import AlertLimits
from ma_desktop.i18n import _

PREFIX = "alert."
_GROUP = _("Vital signs: tell the provider")
_DEFAULTS = AlertLimits()


def _rows() -> tuple[tuple[str, str, str, int, int], ...]:
    """Field of ``AlertLimits``, title, unit, lowest and highest number that can be set."""
    return (
        ("spo2_below", _("SpO₂ below"), "%", 50, 100),
        ("spo2_below_in_distress", _("SpO₂ with distress below"), "%", 50, 100),
        ("systolic_below", _("Adults: systolic below"), "mmHg", 40, 140),
        ("systolic_from", _("Adults: systolic from"), "mmHg", 120, 300),
        ("diastolic_from", _("Adults: diastolic from"), "mmHg", 60, 200),
        ("pregnant_systolic_from", _("Pregnant: systolic from"), "mmHg", 120, 300),
        ("pregnant_diastolic_from", _("Pregnant: diastolic from"), "mmHg", 60, 200),
        ("pulse_below", _("Adults: pulse below"), "bpm", 20, 80),
        ("pulse_above", _("Adults: pulse above"), "bpm", 80, 250),
        ("respiration_below", _("Adults: breaths below"), "/min", 3, 20),
        ("respiration_above", _("Adults: breaths above"), "/min", 12, 80),
        ("temperature_from", _("Temperature from"), "°C", 37, 43),
        ("temperature_to", _("Temperature down to"), "°C", 30, 36),
        ("young_infant_months", _("Young infant: up to"), _("months"), 0, 12),
        ("young_infant_from", _("Young infant: temperature from"), "°C", 37, 40),
        ("young_infant_below", _("Young infant: temperature below"), "°C", 34, 37),
        ("glucose_below", _("Glucose below"), "mg/dL", 20, 100),
        ("glucose_below_with_symptoms", _("Glucose with symptoms below"), "mg/dL", 20, 120),
        ("glucose_above", _("Glucose above"), "mg/dL", 150, 600),
        ("glucose_above_with_vomiting", _("Glucose with vomiting or ketones above"), "mg/dL", 150, 600),
        ("pain_from", _("Pain in chest, abdomen or head from"), "/10", 1, 10),
    )


def _declared() -> tuple[Declared, ...]:
    sentence = _("From this number on the provider has to be told and to answer.")
    return tuple(
        Declared(
            f"{PREFIX}{name}", _GROUP, title, sentence, getattr(_DEFAULTS, name),
            kind="decimal" if unit == "°C" else "number", unit=unit, low=low, high=high, approve=True,
        )
        for name, title, unit, low, high in _rows()
    )  # fmt: skip


_STANDING = _("Vital signs: standing up")
FALL_SYSTOLIC = Declared(
    f"{PREFIX}fall_systolic", _STANDING, _("Systolic falls by"), _("On standing, against lying: marked from this fall on."),
    20, unit="mmHg", low=5, high=60, approve=True,
)  # fmt: skip
FALL_DIASTOLIC = Declared(
    f"{PREFIX}fall_diastolic", _STANDING, _("Diastolic falls by"), _("On standing, against lying: marked from this fall on."),
    10, unit="mmHg", low=5, high=40, approve=True,
)  # fmt: skip
ASKS_FROM = Declared(
    f"{PREFIX}period_from", _("Vital signs: last period"), _("Asked from"),
    _("Age from which the last period and pregnancy can be entered."), 11, unit=_("years"), low=8, high=18, approve=True,
)  # fmt: skip
ASKS_UNTIL = Declared(
    f"{PREFIX}period_until", _("Vital signs: last period"), _("Asked until"),
    _("Age to which the last period and pregnancy can be entered."), 55, unit=_("years"), low=40, high=70, approve=True,
)  # fmt: skip

ALL: tuple[Declared, ...] = (*_declared(), FALL_SYSTOLIC, FALL_DIASTOLIC, ASKS_FROM, ASKS_UNTIL)


@dataclass(frozen=True, slots=True)
class VitalRules:
    """``fall``: mmHg systolic and diastolic on standing; ``period``: years from and until which the last period is asked."""

    alerts: AlertLimits = _DEFAULTS
    fall: tuple[float, float] = (20, 10)
    period: tuple[int, int] = (11, 55)


def rules(kept: Mapping[str, Any]) -> VitalRules:
    """``kept``: the practice's own values by key; what is not there is the default."""
    mine = {
        field.name: kept[PREFIX + field.name] for field in fields(AlertLimits) if PREFIX + field.name in kept
    }

    def of(declared: Declared) -> Any:
        return kept.get(declared.key, declared.default)

    return VitalRules(
        AlertLimits(**mine), (of(FALL_SYSTOLIC), of(FALL_DIASTOLIC)), (of(ASKS_FROM), of(ASKS_UNTIL))
    )
