"""Every word that went between the office and one patient: calls, letters, reminders, answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain import recalls
from ma_desktop.i18n import _
from ma_desktop.models import Communication, OutboxItem, Recall, Task, User
from ma_desktop.services.desk import Desk

#: Contacts that are listed; a chart of decades has more, and nobody reads them.
MOST = 500


@dataclass(frozen=True, slots=True)
class Contact:
    """``kind``: call, letter, e-mail, in-person or message. ``ended``: how it ended, in words. ``by``: who of the office.

    ``waits``: it has not happened yet, or nobody knows.
    """

    kind: str
    at: datetime
    about: str
    ended: str
    note: str = ""
    by: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class ContactLog:
    """``contacts``: what waits first, then newest first."""

    patient_id: int
    contacts: tuple[Contact, ...]


_KINDS = {
    "phone": "call", "letter": "letter", "postcard": "letter", "e-mail": "e-mail", "email": "e-mail",
    "in-person": "in-person",
}  # fmt: skip


def contact_log(desk: Desk, patient_id: int) -> ContactLog:
    """``desk`` opens the record."""
    people = {row.id: row.name for row in User.select(User.id, User.name)}
    found = [*_talks(patient_id, people), *_messages(patient_id)]
    found.sort(key=lambda contact: (not contact.waits, -contact.at.timestamp()))
    return ContactLog(patient_id, tuple(found[:MOST]))


def _talks(patient_id: int, people: dict[int, str]) -> list[Contact]:
    rows = list(
        Communication.standing()
        .where(Communication.patient == patient_id)
        .order_by(Communication.at.desc())
        .limit(MOST)
    )
    about = _subjects(rows)
    return [
        Contact(
            _KINDS.get(row.channel, "message"), row.at, about.get((row.about, row.row), ""),
            recalls.outcome_words(row.outcome), row.note, people.get(row.recorded_by, ""),
        )
        for row in rows
    ]  # fmt: skip


def _subjects(rows: list[Communication]) -> dict[tuple[str, int], str]:
    """What each contact was for: two queries, whatever their number."""
    recalled = [row.row for row in rows if row.about == "Recall"]
    tasks = [row.row for row in rows if row.about == "Task"]
    words = {("Recall", row.id): row.reason for row in Recall.select().where(Recall.id.in_(recalled))}
    words |= {("Task", row.id): row.description for row in Task.select().where(Task.id.in_(tasks))}
    plain = {
        "Appointment": _("appointment"), "AppointmentRequest": _("waiting list"),
    }  # fmt: skip
    return words | {(row.about, row.row): plain[row.about] for row in rows if row.about in plain}


def _messages(patient_id: int) -> list[Contact]:
    rows = (
        OutboxItem.standing()
        .where((OutboxItem.patient == patient_id) & (OutboxItem.status != "cancelled"))
        .order_by(OutboxItem.queued_at.desc())
        .limit(MOST)
    )
    kinds = {"email": "e-mail", "call-sheet": "call", "card": "letter"}
    waiting = {"waiting", "sending", "unclear", "failed"}
    return [
        Contact(
            kinds.get(row.route, "message"), row.sent_at or row.queued_at, row.title, _state_words(row.status),
            _("answered: {words}").format(words=row.answer) if row.answer else "", waits=row.status in waiting,
        )
        for row in rows
    ]  # fmt: skip


def _state_words(status: str) -> str:
    return {
        "waiting": _("waits"), "sending": _("being sent"), "unclear": _("nobody knows whether it went"), "sent": _("sent"),
        "failed": _("could not be sent"), "printed": _("printed"),
    }.get(status, status)  # fmt: skip
