"""Asking for the rows of many keys at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from peewee import SQL


def among(field: Any, keys: Iterable[int]) -> Any:
    """The condition that ``field`` is one of ``keys``: however many they are, one parameter, and the same statement."""
    return field.in_(SQL("(SELECT value FROM json_each(?))", [json.dumps(list(keys))]))
