"""All screenings of a patient at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ma_desktop.domain import names
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.screenings import Band, Kind, Tool, band_of
from ma_desktop.i18n import _
from ma_desktop.models import Encounter, Observation, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.screening_tools import screening_tools
from ma_desktop.services.visit.screenings_due import DueScreening, screenings_due


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One tool. ``state``: due, done or refused in this visit, or empty; ``last``: the last result in words, ``last_on`` its day."""

    tool: Tool
    state: str
    words: str
    last: str
    last_on: date | None
    tone: str = ""


@dataclass(frozen=True, slots=True)
class ScreeningSheet:
    """``lines``: what is due first. ``language``: the patient's, ``en`` or ``es``; ``sex``: FHIR; ``cut``: PHQ-2 goes on from here.

    ``unsettled``: (tool, language) whose wording nobody compared with the official form yet.
    """

    patient: str
    language: str
    sex: str
    cut: int
    lines: tuple[SheetLine, ...]
    unsettled: frozenset[tuple[str, str]]


def screening_sheet(desk: Desk, patient_id: int, encounter_id: int | None = None) -> ScreeningSheet:
    """Tools that are due, were used before, or fit the patient's age; the most pressing first."""
    patient: Patient = Patient.get_by_id(patient_id)
    tools = screening_tools(desk)
    visit = Encounter.get_or_none(Encounter.id == encounter_id) if encounter_id else None
    day = visit.started_at.date() if visit is not None else desk.now().date()
    listed = tuple(visit.service.screenings or ()) if visit is not None and visit.service_id else ()
    due = {
        one.tool: one
        for one in screenings_due(
            desk,
            patient_id,
            day,
            listed,
            encounter_id=encounter_id,
            age=age_on(patient.birth_date, day),
            tools=tools,
        )
    }
    every = {tool.key: tool for tool in (*tools.all(), *(tools.tool(key) for key in due))}
    last = _last_values(patient_id, [tool.code for tool in every.values()])
    years = age_on(patient.birth_date, day).years
    lines = [
        _line(tool, due.get(key), last.get(tool.code))
        for key, tool in every.items()
        if key in due or tool.code in last or tool.ages[0] <= years <= tool.ages[1]
    ]
    order, asked = {"due": 0, "refused": 1, "done": 2, "": 3}, list(due)
    lines.sort(
        key=lambda line: (
            order[line.state], asked.index(line.tool.key) if line.tool.key in due else 99, line.last_on is None
        )
    )  # fmt: skip
    return ScreeningSheet(
        patient=_("{name} · born {date}").format(
            name=names.display(patient.family, patient.given), date=f"{patient.birth_date:%m/%d/%Y}"
        ),
        language="es" if patient.language.startswith("es") else "en",
        sex=patient.sex,
        cut=int(tools.decided["screening.phq2_cut"]),
        lines=tuple(lines),
        unsettled=frozenset(
            (tool.key, language)
            for tool in every.values()
            if tool.kind is Kind.ASKED
            for language in ("en", "es")
            if not tools.settled(tool, language)
        ),
    )


def _line(tool: Tool, due: DueScreening | None, last: tuple[datetime, str, float | None] | None) -> SheetLine:
    state, words = (due.state, due.words) if due else ("", "")
    if last is None:
        return SheetLine(tool, state, words, "", None)
    band = _band(tool, last[2])
    shown = f"{last[1]} · {band.name}" if band and band.name else last[1]
    return SheetLine(tool, state, words, shown, last[0].date(), band.tone if band else "")


def _band(tool: Tool, value: float | None) -> Band | None:
    return band_of(tool, value) if value is not None else None


def _last_values(patient_id: int, codes: list[str]) -> dict[str, tuple[datetime, str, float | None]]:
    rows = (
        Observation.select(
            Observation.code,
            Observation.effective_at,
            Observation.value,
            Observation.value_text,
            Observation.unit,
        )
        .where(
            (Observation.patient == patient_id)
            & Observation.code.in_(codes)
            & (Observation.absent_reason == "")
            & Observation.stands()
        )
        .order_by(Observation.effective_at, Observation.id)
        .tuples()
    )
    return {code: (at, _shown(value, text, unit), value) for code, at, value, text, unit in rows}


def _shown(value: float | None, text: str | None, unit: str) -> str:
    if value is None:
        return text or ""
    return f"{value:g}" if unit in ("", "{score}") else f"{value:g} {unit}"
