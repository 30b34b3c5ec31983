"""Life cycles as tables: which FHIR R4 status may follow which.

Codes are those of HL7 FHIR R4 (4.0.1), spelt as there: ``noshow`` is one word, ``finished`` is R4's word for
an Encounter (R5 renamed it). Which pairs are allowed is the practice's own rule. Backward pairs exist where
the desk may take a step back; that a step back needs a reason is said in ``stages``.
"""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

Lifecycle = Mapping[str, frozenset[str]]

ERROR = "entered-in-error"


def _table(**arrows: str) -> Lifecycle:
    """``in_progress="completed stopped"`` reads: in-progress may become completed or stopped.

    Every status but ``entered-in-error`` may also be marked as an error where the table has that status.
    """
    rows = {name.replace("_", "-"): frozenset(targets.split()) for name, targets in arrows.items()}
    if ERROR not in rows:
        return rows
    return {name: targets if name == ERROR else targets | {ERROR} for name, targets in rows.items()}


APPOINTMENT = _table(
    proposed="pending booked waitlist cancelled",
    pending="booked waitlist cancelled",
    waitlist="proposed pending booked cancelled",
    booked="arrived checked-in noshow cancelled",
    arrived="checked-in fulfilled cancelled booked",
    checked_in="fulfilled cancelled arrived",
    fulfilled="checked-in arrived",
    cancelled="booked arrived",
    noshow="arrived booked",
    entered_in_error="",
)

ENCOUNTER = _table(
    planned="arrived in-progress cancelled",
    arrived="triaged in-progress finished cancelled planned",
    triaged="in-progress finished cancelled arrived",
    in_progress="onleave finished cancelled triaged arrived",
    onleave="in-progress finished",
    finished="in-progress",
    cancelled="planned arrived",
    unknown="planned arrived triaged in-progress onleave finished cancelled",
    entered_in_error="",
)

#: A final value is never overwritten: a correction is a new version with status ``corrected`` or ``amended``.
OBSERVATION = _table(
    registered="preliminary final cancelled",
    preliminary="final cancelled",
    final="amended corrected",
    amended="amended corrected",
    corrected="amended corrected",
    cancelled="",
    unknown="preliminary final cancelled",
    entered_in_error="",
)

IMMUNIZATION = _table(completed="", not_done="completed", entered_in_error="")

CLAIM = _table(draft="active cancelled", active="cancelled", cancelled="", entered_in_error="")

COVERAGE = _table(draft="active cancelled", active="cancelled", cancelled="active", entered_in_error="")

TASK = _table(
    draft="requested cancelled",
    requested="received accepted rejected ready in-progress on-hold completed cancelled failed",
    received="accepted rejected ready in-progress cancelled",
    accepted="ready in-progress on-hold completed cancelled failed",
    rejected="requested",
    ready="in-progress on-hold completed cancelled failed",
    in_progress="on-hold completed failed cancelled",
    on_hold="in-progress ready completed cancelled failed",
    failed="requested",
    cancelled="requested",
    completed="in-progress requested",
    entered_in_error="",
)

SERVICE_REQUEST = _table(
    draft="active revoked",
    active="on-hold completed revoked",
    on_hold="active revoked",
    completed="active",
    revoked="",
    unknown="active completed revoked",
    entered_in_error="",
)

MEDICATION_REQUEST = _table(
    draft="active cancelled",
    active="on-hold completed stopped cancelled",
    on_hold="active stopped cancelled completed",
    completed="active",
    stopped="active",
    cancelled="",
    unknown="active completed stopped cancelled",
    entered_in_error="",
)

CHARGE_ITEM = _table(
    planned="billable not-billable aborted",
    billable="billed not-billable aborted",
    not_billable="billable aborted",
    billed="billable aborted",
    aborted="",
    unknown="billable not-billable aborted",
    entered_in_error="",
)

COMMUNICATION = _table(
    preparation="in-progress on-hold not-done stopped completed",
    in_progress="on-hold stopped completed not-done",
    on_hold="in-progress stopped not-done",
    not_done="preparation",
    stopped="preparation",
    completed="",
    unknown="completed not-done",
    entered_in_error="",
)

PROCEDURE = _table(
    preparation="in-progress not-done on-hold completed",
    in_progress="on-hold stopped completed",
    on_hold="in-progress stopped not-done",
    not_done="",
    stopped="",
    completed="",
    unknown="completed not-done stopped",
    entered_in_error="",
)

DOCUMENT_REFERENCE = _table(current="superseded", superseded="current", entered_in_error="")

QUESTIONNAIRE_RESPONSE = _table(
    in_progress="completed stopped amended",
    completed="amended",
    amended="",
    stopped="completed in-progress",
    entered_in_error="",
)

#: Condition.clinicalStatus has no ``entered-in-error``; that is its verificationStatus.
CONDITION = _table(
    active="recurrence relapse inactive remission resolved",
    recurrence="active inactive remission resolved",
    relapse="active inactive remission resolved",
    inactive="active recurrence relapse resolved",
    remission="active recurrence relapse resolved inactive",
    resolved="active recurrence relapse",
)

#: AllergyIntolerance.clinicalStatus, and its verificationStatus beside it.
ALLERGY = _table(active="inactive resolved", inactive="active resolved", resolved="active")
ALLERGY_VERIFICATION = _table(
    unconfirmed="confirmed refuted", confirmed="unconfirmed refuted", refuted="unconfirmed confirmed",
    entered_in_error="",
)  # fmt: skip

#: By FHIR resource name; the two clinical statuses stand under their resource.
TABLES: dict[str, Lifecycle] = {
    "Appointment": APPOINTMENT,
    "Encounter": ENCOUNTER,
    "Observation": OBSERVATION,
    "Immunization": IMMUNIZATION,
    "Claim": CLAIM,
    "Coverage": COVERAGE,
    "Task": TASK,
    "ServiceRequest": SERVICE_REQUEST,
    "MedicationRequest": MEDICATION_REQUEST,
    "ChargeItem": CHARGE_ITEM,
    "Communication": COMMUNICATION,
    "Procedure": PROCEDURE,
    "DocumentReference": DOCUMENT_REFERENCE,
    "QuestionnaireResponse": QUESTIONNAIRE_RESPONSE,
    "Condition": CONDITION,
    "AllergyIntolerance": ALLERGY,
    "AllergyIntolerance.verificationStatus": ALLERGY_VERIFICATION,
}

#: The statuses a new row may begin with; imported rows may begin with any.
STARTS: dict[str, frozenset[str]] = {
    "Appointment": frozenset({"proposed", "booked"}),
    "Encounter": frozenset({"planned", "arrived", "unknown"}),
    "Observation": frozenset({"registered", "preliminary", "final", "unknown"}),
    "Immunization": frozenset({"completed", "not-done"}),
    "Claim": frozenset({"draft", "active"}),
    "Coverage": frozenset({"draft", "active"}),
    "Task": frozenset({"draft", "requested"}),
    "ServiceRequest": frozenset({"draft", "active", "unknown"}),
    "MedicationRequest": frozenset({"draft", "active", "unknown"}),
    "ChargeItem": frozenset({"planned", "billable", "unknown"}),
    "Communication": frozenset({"preparation", "completed", "unknown"}),
    "Procedure": frozenset({"preparation", "completed", "unknown"}),
    "DocumentReference": frozenset({"current"}),
    "QuestionnaireResponse": frozenset({"in-progress", "completed", "amended", "stopped"}),
    "Condition": frozenset({"active", "resolved"}),
    "AllergyIntolerance": frozenset({"active"}),
    "AllergyIntolerance.verificationStatus": frozenset({"unconfirmed", "confirmed"}),
}


def allows(table: Lifecycle, here: str, there: str) -> bool:
    """Whether a row may go from ``here`` to ``there``; staying at a known status is always allowed."""
    return here in table and (here == there or there in table[here])


def check(table: Lifecycle, here: str, there: str) -> None:
    """Raises ``RuleBroken`` where ``allows`` is false."""
    if not allows(table, here, there):
        raise RuleBroken(_("This cannot go from “{here}” to “{there}”.").format(here=here, there=there))
