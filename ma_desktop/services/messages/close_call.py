"""Take a line off the call list, for one of the five reasons that end it."""

from __future__ import annotations

from typing import Any

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.recalls import ENDS, outcome_words
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Communication, Encounter, Recall, Task
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.messages.call_list import CallKey

_TABLES: dict[str, Any] = {"Recall": Recall, "Encounter": Encounter, "Appointment": Appointment, "Task": Task}


def whose(key: CallKey) -> int:
    """The patient of a line; one that is gone is refused."""
    row = _TABLES[key.source].get_or_none(_TABLES[key.source].id == key.row)
    if row is None or row.error_at is not None or row.patient_id is None:
        raise RuleBroken(_("This line is no longer in the record. Look again."))
    return int(row.patient_id)


def close_call(
    desk: Desk, key: CallKey, outcome: str, *, appointment_id: int | None = None, note: str = ""
) -> None:
    """``outcome``: booked (with the appointment), declined, transferred, deceased, provider-closed; nothing else ends it.

    *provider-closed* needs the provider's words and *transferred* whereto. A follow-up or a missed visit keeps its end as
    a recall of its own.
    """
    patient_id = whose(key)
    with desk.work(
        _("Call list: {outcome}").format(outcome=outcome_words(outcome)), needs=Permission.BOOK, patient_id=patient_id,
        reason=note,
    ) as work:  # fmt: skip
        if outcome not in ENDS:
            work.refuse(
                _("A line ends only as booked, declined, went elsewhere, deceased or closed by the provider.")
            )
        if outcome in {"provider-closed", "transferred"} and not note.strip():
            work.refuse(_("Say who decided it and why."))
        if outcome == "booked":
            _booked(work, patient_id, appointment_id)
        _close_row(work, key, patient_id, outcome, appointment_id, note.strip())
        finish_same_day_call(work, patient_id, outcome)
        if outcome == "booked":
            work.insert(
                Communication(
                    patient=patient_id, about=key.source, row=key.row, outcome="booked", at=work.now
                )
            )


def _booked(work: Work, patient_id: int, appointment_id: int | None) -> None:
    made = Appointment.get_or_none(Appointment.id == appointment_id) if appointment_id else None
    if made is None or made.patient_id != patient_id or made.status not in {"booked", "pending"}:
        work.refuse(_("Book the appointment first; then the line ends by itself."))


def _close_row(
    work: Work, key: CallKey, patient_id: int, outcome: str, appointment_id: int | None, note: str
) -> None:
    if key.source == "Task":
        task: Task = Task.get_by_id(key.row)
        work.update(task, status="completed", done_at=work.now, outcome=note or outcome_words(outcome))
        return
    if key.source == "Recall":
        row: Recall = Recall.get_by_id(key.row)
        if row.status != "active":
            work.refuse(_("Somebody has closed this line already."))
        status = "completed" if outcome == "booked" else "revoked"
        work.update(row, status=status, outcome=outcome, appointment=appointment_id)
        return
    source: Any = _TABLES[key.source].get_by_id(key.row)
    missed = key.source == "Appointment"
    column = Recall.missed if missed else Recall.encounter
    if Recall.standing().where(column == key.row).exists():
        work.refuse(_("Somebody has closed this line already."))
    work.insert(
        Recall(
            patient=patient_id, kind="missed" if missed else "follow-up", missed=key.row if missed else None,
            encounter=None if missed else key.row, service=source.service_id, reason=note or source.reason or outcome,
            due_on=work.now.date(), status="completed" if outcome == "booked" else "revoked", outcome=outcome,
            appointment=appointment_id,
        )
    )  # fmt: skip


def finish_same_day_call(work: Work, patient_id: int, outcome: str) -> None:
    """The loose end that a missed appointment opened is done once somebody was spoken to or left word."""
    waiting = Task.standing().where(
        (Task.patient == patient_id) & (Task.kind == "missed-visit") & (Task.status == "requested")
    )
    for task in waiting:
        work.update(task, status="completed", done_at=work.now, outcome=outcome_words(outcome))
