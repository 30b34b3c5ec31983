"""Correct a saved measurement: a new version beside the old one, which stays in the record, marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ma_desktop.domain import provider_alerts, vital_signs
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Observation
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.visit.vital_rows import (
    Typed,
    computed,
    earlier,
    note_in_alerts,
    rows_of,
    tell_provider,
)
from ma_desktop.services.visit.vital_rules import circumstances, vital_rules
from ma_desktop.services.work import Work


def correct_vital(desk: Desk, observation_ids: Sequence[int], typed: Typed, reason: str) -> tuple[str, ...]:
    """``observation_ids``: the rows of one reading (two for a blood pressure). Answers what the provider must hear now.

    An empty text marks the reading as entered in error and puts nothing in its place. The new rows keep the time of
    measuring, name the row they replace and have the FHIR status ``corrected``; the body mass index follows.
    """
    rows = [Observation.get_by_id(row) for row in observation_ids]
    visit = the_visit(rows[0].encounter_id)
    with desk.work(
        _("Correct vitals"), needs=Permission.RECORD_VITALS, patient_id=visit.patient_id, encounter_id=visit.id,
        reason=reason,
    ) as work:  # fmt: skip
        if not reason.strip():
            work.refuse(_("Say why the value is corrected."))
        if any(row.error_at is not None for row in rows):
            work.refuse(_("This value was already corrected."))
        age = age_on(visit.patient.birth_date, visit.started_at.date())  # as old as when it was measured
        here = circumstances(
            visit.patient, age, visit.started_at.date(), vital_rules(desk), context=_known(visit)
        )
        as_before = replace(typed, method=typed.method or rows[0].method)
        before = earlier(work, visit, {typed.vital})
        fresh = rows_of(work, visit, here, as_before, before) if typed.text.strip() else []
        for row in rows:
            work.mark_error(row, reason.strip())
        for row in fresh:
            _take_over(row, rows)
        fresh += _index_anew(work, visit, rows, [*fresh] or rows, age_known=bool(fresh))
        work.insert_many(fresh)
        said = _("a value was corrected {time}: {reason}")
        note_in_alerts(work, visit.id, said.format(time=f"{work.now:%H:%M}", reason=reason.strip()))
        return tell_provider(work, visit, [row for row in fresh if row.replaces], here)


def _known(visit: Encounter) -> tuple[str, ...]:
    """What was said of this visit that changes a limit."""
    rows = Observation.select(Observation.code, Observation.value_text).where(
        (Observation.encounter == visit.id)
        & Observation.code.in_([vital_signs.SIGNS_CODE, vital_signs.ANSWERS[vital_signs.PREGNANCY]])
        & Observation.stands()
    )
    said = {key for _code, text in rows.tuples() for key in str(text or "").split(", ")}
    return tuple(said & set(provider_alerts.CONTEXT))  # the signs themselves were told already


def _take_over(row: Observation, old: Sequence[Observation]) -> None:
    before = next((o for o in old if o.code == row.code), old[0])
    row.effective_at, row.panel, row.reading = before.effective_at, before.panel, before.reading
    row.method = row.method or before.method
    row.replaces, row.status = before.id, "corrected"


def _index_anew(
    work: Work, visit: Encounter, old: Sequence[Observation], fresh: Sequence[Observation], *, age_known: bool
) -> list[Observation]:
    """The index computed from the wrong value goes with it."""
    index = vital_signs.VITALS[vital_signs.BMI].code
    parts = {vital_signs.VITALS[key].code for key in (vital_signs.WEIGHT, vital_signs.HEIGHT)}
    if not parts & {row.code for row in old}:
        return []
    stale = Observation.standing().where((Observation.encounter == visit.id) & (Observation.code == index))
    for row in list(stale):
        work.mark_error(row, _("computed from a corrected value"))
    if not age_known:
        return []
    return computed(work, fresh, age_on(visit.patient.birth_date, visit.started_at.date()))
