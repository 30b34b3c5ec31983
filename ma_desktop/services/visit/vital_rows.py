"""From what was typed to rows of Observation, and from the rows to what the provider must hear: shared by the verbs."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ma_desktop.domain import (
    body_mass,
    provider_alerts,
    vital_answers,
    vital_checks,
    vital_entry,
    vital_methods,
    vital_signs,
)
from ma_desktop.domain.ages import Age
from ma_desktop.domain.measurements import NotTaken, OffScale
from ma_desktop.domain.vital_answers import Answer
from ma_desktop.domain.vital_checks import Circumstances, Level, Previous
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Observation, Task
from ma_desktop.services.chart.newest_values import newest_values
from ma_desktop.services.work import Work

#: Kind of the task that an alert is.
ALERT = "vital-alert"
#: Only these are compared with the last visit.
_COMPARED = (vital_signs.WEIGHT, vital_signs.HEIGHT, vital_signs.LENGTH, vital_signs.HEAD)


@dataclass(frozen=True, slots=True)
class Typed:
    """One field as typed. ``vital``: a key of ``vital_signs.SHEET``; ``method``: site, position, cuff and the like.

    ``confirmed``: the sentences that asked about this very value, when the person said it is right.
    """

    vital: str
    text: str
    method: Mapping[str, str] | None = None
    confirmed: tuple[str, ...] = ()


def rows_of(
    work: Work, visit: Encounter, here: Circumstances, entry: Typed, before: Mapping[str, Previous]
) -> list[Observation]:
    """The rows of one field, not yet written. Refuses what cannot be and what was not asked about.

    ``before``: what ``earlier`` read.
    """
    read = vital_entry.read(entry.vital, entry.text, here.age, here.today)
    method = vital_methods.belonging(entry.vital, {**(entry.method or {}), **read.method})
    asked = _judged(work, read, method, here, entry, before.get(vital_signs.code_of(entry.vital)))
    common: dict[str, Any] = {
        "patient": visit.patient_id, "encounter": visit.id, "effective_at": work.now, "method": method or None, "asked": asked,
    }  # fmt: skip
    reading = read.reading
    if isinstance(reading, Answer):
        label = vital_signs.label(entry.vital)
        return [
            Observation(
                code=vital_signs.ANSWERS[entry.vital], display=label, original=reading.original, value_text=reading.value,
                **common,
            )
        ]  # fmt: skip
    if isinstance(reading, NotTaken | OffScale):
        return [_without_number(entry.vital, reading, common)]
    rows = [
        Observation(
            code=vital_signs.VITALS[part.vital].code,
            display=vital_signs.label(part.vital),
            value=part.value,
            unit=part.unit,
            original=part.original,
            **common,
        )
        for part in reading
    ]
    return rows + _oxygen(method, common)


def _without_number(vital: str, reading: NotTaken | OffScale, common: Mapping[str, Any]) -> Observation:
    sign = vital_signs.VITALS.get(vital_signs.parts(vital)[0])
    return Observation(
        code=vital_signs.code_of(vital), display=vital_signs.label(vital), unit=sign.unit if sign else "",
        original=reading.original,
        absent_reason=reading.reason if isinstance(reading, NotTaken) else "",
        value_text=reading.word if isinstance(reading, OffScale) else None,
        **common,
    )  # fmt: skip


def _oxygen(method: Mapping[str, str], common: Mapping[str, Any]) -> list[Observation]:
    """Flow and share of the oxygen stand beside the saturation, as rows of their own (US Core pulse oximetry)."""
    found = []
    for key, code, display, unit in (
        (vital_methods.FLOW, vital_signs.FLOW_CODE, _("Oxygen flow"), "L/min"),
        (vital_methods.FIO2, vital_signs.FIO2_CODE, _("Oxygen share"), "%"),
    ):
        if key in method:
            found.append(
                Observation(
                    code=code, display=display, value=float(method[key]), unit=unit, original=f"{method[key]} {unit}",
                    **{**common, "asked": None},
                )
            )  # fmt: skip
    return found


def signs_row(work: Work, visit: Encounter, signs: Collection[str]) -> Observation:
    """What the MA saw besides the numbers."""
    words = provider_alerts.sign_words()
    named = [key for key in words if key in signs]
    return Observation(
        patient=visit.patient_id, encounter=visit.id, effective_at=work.now, code=vital_signs.SIGNS_CODE, display=_("Signs"),
        value_text=", ".join(named), original=", ".join(words[key] for key in named),
    )  # fmt: skip


def earlier(work: Work, visit: Encounter, vitals: Collection[str]) -> dict[str, Previous]:
    """The newest value of earlier visits by LOINC code, of those among ``vitals`` that are compared; one statement or none."""
    codes = [vital_signs.VITALS[key].code for key in _COMPARED if key in vitals]
    if not codes:
        return {}
    found = newest_values(visit.patient_id, codes, before_visit=visit.id)
    return {code: Previous(value, (work.now - at).days) for code, (at, value) in found.items()}


def _judged(
    work: Work, read: vital_entry.Entry, method: Mapping[str, str], here: Circumstances, entry: Typed, before: Previous | None
) -> dict[str, list[str]] | None:  # fmt: skip
    """Refuses the impossible; the unlikely must have been asked about in these very words."""
    findings = vital_checks.findings(read, method, here, before)
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


def tell_provider(
    work: Work, visit: Encounter, rows: Sequence[Observation], here: Circumstances
) -> tuple[str, ...]:
    """An alert is a task of the provider's that only an acknowledgement closes. Every reading counts, not the last."""
    found: dict[str, str] = {}
    for number in sorted({row.reading for row in rows}):
        mine = [row for row in rows if row.reading == number]
        values = {
            vital_signs.BY_CODE[row.code]: row.value
            for row in mine
            if row.value is not None and row.code in vital_signs.BY_CODE
        }
        context = here.context.union(*(vital_checks.context_of(row.method or {}) for row in mine))
        if any(
            row.code == vital_signs.ANSWERS[vital_signs.PREGNANCY] and row.value_text == "pregnant"
            for row in rows
        ):
            context |= {"pregnant"}
        told = provider_alerts.alerts(
            values, here.age, context=context, best_peak_flow=here.best_peak_flow, limits=here.alert_limits
        )
        found |= {alert.sentence: alert.vital for alert in told}
        found |= {
            alert.sentence: alert.vital
            for row in mine
            if row.code == vital_signs.VITALS[vital_signs.GLUCOSE].code and row.value is None
            for alert in provider_alerts.off_scale(row.value_text or "")
        }
    alert_tasks(work, visit, found)
    return tuple(found)


def alert_tasks(work: Work, visit: Encounter, sentences: Collection[str]) -> None:
    for sentence in sentences:
        work.insert(
            Task(
                patient=visit.patient_id,
                encounter=visit.id,
                kind=ALERT,
                description=sentence,
                next_action=_("Tell the provider"),
                priority="stat",
                owner_role="provider",
                due_at=work.now,
            )
        )


def note_in_alerts(work: Work, encounter_id: int, words: str) -> None:
    """An open alert stays the provider's to answer; what was measured or corrected since stands beside it."""
    alerts = Task.standing().where(
        (Task.encounter == encounter_id)
        & (Task.kind == ALERT)
        & Task.status.not_in(["completed", "cancelled"])
    )
    for task in list(alerts):
        work.update(task, outcome=f"{task.outcome}; {words}" if task.outcome else words)


def shown_answer(row: Observation) -> str:
    """An answer in words as the desk reads it."""
    return vital_answers.shown(vital_signs.key_of(row.code), str(row.value_text or ""))
