"""Write down one set of vital signs."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ma_desktop.domain import provider_alerts, vital_signs
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Observation
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import begin_rooming, open_visit_needed, the_visit
from ma_desktop.services.visit.vital_rows import (
    Typed,
    computed,
    earlier,
    note_in_alerts,
    rows_of,
    signs_row,
    tell_provider,
)
from ma_desktop.services.visit.vital_rules import circumstances, vital_rules
from ma_desktop.services.work import Work

__all__ = ["Typed", "record_vitals"]

_OXYGEN = (vital_signs.FLOW_CODE, vital_signs.FIO2_CODE)


def record_vitals(
    desk: Desk,
    encounter_id: int,
    typed: Sequence[Typed],
    *,
    context: Collection[str] = (),
    seen: Collection[str] = (),
) -> tuple[str, ...]:
    """Saves what was typed as Observations of one panel; answers the sentences that the provider must hear now.

    Values outside the hard limits are refused, unlikely ones need ``confirmed``. The same vital twice is a second
    reading. Body mass index is computed when weight and height are both there. From the room the visit moves on
    to *vitals*. ``seen``: signs the MA saw now (keys of ``provider_alerts.sign_words``), kept with the set;
    ``context``: what else is known of this visit and changes a limit, such as ``pregnant``.
    """  # fmt: skip
    visit = the_visit(encounter_id)
    with desk.work(
        _("Vitals"), needs=Permission.RECORD_VITALS, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        patient, day = visit.patient, work.now.date()
        age = age_on(patient.birth_date, day)
        filled = [entry for entry in typed if entry.text.strip()]
        keys = {entry.vital for entry in filled}
        here = circumstances(
            patient,
            age,
            day,
            vital_rules(desk),
            context=(*(set(context) - set(provider_alerts.SIGNS)), *seen),
            blows=vital_signs.PEAK_FLOW in keys,
        )
        before = earlier(work, visit, keys)
        rows = [row for entry in filled for row in rows_of(work, visit, here, entry, before)]
        if seen:
            rows.append(signs_row(work, visit, seen))
        if not rows:
            work.refuse(_("Nothing was typed."))
        _number_readings(visit.id, rows)
        _note_repeats(work, visit, rows)
        rows += computed(work, rows, age)
        panel = (
            int(Observation.select(Observation.id).order_by(Observation.id.desc()).limit(1).scalar() or 0) + 1
        )
        for row in rows:
            row.panel = panel
        work.insert_many(rows)
        said = tell_provider(work, visit, rows, here)
        begin_rooming(work, visit)
        return said


def _number_readings(encounter_id: int, rows: Sequence[Observation]) -> None:
    """A second blood pressure of the visit is reading 2, and so on; oxygen belongs to the saturation before it."""
    codes = {row.code for row in rows}
    here = Observation.select(Observation.code, Observation.reading).where(
        (Observation.encounter == encounter_id) & Observation.code.in_(list(codes)) & Observation.stands()
    )
    count = dict.fromkeys(codes, 0)
    for code, reading in here.tuples():
        count[code] = max(count[code], reading)
    saturation = 1
    for row in rows:
        if row.code in _OXYGEN:
            row.reading = saturation
            continue
        count[row.code] += 1
        row.reading = count[row.code]
        if row.code == vital_signs.VITALS[vital_signs.SPO2].code:
            saturation = row.reading


def _note_repeats(work: Work, visit: Encounter, rows: Sequence[Observation]) -> None:
    """What was measured again stands with the alert that it was measured again for."""
    again = [row for row in rows if row.reading > 1 and row.original and row.code not in _OXYGEN]
    said = dict.fromkeys(f"{row.original} ({row.display})" for row in again if "/" not in row.original)
    said |= dict.fromkeys(row.original for row in again if "/" in row.original)
    if said:
        words = _("measured again {time}: {values}")
        note_in_alerts(work, visit.id, words.format(time=f"{work.now:%H:%M}", values=", ".join(said)))
