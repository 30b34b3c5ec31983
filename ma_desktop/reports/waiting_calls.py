"""The waiting list to call from: who, which number, what was asked for, and room for what they said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.letterhead import Practice, long_day, short_day
from ma_desktop.reports.page import Block, Sheet, make_pdf
from ma_desktop.reports.parts import CLERK, Paragraph, Space, Title, literal
from ma_desktop.reports.rows import Column, table
from ma_desktop.reports.text import Ink


@dataclass(frozen=True, slots=True)
class Call:
    """One line. ``offer``: the time to offer; empty when there is none."""

    urgency: str
    patient: str
    birth_date: str
    phone: str
    visit: str
    wishes: str
    offer: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class WaitingCalls:
    practice: Practice
    calls: tuple[Call, ...]
    printed_at: datetime
    printed_by: str
    size: str = "letter"


def render(doc: WaitingCalls) -> bytes:
    """PDF bytes; a page for the desk, never for a patient."""
    printed = _("Printed {day} {time} by {who} · for the desk only: shred after use").format(
        day=short_day(doc.printed_at), time=f"{doc.printed_at:%H:%M}", who=doc.printed_by
    )
    sheet = Sheet(
        title=_("Waiting list: calls"), author=doc.practice.name, subject="", left=(doc.practice.name, doc.practice.reach),
        right=(_("Waiting list"), long_day(doc.printed_at)), footer=printed, printed_at=doc.printed_at, size=doc.size,
    )  # fmt: skip
    return make_pdf(sheet, _blocks(doc))


def _blocks(doc: WaitingCalls) -> list[Block]:
    head: list[Block] = [
        Title(
            _("Who to call for a time"),
            _(
                "In this order. Offer the time and circle the answer: A accepted, D declined, L left message, N no answer."
            ),
            CLERK,
        ),
        Space(4),
    ]
    if not doc.calls:
        return [*head, Paragraph(_("Nobody is waiting for a time."), CLERK.body_ink, before=6)]
    return [*head, *table(_columns(), [_row(call) for call in doc.calls], Ink(9.5))]


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Urgency"), 0.09), Column(_("Patient"), 0.23), Column(_("Phone"), 0.13),
        Column(_("Asked for"), 0.27), Column(_("Offer"), 0.15), Column(_("Answer"), 0.13),
    )  # fmt: skip


def _row(call: Call) -> tuple[str, ...]:
    asked = " · ".join(part for part in (call.visit, call.wishes, call.last) if part)
    return (
        literal(call.urgency), literal(f"{call.patient}, {call.birth_date}"), literal(call.phone), literal(asked),
        literal(call.offer or _("none yet")), "A   D   L   N",
    )  # fmt: skip
