"""Selects of whole rows and the condition that a row stands, written without asking Peewee column by column.

A chart asks for some sixty such rows; Peewee builds each statement anew from hundreds of little nodes, ten times as long
as SQLite takes to answer it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from peewee import OP, SCOPE_VALUES, ColumnBase, CursorWrapper, Expression, ModelSelect

_Select: Any = ModelSelect
_Cursor: Any = CursorWrapper
_Node: Any = ColumnBase

_STANDS = (
    '({of}"error_at" IS NULL AND ({of}"import_run" IS NULL OR {of}"import_run" IN '
    '(SELECT "id" FROM "import_run" WHERE "status" = \'completed\')))'
)


class Stands(_Node):
    """Nobody marked the row as entered in error, and no import that brought it is unfinished or undone."""

    def __init__(self, model: Any) -> None:
        self.table = model._meta.table

    def __hash__(self) -> int:
        return hash((type(self), self.table))

    def __sql__(self, ctx: Any) -> Any:
        of = "" if ctx.scope == SCOPE_VALUES else f'"{ctx.alias_manager[self.table]}".'
        return ctx.literal(_written(of))


@lru_cache(maxsize=256)
def _written(of: str) -> str:
    return _STANDS.format(of=of)


def standing_of(alias: str) -> str:
    """The same condition for a statement that is written out."""
    return _written(f"{alias}.")


class WholeRows(_Select):
    """A select of every column, whose list of columns is written in one go and whose rows are made in one go."""

    def __sql_selection__(self, ctx: Any, is_subquery: bool = False) -> Any:
        if is_subquery or not self._whole:
            return super().__sql_selection__(ctx, is_subquery)
        return ctx.literal(columns(self.model, ctx.alias_manager[self.model._meta.table]))

    @property
    def _whole(self) -> bool:
        return self._is_default and len(self._returning) == len(self.model._meta.sorted_fields)

    def _get_model_cursor_wrapper(self, cursor: Any) -> Any:
        if self._whole and len(self._from_list) == 1 and not self._joins:
            return _Rows(cursor, self.model)
        return super()._get_model_cursor_wrapper(cursor)


class _Rows(_Cursor):
    def __init__(self, cursor: Any, model: Any) -> None:
        super().__init__(cursor)
        self._model = model

    def process_row(self, row: Any) -> Any:
        return made(self._model, row)


@lru_cache(maxsize=256)
def columns(model: Any, alias: str) -> str:
    """Every column of the table, in the order of ``made``."""
    return ", ".join([f'"{alias}"."{field.column_name}"' for field in model._meta.sorted_fields])


@lru_cache(maxsize=64)
def _converters(model: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((field.name, field.python_value) for field in model._meta.sorted_fields)


def made(model: Any, row: Any) -> Any:
    """The model's row out of all its columns."""
    one = model(__no_default__=1)
    one.__data__ = {
        name: None if value is None else convert(value)
        for (name, convert), value in zip(_converters(model), row, strict=True)
    }
    return one


def key_asked(model: Any, query: tuple[Any, ...]) -> int | None:
    """The key when ``query`` asks for one row by its key and for nothing else."""
    if len(query) != 1 or not isinstance(query[0], Expression):
        return None
    asked = query[0]
    if asked.lhs is not model._meta.primary_key or asked.op != OP.EQ or type(asked.rhs) is not int:
        return None
    return int(asked.rhs)


def by_key(model: Any, key: int) -> Any:
    """The one row; raises the model's ``DoesNotExist``."""
    row = model._meta.database.execute_sql(_one(model), (key,)).fetchone()
    if row is None:
        raise model.DoesNotExist(f"no {model._meta.table_name} {key}")
    return made(model, row)


@lru_cache(maxsize=64)
def _one(model: Any) -> str:
    meta = model._meta
    return f'SELECT {columns(model, "t1")} FROM "{meta.table_name}" AS "t1" WHERE "t1"."{meta.primary_key.column_name}" = ?'
