"""The documents of a chart, what waits to be filed, and what was printed here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from ma_desktop.domain import names
from ma_desktop.domain.documents import Category, category_words
from ma_desktop.models import Attachment, DocumentReference, Patient, User
from ma_desktop.services.chart.document_rows import known_categories
from ma_desktop.services.desk import Desk

#: More of one patient are not listed at once.
MOST = 2000


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """``category`` in words. ``review``: empty, waiting or done. ``error``: why it is no document of this chart any more.
    ``patient``: name, birth date and record number of whose chart it lies in or is proposed for; empty in a chart's own list."""

    attachment_id: int
    patient_id: int | None
    patient: str
    status: str
    kind: str
    category: str
    title: str
    document_on: date | None
    taken_at: datetime
    pages: int
    media_type: str
    digest: str
    size: int
    source: str
    note: str
    taken_by: str
    filed_by: str
    review: str
    reviewed_by: str
    reviewed_at: datetime | None
    error: str = ""

    @property
    def day(self) -> date:
        return self.document_on or self.taken_at.date()


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """``kind``: as ``DocumentReference.kind``; ``how``: printed, saved or exported. ``handed_over``: when, after two identifiers matched."""

    entry_id: int
    kind: str
    how: str
    at: datetime
    by: str
    copies: int
    recipient: str
    handed_over: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class PatientDocuments:
    """``documents``: the newest first, those entered in error last. ``patient``: name, birth date and record number."""

    patient_id: int
    patient: str
    documents: tuple[DocumentLine, ...]
    printed: tuple[PrintedLine, ...]
    categories: tuple[Category, ...]


def patient_documents(desk: Desk, patient_id: int) -> PatientDocuments:
    rows = Attachment.select().where(
        (Attachment.patient == patient_id) & (Attachment.status == "filed") & Attachment.import_run.is_null()
    )
    people = _people()
    lines = [line_of(row, people) for row in rows.order_by(Attachment.id.desc()).limit(MOST)]
    lines.sort(key=lambda line: (not line.error, line.day, line.attachment_id), reverse=True)
    return PatientDocuments(
        patient_id, patients_said([patient_id])[patient_id], tuple(lines), _printed(patient_id, people), known_categories(desk),
    )  # fmt: skip


def unfiled_lines() -> tuple[DocumentLine, ...]:
    """Of the whole practice, in the order they came."""
    rows = Attachment.standing().where(Attachment.status == "unfiled").order_by(Attachment.id).limit(MOST)
    found = list(rows)
    people = _people()
    whose = patients_said({row.patient_id for row in found if row.patient_id})
    return tuple(line_of(row, people, whose.get(row.patient_id, "")) for row in found)


def count_unfiled() -> int:
    return int(Attachment.select().where((Attachment.status == "unfiled") & Attachment.stands()).count())


def patients_said(ids: Iterable[int]) -> dict[int, str]:
    """Name, birth date and record number: two identifiers beside the document."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = Patient.select(
        Patient.id, Patient.family, Patient.given, Patient.birth_date, Patient.record_number
    ).where(Patient.id.in_(wanted))
    return {
        row.id: f"{names.display(row.family, row.given)} · {row.birth_date:%m/%d/%Y} · #{row.record_number}"
        for row in rows
    }


def line_of(row: Attachment, people: dict[int | None, str], patient: str = "") -> DocumentLine:
    words = category_words(row.kind)
    return DocumentLine(
        row.id, row.patient_id, patient, row.status, row.kind, words, row.title or words, row.document_on, row.taken_at, row.pages,
        row.media_type, row.digest, row.size, row.source, row.note, people.get(row.recorded_by, ""), people.get(row.filed_by, ""),
        row.review, people.get(row.reviewed_by, ""), row.reviewed_at, (row.error_reason or "—") if row.error_at is not None else "",
    )  # fmt: skip


def _people() -> dict[int | None, str]:
    return {row.id: row.name for row in User.select(User.id, User.name)}


def _printed(patient_id: int, people: dict[int | None, str]) -> tuple[PrintedLine, ...]:
    rows = (
        DocumentReference.standing()
        .where(DocumentReference.patient == patient_id)
        .order_by(DocumentReference.id.desc())
        .limit(MOST)
    )
    return tuple(
        PrintedLine(
            row.id, row.kind, row.how, row.at, people.get(row.recorded_by, ""), row.copies, row.recipient, row.handed_over_at,
            row.reason,
        )
        for row in rows
    )  # fmt: skip
