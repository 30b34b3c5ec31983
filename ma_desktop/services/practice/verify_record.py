"""Look through the whole record: pages, tables, log."""

from __future__ import annotations

from typing import Any, cast

from ma_desktop.models import ALL, Resource
from ma_desktop.services.desk import Desk
from ma_desktop.storage.verify import verify


def verify_record(desk: Desk) -> dict[str, Any]:
    """DESIGN's report; ``counts`` by FHIR resource name, as standing in the tables."""
    tables = {model.__name__: model._meta.table_name for model in ALL if issubclass(model, Resource)}
    return verify(cast(Any, desk.record), tables)
