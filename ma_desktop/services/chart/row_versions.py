"""Who changed what: the versions of one row, field by field, with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from ma_desktop import models
from ma_desktop.domain import names
from ma_desktop.domain.documents import category_words
from ma_desktop.i18n import _
from ma_desktop.models import Attachment, AuditEvent, Patient, Provenance, User
from ma_desktop.models.fields import DayField, InstantField
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class FieldChange:
    """``before`` is empty in the first version."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RowVersion:
    """``step``: the title of what was done; ``reason``: as it was given then, empty when none was asked. ``by``: empty for an import."""

    version: int
    at: datetime
    by: str
    step: str
    reason: str
    changes: tuple[FieldChange, ...]


#: Says nothing by itself: who and when stand above the line.
_SILENT = frozenset({
    "id", "version", "recorded_at", "recorded_by", "import_run", "error_at", "error_by", "digest", "size", "media_type", "origin", "row", "about",
    "taken_at", "written_at", "signed_by", "cosigned_by", "filed_by", "reviewed_by", "moved_from", "changed_in", "position", "asked_at", "encounter",
})  # fmt: skip


def row_versions(desk: Desk, resource: str, row_id: int) -> tuple[RowVersion, ...]:
    """Newest first. ``resource``: the name of the table, such as ``Attachment``. A document that was moved tells of its former chart too."""
    people = {row.id: row.name for row in User.select(User.id, User.name)}
    table: Any = getattr(models, resource)
    row = table.get_by_id(row_id)
    found = _of(table, row, people)
    if table is Attachment and row.moved_from is not None:
        return (*found, *row_versions(desk, resource, row.moved_from))
    return found


def _of(table: Any, row: Any, people: Mapping[int | None, str]) -> tuple[RowVersion, ...]:
    steps = list(
        Provenance.select()
        .where((Provenance.resource == table.__name__) & (Provenance.row == row.id))
        .order_by(Provenance.id.desc())
    )
    if not steps:
        return (
            RowVersion(row.version, row.recorded_at, people.get(row.recorded_by, ""), _came(row), "", ()),
        )
    rows = AuditEvent.select(AuditEvent.seq, AuditEvent.title, AuditEvent.reason)
    events = {event.seq: event for event in rows.where(AuditEvent.seq.in_([step.step for step in steps]))}
    return tuple(_version(table, step, events.get(step.step), people) for step in steps)


def _came(row: Any) -> str:
    return _("came with an import") if row.import_run is not None else _("recorded")


def _version(table: Any, step: Provenance, event: Any, people: Mapping[int | None, str]) -> RowVersion:
    before, after = step.before or {}, step.after or {}
    shown = [name for name in after if name not in _SILENT]
    if step.activity == "CREATE":
        shown = [name for name in shown if after[name] not in (None, "", 0, [], {})]
    changes = tuple(
        FieldChange(_field(name), _said(table, name, before.get(name), people), _said(table, name, after[name], people))
        for name in shown
    )  # fmt: skip
    return RowVersion(
        step.version, step.at, people.get(step.by, ""), event.title if event else "", event.reason if event else "", changes
    )  # fmt: skip


def _field(name: str) -> str:
    known = {
        "patient": _("Chart"), "kind": _("Kind"), "title": _("Title"), "document_on": _("Date on it"), "status": _("State"),
        "error_reason": _("Entered in error"), "note": _("Note"), "review": _("Provider's review"), "pages": _("Pages"),
        "filed_at": _("Filed"), "reviewed_at": _("Seen by the provider"), "text": _("Text"), "about_at": _("About"),
        "signed_at": _("Signed"), "cosign": _("Co-signature"), "cosigned_at": _("Co-signed"), "display": _("What"),
        "dose": _("Dose"), "reaction": _("Reaction"), "severity": _("Severity"), "clinical_status": _("State"),
        "verification_status": _("Confirmed"), "value": _("Value"), "unit": _("Unit"), "source": _("Source"),
        "effective_at": _("When"), "code": _("Code"), "started_on": _("Since"), "amends": _("Adds to"),
    }  # fmt: skip
    return known.get(name) or name.replace("_", " ").capitalize()


def _said(table: Any, name: str, stored: Any, people: Mapping[int | None, str]) -> str:
    """A stored value as people say it."""
    if stored is None or stored == "":
        return ""
    field = table._meta.fields.get(name)
    if name == "patient":
        return _patient(int(stored))
    if name == "kind" and table is Attachment:
        return category_words(stored)
    if name.endswith("_by"):
        return people.get(stored, str(stored))
    value = field.python_value(stored) if field is not None else stored
    if isinstance(field, InstantField):
        return f"{value:%m/%d/%Y %H:%M}"
    if isinstance(field, DayField) and isinstance(value, date):
        return f"{value:%m/%d/%Y}"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list | tuple):
        return ", ".join(str(part) for part in value)
    return str(value)


def _patient(ident: int) -> str:
    row = Patient.get_or_none(Patient.id == ident)
    return f"{names.display(row.family, row.given)} · #{row.record_number}" if row is not None else str(ident)
