"""Every test of a patient with its newest result, the one before and the way it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import plain_terms
from ma_desktop.i18n import _
from ma_desktop.models import Observation
from ma_desktop.services.desk import Desk

#: Values a small curve is drawn from, and results that are read at all: newest first, older ones are counted.
MOST_POINTS, MOST_RESULTS = 12, 6000

#: FHIR observation categories in the order of the sheet; ``exam`` and what nobody named come last.
GROUPS = ("laboratory", "imaging", "procedure", "survey", "social-history", "exam", "")


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One test (a LOINC ``code``, or its name where it has none). ``at``: of the newest result, ``before_at`` of the one before.

    ``flag``: ``high``, ``low``, ``abnormal``, ``critical`` or empty, as the laboratory sent it; nothing is judged here.
    ``points``: numbers, oldest first. ``count``: results in all; ``newest_id``: of the newest one's row.
    """

    code: str
    name: str
    group: str
    shown: str
    flag: str
    at: datetime
    before: str = ""
    before_at: datetime | None = None
    points: tuple[float, ...] = ()
    count: int = 1
    newest_id: int = 0

    @property
    def numeric(self) -> bool:
        return bool(self.points)


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """``lines`` by group, then newest first. ``left_out``: older results that were not read."""

    patient_id: int
    lines: tuple[ResultLine, ...]
    left_out: int = 0


def result_sheet(desk: Desk, patient_id: int) -> ResultSheet:
    """``desk`` opens the record. Vital signs have a sheet of their own; what was marked an error is left out."""
    mine = (
        (Observation.patient == patient_id)
        & (Observation.category != "vital-signs")
        & (Observation.value.is_null(False) | Observation.value_text.is_null(False))
        & Observation.stands()
    )
    newest = (
        Observation.select(
            Observation.code, Observation.display, Observation.category, Observation.value, Observation.value_text,
            Observation.unit, Observation.interpretation, Observation.effective_at, Observation.id,
        )
        .where(mine)
        .order_by(Observation.effective_at.desc(), Observation.id.desc())
        .limit(MOST_RESULTS)
    )  # fmt: skip
    found: dict[str, list[tuple[str, ...]]] = {}
    rows = list(newest.tuples())
    for row in rows:
        found.setdefault(row[0] or row[1], []).append(row)
    lines = sorted(
        (_line(key, tests) for key, tests in found.items()),
        key=lambda line: (_place(line.group), -line.at.timestamp(), line.name),
    )
    count = Observation.select().where(mine).count() if len(rows) == MOST_RESULTS else len(rows)
    return ResultSheet(patient_id, tuple(lines), count - len(rows))


def _place(group: str) -> int:
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)


def _line(key: str, rows: list[tuple[str, ...]]) -> ResultLine:
    """``rows``: of one test, newest first."""
    code, display, group, *_value, flag, at, ident = rows[0]
    before = rows[1] if len(rows) > 1 else None
    numbers = [float(row[3]) for row in rows if row[3] is not None]
    return ResultLine(
        code=code or key,
        name=plain_terms.name(display),
        group=group if group in GROUPS else "",
        shown=_shown(rows[0]),
        flag=_FLAGS.get(flag.upper(), "abnormal" if flag and flag.upper() != "N" else ""),
        at=at,  # type: ignore[arg-type]
        before=_shown(before) if before is not None else "",
        before_at=before[7] if before is not None else None,  # type: ignore[arg-type]
        points=tuple(reversed(numbers[:MOST_POINTS])),
        count=len(rows),
        newest_id=int(ident),
    )


#: HL7 table 0078, observation interpretation.
_FLAGS = {
    "H": "high", "L": "low", "HH": "critical", "LL": "critical", "AA": "critical", "A": "abnormal", "N": "",
    "HU": "high", "LU": "low", "POS": "abnormal", "DET": "abnormal", "NEG": "", "ND": "",
}  # fmt: skip


def _shown(row: tuple[str, ...]) -> str:
    value = float(row[3]) if row[3] is not None else None
    return plain_terms.result_text(value, row[5], plain_terms.name(row[4] or ""))


def group_words(group: str) -> str:
    return {
        "laboratory": _("Laboratory"), "imaging": _("Imaging"), "procedure": _("Procedures"),
        "survey": _("Questionnaires"), "social-history": _("Social"), "exam": _("Findings"),
    }.get(group, _("Other"))  # fmt: skip


def flag_words(flag: str) -> str:
    return {
        "high": _("high"), "low": _("low"), "critical": _("critical"), "abnormal": _("abnormal")
    }.get(flag, "")  # fmt: skip
