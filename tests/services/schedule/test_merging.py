"""merge_patients, merge_preview, merged_charts, unmerge_patients: nothing is lost, undo restores exactly."""

from __future__ import annotations

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    ALL,
    Coverage,
    Draft,
    Encounter,
    Identifier,
    Observation,
    Patient,
    PaymentNotice,
    Resource,
    Task,
)
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.keep_draft import keep_draft
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.likely_duplicates import Typed, likely_duplicates
from ma_desktop.services.schedule.merge_patients import merge_patients
from ma_desktop.services.schedule.merge_preview import merge_preview
from ma_desktop.services.schedule.merged_charts import merged_charts
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.unmerge_patients import unmerge_patients
from ma_desktop.services.visit.record_consent import record_consent


@pytest.fixture
def charts(desk: Desk) -> tuple[int, int]:
    """One with history that goes on, and a second one of the same person with some history of its own."""
    busy = [
        row.id for row in Patient.select().order_by(Patient.id)
        if not Encounter.select().where((Encounter.patient == row.id) & Encounter.import_run.is_null()
                                        & (Encounter.started_at >= "2026-11-22")).exists()
        and Observation.select().where(Observation.patient == row.id).exists()
    ][:2]  # fmt: skip
    keeps, leaves = busy
    record_consent(desk, leaves, "email")
    with desk.work("Money and numbers", needs="settings") as work:
        work.insert(
            PaymentNotice(
                patient=leaves, kind="prepayment", method="card", amount=Decimal(40), received_at=desk.now()
            )
        )
        work.insert(Identifier(resource="Patient", row=leaves, system="urn:old", value="77001"))
        work.update(Patient.get_by_id(leaves), needs=["Low vision"], preferred_name="Kit")
        work.update(Patient.get_by_id(keeps), preferred_name="")
    return keeps, leaves


def picture() -> dict[str, str]:
    """A digest of the values of every table, versions and bookkeeping apart."""
    found = {}
    for model in ALL:
        if issubclass(model, Resource):
            names = [
                f.name
                for f in model._meta.sorted_fields
                if f.name not in {"version", "recorded_at", "recorded_by"}
            ]
            rows = [tuple(row.__data__[name] for name in names) for row in model.select().order_by(model.id)]
            found[model.__name__] = hashlib.sha256(repr(rows).encode()).hexdigest()
    return found


def rows_of(patient: int) -> int:
    fields = [
        (field, model) for field, model in Patient._meta.backrefs.items() if issubclass(model, Resource)
    ]
    return sum(model.select().where(field == patient).count() for field, model in fields)


def test_everything_moves_both_numbers_find_it_and_undo_restores_exactly(
    desk: Desk, charts: tuple[int, int]
) -> None:
    keeps, leaves = charts
    before, number = picture(), Patient.get_by_id(leaves).record_number
    total, owed = (
        rows_of(keeps) + rows_of(leaves),
        patient_balance(desk, keeps) + patient_balance(desk, leaves),
    )
    moved = merge_patients(desk, keeps, leaves, take=["preferred_name"])
    assert moved > 10
    assert (rows_of(leaves), rows_of(keeps)) == (0, total)
    assert patient_balance(desk, keeps) == owed
    row = Patient.get_by_id(keeps)
    assert row.preferred_name == "Kit"
    assert "Low vision" in row.needs
    found = find_patient(desk, f"#{number}")
    assert [(one.patient_id, one.merged) for one in found] == [(keeps, number)]
    assert "77001" in [i.value for i in Identifier.select().where(Identifier.row == keeps)]
    assert merged_charts(desk, keeps)[0].record_number == number
    assert undo_last(desk) == "Merge two charts"
    assert picture() == before
    assert find_patient(desk, f"#{number}")[0].patient_id == leaves


def test_taken_apart_later_what_came_since_stays(desk: Desk, charts: tuple[int, int]) -> None:
    keeps, leaves = charts
    before = rows_of(leaves), rows_of(keeps)
    merge_patients(desk, keeps, leaves, take=["phone"])
    record_consent(desk, keeps, "text")
    card = Coverage.select().where(Coverage.patient == keeps).order_by(Coverage.id.desc()).first()
    with desk.work("Card changed", needs="settings") as work:
        work.update(card, group_number="changed")
        work.update(Patient.get_by_id(keeps), phone="9375550000")
    with pytest.raises(RuleBroken, match="reason"):
        unmerge_patients(desk, leaves, " ")
    kept = unmerge_patients(desk, leaves, "two different people")
    assert kept == 1  # the phone that was corrected since
    assert (rows_of(leaves), rows_of(keeps)) == (before[0], before[1] + 1)
    assert Patient.get_by_id(keeps).phone == "9375550000"
    assert Coverage.get_by_id(card.id).group_number == "changed"
    assert merged_charts(desk, keeps) == ()
    with pytest.raises(RuleBroken, match="not merged"):
        unmerge_patients(desk, leaves, "again")


def test_who_is_here_half_typed_or_merged_already_is_refused(desk: Desk, charts: tuple[int, int]) -> None:
    keeps, leaves = charts
    here = Encounter.get((Encounter.stage == "vitals") & Encounter.import_run.is_null()).patient_id
    for one, other in ((keeps, here), (here, keeps)):
        with pytest.raises(RuleBroken, match="in the office"):
            merge_patients(desk, one, other)
    with pytest.raises(RuleBroken, match="one chart already"):
        merge_patients(desk, keeps, keeps)
    keep_draft(desk, "vitals", {"pulse": "7"}, patient_id=leaves)
    with pytest.raises(RuleBroken, match="half-typed"):
        merge_patients(desk, keeps, leaves)
    keep_draft(desk, "vitals", {}, patient_id=leaves)
    assert Draft.select().where(Draft.patient == leaves).count() == 0
    merge_patients(desk, keeps, leaves)
    with pytest.raises(RuleBroken, match="merged before"):
        merge_patients(desk, 1 if keeps != 1 else 2, leaves)
    front = desk.acting_as(Worker(desk.worker.user_id, "fred", "Fred", Role.FRONT_DESK))
    with pytest.raises(RuleBroken, match="your role"):
        merge_patients(front, keeps, 1)


def test_one_card_twice_is_one_and_another_comes_behind(desk: Desk) -> None:
    one, other = (
        register_patient(desk, NewPatient("Pruitt", given, date(1977, 6, 4)))
        for given in ("Katherine", "Kathy")
    )
    with desk.work("Cards", needs="settings") as work:
        for patient, member in ((one, "A1"), (other, "A1"), (other, "B2")):
            work.insert(Coverage(patient=patient, payor=1, member_id=member, position=1))
    merge_patients(desk, one, other)
    rows = Coverage.select().where(Coverage.patient == one).order_by(Coverage.id)
    assert [(r.member_id, r.position, r.error_at is None) for r in rows] == [
        ("A1", 1, True),
        ("A1", 1, False),
        ("B2", 2, True),
    ]
    open_tasks = Task.standing().where(
        (Task.patient == one) & (Task.kind == "registration") & (Task.status == "requested")
    )
    assert open_tasks.count() == 1
    assert Patient.get_by_id(one).unfinished == ["sex", "phone", "address"]


def test_a_merged_chart_is_no_duplicate_any_more_and_chains_lead_to_the_end(desk: Desk) -> None:
    first, second, third = (
        register_patient(desk, NewPatient("Pruitt", given, date(1977, 6, 4), phone="9375554470"))
        for given in ("Katherine", "Kathy", "Kate")
    )
    typed = Typed("Pruitt", "Katherine", date(1977, 6, 4), phone="9375554470")
    assert {one.patient_id for one in likely_duplicates(desk, typed)} == {first, second, third}
    merge_patients(desk, second, third)
    merge_patients(desk, first, second)
    assert {one.patient_id for one in likely_duplicates(desk, typed)} == {first}
    number = Patient.get_by_id(third).record_number
    assert [one.patient_id for one in find_patient(desk, f"#{number}")] == [first]
    assert [one.patient_id for one in find_patient(desk, "pruitt ka")] == [first]


def test_the_two_side_by_side(desk: Desk) -> None:
    one = register_patient(
        desk,
        NewPatient("Pruitt", "Katherine", date(1977, 6, 4), "female", address="9 Linden Ct", city="Dayton"),
    )
    other = register_patient(desk, NewPatient("Pruitt", "Kathy", date(1977, 4, 6), phone="9375554470"))
    seen: Any = merge_preview(desk, one, other)
    lines = {line.key: (line.mine, line.other, line.take_other) for line in seen.lines}
    assert lines == {
        "given": ("Katherine", "Kathy", False), "birth_date": ("06/04/1977", "04/06/1977", False),
        "sex": ("female", "unknown", False), "phone": ("", "937-555-4470", True), "address": ("9 Linden Ct, Dayton", "", False),
    }  # fmt: skip
    assert seen.same == ("Family name", "Language")
    assert seen.goes_on.holds == "nothing yet"
