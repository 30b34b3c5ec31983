"""From what was typed to rows of Observation, and from the rows to what the provider must hear: shared by the verbs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peewee import fn

from ma_desktop.domain import body_mass, measurements, provider_alerts, vital_checks, vital_signs
from ma_desktop.domain.ages import Age
from ma_desktop.domain.measurements import Measured, NotTaken, OffScale
from ma_desktop.domain.vital_checks import Level, Previous
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Observation, Task
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


def rows_of(
    work: Work, visit: Encounter, age: Age, entry: Typed, before: Mapping[str, Previous]
) -> list[Observation]:
    """The rows of one field, not yet written. Refuses what cannot be and what was not asked about.

    ``before``: what ``earlier`` read.
    """
    reading = measurements.read(entry.vital, entry.text, age)
    common = {
        "patient": visit.patient_id, "encounter": visit.id, "effective_at": work.now,
        "method": dict(entry.method) if entry.method else None,
    }  # fmt: skip
    if isinstance(reading, NotTaken | OffScale):
        vital = vital_signs.VITALS[vital_signs.parts(entry.vital)[0]]
        return [
            Observation(
                code=vital.code, display=vital_signs.label(entry.vital), unit=vital.unit,
                original=entry.text.strip(),
                absent_reason=reading.reason if isinstance(reading, NotTaken) else "",
                value_text=reading.word if isinstance(reading, OffScale) else None,
                **common,
            )
        ]  # fmt: skip
    asked = _judged(work, reading, age, entry, _before(before, entry.vital))
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


def earlier(work: Work, visit: Encounter) -> dict[str, Previous]:
    """The newest value of earlier visits by LOINC code; one statement for all vital signs."""
    valid = (
        (Observation.patient == visit.patient_id)
        & Observation.code.in_([sign.code for sign in vital_signs.VITALS.values()])
        & ((Observation.encounter != visit.id) | Observation.encounter.is_null())
        & Observation.value.is_null(False)
        & Observation.stands()
    )
    last = (
        Observation.select(Observation.code, fn.MAX(Observation.effective_at).alias("at"))
        .where(valid)
        .group_by(Observation.code)
    )
    rows = (
        Observation.select(Observation.code, Observation.value, Observation.effective_at)
        .join(last, on=(Observation.code == last.c.code) & (Observation.effective_at == last.c.at))
        .where(valid)
        .order_by(Observation.id)
        .tuples()
    )
    return {code: Previous(value, (work.now - at).days) for code, value, at in rows}


def _before(before: Mapping[str, Previous], vital: str) -> Previous | None:
    """A blood pressure has none to be compared with."""
    return None if vital == vital_signs.BLOOD_PRESSURE else before.get(vital_signs.VITALS[vital].code)


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


def computed(work: Work, rows: Sequence[Observation], age: Age) -> list[Observation]:
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
    bmi = vital_signs.VITALS[vital_signs.BMI]
    return [
        Observation(
            patient=first.patient_id,
            encounter=first.encounter_id,
            effective_at=work.now,
            code=bmi.code,
            display=vital_signs.label(vital_signs.BMI),
            value=round(body_mass.body_mass_index(value[weight_code], value[height_code]), 1),
            unit=bmi.unit,
            original="",
            method={"computed": "yes"},
        )
    ]


def tell_provider(work: Work, visit: Encounter, rows: Sequence[Observation], age: Age) -> tuple[str, ...]:
    """An alert is a task of the provider's that only an acknowledgement closes. Every reading counts, not the last."""
    found: dict[str, str] = {}
    for number in sorted({row.reading for row in rows}):
        values = {
            vital_signs.BY_CODE[row.code]: row.value
            for row in rows
            if row.value is not None and row.reading == number
        }
        found |= {alert.sentence: alert.vital for alert in provider_alerts.alerts(values, age)}
    for sentence in found:
        work.insert(
            Task(
                patient=visit.patient_id,
                encounter=visit.id,
                kind="vital-alert",
                description=sentence,
                next_action=_("Tell the provider"),
                priority="stat",
                owner_role="provider",
                due_at=work.now,
            )
        )
    return tuple(found)
