"""The head of every page about a patient: practice, two identifiers, who printed and when."""

from __future__ import annotations

from ma_desktop.domain import names, phones
from ma_desktop.i18n import _
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
    number: str = "",
    size: str = "letter",
    large_print: bool = False,
    copy: bool = False,
) -> Letterhead:
    """``kind``: the document's, which counts its versions for the visit; ``number``: of a receipt, which has no visit's.

    ``size``: letter or a4.
    """
    own = Organization.standing().where(Organization.own).first()
    waits = visit is not None and visit.signed_at is None and visit.import_run is None
    provider = visit.practitioner if visit is not None and waits else None
    version = next_version(kind, visit.id if visit is not None else None, number)
    return Letterhead(
        practice=practice_of(own),
        patient=letterhead.Patient(
            name=names.display(patient.family, patient.given, patient.suffix), birth_date=patient.birth_date,
            record_number=patient.record_number, preferred=patient.preferred_name,
        ),
        printed_at=desk.now(),
        printed_by=desk.worker.name,
        version=_("{document} v{number}").format(document=_words(kind), number=version),
        unsigned_by=f"{provider.given} {provider.family}".strip() if provider else "",
        copy=copy,
        size=size,
        large_print=large_print,
    )  # fmt: skip


def practice_of(own: Organization | None) -> letterhead.Practice:
    """The practice as it stands on a page; empty before it was set up."""
    if own is None:
        return letterhead.Practice("")
    region = f"{own.state} {own.postal_code}".strip()
    return letterhead.Practice(
        name=own.name, address=", ".join(part for part in (own.address, own.city, region) if part),
        phone=phones.show(own.phone), npi=own.npi, tax_id=own.tax_id,
    )  # fmt: skip


def _words(kind: str) -> str:
    known = {
        "after-visit-summary": _("summary"), "superbill": _("superbill"), "receipt": _("receipt"),
        "routing-slip": _("routing slip"), "screening-form": _("form"), "growth-chart": _("growth chart"), "trends": _("over time"),
    }  # fmt: skip
    return known.get(kind, kind)


def next_version(kind: str, encounter_id: int | None, number: str = "") -> int:
    """One more than left the program of this kind for the visit, or under this number."""
    rows = DocumentReference.standing().where(DocumentReference.kind == kind)
    if number:
        return int(rows.where(DocumentReference.number == number).count()) + 1
    return int(rows.where(DocumentReference.encounter == encounter_id).count()) + 1 if encounter_id else 1
