"""Who may have come along with a patient: the people on file."""

from __future__ import annotations

from dataclasses import dataclass

from ma_desktop.domain import phones, registration
from ma_desktop.i18n import _
from ma_desktop.models import RelatedPerson
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.record_companion import name_of


@dataclass(frozen=True, slots=True)
class Known:
    """``consents``: may consent today; ``authority`` in words, also why not."""

    related_id: int
    name: str
    relationship: str
    phone: str
    consents: bool
    authority: str


def companions(desk: Desk, patient_id: int) -> tuple[Known, ...]:
    """Those who may consent first."""
    rows = RelatedPerson.standing().where(RelatedPerson.patient == patient_id).order_by(RelatedPerson.id)
    found = [_known(desk, row) for row in rows]
    return tuple(sorted(found, key=lambda one: not one.consents))


def _known(desk: Desk, row: RelatedPerson) -> Known:
    over = row.authority_until is not None and row.authority_until < desk.now().date()
    words = row.authority if row.may_consent else _("may not consent")
    if row.may_consent and over:
        words = _("{authority}, ended {day}").format(
            authority=row.authority, day=f"{row.authority_until:%m/%d/%Y}"
        )
    return Known(
        row.id, name_of(row), registration.RELATIONSHIPS.get(row.relationship, row.relationship), phones.show(row.phone),
        row.may_consent and not over, words,
    )  # fmt: skip
