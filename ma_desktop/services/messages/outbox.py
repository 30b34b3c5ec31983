"""What waits to leave the office, what went wrong, and what can be done instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from peewee import JOIN

from ma_desktop.domain import names, phones
from ma_desktop.domain.outbox import OPEN
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, OutboxItem, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.email_account import email_account
from ma_desktop.services.schedule.practice_zone import practice_zone

#: How far back the done ones are shown.
DONE_DAYS = 7
#: Of the closed ones only so many of the newest are looked through, however old the practice is: more than three months of
#: a hundred visits a day.
LOOKED_THROUGH = 20_000


@dataclass(frozen=True, slots=True)
class OutboxLine:
    """One item in words. ``tone``: of its state; ``starts``: the appointment it is about; ``next_try``: words or empty.

    ``instead``: the paper alternative in words. ``text``: what is sent, empty for paper and after delivery.
    """

    item_id: int
    route: str
    status: str
    tone: str
    state: str
    route_words: str
    title: str
    patient_id: int | None
    patient: str
    recipient: str
    appointment_id: int | None
    starts: datetime | None
    queued_at: datetime
    since: str
    next_try: str
    trouble: str
    instead: str
    attempts: int
    message_id: str
    proof: str
    answer: str
    subject: str
    text: str

    @property
    def decides(self) -> bool:
        """A person has to decide."""
        return self.status in {"unclear", "failed"}

    @property
    def to_call(self) -> bool:
        return self.route == "call-sheet" and self.status in {"waiting", "printed"}


@dataclass(frozen=True, slots=True)
class Outbox:
    """``email_in_use``: whether mail may leave at all; ``calls``: lines whose time has come."""

    lines: tuple[OutboxLine, ...]
    asking: int
    calls: int
    email_in_use: bool


def outbox(desk: Desk, *, done: bool = False) -> Outbox:
    """What needs a person first, then in the order in which it goes out. ``done``: what left or was cancelled lately."""
    now, zone = desk.now(), practice_zone(desk)
    lines = [_line(row, now, zone) for row in _rows(desk, done=done)]
    order = {"unclear": 0, "failed": 1, "sending": 2}
    if not done:
        lines.sort(key=lambda one: order.get(one.status, 3))
    calls = sum(one.to_call and not one.next_try for one in lines)
    return Outbox(tuple(lines), sum(one.decides for one in lines), calls, email_account(desk).in_use)


def _rows(desk: Desk, *, done: bool) -> Any:
    rows = (
        OutboxItem.select(OutboxItem, Patient, Appointment)
        .join(Patient, JOIN.LEFT_OUTER)
        .switch(OutboxItem)
        .join(Appointment, JOIN.LEFT_OUTER)
        .where(OutboxItem.stands())
    )
    now = desk.now()
    last = OutboxItem.select(OutboxItem.id).order_by(OutboxItem.id.desc()).limit(1).scalar() or 0
    lately = OutboxItem.id > last - LOOKED_THROUGH
    if done:
        since = OutboxItem.queued_at.db_value(now - timedelta(days=DONE_DAYS))
        closed = (
            lately & OutboxItem.status.in_(["sent", "printed", "cancelled"]) & (OutboxItem.queued_at >= since)
        )
        return rows.where(closed).order_by(OutboxItem.sent_at.desc(), OutboxItem.id.desc()).limit(500)
    to_answer = (
        lately
        & (OutboxItem.status == "printed")
        & (OutboxItem.route == "call-sheet")
        & (OutboxItem.answer == "")
        & (Appointment.start > Appointment.start.db_value(now))
    )
    still = OutboxItem.status.in_(list(OPEN)) | to_answer
    return rows.where(still).order_by(OutboxItem.not_before, OutboxItem.id).limit(1000)


def _line(row: Any, now: datetime, zone: Any) -> OutboxLine:
    patient, appointment = row.patient, row.appointment
    state, tone = _state(row, now)
    waits = row.status == "waiting" and row.not_before is not None and row.not_before > now
    return OutboxLine(
        item_id=row.id, route=row.route, status=row.status, tone=tone, state=state,
        route_words={"email": _("E-mail"), "call-sheet": _("Call"), "card": _("Card")}.get(row.route, row.route),
        title=row.title, patient_id=row.patient_id,
        patient=names.display(patient.family, patient.given) if patient is not None else "—",
        recipient=phones.show(row.recipient) if row.route == "call-sheet" else row.recipient,
        appointment_id=row.appointment_id,
        starts=appointment.start.astimezone(zone) if appointment is not None else None,
        queued_at=row.queued_at.astimezone(zone), since=_when(row.queued_at.astimezone(zone), now), next_try=_when(row.not_before.astimezone(zone), now) if waits else "",
        trouble=row.last_error, instead=_instead(row), attempts=row.attempts, message_id=row.message_id, proof=row.proof,
        answer=row.answer, subject=row.payload.get("subject", ""), text=row.payload.get("text", ""),
    )  # fmt: skip


def _state(row: Any, now: datetime) -> tuple[str, str]:
    if row.status == "waiting" and row.route == "call-sheet":
        return (_("No answer yet"), "warn") if row.answer == "no-answer" else (_("To call"), "info")
    if row.status == "waiting" and row.route == "card":
        return _("To print"), "info"
    if row.status == "waiting":
        return (_("Tries again"), "warn") if row.attempts else (_("Waits"), "muted")
    return {
        "sending": (_("On its way"), "info"),
        "unclear": (_("Did it arrive? Decide"), "danger"),
        "failed": (_("Not sent"), "danger"),
        "printed": (_("Printed: answer?"), "info") if row.route == "call-sheet" and not row.answer else (_("Printed"), "ok"),
        "cancelled": (_("Cancelled"), "muted"),
    }.get(row.status, (_("Sent") if row.route == "email" else _("Done"), "ok"))  # fmt: skip


def _instead(row: Any) -> str:
    if row.status not in {"waiting", "unclear", "failed"}:
        return ""
    return {"call-sheet": _("Call sheet"), "card": _("Card")}.get(row.route, _("Call, or print a card"))


def _when(moment: datetime, now: datetime) -> str:
    """The time alone for today, with the weekday for the days around it, else with the date."""
    days = abs((moment.date() - now.astimezone(moment.tzinfo).date()).days)
    return f"{moment:%H:%M}" if not days else f"{moment:%a %H:%M}" if days < 7 else f"{moment:%m/%d %H:%M}"
