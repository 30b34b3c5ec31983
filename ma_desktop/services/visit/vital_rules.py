"""The numbers by which vital signs are judged here, and what this patient's chart adds to them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from peewee import fn

from ma_desktop.domain import vital_methods, vital_settings, vital_signs
from ma_desktop.domain.ages import Age
from ma_desktop.domain.vital_checks import Circumstances
from ma_desktop.domain.vital_settings import VitalRules
from ma_desktop.models import Observation, Patient, Setting
from ma_desktop.services.desk import Desk


def vital_rules(desk: Desk) -> VitalRules:
    """The practice's own where it has changed them; one narrow statement, since every save asks. ``desk`` opens the record."""
    kept = (
        Setting.select(Setting.key, Setting.value)
        .where(
            (Setting.key >= vital_settings.PREFIX)
            & (Setting.key < vital_settings.PREFIX[:-1] + "/")
            & (Setting.user == 0)
            & Setting.error_at.is_null()
        )
        .tuples()
    )
    return vital_settings.rules(dict(kept))


def circumstances(
    patient: Patient,
    age: Age,
    day: date,
    rules: VitalRules,
    *,
    context: Collection[str] = (),
    blows: bool = True,
) -> Circumstances:
    """``context``: what the MA said besides the numbers; ``blows``: whether a peak flow is among them."""
    return Circumstances(
        age=age,
        today=day,
        context=frozenset(context),
        avoided=vital_methods.avoided([*patient.needs, patient.alert]),
        best_peak_flow=best_peak_flow(patient.id, day) if blows else None,
        alert_limits=rules.alerts,
    )


def best_peak_flow(patient_id: int, day: date) -> float | None:
    """The highest of the days before: the personal best."""
    code = vital_signs.VITALS[vital_signs.PEAK_FLOW].code
    best = (
        Observation.select(fn.MAX(Observation.value))
        .where(
            (Observation.patient == patient_id)
            & (Observation.code == code)
            & (Observation.effective_at < day.isoformat())
            & Observation.stands()
        )
        .scalar()
    )
    return float(best) if best is not None else None
