"""File a photo, an insurance card or a scan with a patient."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Attachment, Coverage, Patient
from ma_desktop.services.desk import Desk

#: Most bytes of one image; larger ones are made smaller before they come here.
MOST = 8 * 1024 * 1024
_BEGINNINGS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}


def attach_image(
    desk: Desk, patient_id: int, kind: str, content: bytes, *, media_type: str = "image/jpeg", coverage_id: int | None = None
) -> int:  # fmt: skip
    """Answers the attachment's id. ``kind``: photo, card-front, card-back, consent, other; ``content``: JPEG or PNG.

    A photo becomes the one of the banner. A card belongs to ``coverage_id`` and was seen today. Earlier images stay in the record.
    """
    patient: Patient = Patient.get_by_id(patient_id)
    with desk.work(_("File an image"), needs=Permission.CHECK_IN, patient_id=patient_id) as work:
        if not content.startswith(_BEGINNINGS.get(media_type, b"\0")):
            work.refuse(_("This file is not a picture that can be read. Nothing was filed."))
        if len(content) > MOST:
            work.refuse(_("This picture is too large. Scan it with a lower resolution."))
        coverage = Coverage.get_or_none(Coverage.id == coverage_id) if coverage_id is not None else None
        if kind.startswith("card") and (coverage is None or coverage.patient_id != patient_id):
            work.refuse(
                _("There is no insurance to which this card belongs. Add it in the registration first.")
            )
        # On disk before the row that names it: a row without its content would be a loss, the other way round is none.
        digest = desk.record.documents.put(content)
        row = work.insert(
            Attachment(
                patient=patient_id, kind=kind, media_type=media_type, digest=digest, size=len(content), taken_at=work.now,
                about="Coverage" if coverage is not None else "", row=coverage.id if coverage is not None else None,
            )
        )  # fmt: skip
        if kind == "photo":
            work.update(patient, photo=row.id)
        if coverage is not None:
            work.update(coverage, card_seen_on=work.now.date())
        return int(row.id)
