"""What the verbs about documents share: the row as it stands, and the checks of what is said about it."""

from __future__ import annotations

from datetime import date
from typing import Any

from ma_desktop.domain import settings
from ma_desktop.domain.documents import PICTURES, Category, categories, category_of, proposed_title
from ma_desktop.i18n import _
from ma_desktop.models import Attachment, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.work import Work


def known_categories(desk: Desk) -> tuple[Category, ...]:
    return categories(str(practice_settings(desk)[settings.DOCUMENT_CATEGORIES]))


def standing_document(work: Work, attachment_id: int) -> Attachment:
    """Refuses for a document that is marked as an error."""
    row: Attachment = Attachment.get_by_id(attachment_id)
    if row.error_at is not None:
        work.refuse(_("This document is marked as an error and can no longer be changed."))
    return row


def filed_document(work: Work, attachment_id: int) -> Attachment:
    """One that was filed, and is no picture: those belong to banner and insurance."""
    row = standing_document(work, attachment_id)
    if row.status != "filed":
        work.refuse(_("This document is not filed yet. Say first whose and what it is."))
    if row.kind in PICTURES:
        work.refuse(_("Photo and insurance card are changed in Check-in, under Pictures."))
    return row


def said_about(
    desk: Desk, work: Work, *, patient_id: int | None, kind: str, title: str, document_on: date | None
) -> dict[str, Any]:
    """The checked columns. An unknown category breaks a rule; an empty title is the proposed one."""
    if patient_id is None or Patient.get_or_none(Patient.id == patient_id) is None:
        work.refuse(_("Say whose document this is."))
    category = category_of(kind, known_categories(desk))
    if document_on is not None and document_on > work.now.date():
        work.refuse(_("The date on the document lies in the future."))
    return {
        "patient": patient_id, "kind": category.key, "document_on": document_on,
        "title": " ".join(title.split()) or proposed_title(category, document_on),
    }  # fmt: skip


def review_of(desk: Desk, kind: str) -> str:
    return "waiting" if category_of(kind, known_categories(desk)).review else ""
