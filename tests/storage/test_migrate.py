"""Two ways to a schema must be one: what the migrations make is what the models describe."""

from __future__ import annotations

import pytest
from peewee import SqliteDatabase

from ma_desktop.models import ALL
from ma_desktop.storage.errors import DamagedRecord, NewerRecord
from ma_desktop.storage.migrate import Migration, known, migrate, version
from ma_desktop.storage.record import Record


def test_the_migrations_make_what_the_models_describe(record: Record) -> None:
    described = SqliteDatabase(":memory:")
    with described.bind_ctx(ALL):
        described.create_tables(ALL)
        for model in ALL:
            table = model._meta.table_name
            wanted = described.execute_sql(f'PRAGMA table_info("{table}")').fetchall()
            assert record.database.execute_sql(f'PRAGMA table_info("{table}")').fetchall() == wanted, table
    described.close()


def test_numbers_count_up_from_one() -> None:
    assert [step.number for step in known()] == list(range(1, len(known()) + 1))


def test_a_step_that_loses_rows_is_undone(record: Record) -> None:
    here = version(record.database)
    bad = Migration(here + 1, ("DELETE FROM task",))
    with pytest.raises(DamagedRecord):
        migrate(record.database, before_first=lambda: None, steps=[*known(), bad])
    assert version(record.database) == here
    assert record.database.execute_sql("SELECT COUNT(*) FROM task").fetchone()[0] > 0


def test_a_backup_comes_before_the_first_step_of_an_older_record(record: Record) -> None:
    said: list[str] = []
    step = Migration(version(record.database) + 1, ("CREATE TABLE later (a)",))
    assert migrate(record.database, before_first=lambda: said.append("backup"), steps=[*known(), step]) == [
        step.number
    ]
    assert said == ["backup"]
    with pytest.raises(NewerRecord):
        migrate(record.database, before_first=lambda: None, steps=known())


def test_migrations_never_run_inside_a_transaction(record: Record) -> None:
    with record.database.atomic(), pytest.raises(RuntimeError):
        migrate(record.database, before_first=lambda: None)
