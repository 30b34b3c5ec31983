"""Note all forms of one visit to the desk in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.record_consent import record_consent


@dataclass(frozen=True, slots=True)
class Answered:
    """``kind``: a key of ``consents.KINDS``; ``note``: why it was refused."""

    kind: str
    refused: bool = False
    note: str = ""


def sign_forms(desk: Desk, patient_id: int, answers: Sequence[Answered], by: str = "") -> None:
    """``by``: who signed when it was not the patient."""
    with desk.work(_("Forms signed"), needs=Permission.CHECK_IN, patient_id=patient_id) as work:
        if not answers:
            work.refuse(_("Choose what was signed or refused."))
        for answer in answers:
            record_consent(
                desk, patient_id, answer.kind, refused=answer.refused, by=by, note=answer.note,
                how="verbal" if answer.refused else "signed",
            )  # fmt: skip
