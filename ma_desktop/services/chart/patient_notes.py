"""The notes of a patient, each with what was added to it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from ma_desktop.models import ClinicalNote, User
from ma_desktop.services.desk import Desk

#: Notes that are read; a chart of decades has more.
MOST = 400


@dataclass(frozen=True, slots=True)
class NoteLine:
    """``cosign``: empty, waiting, done or returned (with the provider's ``returned`` words). ``mine``: the worker at the desk wrote it.

    ``late``: written down so long after ``about_at`` that it is a late entry. ``addenda``: oldest first.
    """

    note_id: int
    kind: str
    text: str
    author: str
    about_at: datetime
    written_at: datetime
    late: bool
    signed: bool
    signed_by: str
    signed_at: datetime | None
    cosign: str
    cosigned_by: str
    returned: str
    mine: bool
    encounter_id: int | None
    version: int
    addenda: tuple[NoteLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientNotes:
    """``notes``: newest first by what they tell of."""

    patient_id: int
    notes: tuple[NoteLine, ...]


def patient_notes(desk: Desk, patient_id: int) -> PatientNotes:
    """Two queries. Notes marked as errors are left out; the log keeps them."""
    rows = list(
        ClinicalNote.standing()
        .where(ClinicalNote.patient == patient_id)
        .order_by(ClinicalNote.about_at.desc(), ClinicalNote.id.desc())
        .limit(MOST)
    )
    people: dict[int | None, str] = (
        {row.id: row.name for row in User.select(User.id, User.name)} if rows else {}
    )
    added: dict[int, list[NoteLine]] = defaultdict(list)
    for row in reversed(rows):
        if row.amends is not None:
            added[row.amends].append(_line(desk, row, people, ()))
    firsts = [row for row in rows if row.amends is None]
    return PatientNotes(patient_id, tuple(_line(desk, row, people, tuple(added[row.id])) for row in firsts))


def _line(
    desk: Desk, row: ClinicalNote, people: dict[int | None, str], addenda: tuple[NoteLine, ...]
) -> NoteLine:
    return NoteLine(
        note_id=row.id, kind=row.kind, text=row.text, author=people.get(row.recorded_by, ""), about_at=row.about_at,
        written_at=row.written_at, late=row.late, signed=row.status == "final", signed_by=people.get(row.signed_by, ""),
        signed_at=row.signed_at, cosign=row.cosign, cosigned_by=people.get(row.cosigned_by, ""),
        returned=row.cosign_note if row.cosign == "returned" else "", mine=row.recorded_by == desk.worker.user_id,
        encounter_id=row.encounter_id, version=row.version, addenda=addenda,
    )  # fmt: skip
