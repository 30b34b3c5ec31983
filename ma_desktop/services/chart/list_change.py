"""That lists of the chart were changed by somebody who may not confirm them: one open task for the provider, and what it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ma_desktop.domain import history
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import (
    AllergyIntolerance,
    Condition,
    Consent,
    DeviceUseStatement,
    FamilyMemberHistory,
    MedicationRequest,
    Observation,
    Procedure,
    Provenance,
    Task,
)
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.work import Work

KIND = "confirm-lists"
#: Tables whose rows say by themselves whether a provider confirmed them.
_VERIFIED = (AllergyIntolerance, Condition, Procedure, FamilyMemberHistory, DeviceUseStatement, Consent)


def propose(desk: Desk, work: Work, patient_id: int, encounter_id: int | None) -> bool:
    """Says whether the change is only proposed. The task names no substance: others can read the list of tasks."""
    if desk.may(Permission.SIGN_NOTE):
        return False
    if waiting(patient_id) is None:
        work.insert(
            Task(
                patient=patient_id, encounter=encounter_id, kind=KIND, priority="routine", owner_role="provider",
                description=_("Allergies, medicines or history changed: the provider confirms"),
                next_action=_("Confirm"), due_at=work.now,
            )
        )  # fmt: skip
    return True


def on_the_list(row: Any) -> None:
    """Refuses a row that somebody took off since it was shown."""
    if row.error_at is not None:
        raise RuleBroken(_("This entry is no longer in the chart."))


def waiting(patient_id: int) -> Task | None:
    """The open task of that kind."""
    task: Task | None = (
        Task.standing()
        .where(
            (Task.patient == patient_id)
            & (Task.kind == KIND)
            & Task.status.not_in(["completed", "cancelled"])
        )
        .first()
    )
    return task


def unconfirmed(patient_id: int) -> Iterator[Any]:
    """Every row of the patient that an MA wrote or changed and no provider confirmed; imported ones are nobody's to confirm as
    long as they are as they came."""
    for table in _VERIFIED:
        yield from table.standing().where(
            (table.patient == patient_id)
            & (table.verification_status == "unconfirmed")
            & (table.import_run.is_null() | (table.version > 1))
        )
    yield from MedicationRequest.standing().where(
        (MedicationRequest.patient == patient_id) & (MedicationRequest.intent == "proposal")
    )
    codes = [*history.topics(), history.TOBACCO, history.PREGNANCIES]
    yield from Observation.standing().where(
        (Observation.patient == patient_id)
        & Observation.code.in_(codes)
        & (Observation.status == "preliminary")
    )


def reported(patient_id: int) -> Iterator[tuple[Any, str]]:
    """What else was changed since the provider was last asked, with words for it: how a medicine is taken, what came off a list.

    It needs no confirmation row by row; the provider sees it and signs for all of it.
    """
    task = waiting(patient_id)
    if task is None:
        return
    since = instant_text(task.recorded_at)
    told = {"not-taking": _("not taking"), "differently": _("takes it differently")}
    for row in MedicationRequest.standing().where(
        (MedicationRequest.patient == patient_id) & MedicationRequest.taking.in_(list(told)) & (MedicationRequest.asked_at >= since)
        & (MedicationRequest.intent.is_null() | (MedicationRequest.intent != "proposal"))
    ):  # fmt: skip
        yield row, ": ".join(part for part in (told[row.taking], row.taking_note or "") if part)
    for table in (*_VERIFIED, MedicationRequest, Observation):
        for row in table.select().where((table.patient == patient_id) & (table.error_at >= since)):
            yield row, _("entered in error: {reason}").format(reason=row.error_reason or "")
    for table, over in ((DeviceUseStatement, "completed"), (Consent, "inactive")):
        off = list(table.standing().where((table.patient == patient_id) & (table.status == over)))
        touched = _touched(table, [row.id for row in off], since)
        yield from ((row, _("no longer holds")) for row in off if row.id in touched)
    day = task.recorded_at.date()
    for table, ended in ((AllergyIntolerance, AllergyIntolerance.ended_on), (Condition, Condition.abated_on)):
        over = (table.patient == patient_id) & (table.clinical_status != "active") & (ended >= day)
        for row in table.standing().where(
            over & table.import_run.is_null() & (table.verification_status != "unconfirmed")
        ):
            yield row, _("no longer holds")


def _touched(table: Any, ids: Sequence[int], since: str) -> set[int]:
    """Those whose status was changed since: an end without a day of its own."""
    if not ids:
        return set()
    steps = Provenance.select(Provenance.row, Provenance.after).where(
        (Provenance.resource == table.__name__) & Provenance.row.in_(list(ids)) & (Provenance.at >= since)
    )
    return {step.row for step in steps if "status" in (step.after or {})}


def is_confirmed(row: Any) -> bool:
    if isinstance(row, MedicationRequest):
        return row.intent != "proposal"
    if isinstance(row, Observation):
        return row.status != "preliminary"
    return row.verification_status != "unconfirmed" or (row.import_run is not None and row.version == 1)


def confirm(work: Work, row: Any) -> None:
    if isinstance(row, MedicationRequest):
        work.update(row, intent=None)
    elif isinstance(row, Observation):
        work.update(row, status="final")
    else:
        work.update(row, verification_status="confirmed")


def standing_as(row_or_table: Any, proposed: bool) -> dict[str, Any]:
    """The column that says so, for a new or changed row."""
    table = row_or_table if isinstance(row_or_table, type) else type(row_or_table)
    if table is MedicationRequest:
        return {"intent": "proposal" if proposed else None}
    if table is Observation:
        return {"status": "preliminary" if proposed else "final"}
    return {"verification_status": "unconfirmed" if proposed else "confirmed"}
