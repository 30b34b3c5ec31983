"""A family arrives: what they share is confirmed once, and each of them has a visit of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ma_desktop.domain import names, phones
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _, on_paper
from ma_desktop.models import Encounter, Patient, RelatedPerson
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.patient_index import index_patient
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.services.visit.record_companion import Companion, accompany, name_of
from ma_desktop.services.visit.visit_facts import coverage_of_visit
from ma_desktop.services.work import Work


@dataclass(frozen=True, slots=True)
class Contact:
    """What one household shares."""

    phone: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""


def arrive_family(
    desk: Desk,
    appointments: Sequence[int],
    *,
    contact: Contact | None = None,
    cards_seen: bool = False,
    companion: Companion | None = None,
) -> tuple[int, ...]:
    """Answers the encounter of each appointment, in order; all in one step.

    ``contact``: confirmed for everybody, changed where it differs. ``cards_seen``: everybody's insurance card was looked at and
    checked for today. ``companion``: who came with the minors; somebody chosen from one child's file has authority for
    another child only if that child's file says so too.
    """
    with desk.work(_("Check in a family"), needs=Permission.CHECK_IN) as work:
        if not appointments:
            work.refuse(_("Choose who has arrived."))
        visits = []
        for appointment in appointments:
            visit = Encounter.get_by_id(check_in(desk, appointment))
            visits.append(int(visit.id))
            patient = visit.patient
            if contact is not None:
                _confirm(desk, work, patient, contact)
            if cards_seen and (coverage := coverage_of_visit(visit)) is not None:
                day = work.now.date()
                work.update(
                    coverage,
                    card_seen_on=day,
                    verified_at=work.now,
                    verified_for=day,
                    verified_how=on_paper("card seen"),
                )
            if companion is not None and not age_on(patient.birth_date, work.now.date()).adult:
                accompany(work, visit, _of_child(companion, patient.id), work.now.date())
        return tuple(visits)


def _confirm(desk: Desk, work: Work, patient: Patient, contact: Contact) -> None:
    if not contact.phone.strip():
        work.refuse(_("There is no phone number yet. Add one first."))
    shared = {name: getattr(contact, name).strip() for name in Contact.__slots__}
    shared["phone"] = phones.parse_phone(contact.phone)
    work.update(patient, **shared, address_checked_at=work.now)
    index_patient(desk, patient)


def _of_child(companion: Companion, patient_id: int) -> Companion:
    """The same person on this child's own file; else only who it was, without authority."""
    if companion.related_id is None:
        return companion
    chosen = RelatedPerson.get_by_id(companion.related_id)
    if chosen.patient_id == patient_id:
        return companion
    for row in RelatedPerson.standing().where(RelatedPerson.patient == patient_id):
        if names.fold(name_of(row)) == names.fold(name_of(chosen)):
            return Companion(related_id=row.id)
    return Companion(name=name_of(chosen), relationship=chosen.relationship, phone=chosen.phone)
