"""Who could be taken for whom: the same name in the practice, the same family name here today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ma_desktop.domain import names
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Patient, database
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import within_day
from ma_desktop.storage import search_index

#: More namesakes than this are counted, not named.
_NAMED = 2
#: Namesakes that are looked at.
_LOOKED_AT = 20


def name_alerts(desk: Desk, patient_id: int) -> tuple[str, ...]:
    """Sentences for the banner: namesakes with what tells them apart, then whom of the same family name today brings."""
    patient = Patient.get_by_id(patient_id)
    namesakes = _namesakes(patient)
    found = [
        _("Same name: born {birth}, #{number}").format(birth=f"{row.birth_date:%m/%d/%Y}", number=row.record_number)
        for row in namesakes[:_NAMED]
    ]  # fmt: skip
    if len(namesakes) > _NAMED:
        found.append(_("{n} more of the same name").format(n=len(namesakes) - _NAMED))
    known = {row.id for row in namesakes}
    today = [given for ident, given in _today(desk, patient) if ident not in known]
    if today:
        found.append(_("Same family name today: {names}").format(names=", ".join(dict.fromkeys(today[:4]))))
    return tuple(found)


def same_family(names_here: Sequence[str]) -> frozenset[str]:
    """Of ``Family, Given`` on the board: those whose family name somebody else there has too."""
    families = Counter(names.fold(one.partition(",")[0]) for one in names_here)
    return frozenset(one for one in names_here if families[names.fold(one.partition(",")[0])] > 1)


def _namesakes(patient: Patient) -> list[Patient]:
    words = names.tokens(patient.family, patient.given)
    if not patient.given.strip():
        return []
    ids = search_index.named(database, words, _LOOKED_AT)
    rows = Patient.select(
        Patient.id, Patient.family, Patient.given, Patient.birth_date, Patient.record_number
    ).where(
        Patient.id.in_(ids) & (Patient.id != patient.id) & Patient.stands() & Patient.merged_into.is_null()
    )
    mine = names.sort_key(patient.family, patient.given)
    return [row for row in rows.order_by(Patient.id) if names.sort_key(row.family, row.given) == mine]


def _today(desk: Desk, patient: Patient) -> list[tuple[int, str]]:
    """Of today's appointments that were not cancelled or missed."""
    family = names.fold(patient.family)
    rows = (
        Appointment.select(Patient.id, Patient.family, Patient.given)
        .join(Patient)
        .where(
            Appointment.stands()
            & within_day(desk, desk.now().date())
            & Appointment.status.not_in(["cancelled", "noshow"])
            & (Patient.id != patient.id)
        )
        .order_by(Appointment.start)
        .tuples()
    )
    return [(ident, given) for ident, theirs, given in rows if names.fold(theirs) == family]
