"""Keep a half-typed form."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ma_desktop.models import Draft, database
from ma_desktop.services.desk import Desk


def keep_draft(
    desk: Desk,
    form: str,
    fields: Mapping[str, Any],
    *,
    patient_id: int | None = None,
    encounter_id: int | None = None,
    focus_field: str = "",
) -> None:
    """Writes what stands in a form of the present worker; ``fields``: {name: text, number, bool or None}.

    No fields means the form is empty again: its draft goes away. A draft is not yet part of the chart, so
    it is neither a step of Undo nor an entry of the log, and nobody is told; this is one statement, durable
    when it returns.
    """
    key = {
        "form": form,
        "user": desk.worker.user_id,
        "patient": patient_id or 0,
        "encounter": encounter_id or 0,
    }
    with database.atomic():
        if not fields:
            match = [getattr(Draft, name) == value for name, value in key.items()]
            Draft.delete().where(*match).execute()
            return
        Draft.insert(**key, fields=dict(fields), focus_field=focus_field, saved_at=desk.now()).on_conflict(
            conflict_target=[Draft.form, Draft.user, Draft.patient, Draft.encounter],
            preserve=[Draft.fields, Draft.focus_field, Draft.saved_at],
        ).execute()
