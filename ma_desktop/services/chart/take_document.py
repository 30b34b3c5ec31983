"""Take a scan or a file into the record, encrypted; what it is and whose is said when it is filed."""

from __future__ import annotations

from ma_desktop.domain import names
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.interop.scanned_file import ScannedFile
from ma_desktop.models import Attachment, Patient
from ma_desktop.services.desk import Desk


class AlreadyHere(RuleBroken):
    """The very same content is in the record; ``attachment_id`` says where."""

    def __init__(self, sentence: str, attachment_id: int) -> None:
        super().__init__(sentence)
        self.attachment_id = attachment_id


def take_document(
    desk: Desk,
    scanned: ScannedFile,
    *,
    patient_id: int | None = None,
    source: str = "file",
    origin: str = "",
    title: str = "",
    again: bool = False,
) -> int:
    """Answers the attachment's id. When it returns, the content is on disk, encrypted, and was read back whole.

    ``scanned``: what ``examine`` found. ``patient_id``: only proposed. ``source``: file, dropped or scanner; ``origin`` tells a file of
    the scanner's folder apart. Raises ``AlreadyHere`` for a content that the record has, unless ``again``. Cannot be undone: the
    file it came from may be gone.
    """
    with desk.work(
        _("Take in a document"), needs=Permission.CHECK_IN, patient_id=patient_id, undoable=False
    ) as work:
        found = _same(scanned.digest) if not again else None
        if found is not None:
            raise AlreadyHere(_where(found), found.id)
        # On disk before the row that names it: a row without its content would be a loss, the other way round is none.
        digest = desk.record.documents.put(scanned.content)
        if digest != scanned.digest or desk.record.documents.find(digest) != scanned.content:
            work.refuse(
                _("The document could not be read back from the record. Nothing was taken in; keep the file.")
            )
        row = Attachment(
            patient=patient_id, kind="other", title=title.strip(), media_type=scanned.media_type, digest=digest,
            size=len(scanned.content), pages=scanned.pages, taken_at=work.now, status="unfiled", source=source, origin=origin,
        )  # fmt: skip
        return int(work.insert(row).id)


def _same(digest: str) -> Attachment | None:
    found: Attachment | None = (
        Attachment.standing().where(Attachment.digest == digest).order_by(Attachment.id).first()
    )
    return found


def _where(row: Attachment) -> str:
    if row.status == "unfiled":
        return _("This very document waits to be filed already. It was not taken in twice.")
    patient = Patient.get_by_id(row.patient_id)
    return _(
        "This very document is filed already, with {patient}: {title}. It was not taken in twice."
    ).format(patient=names.display(patient.family, patient.given), title=row.title or row.kind)
