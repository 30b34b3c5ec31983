"""Note one attempt to reach somebody, by one key."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.recalls import OUTCOMES
from ma_desktop.i18n import _
from ma_desktop.models import Communication, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.call_list import CallKey
from ma_desktop.services.messages.close_call import close_call, finish_same_day_call, whose


def record_attempt(desk: Desk, key: CallKey, outcome: str, *, note: str = "", channel: str = "phone") -> int:
    """``outcome``: one of ``OUTCOMES``; *declined* closes the line, *wrong number* opens a task to find the right one.

    Answers the communication's id.
    """
    patient_id = whose(key)
    with desk.work(_("Attempt to reach the patient"), needs=Permission.TASKS, patient_id=patient_id) as work:
        if outcome not in OUTCOMES:
            work.refuse(_("Choose how the call ended."))
        row = work.insert(
            Communication(
                patient=patient_id, about=key.source, row=key.row, channel=channel, outcome=outcome,
                note=note.strip(), at=work.now,
            )
        )  # fmt: skip
        if outcome in {"spoke", "left-message", "declined"}:
            finish_same_day_call(work, patient_id, outcome)
        if outcome == "wrong-number" and not _is_looked_for(patient_id):
            work.insert(
                Task(
                    patient=patient_id, kind="wrong-number", next_action=_("Find number"), owner_role="front_desk",
                    description=_("The phone number is wrong: ask for the right one"), due_at=work.now,
                )
            )  # fmt: skip
        if outcome == "declined":
            close_call(desk, key, "declined", note=note)
        return int(row.id)


def _is_looked_for(patient_id: int) -> bool:
    open_ones = Task.standing().where(
        (Task.patient == patient_id) & (Task.kind == "wrong-number") & (Task.status == "requested")
    )
    return bool(open_ones.exists())
