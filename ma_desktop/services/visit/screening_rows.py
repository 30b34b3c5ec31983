"""The rows that a screening becomes: the response, and an Observation of its score so that trends and due dates find it."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.screening_tools.phq import PHQ2, PHQ9
from ma_desktop.domain.screenings import Scored, Tool, score
from ma_desktop.models import Observation, QuestionnaireResponse
from ma_desktop.services.visit.stage_moves import open_visit_needed, the_visit
from ma_desktop.services.work import Work

NEEDS = Permission.RECORD_VITALS
SOURCES = frozenset({"asked", "paper", "proxy"})


def check_visit(patient_id: int, encounter_id: int | None, work: Work, sentence: str) -> None:
    """A screening belongs to a visit of this patient that is still open, or to none."""
    if encounter_id is None:
        return
    visit = the_visit(encounter_id)
    if visit.patient_id != patient_id:
        work.refuse(sentence)
    open_visit_needed(visit)


def write(work: Work, row: QuestionnaireResponse, observations: list[Observation]) -> int:
    """Writes both; the response knows the rows of its score."""
    work.insert_many(observations)
    row.observations = [each.id for each in observations]
    return int(work.insert(row).id)


def observation(
    row: QuestionnaireResponse, tool: Tool, *, value: float | None = None, text: str | None = None, absent: str = "",
    meaning: str = "", replaced: int | None = None,
) -> Observation:  # fmt: skip
    """``absent``: why there is no value; ``meaning``: FHIR interpretation, ``POS`` or ``NEG``."""
    return Observation(
        patient=row.patient_id, encounter=row.encounter_id, category=tool.category, code=tool.code, display=tool.title,
        value=value, value_text=text, unit=tool.unit or ("{score}" if value is not None and tool.unit == "" else ""),
        original=text or "", effective_at=row.authored_at, absent_reason=absent, interpretation=meaning,
        status="corrected" if replaced is not None else "final", replaces=replaced,
    )  # fmt: skip


def score_rows(
    row: QuestionnaireResponse, tool: Tool, found: Scored, old: QuestionnaireResponse | None
) -> list[Observation]:
    """Of a complete form: its score; a PHQ-9 is also a PHQ-2, so that both trends go on."""
    if found.score is None:
        return []
    before = {}
    if old is not None:
        before = {
            o.code: o.id for o in Observation.select().where(Observation.id.in_(old.observations or []))
        }
    rows = [
        observation(
            row, tool, value=found.score, meaning=_meaning(found.positive), replaced=before.get(tool.code)
        )
    ]
    if tool.key == PHQ9.key:
        two = score(PHQ2, {item.key: row.answers.get(item.key) for item in PHQ2.items})
        rows.append(
            observation(
                row, PHQ2, value=two.score, meaning=_meaning(two.positive), replaced=before.get(PHQ2.code)
            )
        )
    return rows


def _meaning(positive: bool | None) -> str:
    return "" if positive is None else "POS" if positive else "NEG"


def withdraw(work: Work, row: QuestionnaireResponse, reason: str) -> None:
    """The response and its score are marked as entered in error; both stay in the record."""
    for each in list(Observation.select().where(Observation.id.in_(row.observations or []))):
        if each.error_at is None:
            work.mark_error(each, reason)
    work.mark_error(row, reason)
