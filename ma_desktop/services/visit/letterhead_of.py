"""The head of every page about a patient: practice, two identifiers, who printed and when."""

from __future__ import annotations

from ma_desktop.domain import names, phones
from ma_desktop.models import DocumentReference, Encounter, Organization, Patient
from ma_desktop.reports import letterhead
from ma_desktop.reports.letterhead import Letterhead
from ma_desktop.services.desk import Desk


def letterhead_of(
    desk: Desk,
    patient: Patient,
    visit: Encounter | None,
    kind: str,
    *,
    large_print: bool = False,
    copy: bool = False,
) -> Letterhead:
    """``kind``: the document's, which counts its versions for the visit."""
    own = Organization.standing().where(Organization.own).first()
    place = (
        ", ".join(part for part in (own.address, own.city, f"{own.state} {own.postal_code}".strip()) if part)
        if own
        else ""
    )
    provider = visit.practitioner if visit is not None else None
    unsigned = (
        f"{provider.given} {provider.family}".strip()
        if provider and visit and visit.signed_at is None
        else ""
    )
    return Letterhead(
        practice=letterhead.Practice(
            name=own.name if own else "", address=place, phone=phones.show(own.phone) if own else "",
            npi=own.npi if own else "", tax_id=own.tax_id if own else "",
        ),
        patient=letterhead.Patient(
            name=names.display(patient.family, patient.given, patient.suffix), birth_date=patient.birth_date,
            record_number=patient.record_number, preferred=patient.preferred_name,
        ),
        printed_at=desk.now(),
        printed_by=desk.worker.name,
        version=f"v{next_version(visit.id, kind) if visit is not None else 1}",
        unsigned_by=unsigned,
        copy=copy,
        large_print=large_print,
    )  # fmt: skip


def next_version(encounter_id: int, kind: str) -> int:
    """One more than was printed of this kind for the visit."""
    rows = DocumentReference.standing().where(
        (DocumentReference.encounter == encounter_id) & (DocumentReference.kind == kind)
    )
    return int(rows.count()) + 1
