"""Note what a patient signed, acknowledged or refused."""

from __future__ import annotations

from datetime import timedelta

from ma_desktop.domain import consents, settings
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Consent, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings


def record_consent(
    desk: Desk,
    patient_id: int,
    kind: str,
    *,
    refused: bool = False,
    how: str = "signed",
    by: str = "",
    note: str = "",
    edition: str = "",
) -> int:
    """Answers the consent's id. ``kind``: a key of ``consents.KINDS``; ``by``: who signed when it was not the patient.

    A refusal needs ``note``: what was tried and why it was not signed. The earlier one of the kind is set inactive.
    """
    with desk.work(_("Consent: {kind}").format(kind=consents.KINDS[kind]), needs=Permission.CHECK_IN, patient_id=patient_id) as work:  # fmt: skip
        if refused and len(note.strip()) < 3:
            work.refuse(
                _("Note in a few words what was tried and why it was not signed; the law asks for it.")
            )
        minor = not age_on(Patient.get_by_id(patient_id).birth_date, work.now.date()).adult
        if minor and not refused and kind in {"treatment", "financial"} and not by.strip():
            work.refuse(_("A parent or guardian signs for a minor: say who."))
        for earlier in Consent.standing().where(
            (Consent.patient == patient_id)
            & (Consent.kind == kind)
            & Consent.status.in_(["active", "rejected"])
        ):
            work.update(earlier, status="inactive")
        days = practice_settings(desk)[settings.FORMS_LAST]
        lasts = not refused and kind in {"treatment", "financial"}
        row = Consent(
            patient=patient_id, kind=kind, status="rejected" if refused else "active", edition=edition.strip(), given_at=work.now,
            expires_on=work.now.date() + timedelta(days=days) if lasts else None, how=how, by=by.strip(), note=note.strip(),
        )  # fmt: skip
        return int(work.insert(row).id)
