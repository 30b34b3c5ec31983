"""Everything that happened to a patient, newest first: visits, problems, medicines, allergies, vaccines, procedures, results."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from ma_desktop.domain import history, plain_terms
from ma_desktop.i18n import _
from ma_desktop.models import (
    AllergyIntolerance,
    Condition,
    Encounter,
    Immunization,
    MedicationRequest,
    Observation,
    Practitioner,
    Procedure,
)
from ma_desktop.services.chart.history_rows import fields_of, rows_of, words_of
from ma_desktop.services.desk import Desk

#: The kinds of entry, in the order in which they stand within a day.
KINDS = ("visit", "problem", "medicine", "allergy", "vaccine", "procedure", "implant", "told", "result")
#: Results beyond this many are only counted.
MOST_RESULTS = 1000


@dataclass(frozen=True, slots=True)
class Event:
    """``kind``: of ``KINDS``. ``day``: ``None`` when nobody knows. ``change``: ``began``, ``ended``, or empty for what happens once.

    ``abnormal``: a result out of its range.
    """

    kind: str
    day: date | None
    title: str
    detail: str = ""
    change: str = ""
    abnormal: bool = False


@dataclass(frozen=True, slots=True)
class ChartHistory:
    """``events``: newest first, those without a day last. ``left_out``: older results that are not among them."""

    patient_id: int
    events: tuple[Event, ...]
    left_out: int


def chart_history(desk: Desk, patient_id: int) -> ChartHistory:
    """``desk`` opens the record. Marked errors are not history; they stand in the log."""
    results, left_out = _results(patient_id)
    found = [
        *_visits(patient_id), *_problems(patient_id), *_medicines(patient_id), *_allergies(patient_id),
        *_vaccines(patient_id), *_procedures(patient_id), *_implants(patient_id), *_told(patient_id), *results,
    ]  # fmt: skip
    place = {kind: number for number, kind in enumerate(KINDS)}
    found.sort(key=lambda event: (-(event.day or date.min).toordinal(), place[event.kind]))
    return ChartHistory(patient_id, tuple(found), left_out)


def _visits(patient_id: int) -> Iterator[Event]:
    rows = Encounter.select(
        Encounter.id, Encounter.reason, Encounter.practitioner, Encounter.started_at, Encounter.type_text
    ).where(
        (Encounter.patient == patient_id)
        & Encounter.stage.not_in(["cancelled", "noshow"])
        & Encounter.stands()
    )
    seen_by = {row.id: f"{row.given[:1]}. {row.family}".lstrip(". ") for row in Practitioner.select()}
    diagnoses = _diagnoses(patient_id)
    for ident, why, provider, started, kind in rows.tuples():
        reason, found = plain_terms.name(why), diagnoses.get(ident, [])
        said = [reason] if reason and reason not in found else []
        who = [seen_by[provider]] if provider in seen_by else []
        words = " · ".join([*said, *found, *who])
        yield Event("visit", started.date(), plain_terms.name(kind) or _("Visit"), words)


def _diagnoses(patient_id: int) -> dict[int, list[str]]:
    """The names of each visit's diagnoses, by the visit's id."""
    rows = (
        Condition.select(Condition.encounter, Condition.display)
        .where(
            (Condition.patient == patient_id)
            & (Condition.category == "encounter-diagnosis")
            & Condition.stands()
        )
        .order_by(Condition.position, Condition.id)
    )
    found: dict[int, list[str]] = defaultdict(list)
    for visit, display in rows.tuples():
        if (name := plain_terms.name(display)) not in found[visit]:
            found[visit].append(name)
    return found


def _problems(patient_id: int) -> Iterator[Event]:
    rows = Condition.standing().where(
        (Condition.patient == patient_id) & (Condition.category == "problem-list-item")
    )
    for row in rows:
        name, kept_back = (
            plain_terms.name(row.display),
            _("sensitive: stays off pages") if row.sensitive else "",
        )
        yield Event("problem", row.onset_on, name, kept_back, "began")
        if row.clinical_status != "active":
            yield Event("problem", row.abated_on, name, kept_back, "ended")


def _medicines(patient_id: int) -> Iterator[Event]:
    columns = (
        MedicationRequest.display, MedicationRequest.dose, MedicationRequest.change, MedicationRequest.change_note,
        MedicationRequest.intent, MedicationRequest.reason, MedicationRequest.authored_at, MedicationRequest.ended_at,
    )  # fmt: skip
    rows = MedicationRequest.select(*columns).where(
        (MedicationRequest.patient == patient_id) & MedicationRequest.stands()
    )
    for display, dose, change, change_note, intent, reason, begun, ended in rows.tuples():
        told = [dose, change_note, _("not confirmed by the provider") if intent == "proposal" else ""]
        yield Event("medicine", begun.date(), display, " · ".join(part for part in told if part), "began")
        if ended is not None:
            yield Event("medicine", ended.date(), display, reason if change == "stopped" else "", "ended")


def _allergies(patient_id: int) -> Iterator[Event]:
    for row in AllergyIntolerance.standing().where(AllergyIntolerance.patient == patient_id):
        begun = row.onset_on or (None if row.import_run else row.recorded_at.date())
        detail = " · ".join(part for part in (row.reaction, row.severity) if part)
        yield Event("allergy", begun, plain_terms.name(row.display), detail, "began")
        if row.clinical_status != "active":
            yield Event("allergy", row.ended_on, plain_terms.name(row.display), "", "ended")


def _vaccines(patient_id: int) -> Iterator[Event]:
    rows = Immunization.standing().where(
        (Immunization.patient == patient_id) & (Immunization.status == "completed")
    )
    for row in rows:
        lot = _("lot {number}").format(number=row.lot) if row.lot else ""
        detail = " · ".join(part for part in (row.site, lot) if part)
        yield Event("vaccine", row.occurred_at.date(), row.display[:1].upper() + row.display[1:], detail)


def _procedures(patient_id: int) -> Iterator[Event]:
    rows = Procedure.standing().where((Procedure.patient == patient_id) & (Procedure.status == "completed"))
    for row in rows:
        day = row.performed_at.date() if row.performed_at else history.first_day(row.performed_text)
        yield Event(
            "procedure",
            day,
            plain_terms.name(row.display),
            plain_terms.name(row.reason) or words_of("past", fields_of("past", row))[1],
        )


def _implants(patient_id: int) -> Iterator[Event]:
    for row in rows_of("implants", patient_id):
        what, detail = words_of("implants", fields_of("implants", row))
        yield Event(
            "implant",
            history.first_day(row.placed_on),
            what,
            detail,
            "" if row.status == "active" else "ended",
        )


def _told(patient_id: int) -> Iterator[Event]:
    """What the patient told of family, life and wishes, on the day it was said."""
    for section in ("family", "directives", "social", "tobacco", "obstetric"):
        for row in rows_of(section, patient_id):
            what, detail = words_of(section, fields_of(section, row))
            title = (
                f"{history.section(section).title}: {what}" if section in ("tobacco", "obstetric") else what
            )
            yield Event("told", getattr(row, "effective_at", row.recorded_at).date(), title, detail)


def _results(patient_id: int) -> tuple[list[Event], int]:
    """Everything measured or answered that is no vital sign, each beside the value before it."""
    mine = (
        (Observation.patient == patient_id)
        & (Observation.category != "vital-signs")
        & Observation.code.not_in([*history.topics(), history.TOBACCO, history.PREGNANCIES])
        & (Observation.value.is_null(False) | Observation.value_text.is_null(False))
    )
    newest = (
        Observation.select(
            Observation.code, Observation.display, Observation.value, Observation.unit, Observation.value_text,
            Observation.effective_at, Observation.interpretation,
        )
        .where(mine & Observation.stands())
        .order_by(Observation.effective_at.desc(), Observation.id.desc())
    )  # fmt: skip
    rows = list(newest.limit(MOST_RESULTS).tuples())
    events: list[Event] = []
    before: dict[str, str] = {}
    for code, display, value, unit, words, at, interpretation in reversed(rows):
        shown = plain_terms.result_text(value, unit, plain_terms.name(words or ""))
        was = before.get(code)
        changed = _(" (was {value})").format(value=was) if was is not None and was != shown else ""
        abnormal = interpretation not in ("", "N")
        events.append(
            Event("result", at.date(), plain_terms.name(display), f"{shown}{changed}", abnormal=abnormal)
        )
        before[code] = shown
    count = Observation.standing().where(mine).count() if len(rows) == MOST_RESULTS else len(rows)
    return events, count - len(rows)
