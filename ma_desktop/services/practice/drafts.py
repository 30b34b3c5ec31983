"""The half-typed forms of whoever is at the desk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ma_desktop.models import Draft
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class DraftForm:
    """``patient_id``/``encounter_id`` are ``None`` for a form about nobody; ``fields``: {name: plain value}."""

    form: str
    patient_id: int | None
    encounter_id: int | None
    fields: Mapping[str, Any]
    focus_field: str
    saved_at: datetime


def drafts(desk: Desk, form: str | None = None, patient_id: int | None = None) -> tuple[DraftForm, ...]:
    """Drafts of the present worker, newest first; of one form or one patient when given."""
    query = Draft.select().where(Draft.user == desk.worker.user_id).order_by(Draft.saved_at.desc())
    if form is not None:
        query = query.where(Draft.form == form)
    if patient_id is not None:
        query = query.where(Draft.patient == patient_id)
    return tuple(_frozen(row) for row in query)


def draft_of(
    desk: Desk, form: str, patient_id: int | None = None, encounter_id: int | None = None
) -> DraftForm | None:
    """The present worker's draft of one form for one patient and visit, if there is one."""
    row = Draft.get_or_none(
        (Draft.form == form)
        & (Draft.user == desk.worker.user_id)
        & (Draft.patient == (patient_id or 0))
        & (Draft.encounter == (encounter_id or 0))
    )
    return None if row is None else _frozen(row)


def _frozen(row: Draft) -> DraftForm:
    return DraftForm(
        row.form, row.patient or None, row.encounter or None, dict(row.fields), row.focus_field, row.saved_at
    )
