"""What waits for a provider's signature: notes, dictations, changed lists, pended orders, visits, documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ma_desktop.domain import names, notes
from ma_desktop.domain.documents import category_words
from ma_desktop.i18n import _
from ma_desktop.models import Attachment, ClinicalNote, Encounter, Patient, ServiceRequest, Task, User
from ma_desktop.models.encounter import UNSIGNED
from ma_desktop.services.chart.list_change import KIND as LISTS
from ma_desktop.services.desk import Desk

#: Lines of one kind that are listed; more than this nobody signs at a sitting.
MOST = 200


@dataclass(frozen=True, slots=True)
class ToSign:
    """``kind``: note, dictation, lists, order, visit or document; ``row``: id of the note, order, patient (for lists), visit or attachment.

    ``what`` says what it is, ``text`` what is signed, ``by`` who wrote it.
    """

    kind: str
    row: int
    patient_id: int
    encounter_id: int | None
    patient: str
    birth_date: date
    what: str
    text: str
    by: str
    at: datetime

    @property
    def returnable(self) -> bool:
        return self.kind in ("note", "dictation")


def cosign_queue(desk: Desk) -> tuple[ToSign, ...]:
    """``desk`` opens the record. What has waited longest comes first."""
    people = {row.id: row.name for row in User.select(User.id, User.name)}
    found = [*_notes(people), *_lists(people), *_orders(people), *_visits(), *_documents(people)]
    return tuple(sorted(found, key=lambda one: one.at))


def _named(patient: Patient) -> str:
    return names.display(patient.family, patient.given)


def _notes(people: dict[int, str]) -> Iterator[ToSign]:
    rows = (
        ClinicalNote.select(ClinicalNote, Patient)
        .join(Patient)
        .where((ClinicalNote.cosign == "waiting") & ClinicalNote.stands())
        .limit(MOST)
    )
    for row in rows:
        kind = "dictation" if row.kind == notes.DICTATION else "note"
        what = _("Addendum") if row.amends is not None else notes.kind_words(row.kind)
        yield ToSign(
            kind, row.id, row.patient_id, row.encounter_id, _named(row.patient), row.patient.birth_date, what, row.text,
            people.get(row.recorded_by, ""), row.signed_at or row.written_at,
        )  # fmt: skip


def _lists(people: dict[int, str]) -> Iterator[ToSign]:
    rows = (
        Task.select(Task, Patient)
        .join(Patient)
        .where((Task.kind == LISTS) & (Task.status == "requested") & Task.stands())
        .limit(MOST)
    )
    for row in rows:
        yield ToSign(
            "lists", row.patient_id, row.patient_id, row.encounter_id, _named(row.patient), row.patient.birth_date, _("Allergies, medicines, history"),
            row.description, people.get(row.recorded_by, ""), row.recorded_at,
        )  # fmt: skip


def _orders(people: dict[int, str]) -> Iterator[ToSign]:
    rows = (
        ServiceRequest.select(ServiceRequest, Patient)
        .join(Patient)
        .where((ServiceRequest.status == "draft") & ServiceRequest.stands())
        .limit(MOST)
    )
    for row in rows:
        yield ToSign(
            "order", row.id, row.patient_id, row.encounter_id, _named(row.patient), row.patient.birth_date, _("Pended order"), row.display,
            people.get(row.recorded_by, ""), row.recorded_at,
        )  # fmt: skip


def _visits() -> Iterator[ToSign]:
    """Seen, written down and not signed; what an import brought was signed elsewhere."""
    rows = (
        Encounter.select(Encounter, Patient)
        .join(Patient)
        .where(
            UNSIGNED & Encounter.stage.in_(["checkout", "billed"]) & Encounter.import_run.is_null() & Encounter.stands()
        )
        .order_by(Encounter.started_at.desc())
        .limit(MOST)
    )  # fmt: skip
    for row in rows:
        yield ToSign(
            "visit",
            row.id,
            row.patient_id,
            row.id,
            _named(row.patient),
            row.patient.birth_date,
            _("Visit"),
            row.plan,
            "",
            row.started_at,
        )


def _documents(people: dict[int, str]) -> Iterator[ToSign]:
    """Results, imaging and outside records that nobody has seen yet."""
    rows = (
        Attachment.select(Attachment, Patient)
        .join(Patient)
        .where((Attachment.review == "waiting") & Attachment.stands())
        .limit(MOST)
    )
    for row in rows:
        text = " · ".join(part for part in (row.title, row.note) if part)
        yield ToSign(
            "document", row.id, row.patient_id, row.encounter_id, _named(row.patient), row.patient.birth_date, category_words(row.kind), text,
            people.get(row.filed_by, ""), row.filed_at or row.taken_at,
        )  # fmt: skip
