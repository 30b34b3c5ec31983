"""What was answered to the questions that everybody is asked: drugs, latex, contrast, food, adhesive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import allergens, plain_terms
from ma_desktop.models import ReviewedList
from ma_desktop.services.chart.add_allergy import active_allergies
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class AllergyAnswer:
    """``listed``: the allergies on the list that say yes; ``denied_at``: when the answer was no, ``None`` if nobody asked since."""

    code: str
    listed: tuple[str, ...]
    denied_at: datetime | None


def allergy_answers(desk: Desk, patient_id: int) -> tuple[AllergyAnswer, ...]:
    """In the order of the questions, the one about drugs first."""
    rows = [(plain_terms.name(row.display), row.category) for row in active_allergies(patient_id)]
    denied: dict[str, datetime] = {}
    asked = (
        ReviewedList.standing()
        .where(
            (ReviewedList.patient == patient_id)
            & ReviewedList.code.in_([allergens.NO_DRUG, *allergens.ASKED])
        )
        .order_by(ReviewedList.reviewed_at)
    )
    for row in asked:
        if row.outcome == "none-known":
            denied[row.code] = row.reviewed_at
    found = []
    for code in (allergens.NO_DRUG, *allergens.ASKED):
        yes = tuple(
            name for name, category in rows if _answers(code, name, category or allergens.category_of(name))
        )
        found.append(AllergyAnswer(code, yes, None if yes else denied.get(code)))
    return tuple(found)


def _answers(code: str, name: str, category: str) -> bool:
    return category == "medication" if code == allergens.NO_DRUG else allergens.tells(code, name, category)
