"""What speaks against a new allergy or a new medicine: the same one, its class, or an answer that says there are none."""

from __future__ import annotations

from ma_desktop.domain import allergens
from ma_desktop.i18n import _
from ma_desktop.models import MedicationRequest, ReviewedList, User
from ma_desktop.services.chart.add_allergy import active_allergies
from ma_desktop.services.desk import Desk


def substance_check(desk: Desk, patient_id: int, name: str, *, medicine: bool = False) -> tuple[str, ...]:
    """Sentences to be asked about once; nothing here forbids. ``medicine``: the new thing is one that the patient takes."""
    allergies = [row.display for row in active_allergies(patient_id)]
    found = [
        (_("Allergy on file. {clash}") if medicine else _("Already on the list? {clash}")).format(
            clash=sentence
        )
        for listed in allergies
        if (sentence := allergens.clash(name, listed))
    ]
    taken = MedicationRequest.standing().where(
        (MedicationRequest.patient == patient_id) & (MedicationRequest.status == "active")
    )
    listed_medicines = [row.display for row in taken]
    if medicine:
        twice = [listed for listed in listed_medicines if allergens.related(name, listed) == _("the same")]
        found += [
            _("{name} is the same medicine as {listed} on the list.").format(name=name, listed=listed)
            for listed in twice
        ]
        return tuple(found)
    found += [
        _("The patient takes {medicine}: {clash}").format(medicine=listed, clash=sentence)
        for listed in listed_medicines
        if (sentence := allergens.clash(name, listed))
    ]
    return (*found, *_denied(patient_id, name, allergies))


def _denied(patient_id: int, name: str, allergies: list[str]) -> tuple[str, ...]:
    """That the last answer was "none": of the whole list, of drugs, or to one of the questions asked of everybody."""
    category = allergens.category_of(name)
    codes = {"allergies": _("no known allergies")} if not allergies else {}
    if category == "medication":
        codes[allergens.NO_DRUG] = _("no known drug allergies")
    codes |= {
        code: _("no to “{question}”").format(question=words)
        for code, words in allergens.asked_words().items()
        if allergens.tells(code, name, category)
    }
    for code, words in codes.items():
        row = (
            ReviewedList.standing()
            .where((ReviewedList.patient == patient_id) & (ReviewedList.code == code))
            .order_by(ReviewedList.reviewed_at.desc(), ReviewedList.id.desc())
            .first()
        )
        if row is not None and row.outcome == "none-known":
            user = User.get_or_none(User.id == row.recorded_by)
            who = f", {user.name}" if user is not None else ""
            return (
                _("The last answer was {words} ({day}{who}).").format(
                    words=words, day=f"{row.reviewed_at:%m/%d/%Y}", who=who
                ),
            )
    return ()
