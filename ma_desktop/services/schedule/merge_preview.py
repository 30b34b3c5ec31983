"""Two charts side by side, before they become one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ma_desktop.domain import merging, names, phones
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Coverage, Encounter, Observation, Patient, PaymentNotice
from ma_desktop.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """``key`` of ``merging.LINES``; ``mine`` and ``other`` in words; ``take_other``: the better guess."""

    key: str
    title: str
    mine: str
    other: str
    take_other: bool


@dataclass(frozen=True, slots=True)
class Side:
    patient_id: int
    name: str
    record_number: str
    holds: str


@dataclass(frozen=True, slots=True)
class MergePreview:
    """``lines``: only what differs; ``same``: titles of what both say alike."""

    goes_on: Side
    wrong: Side
    lines: tuple[Line, ...]
    same: tuple[str, ...]


def merge_preview(desk: Desk, goes_on: int, wrong: int) -> MergePreview:
    one, other = Patient.get_by_id(goes_on), Patient.get_by_id(wrong)
    lines, same = [], []
    for key, columns in merging.LINES.items():
        mine, theirs = (
            tuple(getattr(row, c) for c in columns if c != "address_checked_at") for row in (one, other)
        )
        if not any(merging.differ(a, b) for a, b in zip(mine, theirs, strict=True)):
            if mine[0] not in (None, "", "unknown"):
                same.append(merging.TITLES[key])
            continue
        take = merging.takes_other(key, mine[0], theirs[0])
        lines.append(Line(key, merging.TITLES[key], _words(key, mine), _words(key, theirs), take))
    return MergePreview(_side(one), _side(other), tuple(lines), tuple(same))


def _words(key: str, values: tuple[Any, ...]) -> str:
    first = values[0]
    if key == "birth_date":
        return f"{first:%m/%d/%Y}"
    if key in {"phone", "other_phone"}:
        return phones.show(first)
    if key == "photo":
        return _("a photo") if first else ""
    if key == "household":
        head = Patient.get_or_none(Patient.id == first) if first else None
        return names.display(head.family, head.given) if head else ""
    if key == "deceased_at":
        return f"{first:%m/%d/%Y}" if first else ""
    return ", ".join(str(value) for value in values if value and value is not True)


def _side(row: Patient) -> Side:
    counted = (
        (Encounter, _("{n} visits")), (Observation, _("{n} measurements")), (Appointment, _("{n} appointments")),
        (Coverage, _("{n} insurances")), (PaymentNotice, _("{n} payments")),
    )  # fmt: skip
    holds = [
        words.format(n=count)
        for table, words in counted
        if (count := table.standing().where(table.patient == row.id).count())
    ]
    return Side(
        row.id, names.display(row.family, row.given), row.record_number, ", ".join(holds) or _("nothing yet")
    )
