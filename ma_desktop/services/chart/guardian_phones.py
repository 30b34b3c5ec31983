"""Whom to ring about a child: the phone of the adult who speaks for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from peewee import JOIN

from ma_desktop.domain import phones, registration
from ma_desktop.domain.ages import age_on
from ma_desktop.models import Patient, RelatedPerson
from ma_desktop.services.desk import Desk


def guardian_phones(desk: Desk, born: Iterable[tuple[int, date | None]]) -> dict[int, str]:
    """``937-555-0177 (mother)`` for each minor of these (patient, birth date) who has such an adult with a number on file.

    Who may consent today comes before who pays, and of those the one who was named first. One query for all.
    """
    today = desk.now().date()
    minors = [
        ident for ident, day in born if day is not None and day <= today and not age_on(day, today).adult
    ]
    if not minors:
        return {}
    own = Patient.alias()
    rows = (
        RelatedPerson.select(
            RelatedPerson.patient, RelatedPerson.relationship, RelatedPerson.phone, own.phone,
            RelatedPerson.may_consent, RelatedPerson.authority_until,
        )
        .join(own, JOIN.LEFT_OUTER, on=RelatedPerson.person == own.id)
        .where(RelatedPerson.patient.in_(minors) & RelatedPerson.stands())
        .where(RelatedPerson.may_consent | RelatedPerson.guarantor)
        .order_by(RelatedPerson.id)
    )  # fmt: skip
    found: dict[int, tuple[bool, str]] = {}
    for patient, relationship, phone, chart_phone, consents, until in rows.tuples():
        speaks = bool(consents) and (until is None or until >= today)
        number = phones.show(phone or chart_phone or "")
        if number and (patient not in found or (speaks and not found[patient][0])):
            found[patient] = (
                speaks,
                f"{number} ({registration.RELATIONSHIPS.get(relationship, relationship)})",
            )
    return {patient: words for patient, (_speaks, words) in found.items()}
