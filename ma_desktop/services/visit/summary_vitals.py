"""The measurements of one visit as the patient's page tells them."""

from __future__ import annotations

from ma_desktop.domain import vital_display, vital_signs, vital_words
from ma_desktop.domain.ages import age_on
from ma_desktop.models import Encounter, Observation
from ma_desktop.models.fields import instant_text
from ma_desktop.reports.letterhead import long_month
from ma_desktop.reports.visit_content import Vital
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit

_MOST = 8
_WEIGHT = vital_signs.VITALS[vital_signs.WEIGHT].codes


def summary_vitals(desk: Desk, encounter_id: int) -> tuple[Vital, ...]:
    """The last reading of each, blood pressure first and as one; ``desk`` opens the record."""
    visit = the_visit(encounter_id)
    age = age_on(visit.patient.birth_date, visit.started_at.date())
    value = _last_readings(visit)
    found = []
    upper, lower = value.get(vital_signs.SYSTOLIC), value.get(vital_signs.DIASTOLIC)
    if upper is not None and lower is not None:
        shown = vital_display.blood_pressure_text(upper, lower)
        found.append(Vital(vital_signs.label(vital_signs.BLOOD_PRESSURE), shown, "mmHg"))
    for key in vital_signs.ORDER:
        if key in value and key != vital_signs.BLOOD_PRESSURE:
            label, shown, caption = vital_words.told(key, value[key], age)
            if key == vital_signs.WEIGHT and age.adult:
                caption = _since(visit, value[key]) or caption
            found.append(Vital(label, shown, caption))
    return tuple(found[:_MOST])


def _last_readings(visit: Encounter) -> dict[str, float]:
    rows = (
        Observation.standing()
        .where(
            (Observation.encounter == visit.id)
            & (Observation.category == "vital-signs")
            & Observation.value.is_null(False)
        )
        .order_by(Observation.effective_at, Observation.id)
    )
    return {vital_signs.BY_CODE[row.code]: row.value for row in rows if row.code in vital_signs.BY_CODE}


def _since(visit: Encounter, weight: float) -> str:
    """Against the last weight of an earlier visit."""
    row = (
        Observation.standing()
        .where(
            (Observation.patient == visit.patient_id)
            & Observation.code.in_(_WEIGHT)
            & Observation.value.is_null(False)
            & (Observation.effective_at < instant_text(visit.started_at)[:24])
        )
        .order_by(Observation.effective_at.desc())
        .first()
    )
    return vital_words.weight_change(weight, row.value, long_month(row.effective_at)) if row else ""
