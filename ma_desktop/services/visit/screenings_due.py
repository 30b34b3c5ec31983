"""Which screenings are due for a patient on a day, and which were done or refused in a visit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from peewee import Case, fn

from ma_desktop.domain import screenings_due as rules
from ma_desktop.domain.ages import Age, age_on
from ma_desktop.domain.screenings import Tool
from ma_desktop.models import Encounter, HealthcareService, Observation, Patient
from ma_desktop.models.among import among
from ma_desktop.models.fields import instant_from
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.screening_tools import ScreeningTools, screening_tools


@dataclass(frozen=True, slots=True)
class DueScreening:
    """``tool``: its key; ``state``: due, done or refused (in this visit); ``words``: when it was done last, as the checklist says it."""

    tool: str
    title: str
    state: str
    words: str
    last: date | None = None


#: (code, visit, last time it was done there or ``None``, whether it was refused there)
Before = Sequence[tuple[str, int | None, datetime | None, bool]]


def screenings_due(
    desk: Desk,
    patient_id: int,
    day: date,
    listed: Sequence[str] = (),
    *,
    encounter_id: int | None = None,
    age: Age | None = None,
    tools: ScreeningTools | None = None,
    by_age: bool = True,
) -> tuple[DueScreening, ...]:
    """One query. ``listed``: names that the kind of visit lists; ``age`` and ``tools`` where the caller has them already.
    ``by_age``: whether the kind of visit asks for more than it lists."""
    tools = tools or screening_tools(desk)
    if age is None:
        born = Patient.select(Patient.birth_date).where(Patient.id == patient_id).scalar()
        if born is None or born > day:
            return ()
        age = age_on(born, day)
    by_code = _by_code(tools, listed)
    before = _before([patient_id], by_code).get(patient_id, ())
    return _judge(tools, by_code, age, day, listed, before, encounter_id, by_age)


def due_in_visits(
    visits: Collection[Encounter],
    people: Mapping[int, Patient],
    services: Mapping[int, HealthcareService],
    tools: ScreeningTools,
) -> dict[int, tuple[DueScreening, ...]]:
    """The same for many visits with one query; ``people`` and ``services`` as they were read, by id."""
    listed = {visit.id: _listed(services.get(visit.service_id)) for visit in visits}
    by_code = _by_code(tools, {name for names in listed.values() for name in names})
    before = _before({visit.patient_id for visit in visits}, by_code)
    found = {}
    for visit in visits:
        day = visit.started_at.date()
        age = age_on(people[visit.patient_id].birth_date, day)
        rows = before.get(visit.patient_id, ())
        service = services.get(visit.service_id)
        by_age = service is None or service.screens_by_age
        found[visit.id] = _judge(tools, by_code, age, day, listed[visit.id], rows, visit.id, by_age)
    return found


def _listed(service: HealthcareService | None) -> tuple[str, ...]:
    return tuple(service.screenings or ()) if service is not None else ()


def _by_code(tools: ScreeningTools, listed: Iterable[str]) -> dict[str, Tool]:
    return {tool.code: tool for tool in (*tools.all(), *map(tools.tool, listed))}


def _judge(
    tools: ScreeningTools, by_code: Mapping[str, Tool], age: Age, day: date, listed: Sequence[str], before: Before,
    encounter_id: int | None, by_age: bool,
) -> tuple[DueScreening, ...]:  # fmt: skip
    last: dict[str, date] = {}
    here: dict[str, str] = {}
    for code, visit, done, refused in before:
        key = by_code[code].key
        if done is not None:
            last[key] = max(done.date(), last.get(key, done.date()))
        if visit is not None and visit == encounter_id and (done is not None or refused):
            here[key] = "done" if done is not None else here.get(key, "refused")
    found = rules.due(age, day, last, tools.decided, [tools.tool(name).key for name in listed], by_age=by_age)
    due = [
        DueScreening(one.tool, tools.tool(one.tool).title, "due", rules.ago(one.last, day), one.last)
        for one in found
        if one.tool not in here
    ]
    settled = [
        DueScreening(key, tools.tool(key).title, state, "", last.get(key)) for key, state in here.items()
    ]
    return (*due, *settled)


def _before(patients: Iterable[int], codes: Iterable[str]) -> dict[int, Before]:
    """One seek a patient and code on their index."""
    answered = Observation.absent_reason == ""
    rows = (
        Observation.select(
            Observation.patient,
            Observation.code,
            Observation.encounter,
            fn.MAX(Case(None, [(answered, Observation.effective_at)])),
            fn.MAX(Case(None, [(answered, 0)], 1)),
        )
        .where(
            among(Observation.patient, patients) & Observation.code.in_(list(codes)) & Observation.stands()
        )
        .group_by(Observation.patient, Observation.code, Observation.encounter)
        .tuples()
    )
    found: dict[int, list[tuple[str, int | None, datetime | None, bool]]] = defaultdict(list)
    for patient, code, visit, done, refused in rows:
        found[patient].append(
            (code, visit, instant_from(done) if isinstance(done, str) else done, bool(refused))
        )
    return dict(found)
