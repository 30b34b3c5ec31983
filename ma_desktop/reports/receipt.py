"""The receipt for money taken at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ma_desktop.domain import money
from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.forms import Fact, Pair, Signature
from ma_desktop.reports.letterhead import Letterhead, clock, long_day
from ma_desktop.reports.page import Block, make_pdf, sheet_for
from ma_desktop.reports.parts import (
    LARGE,
    PATIENT,
    Box,
    Heading,
    Paragraph,
    Sizes,
    Space,
    Title,
    literal,
    strong,
)
from ma_desktop.reports.text import DANGER, LINE, MUTED, TILE, Ink


@dataclass(frozen=True, slots=True)
class Applied:
    """What a part of the payment went to, like "Copay, visit of 11/23/2026"."""

    to: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Receipt:
    """``payer``: who gave the money. ``method``: "card ending 4242", "cash", "check 1207".

    ``balance_before``, ``balance_after``: what the patient owed; below zero is credit. ``void_reason``: the payment was
    taken back; the number stays used.
    """

    head: Letterhead
    number: str
    received_at: datetime
    received_by: str
    payer: str
    method: str
    amount: Decimal
    applied: tuple[Applied, ...] = ()
    balance_before: Decimal = money.ZERO
    balance_after: Decimal = money.ZERO
    reference: str = ""
    void_reason: str = ""


def render(doc: Receipt) -> bytes:
    """PDF bytes. A reprint (``head.copy``) is marked COPY on every page."""
    sizes = LARGE if doc.head.large_print else PATIENT
    return make_pdf(sheet_for(doc.head, _("Receipt"), doc.number), _blocks(doc, sizes))


def _blocks(doc: Receipt, sizes: Sizes) -> list[Block]:
    day = _("{day}, at {time}").format(day=long_day(doc.received_at), time=clock(doc.received_at))
    title = Title(_("Receipt {number}").format(number=literal(doc.number)), literal(day), sizes)
    if doc.head.copy:
        title.subtitle = literal(_("{day} · copy of the receipt given then").format(day=day))
    return [
        title,
        *_void(doc, sizes),
        _amount(doc, sizes),
        *_applied(doc, sizes),
        *_balance(doc, sizes),
        Paragraph(_("Thank you. Please keep this page: you may need it for your insurance or your taxes."), sizes.note_ink, before=sizes.white(1.5), measure=60),
        Signature([_("Signature, if asked for"), _("Date")], (1.4, 0.6), before=sizes.white(4)),
    ]  # fmt: skip


def _void(doc: Receipt, sizes: Sizes) -> list[Block]:
    if not doc.void_reason:
        return []
    words = [
        Paragraph(strong(_("VOID: this payment was taken back")), Ink(sizes.body, DANGER)),
        Paragraph(literal(doc.void_reason), sizes.body_ink),
    ]
    return [Box(words, pad=(14, 8), stroke=DANGER, line=1.6, before=sizes.white(1))]


def _amount(doc: Receipt, sizes: Sizes) -> Block:
    """The sum, large; who gave it, how, who took it."""
    ink = sizes.body_ink
    rows: list[Block] = [
        Paragraph(_("Received"), Ink(sizes.note, MUTED)),
        Paragraph(strong(money.show(doc.amount)), Ink(sizes.title, bold=True, leading=1.25)),
        Space(4),
        Fact(_("From"), doc.payer, ink),
        Fact(_("Paid by"), doc.method, ink),
    ]
    if doc.reference:
        rows.append(Fact(_("Reference"), doc.reference, ink))
    rows += [Fact(_("Patient"), doc.head.patient.called, ink), Fact(_("Taken by"), doc.received_by, ink)]
    return Box(rows, pad=(14, 10), fill=TILE, stroke=LINE, line=0.4, before=sizes.white(1.2))


def _applied(doc: Receipt, sizes: Sizes) -> list[Block]:
    if not doc.applied:
        return []
    rows = [Pair(one.to, money.show(one.amount), sizes.body_ink, ruled=True) for one in doc.applied]
    return [Heading(_("What it paid for"), sizes), *rows]


def _balance(doc: Receipt, sizes: Sizes) -> list[Block]:
    last = (
        _("You still owe")
        if doc.balance_after > 0
        else _("Your credit")
        if doc.balance_after < 0
        else _("You owe now")
    )
    ink = sizes.body_ink
    rows: list[Block] = [
        Heading(_("Your account"), sizes),
        Pair(_("You owed"), money.show(doc.balance_before), ink, ruled=True),
        Pair(_("Paid now"), money.show(-doc.amount), ink, ruled=True),
    ]
    if doc.void_reason:
        back = Pair(_("Taken back"), money.show(doc.amount), ink, ruled=True)
        return [*rows, back, Pair(_("As before"), money.show(doc.balance_before), ink, bold=True, before=2)]
    return [*rows, Pair(last, money.show(abs(doc.balance_after)), ink, bold=True, before=2)]
