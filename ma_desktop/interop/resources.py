"""What a file of somebody else's says, before any of it is in the record.

Ids and references are the file's own. A ``datetime`` is aware when the file gave an hour, and naive midnight
when it gave only a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    """``kind``: ``prov`` or ``pay``."""

    id: str
    kind: str
    name: str
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PractitionerRow:
    id: str
    family: str
    given: str = ""
    specialty: str = ""


@dataclass(frozen=True, slots=True)
class PatientRow:
    """``sex``: FHIR administrative gender."""

    id: str
    family: str
    given: str
    birth_date: date
    sex: str = "unknown"
    middle: str = ""
    suffix: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    deceased_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EncounterRow:
    """``class_code``: HL7 v3 ActCode."""

    id: str
    patient: str
    provider: str
    started_at: datetime
    ended_at: datetime | None
    class_code: str
    type_text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ConditionRow:
    patient: str
    encounter: str
    code: str
    display: str
    onset_on: date
    abated_on: date | None = None


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """Either ``value`` (in ``unit``) or ``value_text``; ``original`` as it stood in the file."""

    patient: str
    encounter: str
    category: str
    code: str
    display: str
    effective_at: datetime
    value: float | None
    value_text: str | None
    unit: str
    original: str


@dataclass(frozen=True, slots=True)
class MedicationRow:
    patient: str
    encounter: str
    code: str
    display: str
    authored_at: datetime
    ended_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ImmunizationRow:
    patient: str
    encounter: str
    cvx: str
    display: str
    occurred_at: datetime


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    patient: str
    encounter: str
    code: str
    display: str
    performed_at: datetime
    ended_at: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AllergyRow:
    patient: str
    encounter: str
    kind: str
    category: str
    system: str
    code: str
    display: str
    reaction: str
    severity: str
    onset_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Both days inclusive."""

    patient: str
    payer: str
    member_id: str
    relationship: str
    subscriber: str
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    id: str
    patient: str
    encounter: str
    payer: str
    kind: str
    created_at: datetime
    outstanding: Decimal | None = None


ImportedRow = (
    OrganizationRow | PractitionerRow | PatientRow | EncounterRow | ConditionRow | ObservationRow | MedicationRow
    | ImmunizationRow | ProcedureRow | AllergyRow | CoverageRow | ClaimRow
)  # fmt: skip
