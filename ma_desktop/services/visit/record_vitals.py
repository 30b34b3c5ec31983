"""Write down one set of vital signs."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.domain.ages import age_on
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.models import Observation
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import move_to, open_visit_needed, the_visit
from ma_desktop.services.visit.vital_rows import Typed, computed, earlier, rows_of, tell_provider

__all__ = ["Typed", "record_vitals"]


def record_vitals(desk: Desk, encounter_id: int, typed: Sequence[Typed]) -> tuple[str, ...]:
    """Saves what was typed as Observations of one panel; answers the sentences that the provider must hear now.

    Values outside the hard limits are refused, unlikely ones need ``confirmed``. The same vital twice is a second
    reading. Body mass index is computed when weight and height are both there. From the room the visit moves on
    to *vitals*.
    """
    visit = the_visit(encounter_id)
    with desk.work(
        _("Vitals"), needs=Permission.RECORD_VITALS, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        age = age_on(visit.patient.birth_date, work.now.date())
        filled, before = [entry for entry in typed if entry.text.strip()], earlier(work, visit)
        rows = [row for entry in filled for row in rows_of(work, visit, age, entry, before)]
        if not rows:
            work.refuse(_("Nothing was typed."))
        _number_readings(visit.id, rows)
        rows += computed(work, rows, age)
        panel = (
            int(Observation.select(Observation.id).order_by(Observation.id.desc()).limit(1).scalar() or 0) + 1
        )
        for row in rows:
            row.panel = panel
        work.insert_many(rows)
        said = tell_provider(work, visit, rows, age)
        if Stage(visit.stage) is Stage.ROOMED:
            move_to(work, visit, Stage.VITALS)
        return said


def _number_readings(encounter_id: int, rows: Sequence[Observation]) -> None:
    """A second blood pressure of the visit is reading 2, and so on."""
    codes = {row.code for row in rows}
    here = Observation.select(Observation.code, Observation.reading).where(
        (Observation.encounter == encounter_id) & Observation.code.in_(list(codes)) & Observation.stands()
    )
    count = dict.fromkeys(codes, 0)
    for code, reading in here.tuples():
        count[code] = max(count[code], reading)
    for row in rows:
        count[row.code] += 1
        row.reading = count[row.code]
