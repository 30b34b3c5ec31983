"""Imported rows as columns of the record's tables."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Any

from ma_desktop.domain import phones
from ma_desktop.domain.sensitive import is_sensitive
from ma_desktop.interop import resources as r
from ma_desktop.models import (
    AllergyIntolerance,
    Claim,
    Condition,
    Coverage,
    Encounter,
    Immunization,
    MedicationRequest,
    Observation,
    Organization,
    Patient,
    Practitioner,
    Procedure,
    Resource,
)

MODELS: dict[type[Any], type[Resource]] = {
    r.OrganizationRow: Organization, r.PractitionerRow: Practitioner, r.PatientRow: Patient,
    r.EncounterRow: Encounter, r.ConditionRow: Condition, r.ObservationRow: Observation,
    r.MedicationRow: MedicationRequest, r.ImmunizationRow: Immunization, r.ProcedureRow: Procedure,
    r.AllergyRow: AllergyIntolerance, r.CoverageRow: Coverage, r.ClaimRow: Claim,
}  # fmt: skip


def columns_of(row: Any, zone: tzinfo | None, reference: Callable[[str, str], int | None]) -> dict[str, Any]:
    """Field values for the row's table. ``reference``: kind and outside id to row id, or ``None``."""
    values = {f.name: _placed(getattr(row, f.name), zone) for f in dataclasses.fields(row)}
    values.pop("id", None)
    for name, kind, target in _REFERENCES:
        if name in values:
            values[target] = reference(kind, values.pop(name))
    return values | _more(row)


_REFERENCES = (
    ("patient", "patients", "patient"),
    ("encounter", "encounters", "encounter"),
    ("provider", "providers", "practitioner"),
    ("payer", "payers", "payor"),
)


def _placed(value: Any, zone: tzinfo | None) -> Any:
    """Moments in the practice's own offset; a bare day begins at the practice's midnight."""
    if not isinstance(value, datetime):
        return value
    return value.replace(tzinfo=zone) if value.tzinfo is None else value.astimezone(zone)


def _more(row: Any) -> dict[str, Any]:
    match row:
        case r.OrganizationRow():
            return {"phone": phones.digits(row.phone)}
        case r.PatientRow():
            return {"hidden": True}
        case r.EncounterRow():
            return {"status": "finished", "stage": "billed"}
        case r.ConditionRow():
            return {
                "system": "snomed",
                "clinical_status": "resolved" if row.abated_on else "active",
                "sensitive": is_sensitive(row.display),
            }
        case r.MedicationRow():
            return {"status": "completed" if row.ended_at else "active"}
        case r.AllergyRow():
            return {"clinical_status": "resolved" if row.ended_on else "active"}
    return {}


def coverage_kind(payer_name: str) -> str:
    """``commercial``, ``medicare``, ``medicaid`` or ``self-pay`` by the payer's name."""
    name = payer_name.casefold().replace("_", " ")
    if not name or name == "no insurance":
        return "self-pay"
    if "medicare" in name:
        return "medicare"
    return "medicaid" if "medicaid" in name or name == "dual eligible" else "commercial"
