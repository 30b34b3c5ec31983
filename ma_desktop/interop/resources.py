"""What a file of somebody else's says, before any of it is in the record.

Ids and references are the file's own. A ``datetime`` is aware when the file gave an hour, and naive midnight
when it gave only a day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class OutsideNumber:
    """A number that somebody else gave: ``system`` who, ``kind`` an HL7 v2-0203 code such as ``MR``."""

    system: str
    value: str
    kind: str = ""


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
    npi: str = ""
    tax_id: str = ""
    payer_id: str = ""
    numbers: tuple[OutsideNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class PractitionerRow:
    id: str
    family: str
    given: str = ""
    specialty: str = ""
    credential: str = ""
    npi: str = ""
    numbers: tuple[OutsideNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientRow:
    """``sex``: FHIR administrative gender; ``language``: two letters; ``alert``: what the file left open."""

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
    preferred_name: str = ""
    former_name: str = ""
    phone: str = ""
    email: str = ""
    language: str = "en"
    interpreter: bool = False
    alert: str = ""
    active: bool = True
    numbers: tuple[OutsideNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class EncounterRow:
    """``class_code``: HL7 v3 ActCode; ``status``: FHIR R4."""

    id: str
    patient: str
    provider: str
    started_at: datetime | None
    ended_at: datetime | None
    class_code: str
    type_text: str
    reason: str = ""
    status: str = "finished"
    numbers: tuple[OutsideNumber, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """``clinical_status``: FHIR R4; empty: resolved when there is a day of abatement, else active."""

    patient: str
    encounter: str
    code: str
    display: str
    onset_on: date | None
    abated_on: date | None = None
    system: str = "snomed"
    category: str = "problem-list-item"
    clinical_status: str = ""
    error: bool = False


@dataclass(frozen=True, slots=True)
class ObservationRow:
    """Either ``value`` (in ``unit``) or ``value_text``; ``original`` as it stood in the file.

    ``components``: further rows of the same act, for a blood pressure its diastolic half.
    """

    patient: str
    encounter: str
    category: str
    code: str
    display: str
    effective_at: datetime | None
    value: float | None
    value_text: str | None
    unit: str
    original: str
    status: str = "final"
    absent_reason: str = ""
    interpretation: str = ""
    components: tuple[ObservationRow, ...] = ()


@dataclass(frozen=True, slots=True)
class MedicationRow:
    """``status``: FHIR R4; empty: completed when there is an end, else active. ``medication``: reference to what
    the medicine is when the row does not say; ``because``: reference to the condition it is for.
    """

    patient: str
    encounter: str
    code: str
    display: str
    authored_at: datetime | None
    ended_at: datetime | None = None
    reason: str = ""
    system: str = "rxnorm"
    dose: str = ""
    status: str = ""
    taking: str = "unknown"
    medication: str = ""
    because: str = ""


@dataclass(frozen=True, slots=True)
class ImmunizationRow:
    patient: str
    encounter: str
    cvx: str
    display: str
    occurred_at: datetime | None
    status: str = "completed"
    lot: str = ""
    site: str = ""
    route: str = ""


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    patient: str
    encounter: str
    code: str
    display: str
    performed_at: datetime | None
    ended_at: datetime | None = None
    reason: str = ""
    system: str = "snomed"
    status: str = "completed"
    because: str = ""


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
    onset_on: date | None
    ended_on: date | None = None
    criticality: str = ""
    clinical_status: str = ""
    verification_status: str = "unconfirmed"


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """Both days inclusive; ``position``: 1 is the primary coverage; ``kind`` empty: by the payer's name."""

    patient: str
    payer: str
    member_id: str
    relationship: str
    subscriber: str
    starts_on: date | None
    ends_on: date | None = None
    kind: str = ""
    plan: str = ""
    group_number: str = ""
    position: int = 1
    status: str = "active"
    copay: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    id: str
    patient: str
    encounter: str
    payer: str
    kind: str
    created_at: datetime | None
    outstanding: Decimal | None = None
    total: Decimal | None = None
    status: str = "active"
    payor_name: str = ""
    coverage: str = ""


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """One relative; several conditions stand in ``display`` with commas between. ``relationship``: of ``domain.history.relatives``."""

    patient: str
    relationship: str
    display: str
    system: str = ""
    code: str = ""
    onset_age: int | None = None
    deceased: bool | None = None
    deceased_age: int | None = None
    note: str = ""
    status: str = "completed"


@dataclass(frozen=True, slots=True)
class RelatedRow:
    """``relationship``: of ``domain.registration.RELATIONSHIPS``. Whether they may consent or be told is asked here, never imported."""

    patient: str
    name: str
    relationship: str
    phone: str = ""
    address: str = ""
    emergency: bool = False


ImportedRow = (
    OrganizationRow | PractitionerRow | PatientRow | EncounterRow | ConditionRow | ObservationRow | MedicationRow
    | ImmunizationRow | FamilyRow | RelatedRow | ProcedureRow | AllergyRow | CoverageRow | ClaimRow
)  # fmt: skip
