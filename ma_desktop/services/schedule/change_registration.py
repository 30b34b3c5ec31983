"""Correct or finish a registration."""

from __future__ import annotations

from datetime import date, timedelta

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Coverage, Patient, RelatedPerson, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.patient_index import index_patient
from ma_desktop.services.schedule.register_patient import (
    MOST_COVERAGES,
    NewCoverage,
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

    ``new.coverage``: the first insurance as it stands now. A change of payer or member number, or of their order, ends the old one
    and begins a new one, so that earlier dates of service keep theirs. ``new.related``: known ones are changed, others added.
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


def coverage_at(patient_id: int, position: int, day: date) -> Coverage | None:
    """The insurance that stands first, second or third on ``day``: the one without an end, else the one that ends last.

    The first one stays in the form after its end, so that somebody asks what came after it.
    """
    rows = Coverage.standing().where(
        (Coverage.patient == patient_id) & (Coverage.position == position) & (Coverage.status == "active")
    )
    if position > 1:
        rows = rows.where(Coverage.ends_on.is_null() | (Coverage.ends_on >= Coverage.ends_on.db_value(day)))
    found: Coverage | None = rows.where(Coverage.ends_on.is_null()).order_by(Coverage.id.desc()).first()
    return found or rows.order_by(Coverage.ends_on.desc()).first()


def _cover(work: Work, patient_id: int, new: NewPatient) -> None:
    """All places are read before the first is written: two insurances may change places."""
    if new.coverage is None:
        return
    wanted: list[NewCoverage | None] = [new.coverage]
    if new.more_coverages is not None:
        wanted += [*new.more_coverages, *[None] * (MOST_COVERAGES - 1 - len(new.more_coverages))]
    stood = [coverage_at(patient_id, place, work.now.date()) for place in range(1, len(wanted) + 1)]
    rows = {row.id: row for row in stood if row is not None}
    for place, (one, old) in enumerate(zip(wanted, stood, strict=True), 1):
        moved = rows.get(one.ident) if one is not None and one.ident is not None else None
        if one is None or (moved is not None and moved is not old):
            _end(work, old)
        if one is not None and moved is not None and moved is not old:
            _move_here(work, place, one, moved)
        elif one is not None:
            _change(work, patient_id, place, one, old)


def _end(work: Work, row: Coverage | None) -> None:
    """From today on it does not pay any more; what was before stays."""
    if row is not None and (row.ends_on is None or row.ends_on >= work.now.date()):
        work.update(row, ends_on=work.now.date() - timedelta(days=1))


def _move_here(work: Work, place: int, one: NewCoverage, before: Coverage) -> None:
    """Its old place keeps the past. The card was seen, wherever it stood."""
    values = {**coverage_columns(one), "starts_on": work.now.date(), "card_seen_on": before.card_seen_on}
    work.insert(Coverage(patient=before.patient_id, position=place, **values))
    _end(work, before)


def _change(work: Work, patient_id: int, place: int, one: NewCoverage, old: Coverage | None) -> None:
    values = coverage_columns(one)
    if old is None:
        work.insert(Coverage(patient=patient_id, position=place, **values))
        return
    same = (old.payor_id, old.member_id, old.kind) == (one.payor_id, one.member_id, one.kind)
    if same or (not old.member_id and old.kind == one.kind):
        work.update(old, **values)
        return
    begins = work.now.date()
    if one.starts_on is not None and (old.starts_on is None or one.starts_on > old.starts_on):
        begins = one.starts_on
    if one.ends_on is not None and one.ends_on < begins:
        work.refuse(_("The new insurance would end before it begins. Correct or empty “Valid until”."))
    last = begins - timedelta(days=1)
    if old.ends_on is None or old.ends_on > last:
        work.update(old, ends_on=last)
    work.insert(Coverage(patient=patient_id, position=place, **{**values, "starts_on": begins}))


def _relate(work: Work, patient_id: int, new: NewPatient) -> None:
    """By the row it was read from, else by name."""
    rows = list(RelatedPerson.standing().where(RelatedPerson.patient == patient_id))
    gone = {person.ident for person in new.related if person.gone}
    by_id = {row.id: row for row in rows}
    by_name = {row.name.casefold(): row for row in rows if row.id not in gone}
    for person in new.related:
        row = by_id.get(person.ident) or by_name.get(person.name.strip().casefold())
        if row is None and not person.gone:
            work.insert(RelatedPerson(patient=patient_id, **related_columns(person)))
        elif row is not None and person.gone:
            work.mark_error(row, _("taken off at registration"))
        elif row is not None:
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
