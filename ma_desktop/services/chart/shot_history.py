"""The vaccines a patient had, by vaccine, each dose with its day and the age at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ma_desktop.domain.ages import Age, age_on
from ma_desktop.models import Immunization, Patient
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Dose:
    """``number``: counts the doses of one vaccine on record, from 1; doses nobody recorded are not among them.

    ``status``: completed or not-done. ``here``: given in this office; otherwise known from elsewhere.
    """

    immunization_id: int
    vaccine: str
    cvx: str
    number: int
    day: date
    age: Age
    here: bool
    status: str
    lot: str
    site: str


@dataclass(frozen=True, slots=True)
class ShotHistory:
    """``doses``: by vaccine, and within a vaccine oldest first."""

    patient_id: int
    doses: tuple[Dose, ...]


def shot_history(desk: Desk, patient_id: int) -> ShotHistory:
    """``desk`` opens the record. Doses before the birth date, as imports may bring, count from birth."""
    birth = Patient.get_by_id(patient_id).birth_date
    rows = Immunization.standing().where(Immunization.patient == patient_id)
    counted: dict[str, int] = {}
    doses = []
    for row in rows.order_by(Immunization.occurred_at, Immunization.id):
        key, day = row.cvx or row.display, row.occurred_at.date()
        if row.status == "completed":
            counted[key] = counted.get(key, 0) + 1
        doses.append(
            Dose(
                row.id, row.display[:1].upper() + row.display[1:], row.cvx, counted.get(key, 0), day,
                age_on(min(birth, day), day), row.given_here, row.status, row.lot, row.site,
            )
        )  # fmt: skip
    doses.sort(key=lambda dose: (dose.vaccine.casefold(), dose.day))
    return ShotHistory(patient_id, tuple(doses))
