"""Note who came along with a minor, and whether they may consent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ma_desktop.domain import registration
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _, on_paper
from ma_desktop.models import Encounter, Patient, RelatedPerson
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.work import Work


@dataclass(frozen=True, slots=True)
class Companion:
    """``related_id``: known already; else ``name`` and ``relationship``, kept for the next time. No name: nobody came along.

    ``authority``: on what ground they consent; empty when they may not.
    """

    related_id: int | None = None
    name: str = ""
    relationship: str = "other"
    phone: str = ""
    authority: str = ""


def record_companion(desk: Desk, encounter_id: int, who: Companion) -> bool:
    """Answers whether somebody who may consent is here now. One whose authority has run out may not."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Who came along"), needs=Permission.CHECK_IN, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        return accompany(work, visit, who, visit.started_at.date())


def accompany(work: Work, visit: Encounter, who: Companion, day: date) -> bool:
    """The same inside a step that is under way."""
    words, authority = _known(who, day) if who.related_id is not None else _somebody(work, visit, who)
    work.update(visit, accompanied_by=words or on_paper("nobody"), consent_authority=authority)
    return bool(authority)


def _known(who: Companion, day: date) -> tuple[str, str]:
    person = RelatedPerson.get_by_id(who.related_id)
    valid = person.may_consent and (person.authority_until is None or person.authority_until >= day)
    until = (
        _(" until {day}").format(day=f"{person.authority_until:%m/%d/%Y}") if person.authority_until else ""
    )
    return described(name_of(person), person.relationship), (
        f"{person.authority or _('may consent')}{until}" if valid else ""
    )


def _somebody(work: Work, visit: Encounter, who: Companion) -> tuple[str, str]:
    if not who.name.strip():
        return "", who.authority.strip()
    work.insert(
        RelatedPerson(
            patient=visit.patient_id, name=who.name.strip(), relationship=who.relationship, phone=who.phone,
            may_consent=bool(who.authority.strip()), authority=who.authority.strip(),
        )
    )  # fmt: skip
    return described(who.name.strip(), who.relationship), who.authority.strip()


def described(name: str, relationship: str) -> str:
    """``Mai Tran (mother)``."""
    return f"{name} ({registration.RELATIONSHIPS.get(relationship, relationship)})"


def name_of(person: RelatedPerson) -> str:
    """A related person's name; that of their own chart when they have one."""
    if person.name or not person.person_id:
        return str(person.name)
    own = Patient.get_by_id(person.person_id)
    return f"{own.given} {own.family}".strip()
