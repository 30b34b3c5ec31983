"""Write down an orthostatic series: lying, then standing after one and three minutes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ma_desktop.domain import measurements, vital_checks, vital_signs
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.measurements import Measured, NotUnderstood
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.vital_checks import Level
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Observation
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import open_visit_needed, the_visit
from ma_desktop.services.visit.standing_series import (
    MINUTE,
    STOPPED,
    SYMPTOMS,
    standing_series,
    standing_words,
)
from ma_desktop.services.visit.vital_rows import alert_tasks
from ma_desktop.services.visit.vital_rules import circumstances, vital_rules
from ma_desktop.services.work import Work


@dataclass(frozen=True, slots=True)
class Step:
    """One line as typed. ``position``: supine or standing; ``minute``: since lying down or standing up."""

    position: str
    minute: int
    pressure: str
    pulse: str = ""
    symptoms: str = ""


def record_standing(
    desk: Desk,
    encounter_id: int,
    steps: Sequence[Step],
    *,
    fainted: bool = False,
    confirmed: Sequence[str] = (),
) -> tuple[str, ...]:
    """Answers one line for each step, with the fall. ``fainted``: the patient felt faint, so the series ended there.

    Lying and at least one standing pressure are needed, unless it was stopped. Values outside the hard limits are refused,
    unlikely ones need to stand in ``confirmed``. Rows carry the LOINC codes of their position, so that they count in no average.
    Fainting, and pressures that alarm, become alerts of the provider's; a fall is marked.
    """  # fmt: skip
    visit = the_visit(encounter_id)
    with desk.work(
        _("Orthostatic series"),
        needs=Permission.RECORD_VITALS,
        patient_id=visit.patient_id,
        encounter_id=visit.id,
    ) as work:
        open_visit_needed(visit)
        filled = [
            step for step in steps if step.pressure.strip() or step.pulse.strip() or step.symptoms.strip()
        ]
        measured = {step.position for step in filled if step.pressure.strip()}
        if "supine" not in measured:
            work.refuse(_("Type the pressure after lying five minutes first."))
        if "standing" not in measured and not fainted:
            work.refuse(_("Type a pressure on standing, or say that the patient felt faint."))
        rules = vital_rules(desk)
        here = circumstances(
            visit.patient,
            age_on(visit.patient.birth_date, work.now.date()),
            work.now.date(),
            rules,
            blows=False,
        )
        rows = [
            row for step in filled
            for row in _rows(work, visit, step, here, confirmed, stopped=fainted and step is filled[-1])
        ]  # fmt: skip
        panel = (
            int(Observation.select(Observation.id).order_by(Observation.id.desc()).limit(1).scalar() or 0) + 1
        )
        for row in rows:
            row.panel = panel
        fallen = {(step.position, step.minute) for step in standing_series(rows, rules.fall) if step.fell}
        for row in rows:
            if row.code in vital_signs.BY_POSITION["standing"] and ("standing", row.method[MINUTE]) in fallen:
                row.interpretation = "fall"
        work.insert_many(rows)
        alert_tasks(work, visit, _alarms(rows, here, fainted=fainted))
        return standing_words(rows, rules.fall)


def _rows(
    work: Work, visit: Encounter, step: Step, here: vital_checks.Circumstances, confirmed: Sequence[str], *, stopped: bool
) -> list[Observation]:  # fmt: skip
    read: list[tuple[int, Measured]] = []
    for field, text in ((vital_signs.BLOOD_PRESSURE, step.pressure), (vital_signs.PULSE, step.pulse)):
        if not text.strip():
            continue
        reading = measurements.read(field, text, here.age)
        if not isinstance(reading, tuple):
            raise NotUnderstood(_("Type the numbers, or leave the field empty."))
        for finding in sorted(
            step_findings(reading, here), key=lambda found: found.level is not Level.REJECT
        ):
            if finding.level is Level.REJECT or (
                finding.level is Level.ASK and finding.sentence not in confirmed
            ):
                work.refuse(finding.sentence)
        read += enumerate(reading, 0 if field == vital_signs.BLOOD_PRESSURE else 2)
    method: dict[str, Any] = {MINUTE: str(step.minute), "position": step.position}
    method |= {SYMPTOMS: step.symptoms.strip()} if step.symptoms.strip() else {}
    method |= {STOPPED: "faint"} if stopped else {}
    common: dict[str, Any] = {
        "patient": visit.patient_id, "encounter": visit.id, "effective_at": work.now, "method": method, "reading": max(1, step.minute),
    }  # fmt: skip
    codes = vital_signs.BY_POSITION[step.position]
    if not read:
        label = vital_signs.label(vital_signs.SYSTOLIC)
        return [
            Observation(
                code=codes[0],
                display=f"{label}, {step.position}",
                unit="mm[Hg]",
                absent_reason="unable",
                **common,
            )
        ]
    return [
        Observation(
            code=codes[place], value=part.value, unit=part.unit, original=part.original,
            display=f"{vital_signs.label(part.vital)}, {step.position}", **common,
        )
        for place, part in read
    ]  # fmt: skip


def step_findings(
    reading: Sequence[Measured], here: vital_checks.Circumstances
) -> tuple[vital_checks.Finding, ...]:
    """What is to be said about one pressure or pulse of the series."""
    found = [
        f
        for part in reading
        for f in vital_checks.judge(part.vital, part.value, here.age, alert_limits=here.alert_limits)
    ]
    if len(reading) == 2:
        found += vital_checks.judge_pressures(reading[0].value, reading[1].value)
    return tuple(found)


def _alarms(
    rows: Sequence[Observation], here: vital_checks.Circumstances, *, fainted: bool
) -> dict[str, None]:
    names = (vital_signs.SYSTOLIC, vital_signs.DIASTOLIC, vital_signs.PULSE)
    found: dict[str, None] = {}
    for row in rows:
        if row.value is None:
            continue
        trio = next(trio for trio in vital_signs.BY_POSITION.values() if row.code in trio)
        for finding in vital_checks.judge(
            names[trio.index(row.code)], row.value, here.age, alert_limits=here.alert_limits
        ):
            if finding.level is Level.ALERT:
                found[finding.sentence] = None
    if fainted:
        found[_("Felt faint on standing; the series was stopped: tell the provider now.")] = None
    return found
