"""Make one chart of two: everything of the wrong one moves to the one that goes on, in one step."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from ma_desktop.domain import merging, stages
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Coverage, Draft, Encounter, Identifier, Patient, RelatedPerson, Resource, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.patient_index import index_patient
from ma_desktop.services.work import Work


def merge_patients(desk: Desk, goes_on: int, wrong: int, *, take: Collection[str] = (), reason: str = "") -> int:  # fmt: skip
    """Answers how many rows moved. ``take``: lines of ``merging.LINES`` whose value comes from the wrong chart.

    Refused while either is in the office or somebody has half-typed entries for one of them. The wrong chart stays, leads to
    the other one, and both record numbers find it. Undo puts everything back exactly; later ``unmerge_patients`` does.
    """
    with desk.work(
        _("Merge two charts"), needs=Permission.MERGE_CHARTS, patient_id=goes_on, reason=reason
    ) as work:
        keeps, leaves = Patient.get_by_id(goes_on), Patient.get_by_id(wrong)
        _may_be_merged(work, keeps, leaves)
        _one_insurance(work, goes_on, wrong)
        _loose_ends(work, wrong)
        moved = sum(1 for row, field in _rows_of(wrong) if work.update(row, **{field: goes_on}))
        for row in Identifier.select().where((Identifier.resource == "Patient") & (Identifier.row == wrong)):
            work.update(row, row=goes_on)
            moved += 1
        for row in Patient.select().where((Patient.household == wrong) & (Patient.id != goes_on)):
            work.update(row, household=goes_on)
        fresh = {column: getattr(leaves, column) for line in take for column in merging.LINES[line]}
        fresh["needs"] = list(dict.fromkeys([*(keeps.needs or ()), *(leaves.needs or ())]))
        work.update(leaves, merged_into=goes_on, active=False)
        work.update(keeps, **fresh)
        work.update(keeps, unfinished=_still_open(keeps))
        index_patient(desk, keeps)
        return moved


def _may_be_merged(work: Work, keeps: Patient, leaves: Patient) -> None:
    if keeps.id == leaves.id:
        work.refuse(_("This is one chart already. Choose the other one."))
    if keeps.merged_into is not None or leaves.merged_into is not None:
        work.refuse(_("One of these charts was merged before. Open the one that goes on."))
    if keeps.error_at is not None or leaves.error_at is not None:
        work.refuse(_("One of these charts was entered in error."))
    here = [str(stage) for stage in stages.ORDER if stage not in stages.ENDS and stage is not Stage.BOOKED]
    both = [keeps.id, leaves.id]
    in_office = Encounter.standing().where(
        Encounter.patient.in_(both) & Encounter.stage.in_(here) & Encounter.import_run.is_null()
    )
    if in_office.exists():
        work.refuse(_("One of them is in the office. Finish that visit, then merge."))
    if Draft.select().where(Draft.patient.in_(both)).exists():
        work.refuse(_("Somebody has half-typed entries for one of them. Save or discard them, then merge."))


def _rows_of(patient_id: int) -> Iterator[tuple[Any, str]]:
    """Every row that names the patient, with the field that does; also what was entered in error, so that all stays together."""
    for field, model in Patient._meta.backrefs.items():
        if issubclass(model, Resource):
            for row in model.select().where(field == patient_id).order_by(model.id):
                yield row, field.name


def _one_insurance(work: Work, goes_on: int, wrong: int) -> None:
    """The same card twice is one; another card comes after those that are there."""
    mine = list(Coverage.standing().where((Coverage.patient == goes_on) & (Coverage.status == "active")))
    cards = {(row.payor_id, row.member_id) for row in mine if row.member_id}
    last = max((row.position for row in mine), default=0)
    for row in Coverage.standing().where((Coverage.patient == wrong) & (Coverage.status == "active")):
        if (row.payor_id, row.member_id) in cards:
            work.mark_error(row, _("the same insurance stands in the chart that goes on"))
        elif mine:
            last += 1
            work.update(row, position=last)


def _loose_ends(work: Work, wrong: int) -> None:
    """What was left to ask is asked in one chart."""
    for task in Task.standing().where(
        (Task.patient == wrong) & (Task.kind == "registration") & (Task.status == "requested")
    ):
        work.update(task, status="cancelled", outcome=_("charts merged"))


def _still_open(patient: Patient) -> list[str]:
    speaks = RelatedPerson.standing().where((RelatedPerson.patient == patient.id) & RelatedPerson.may_consent)
    known = {
        "given": bool(patient.given), "sex": patient.sex != "unknown", "phone": bool(patient.phone), "address": bool(patient.address),
        "coverage": Coverage.standing().where(Coverage.patient == patient.id).exists(), "related": speaks.exists(),
    }  # fmt: skip
    return [key for key in (patient.unfinished or []) if not known.get(key, False)]
