"""Note what the patient answered to a reminder; it flows back to the appointment."""

from __future__ import annotations

from datetime import timedelta

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Communication, OutboxItem, Task
from ma_desktop.services.desk import Desk, Work

#: What the desk can answer, and the outcome of the attempt in the record.
ANSWERS = {
    "confirmed": "confirmed",
    "declined": "declined",
    "left-message": "left-message",
    "no-answer": "no-answer",
    "wrong-number": "wrong-number",
}
#: Nobody picked up: not before this long.
CALL_AGAIN = timedelta(hours=2)


def record_answer(desk: Desk, item_id: int, answer: str) -> None:
    """``answer``: a key of ``ANSWERS``. *Declined* opens a task to rebook, *wrong number* one to find the right one;
    after *no answer* the line waits to be called again."""
    item: OutboxItem = OutboxItem.get_by_id(item_id)
    with desk.work(_("Answer to a reminder"), needs=Permission.TASKS, patient_id=item.patient_id) as work:
        if answer not in ANSWERS:
            work.refuse(_("Choose one of the answers."))
        if item.status == "sending":
            work.refuse(_("It is being sent right now. Wait a moment for the server's answer."))
        if item.status == "cancelled":
            work.refuse(_("This was cancelled; write the answer to the appointment itself."))
        _to_the_appointment(work, item, answer)
        _close(desk, work, item, answer)
        channel = {"email": "e-mail", "card": "postcard"}.get(item.route, "phone")
        work.insert(
            Communication(
                patient=item.patient_id, about="Appointment", row=item.appointment_id, channel=channel,
                outcome=ANSWERS[answer], at=work.now,
            )
        )  # fmt: skip


def _to_the_appointment(work: Work, item: OutboxItem, answer: str) -> None:
    if answer not in {"confirmed", "declined"} or item.appointment_id is None:
        return
    appointment: Appointment = Appointment.get_by_id(item.appointment_id)
    if appointment.status not in {"booked", "pending"}:
        work.refuse(_("This appointment is no longer to come; there is nothing to answer."))
    work.update(appointment, answer=answer, confirmed=answer == "confirmed", answered_at=work.now)


def _close(desk: Desk, work: Work, item: OutboxItem, answer: str) -> None:
    if answer == "no-answer":
        work.update(item, answer=answer, status="waiting" if item.route == "call-sheet" else item.status,
                    attempts=item.attempts + 1, not_before=work.now + CALL_AGAIN)  # fmt: skip
        return
    _done(desk, work, item, answer)
    if answer == "declined":
        _task(work, item, "rebook", _("Cannot come: rebook or cancel the appointment"), _("Rebook"))
    elif answer == "wrong-number":
        words = _("The phone number is wrong: ask for the right one")
        _task(work, item, "wrong-number", words, _("Find number"))


def _done(desk: Desk, work: Work, item: OutboxItem, answer: str) -> None:
    """Mail that has not gone yet need not go any more; what was printed or called about is done."""
    if item.route == "email" and item.status != "sent":
        words = _("The patient had answered before it was sent.")
        work.update(item, answer=answer, status="cancelled", last_error=words)
        return
    proof = _("{who}, {when}").format(who=desk.worker.name, when=f"{work.now:%Y-%m-%d %H:%M}")
    sent = item.sent_at or work.now
    work.update(item, answer=answer, status="sent", sent_at=sent, proof=item.proof or proof)


def _task(work: Work, item: OutboxItem, kind: str, words: str, action: str) -> None:
    work.insert(
        Task(
            patient=item.patient_id, kind=kind, description=words, next_action=action, owner_role="front_desk",
            priority="asap" if kind == "rebook" else "routine", due_at=work.now,
        )
    )  # fmt: skip
