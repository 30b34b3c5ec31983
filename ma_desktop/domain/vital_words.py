"""Measurements in the words of the person they were taken from: a number, and what it counts."""

from __future__ import annotations

from ma_desktop.domain import units, vital_display, vital_signs
from ma_desktop.domain.ages import Age
from ma_desktop.i18n import _


def told(key: str, value: float, age: Age | None = None) -> tuple[str, str, str]:
    """(label, value, caption), like ``("Pulse", "88", "beats a minute")``; ``value`` in the stored unit."""
    plain = vital_display.trimmed(value)
    simple = {
        vital_signs.PULSE: (_("Pulse"), plain, _("beats a minute")),
        vital_signs.RESPIRATION: (_("Breathing"), plain, _("breaths a minute")),
        vital_signs.SPO2: (_("Oxygen"), f"{plain}%", _("in your blood")),
        vital_signs.PAIN: (_("Pain"), _("{score} of 10").format(score=plain), _("you said")),
        vital_signs.PEAK_FLOW: (_("Peak flow"), plain, _("liters a minute")),
        vital_signs.GLUCOSE: (_("Blood sugar"), plain, "mg/dL"),
        vital_signs.BMI: (_("Body mass index"), f"{value:.1f}", ""),
    }
    if key in simple:
        return simple[key]
    if key == vital_signs.HEIGHT:
        feet, inches = units.feet_inches(value)
        text = _("{feet} ft {inches} in").format(feet=feet, inches=vital_display.trimmed(inches))
        return _("Height"), text, f"{plain} cm"
    shown, _open, other = vital_display.both_units(key, value, age).partition(" (")
    return _labels().get(key, vital_signs.label(key)), shown, other.rstrip(")")


def _labels() -> dict[str, str]:
    return {
        vital_signs.TEMPERATURE: _("Temperature"),
        vital_signs.WEIGHT: _("Weight"),
        vital_signs.LENGTH: _("Length"),
        vital_signs.HEAD: _("Around the head"),
        vital_signs.WAIST: _("Around the waist"),
    }


def weight_change(now: float, before: float, when: str) -> str:
    """``2.6 lb more than in August 2026``; empty below half a pound. Kilograms in, pounds out."""
    pounds = units.pounds(now - before)
    if abs(pounds) < 0.5:
        return ""
    by = vital_display.trimmed(abs(pounds))
    sentence = _("{pounds} lb more than {when}") if pounds > 0 else _("{pounds} lb less than {when}")
    return sentence.format(pounds=by, when=when)
