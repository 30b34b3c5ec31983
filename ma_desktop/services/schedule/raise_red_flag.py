"""Booking stops: the provider is told now, and what was said is kept."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.domain import red_flags
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.red_flags import Level, Match
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk

KIND = "red_flag"
BY_HAND = Match("stopped-by-hand", Level.AT_ONCE, "")


def raise_red_flag(
    desk: Desk, reason: str, matches: Sequence[Match], *, patient_id: int | None = None, who: str = "",
    task_id: int | None = None,
) -> int:  # fmt: skip
    """Answers the task's id. ``matches`` empty: stopped by hand, without a rule. ``who``: caller and call-back number, or the
    name of somebody who is not registered yet. ``task_id``: the same call goes on, its words grew."""
    found = tuple(matches) or (BY_HAND,)
    with desk.work(
        _("Red flag: give to the provider"), needs=Permission.BOOK, patient_id=patient_id, undoable=False
    ) as work:
        words = described(found, reason, who)
        if task_id is None:
            known = _known(desk, patient_id, words)
            if known is not None:
                return known
            task = Task(
                patient=patient_id, kind=KIND, description=words, next_action=_("Answer the caller"), priority="stat",
                owner_role="provider", due_at=work.now,
            )  # fmt: skip
            return int(work.insert(task).id)
        row: Task = Task.get_by_id(task_id)
        again = row.status in {"received", "completed"} and words != row.description
        work.update(
            row, description=words, patient=patient_id or row.patient_id,
            **({"status": "requested", "done_at": None} if again else {}),
        )  # fmt: skip
        return task_id


def _known(desk: Desk, patient_id: int | None, words: str) -> int | None:
    """The same stop of today: a form that came back after a lock or a power cut gives it to nobody twice."""
    midnight = desk.now().replace(hour=0, minute=0, second=0, microsecond=0)
    same = Task.patient.is_null() if patient_id is None else Task.patient == patient_id
    found = Task.standing().where(
        same
        & (Task.kind == KIND)
        & (Task.recorded_at >= instant_text(midnight)[:23])
        & (Task.description == words)
    )
    row = found.order_by(Task.id.desc()).first()
    return int(row.id) if row is not None else None


def described(matches: Sequence[Match], reason: str, who: str) -> str:
    """Level, rules and the words as they were said."""
    level = red_flags.level_words(red_flags.level_of(matches) or Level.AT_ONCE)
    rules = "; ".join(match.label for match in matches)
    return " · ".join(
        part for part in (level, rules, f"“{reason.strip()}”" if reason.strip() else "", who.strip()) if part
    )
