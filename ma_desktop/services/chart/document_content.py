"""The bytes of one document, decrypted in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Attachment
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class DocumentContent:
    attachment_id: int
    media_type: str
    content: bytes = field(repr=False)


def document_content(desk: Desk, attachment_id: int) -> DocumentContent:
    """Raises ``RuleBroken`` for what is marked as an error, and ``DamagedRecord`` for what the store lost."""
    row = Attachment.get_by_id(attachment_id)
    if row.error_at is not None:
        raise RuleBroken(_("This document is marked as an error and is no longer shown."))
    return DocumentContent(row.id, row.media_type, desk.record.documents.get(row.digest))
