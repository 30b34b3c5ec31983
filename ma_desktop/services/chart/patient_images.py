"""The images of a patient: the latest of each kind, with their content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain.coverage import primary_on
from ma_desktop.models import Attachment, Coverage
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.visit_facts import coverage_facts


@dataclass(frozen=True, slots=True)
class StoredImage:
    """``content``: the bytes of the file, empty when the document store lost them."""

    attachment_id: int
    kind: str
    taken_at: datetime
    content: bytes


@dataclass(frozen=True, slots=True)
class PatientImages:
    """``coverage_id``: the insurance whose card belongs here today; ``payer`` in words."""

    photo: StoredImage | None
    front: StoredImage | None
    back: StoredImage | None
    coverage_id: int | None
    payer: str


def patient_images(desk: Desk, patient_id: int) -> PatientImages:
    """Cards of the insurance that applies today."""
    primary = primary_on(desk.now().date(), coverage_facts(patient_id))
    coverage = Coverage.get_by_id(primary.id) if primary else None
    payer = coverage.payor.name if coverage is not None and coverage.payor_id else ""
    number = coverage.id if coverage is not None else None
    return PatientImages(
        _latest(desk, patient_id, "photo", None), _latest(desk, patient_id, "card-front", number),
        _latest(desk, patient_id, "card-back", number), number, payer,
    )  # fmt: skip


def photo_of(desk: Desk, attachment_id: int | None) -> bytes:
    """The banner's photo; nothing when there is none."""
    row = Attachment.get_or_none(Attachment.id == attachment_id) if attachment_id is not None else None
    return b"" if row is None or row.error_at is not None else _content(desk, row)


def _latest(desk: Desk, patient_id: int, kind: str, coverage_id: int | None) -> StoredImage | None:
    rows = Attachment.standing().where((Attachment.patient == patient_id) & (Attachment.kind == kind))
    if kind != "photo":
        rows = rows.where((Attachment.about == "Coverage") & (Attachment.row == coverage_id))
    row = rows.order_by(Attachment.id.desc()).first()
    return None if row is None else StoredImage(row.id, row.kind, row.taken_at, _content(desk, row))


def _content(desk: Desk, row: Attachment) -> bytes:
    """A lost image must not keep a chart from opening; Verify tells of it."""
    found: bytes = desk.record.documents.find(row.digest)
    return found
