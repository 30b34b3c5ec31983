"""Statements written by hand answer what Peewee's own would."""

from __future__ import annotations

from typing import Any

import pytest
from peewee import ForeignKeyField

from ma_desktop.models import ALL, Encounter, ImportRun, Patient, Task, database
from ma_desktop.models.among import among
from ma_desktop.models.base import Resource
from ma_desktop.models.encounter import WANTS_RETURN
from ma_desktop.services.desk import Desk


@pytest.fixture
def tasks(desk: Desk) -> list[int]:
    """One of our own, one in error, one of a completed import, one of an undone import."""
    now = desk.now()
    patient = Patient.create(
        family="Roe", given="Ann", birth_date=now.date(), record_number="R1", recorded_at=now
    )
    done, undone = (
        ImportRun.create(kind="csv", status=status, recorded_at=now).id for status in ("completed", "undone")
    )
    marks: list[dict[str, Any]] = [{}, {"error_at": now}, {"import_run": done}, {"import_run": undone}]
    return [Task.create(patient=patient, description="x", recorded_at=now, **mark).id for mark in marks]


def test_what_stands_in_every_kind_of_statement(tasks: list[int]) -> None:
    ours, wrong, imported, undone = tasks
    here = Task.id.in_(tasks)
    assert {row.id for row in Task.standing().where(here)} == {ours, imported}
    assert {row.id for row in Task.select(Task.id).where(here & ~Task.stands())} == {wrong, undone}
    joined = Task.select(Task, Patient).join(Patient).where(here & Task.stands() & Patient.stands())
    assert {(row.id, row.patient.family) for row in joined} == {(ours, "Roe"), (imported, "Roe")}
    inner = Task.select(Task.patient).where(here & Task.stands())
    assert Patient.select().where(Patient.id.in_(inner)).count() == 1
    assert Task.update(outcome="seen").where(here & Task.stands()).execute() == 2


def test_a_row_by_its_key_is_the_row_that_a_statement_finds(tasks: list[int]) -> None:
    quick = Task.get_by_id(tasks[0])
    slow = Task.select(*Task._meta.sorted_fields).where(Task.id == tasks[0]).get()
    assert quick.__data__ == slow.__data__
    assert not quick.dirty_fields
    assert quick.patient.family == "Roe"
    assert Task.get_or_none(Task.id == -1) is None
    with pytest.raises(Task.DoesNotExist):
        Task.get_by_id(-1)


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.__name__)
def test_whole_rows_are_what_peewee_makes(tasks: list[int], table: Any) -> None:
    columns = table._meta.sorted_fields
    plain = [row.__data__ for row in table.select(*columns).order_by(columns[0])]
    assert [row.__data__ for row in table.select().order_by(columns[0])] == plain


@pytest.mark.parametrize(
    "table", [one for one in ALL if issubclass(one, Resource)], ids=lambda one: one.__name__
)
def test_rows_that_stand_are_those_of_the_plain_conditions(tasks: list[int], table: Any) -> None:
    """On the demo record, some rows of which are in error, or of an import that is completed or undone."""
    done, undone = (run.id for run in ImportRun.select().order_by(ImportRun.id.desc()).limit(2).objects())
    columns, name = table._meta.sorted_fields, table._meta.table_name
    for n, (ident,) in enumerate(table.select(table.id).limit(24).tuples()):
        wrong = "2026-11-23T14:40:00.000Z-0500" if n % 4 == 0 else None
        database.execute_sql(
            f'UPDATE "{name}" SET error_at = ?, import_run = ? WHERE id = ?',
            (wrong, (None, done, undone)[n % 3], ident),
        )
    runs = ImportRun.select(ImportRun.id).where(ImportRun.status == "completed")
    plain = table.error_at.is_null() & (table.import_run.is_null() | table.import_run.in_(runs))
    wanted = [row.__data__ for row in table.select(*columns).where(plain).order_by(table.id)]
    rows = table.standing().order_by(table.id)
    assert [row.__data__ for row in rows] == wanted
    assert list(rows.dicts()) == wanted
    assert list(rows.tuples()) == [tuple(row.values()) for row in wanted]
    assert (rows.count(), rows.exists()) == (len(wanted), bool(wanted))
    assert [row.__data__ for row in rows.distinct().limit(3).offset(1)] == wanted[1:4]
    first = rows.first()
    assert (first.__data__ if first is not None else None) == (wanted[0] if wanted else None)
    inner = table.standing().alias("inner")
    assert table.select(table.id).join(inner, on=(table.id == inner.c.id)).count() == len(wanted)
    both = table.standing() | table.select().where(table.id.in_([row["id"] for row in wanted]))
    assert {row.id for row in both} == {row["id"] for row in wanted}
    keys = [key for key in columns if isinstance(key, ForeignKeyField) and key.rel_model is not table]
    for key in keys:
        ours, theirs = (
            [(row.id, getattr(row, key.name).__data__) for row in asked.join(key.rel_model, on=key).where(plain).order_by(table.id)]
            for asked in (table.select(table, key.rel_model), table.select(*columns, *key.rel_model._meta.sorted_fields))
        )  # fmt: skip
        assert ours == theirs


def test_many_keys_are_one_parameter(tasks: list[int]) -> None:
    assert {row.id for row in Task.select().where(among(Task.id, tasks))} == set(tasks)
    assert list(Task.select().where(among(Task.id, []))) == []
    assert len(Task.select().where(among(Task.id, range(5_000))).sql()[1]) == 1


def test_visits_that_ask_for_a_return_have_an_index_of_their_own(desk: Desk) -> None:
    asked = Encounter.select(Encounter.id).where(WANTS_RETURN & (Encounter.started_at >= "2026"))
    statement, values = asked.order_by(Encounter.started_at).sql()
    plan = database.execute_sql(f"EXPLAIN QUERY PLAN {statement}", values).fetchall()
    assert "encounter_follow_up" in plan[0][3]
