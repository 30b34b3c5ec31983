"""Imported rows as columns of the record's tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone, tzinfo
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
    FamilyMemberHistory,
    Immunization,
    MedicationRequest,
    Observation,
    Organization,
    Patient,
    Practitioner,
    Procedure,
    RelatedPerson,
    Resource,
)

MODELS: dict[type[Any], type[Resource]] = {
    r.OrganizationRow: Organization, r.PractitionerRow: Practitioner, r.PatientRow: Patient,
    r.EncounterRow: Encounter, r.ConditionRow: Condition, r.ObservationRow: Observation,
    r.MedicationRow: MedicationRequest, r.ImmunizationRow: Immunization, r.ProcedureRow: Procedure,
    r.AllergyRow: AllergyIntolerance, r.FamilyRow: FamilyMemberHistory, r.RelatedRow: RelatedPerson, r.CoverageRow: Coverage, r.ClaimRow: Claim,
}  # fmt: skip


def columns_of(row: Any, zone: tzinfo | None, targets: Mapping[str, int | None]) -> dict[str, Any]:
    """Field values for the row's table. ``targets``: row ids for ``patient``, ``encounter``, ``provider``, ``payer``."""
    values = {
        name: _placed(value, zone) if type(value := getattr(row, name)) is datetime else value
        for name in row.__slots__
        if name != "id"
    }
    for name, column in _TARGETS:
        if name in values:
            del values[name]
            values[column] = targets.get(name)
    return values | _more(row)


_TARGETS = (
    ("patient", "patient"),
    ("encounter", "encounter"),
    ("provider", "practitioner"),
    ("payer", "payor"),
)


def _placed(value: datetime, zone: tzinfo | None) -> datetime:
    """Moments in the practice's own offset of that day; a bare day begins at the practice's midnight."""
    if isinstance(zone, timezone):
        # The clock of the computer knows only today's offset; its rules know summer and winter.
        try:
            return value.astimezone()
        except (OSError, OverflowError):  # Windows knows no rules before 1970
            pass
    return value.replace(tzinfo=zone) if value.tzinfo is None else value.astimezone(zone)


def _more(row: Any) -> dict[str, Any]:
    match row:
        case r.OrganizationRow():
            return {"phone": phones.digits(row.phone)}
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
