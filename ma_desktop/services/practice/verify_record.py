"""Look through the whole record: pages, tables, log."""

from __future__ import annotations

from typing import Any, cast

from ma_desktop.models import ALL, Observation, Resource
from ma_desktop.services.desk import Desk
from ma_desktop.storage.verify import verify


def verify_record(desk: Desk) -> dict[str, Any]:
    """DESIGN's report; ``counts`` by FHIR resource name, as in the tables (components count with their Observation)."""
    tables = {model.__name__: model._meta.table_name for model in ALL if issubclass(model, Resource)}
    report = verify(cast(Any, desk.record), tables)
    if "Observation" in report.get("counts", {}):
        # The halves of an imported blood pressure are rows of one Observation.
        halves = Observation.select().where(Observation.component_of.is_null(False)).count()
        report["counts"]["Observation"] -= halves
    return report
