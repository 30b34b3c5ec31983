"""The newest measurement of each kind, by one step down an index each: of a long history only those rows are read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime

from ma_desktop.models import database
from ma_desktop.models.fields import instant_from
from ma_desktop.models.whole_rows import standing_of

_NEWEST = f"""
SELECT o.code, o.effective_at, o.value FROM json_each(?) AS asked JOIN observation AS o ON o.id = (
    SELECT n.id FROM observation AS n
    WHERE n.patient_id = ? AND n.code = asked.value AND n.value IS NOT NULL AND n.encounter_id IS NOT ?
        AND {standing_of("n")}
    ORDER BY n.effective_at DESC, n.id DESC LIMIT 1)
"""


def newest_values(
    patient_id: int, codes: Iterable[str], *, before_visit: int | None = None
) -> dict[str, tuple[datetime, float]]:
    """Instant and value by LOINC code, in one statement. ``before_visit``: those of this visit do not count."""
    asked = (json.dumps(list(codes)), patient_id, before_visit or 0)
    rows = database.execute_sql(_NEWEST, asked).fetchall()
    return {code: (instant_from(at), value) for code, at, value in rows}
