"""The forms of a patient: which are due, which hold and until when."""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.domain import consents, settings
from ma_desktop.domain.ages import age_on
from ma_desktop.i18n import _, on_paper
from ma_desktop.models import Consent, Encounter, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings


@dataclass(frozen=True, slots=True)
class Form:
    """``state`` in words; ``due``: has to be asked now."""

    kind: str
    title: str
    state: str
    due: bool


@dataclass(frozen=True, slots=True)
class Forms:
    """``signer``: who signs for a minor, as noted at check-in; empty for an adult."""

    rows: tuple[Form, ...]
    signer: str = ""
    minor: bool = False


def forms(desk: Desk, patient_id: int) -> Forms:
    today = desk.now().date()
    required = consents.required(practice_settings(desk)[settings.FORMS_DUE])
    latest: dict[str, Consent] = {}
    for row in Consent.standing().where(Consent.patient == patient_id).order_by(Consent.id):
        latest[row.kind] = row
    rows = []
    for kind in dict.fromkeys((*required, "financial")):
        known = latest.get(kind)
        given = [(known.kind, known.status, known.expires_on)] if known else []
        due = bool(consents.missing(kind, given, today)) and kind in required
        rows.append(Form(kind, consents.KINDS[kind], _state(known, due), due))
    minor = not age_on(Patient.get_by_id(patient_id).birth_date, today).adult
    return Forms(tuple(rows), _signer(patient_id) if minor else "", minor)


def _state(known: Consent | None, due: bool) -> str:
    if known is None:
        return _("never asked")
    day = f"{known.given_at:%m/%d/%Y}"
    if known.status == "rejected":
        return _("refused {day}: {why}").format(day=day, why=known.note)
    if due and known.expires_on is not None:
        return _("ended {day}").format(day=f"{known.expires_on:%m/%d/%Y}")
    return _("signed {day}").format(day=day)


def _signer(patient_id: int) -> str:
    visit = (
        Encounter.standing()
        .where(
            (Encounter.patient == patient_id)
            & (Encounter.consent_authority != "")
            & (Encounter.accompanied_by != on_paper("nobody"))
        )
        .order_by(Encounter.id.desc())
        .first()
    )
    return str(visit.accompanied_by) if visit else ""
