"""Correct or finish a registration."""

from __future__ import annotations

from datetime import timedelta

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Coverage, Patient, RelatedPerson, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.patient_index import index_patient
from ma_desktop.services.schedule.register_patient import (
    NewPatient,
    check_person,
    columns,
    coverage_columns,
    finish_later,
    related_columns,
    unfinished_words,
)
from ma_desktop.services.work import Work


def change_registration(desk: Desk, patient_id: int, new: NewPatient) -> None:
    """Everything as it stands in the form now; what is left open stays a loose end.

    ``new.coverage``: the first insurance as it stands now. A change of payer or member number ends the old one and
    begins a new one, so that earlier dates of service keep theirs. ``new.related`` by name: known ones are changed, others added.
    """
    patient: Patient = Patient.get_by_id(patient_id)
    with desk.work(_("Change registration"), needs=Permission.REGISTER, patient_id=patient_id) as work:
        check_person(work, new)
        fresh = columns(new, work.now.date())
        if new.household is None:
            fresh.pop("household")
        moved = any(
            fresh[name] != getattr(patient, name)
            for name in ("address", "city", "state", "postal_code", "phone")
        )
        if moved and new.address.strip():
            fresh["address_checked_at"] = work.now
        _cover(work, patient_id, new)
        _relate(work, patient_id, new)
        if not any(person.may_consent for person in new.related) and _speaks(patient_id):
            fresh["unfinished"] = [key for key in fresh["unfinished"] if key != "related"]  # type: ignore[attr-defined]
        work.update(patient, **fresh)
        _loose_end(work, patient)
        index_patient(desk, patient)


def first_coverage(patient_id: int) -> Coverage | None:
    """The insurance that stands first and has not ended."""
    rows = Coverage.standing().where(
        (Coverage.patient == patient_id) & (Coverage.position == 1) & (Coverage.status == "active")
    )
    found: Coverage | None = rows.where(Coverage.ends_on.is_null()).order_by(Coverage.id.desc()).first()
    return found or rows.order_by(Coverage.ends_on.desc()).first()


def _cover(work: Work, patient_id: int, new: NewPatient) -> None:
    if new.coverage is None:
        return
    values, old = coverage_columns(new.coverage), first_coverage(patient_id)
    if old is None:
        work.insert(Coverage(patient=patient_id, **values))
        return
    same = (old.payor_id, old.member_id, old.kind) == (
        new.coverage.payor_id,
        new.coverage.member_id,
        new.coverage.kind,
    )
    if same or (not old.member_id and old.kind == new.coverage.kind):
        work.update(old, **values)
        return
    begins = new.coverage.starts_on or work.now.date()
    work.update(old, ends_on=begins - timedelta(days=1))
    work.insert(Coverage(patient=patient_id, **{**values, "starts_on": begins}))


def _relate(work: Work, patient_id: int, new: NewPatient) -> None:
    known = {
        row.name.casefold(): row
        for row in RelatedPerson.standing().where(RelatedPerson.patient == patient_id)
    }
    for person in new.related:
        row = known.get(person.name.strip().casefold())
        if row is None:
            work.insert(RelatedPerson(patient=patient_id, **related_columns(person)))
        else:
            work.update(row, **{k: v for k, v in related_columns(person).items() if k != "person"})


def _speaks(patient_id: int) -> bool:
    return bool(
        RelatedPerson.standing()
        .where((RelatedPerson.patient == patient_id) & RelatedPerson.may_consent)
        .exists()
    )


def _loose_end(work: Work, patient: Patient) -> None:
    task = (
        Task.standing()
        .where((Task.patient == patient.id) & (Task.kind == "registration") & (Task.status == "requested"))
        .first()
    )
    left = list(patient.unfinished or [])
    if task is not None and not left:
        work.update(task, status="completed", done_at=work.now, outcome=_("asked"))
    elif task is not None:
        work.update(task, description=unfinished_words(left))
    elif left:
        work.insert(finish_later(int(patient.id), left))
