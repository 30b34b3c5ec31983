"""No booking on words that nobody answered for."""

from __future__ import annotations

from ma_desktop.domain.red_flags import Match
from ma_desktop.i18n import _
from ma_desktop.models import Task
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.schedule.raise_red_flag import KIND
from ma_desktop.services.schedule.red_flags_in import red_flags_in

_ANSWERED = ("received", "completed")


def pass_gate(
    desk: Desk, work: Work, patient_id: int, reason: str, task_id: int | None = None
) -> tuple[Match, ...]:
    """Answers what the words matched. Refuses where they match and no provider was told of it today, and where ``task_id``
    (the stop of this very call, also one by hand) waits for its answer. A task without a patient gets this one."""
    matches = red_flags_in(desk, reason, patient_id)
    stop = Task.get_or_none((Task.id == task_id) & (Task.kind == KIND)) if task_id else None
    if stop is not None:
        if stop.status not in _ANSWERED:
            work.refuse(_("Booking is stopped: give this to the provider now."))
        if stop.patient_id is None:
            work.update(stop, patient=patient_id)
    open_rules = [match for match in matches if not _answered(desk, patient_id, match, stop)]
    if open_rules:
        work.refuse(
            _("Booking is stopped ({rules}): give this to the provider now.").format(
                rules=", ".join(match.label for match in open_rules)
            )
        )
    return matches


def _answered(desk: Desk, patient_id: int, match: Match, stop: Task | None) -> bool:
    """Whether somebody answered for this rule and this patient today."""
    if stop is not None and match.label in stop.description:
        return True
    midnight = desk.now().replace(hour=0, minute=0, second=0, microsecond=0)
    rows = Task.standing().where(
        (Task.patient == patient_id) & (Task.kind == KIND) & Task.status.in_(_ANSWERED)
        & (Task.recorded_at >= instant_text(midnight)[:23])
    )  # fmt: skip
    return any(match.label in row.description for row in rows)
