"""Take a new patient into the record, in two minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.patient_index import index_patient


@dataclass(frozen=True, slots=True)
class NewPatient:
    """What is asked at the desk. ``sex``: FHIR administrative gender."""

    family: str
    given: str
    birth_date: date
    sex: str = "unknown"
    phone: str = ""
    preferred_name: str = ""
    pronouns: str = ""
    middle: str = ""
    email: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    language: str = "en"
    interpreter: bool = False
    needs: tuple[str, ...] = ()


def register_patient(desk: Desk, new: NewPatient) -> int:
    """Answers the new patient's id. Family name and birth date are needed; the rest can follow."""
    with desk.work(_("Register patient"), needs=Permission.REGISTER) as work:
        if not new.family.strip():
            work.refuse(_("A family name is needed."))
        if new.birth_date > work.now.date():
            work.refuse(_("The birth date lies in the future."))
        fields = {name: getattr(new, name) for name in NewPatient.__slots__}
        fields |= {"needs": list(new.needs), "family": new.family.strip(), "given": new.given.strip()}
        checked = work.now if new.address else None
        patient = work.insert(
            Patient(record_number=next_record_number(), address_checked_at=checked, **fields)
        )
        index_patient(desk, patient)
        return int(patient.id)


def next_record_number() -> str:
    """Record numbers count up from 10001 and are never used twice."""
    from peewee import fn

    highest = Patient.select(fn.MAX(Patient.record_number.cast("INTEGER"))).scalar()
    return str(max(int(highest or 0), 10000) + 1)
