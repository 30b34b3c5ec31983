"""The imports of this record, the latest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ma_desktop.models import ImportRun
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class PastImport:
    """``status``: completed, stopped (also after a crash) or undone; ``source`` is the path; ``name`` its last part."""

    run_id: int
    kind: str
    source: str
    name: str
    status: str
    at: datetime
    patients: int
    rows: int


def past_imports(desk: Desk, limit: int = 20) -> tuple[PastImport, ...]:
    """Those that brought something, or could still go on."""
    rows = ImportRun.standing().order_by(ImportRun.id.desc()).limit(limit)
    return tuple(
        PastImport(
            row.id, row.kind, row.source, Path(row.source).name,
            "stopped" if row.status == "in-progress" else row.status,
            (row.ended_at or row.recorded_at).astimezone(desk.now().tzinfo), row.taken.get("Patient", 0),
            sum(row.taken.values()),
        )
        for row in rows if row.taken
    )  # fmt: skip
