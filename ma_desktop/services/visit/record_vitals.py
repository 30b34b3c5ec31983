"""Write down one set of vital signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ma_desktop.domain import body_mass, measurements, provider_alerts, vital_checks, vital_signs
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.measurements import Measured, NotTaken, OffScale
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.stages import Stage
from ma_desktop.domain.vital_checks import Level, Previous
from ma_desktop.i18n import _
from ma_desktop.models import Observation, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import move_to, open_visit_needed, the_visit
from ma_desktop.services.work import Work


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as typed. ``vital``: a key of ``vital_signs.ORDER``; ``method``: site, position, cuff and the like.

    ``confirmed``: the sentences that asked about this very value, when the person said it is right.
    """

    vital: str
    text: str
    method: Mapping[str, str] | None = None
    confirmed: tuple[str, ...] = ()


def record_vitals(desk: Desk, encounter_id: int, typed: Sequence[Typed]) -> tuple[str, ...]:
    """Saves what was typed as Observations of one panel; answers the sentences that the provider must hear now.

    Values outside the hard limits are refused, unlikely ones need ``confirmed``. Body mass index is computed
    when weight and height are both there. From the room the visit moves on to *vitals*.
    """
    visit = the_visit(encounter_id)
    with desk.work(
        _("Vitals"), needs=Permission.RECORD_VITALS, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        open_visit_needed(visit)
        age = age_on(visit.patient.birth_date, work.now.date())
        rows = [
            row
            for entry in typed
            if entry.text.strip()
            for row in _rows(work, visit.patient_id, visit.id, age, entry)
        ]
        if not rows:
            work.refuse(_("Nothing was typed."))
        _number_readings(visit.id, rows)
        rows += _computed(work, rows, age)
        panel = (
            int(Observation.select(Observation.id).order_by(Observation.id.desc()).limit(1).scalar() or 0) + 1
        )
        for row in rows:
            row.panel = panel
        work.insert_many(rows)
        said = _tell_provider(work, visit.patient_id, visit.id, rows, age)
        if Stage(visit.stage) is Stage.ROOMED:
            move_to(work, visit, Stage.VITALS)
        return said


def _rows(work: Work, patient_id: int, encounter_id: int, age: Age, entry: Typed) -> list[Observation]:
    reading = measurements.read(entry.vital, entry.text, age)
    common = {
        "patient": patient_id, "encounter": encounter_id, "effective_at": work.now,
        "method": dict(entry.method) if entry.method else None,
    }  # fmt: skip
    if isinstance(reading, NotTaken | OffScale):
        vital = vital_signs.VITALS[vital_signs.parts(entry.vital)[0]]
        absent = reading.reason if isinstance(reading, NotTaken) else ""
        word = reading.word if isinstance(reading, OffScale) else None
        return [
            Observation(
                code=vital.code,
                display=vital_signs.label(entry.vital),
                unit=vital.unit,
                original=entry.text.strip(),
                absent_reason=absent,
                value_text=word,
                **common,
            )
        ]
    asked = _judged(work, reading, age, entry, _before(work, patient_id, encounter_id, entry.vital))
    return [
        Observation(
            code=vital_signs.VITALS[part.vital].code,
            display=vital_signs.label(part.vital),
            value=part.value,
            unit=part.unit,
            original=part.original,
            asked=asked,
            **common,
        )
        for part in reading
    ]


def _before(work: Work, patient_id: int, encounter_id: int, vital: str) -> Previous | None:
    """The newest value of an earlier visit; a blood pressure has none to be compared with."""
    if vital == vital_signs.BLOOD_PRESSURE:
        return None
    row = (
        Observation.standing()
        .where(
            (Observation.patient == patient_id)
            & (Observation.code == vital_signs.VITALS[vital].code)
            & ((Observation.encounter != encounter_id) | Observation.encounter.is_null())
            & Observation.value.is_null(False)
        )
        .order_by(Observation.effective_at.desc())
        .first()
    )
    return Previous(row.value, (work.now - row.effective_at).days) if row else None


def _judged(
    work: Work, reading: Sequence[Measured], age: Age, entry: Typed, before: Previous | None
) -> dict[str, list[str]] | None:
    """Refuses the impossible; the unlikely must have been asked about in these very words."""
    findings = [f for part in reading for f in vital_checks.judge(part.vital, part.value, age, before)]
    if len(reading) == 2:
        findings += vital_checks.judge_pressures(reading[0].value, reading[1].value)
    for finding in findings:
        if finding.level is Level.REJECT or (
            finding.level is Level.ASK and finding.sentence not in entry.confirmed
        ):
            work.refuse(finding.sentence)
    asked = [finding.sentence for finding in findings if finding.level is Level.ASK]
    return {"asked": asked, "answer": ["right"]} if asked else None


def _number_readings(encounter_id: int, rows: Sequence[Observation]) -> None:
    """A second blood pressure of the visit is reading 2, and so on."""
    codes = {row.code for row in rows}
    here = Observation.standing().where(
        (Observation.encounter == encounter_id) & Observation.code.in_(list(codes))
    )
    count = dict.fromkeys(codes, 0)
    for row in here:
        count[row.code] = max(count[row.code], row.reading)
    for row in rows:
        count[row.code] += 1
        row.reading = count[row.code]


def _computed(work: Work, rows: Sequence[Observation], age: Age) -> list[Observation]:
    """Body mass index, when weight or height is new and the other is of this visit or, for adults, on file."""
    weight_code, height_code = (
        vital_signs.VITALS[key].code for key in (vital_signs.WEIGHT, vital_signs.HEIGHT)
    )
    value = {row.code: row.value for row in rows if row.value is not None}
    if not {weight_code, height_code} & value.keys() or not body_mass.applies(age):
        return []
    first = rows[0]
    for code in {weight_code, height_code} - value.keys():
        here = Observation.standing().where(
            (Observation.patient == first.patient_id)
            & (Observation.code == code)
            & Observation.value.is_null(False)
        )
        if not (age.adult and code == height_code):
            here = here.where(Observation.encounter == first.encounter_id)
        known = here.order_by(Observation.effective_at.desc()).first()
        if known is None:
            return []
        value[code] = known.value
    weight, height = value[weight_code], value[height_code]
    bmi = vital_signs.VITALS[vital_signs.BMI]
    return [
        Observation(
            patient=first.patient_id,
            encounter=first.encounter_id,
            effective_at=work.now,
            code=bmi.code,
            display=vital_signs.label(vital_signs.BMI),
            value=round(body_mass.body_mass_index(weight, height), 1),
            unit=bmi.unit,
            original="",
            method={"computed": "yes"},
        )
    ]


def _tell_provider(
    work: Work, patient_id: int, encounter_id: int, rows: Sequence[Observation], age: Age
) -> tuple[str, ...]:
    """An alert is a task of the provider's that only an acknowledgement closes."""
    values = {vital_signs.BY_CODE[row.code]: row.value for row in rows if row.value is not None}
    found = provider_alerts.alerts(values, age)
    for alert in found:
        work.insert(
            Task(
                patient=patient_id,
                encounter=encounter_id,
                kind="vital-alert",
                description=alert.sentence,
                next_action=_("Tell the provider"),
                priority="stat",
                owner_role="provider",
                due_at=work.now,
            )
        )
    return tuple(alert.sentence for alert in found)
