"""One screening over the years: its scores for the plot, and every version that was entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain.screenings import Tool, band_of
from ma_desktop.models import Observation, QuestionnaireResponse, User
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.screening_tools import screening_tools


@dataclass(frozen=True, slots=True)
class PastScreening:
    """``text``: score and band, or the result; ``standing`` false: corrected or entered in error since, with ``reason``.

    ``answers``: (question, answer) in English, for who reads the whole form; ``given``: item key → digit.
    """

    response_id: int | None
    at: datetime
    text: str
    tone: str
    who: str
    standing: bool
    reason: str
    given: dict[str, int | None]
    answers: tuple[tuple[str, str], ...]
    source: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ScreeningHistory:
    """``points``: scores that stand, oldest first, also of imported records; ``past``: newest first."""

    tool: Tool
    points: tuple[tuple[datetime, float], ...]
    bands: tuple[tuple[float, float, str], ...]
    past: tuple[PastScreening, ...]


def screening_history(desk: Desk, patient_id: int, key: str) -> ScreeningHistory:
    tool = screening_tools(desk).tool(key)
    values = Observation.select(Observation.effective_at, Observation.value).where(
        (Observation.patient == patient_id)
        & (Observation.code == tool.code)
        & Observation.value.is_null(False)
        & Observation.stands()
    )
    points = tuple((at, value) for at, value in values.order_by(Observation.effective_at).limit(200).tuples())
    ends = [*(float(band.low) for band in tool.bands[1:]), float(tool.highest or 0) + 1]
    bands = (
        tuple((float(b.low), end, b.tone) for b, end in zip(tool.bands, ends, strict=True))
        if tool.bands
        else ()
    )
    rows = (
        QuestionnaireResponse.select()
        .where((QuestionnaireResponse.patient == patient_id) & (QuestionnaireResponse.tool == tool.key))
        .order_by(QuestionnaireResponse.authored_at.desc(), QuestionnaireResponse.id.desc())
        .limit(100)
    )
    names = {user.id: user.name for user in User.select(User.id, User.name)}
    return ScreeningHistory(tool, points, bands, tuple(_past(tool, row, names) for row in rows))


def _past(tool: Tool, row: QuestionnaireResponse, names: dict[int, str]) -> PastScreening:
    given = dict(row.answers or {})
    answers = []
    for item in tool.items:
        value = given.get(item.key)
        said = next((choice.words.en for choice in item.choices if choice.value == value), "—")
        answers.append((item.words.en, said if item.key not in (row.refused or ()) else "refused"))
    band = band_of(tool, row.score) if row.score is not None else None
    if row.status == "stopped":
        text = row.reason
    elif row.score is not None:
        text = f"{row.score} · {row.band}" if row.band else str(row.score)
    else:
        text = row.result
    return PastScreening(
        row.id, row.authored_at, text, band.tone if band else "", names.get(row.recorded_by or 0, ""), row.error_at is None,
        row.error_reason or row.reason, given, tuple(answers), row.proxy or row.source, row.language,
    )  # fmt: skip
