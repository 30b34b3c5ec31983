"""Whether words stop booking: the built-in rules that are on here, the practice's own phrases and the patient's age."""

from __future__ import annotations

from datetime import date

from ma_desktop.domain import red_flags, settings
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.red_flags import Match
from ma_desktop.models import Patient, Setting
from ma_desktop.services.desk import Desk


def red_flags_in(
    desk: Desk, reason: str, patient_id: int | None = None, birth_date: date | None = None
) -> tuple[Match, ...]:
    """``birth_date`` of somebody who is not registered yet. The gravest first; nothing is kept by this.

    A built-in rule is off only once a provider approved that.
    """
    if patient_id is not None and birth_date is None:
        birth_date = Patient.select(Patient.birth_date).where(Patient.id == patient_id).scalar()
    today = desk.now().date()
    months = age_on(birth_date, today).total_months if birth_date and birth_date <= today else None
    rows = {row.key: row for row in Setting.select().where(Setting.key.in_(_KEYS) & (Setting.user == 0))}
    more, off = rows.get(settings.RED_FLAGS.key), rows.get(settings.RED_FLAGS_OFF.key)
    approved = off is not None and off.approved_at is not None
    return red_flags.find(
        reason, age_months=months, more=str(more.value or "").split(";") if more else (),
        off={part.strip() for part in str(off.value).split(";")} if off is not None and approved else (),
    )  # fmt: skip


_KEYS = [settings.RED_FLAGS.key, settings.RED_FLAGS_OFF.key]
