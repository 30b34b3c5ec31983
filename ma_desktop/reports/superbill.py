"""The superbill: what was done, for which diagnoses, for how much; the provider marks, signs, and it is billed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ma_desktop.domain import money
from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.codes import Barcode
from ma_desktop.reports.forms import Pair, Signature, service_grid
from ma_desktop.reports.letterhead import Letterhead, numbers
from ma_desktop.reports.page import Block, make_pdf, sheet_for
from ma_desktop.reports.parts import CLERK, Beside, Box, Heading, Paragraph, Space, Title, literal, strong
from ma_desktop.reports.rows import Column, TableRow, continued, table
from ma_desktop.reports.text import ACCENT, LINE, MUTED, TILE, Ink


@dataclass(frozen=True, slots=True)
class Insurance:
    """``relation``: of the patient to the subscriber; ``verified_on``: ``None`` if not checked for this visit."""

    payer: str
    payer_id: str = ""
    plan: str = ""
    member_id: str = ""
    group: str = ""
    relation: str = ""
    subscriber: str = ""
    copay: Decimal | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """ICD-10-CM. A sensitive one prints its letter and code, which billing needs; its words only if ``released``."""

    code: str
    text: str
    sensitive: bool = False
    released: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """A line of the practice's fee schedule; ``label`` is the practice's own short word, never a CPT descriptor."""

    code: str
    label: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class ServiceGroup:
    """A column of the superbill."""

    name: str
    services: tuple[Service, ...]


@dataclass(frozen=True, slots=True)
class Charge:
    """``amount``: of all units together. ``pointers``: letters of the diagnoses ("A", "C")."""

    code: str
    label: str
    amount: Decimal
    units: int = 1
    modifiers: tuple[str, ...] = ()
    pointers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid at the desk: ``label`` like "Copay paid, card"; ``for_visit``: not for older debt."""

    label: str
    amount: Decimal
    receipt: str = ""
    for_visit: bool = True


@dataclass(frozen=True, slots=True)
class Superbill:
    """``place``: place-of-service code. ``patient_lines``: address, phone as they are to be read.

    ``previous_balance``: owed before this visit (below zero: credit). ``diagnoses``: in order, A to L.
    """

    head: Letterhead
    visit_number: str
    service_day: date
    provider: str
    provider_npi: str = ""
    place: str = "11"
    sex: str = ""
    patient_lines: tuple[str, ...] = ()
    insurances: tuple[Insurance, ...] = ()
    previous_balance: Decimal = money.ZERO
    diagnoses: tuple[Diagnosis, ...] = ()
    services: tuple[ServiceGroup, ...] = ()
    charges: tuple[Charge, ...] = ()
    paid: tuple[Paid, ...] = ()
    next_visit: str = ""
    referral: str = ""
    referring_provider: str = ""

    @property
    def charged(self) -> Decimal:
        return money.total(charge.amount for charge in self.charges)

    @property
    def remaining(self) -> Decimal:
        """Charges of this visit less what was paid for it."""
        return self.charged - money.total(paid.amount for paid in self.paid if paid.for_visit)

    @property
    def owed(self) -> Decimal:
        """The patient's account after this visit, whoever is to pay it."""
        older = money.total(paid.amount for paid in self.paid if not paid.for_visit)
        return self.previous_balance - older + self.remaining


#: CMS-1500 box 21 has twelve places.
LETTERS = "ABCDEFGHIJKL"

_SMALL = Ink(CLERK.note, leading=1.38)


def render(doc: Superbill) -> bytes:
    """PDF bytes; a second page when it does not fit on one."""
    return make_pdf(sheet_for(doc.head, _("Superbill"), doc.visit_number), _blocks(doc))


def _blocks(doc: Superbill) -> list[Block]:
    return [
        Title(_("Superbill"), _subtitle(doc), CLERK),
        Beside([_patient(doc), _insurance(doc), _account(doc)], (1, 1, 1), before=14),
        *_diagnoses(doc),
        *_services(doc),
        *_charges(doc),
        _closing(doc),
        Signature(
            [_("Provider signature: services above were done and are documented"), _("Date")],
            (1.15, 1),
            before=30,
        ),
        Barcode(doc.visit_number, _("scan to reopen this visit"), before=12)
        if doc.visit_number
        else Space(0),
    ]


def _subtitle(doc: Superbill) -> str:
    """The visit and who saw the patient; below, the practice's numbers."""
    practice = doc.head.practice
    visit = [
        _("Date of service {day}").format(day=numbers(doc.service_day)),
        _("place {code}").format(code=doc.place) if doc.place else "",
        doc.provider,
        _("NPI {npi}").format(npi=doc.provider_npi) if doc.provider_npi else "",
    ]
    own = [
        _("EIN {number}").format(number=practice.tax_id) if practice.tax_id else "",
        _("group NPI {npi}").format(npi=practice.npi)
        if practice.npi and practice.npi != doc.provider_npi
        else "",
    ]
    return literal("\n".join(" · ".join(part for part in line if part) for line in (visit, own) if any(line)))


def _card(title: str, lines: Sequence[str]) -> Box:
    heading = Paragraph(strong(title), Ink(10, ACCENT), keep=True)
    rows = [Paragraph(line, _SMALL, before=1 if not place else 0) for place, line in enumerate(lines)]
    return Box([heading, *rows], pad=(10, 7), fill=TILE, stroke=LINE, line=0.4)


def _patient(doc: Superbill) -> Box:
    name = " · ".join(part for part in (doc.head.patient.called, doc.sex) if part)
    return _card(_("Patient"), [literal(line) for line in (name, *doc.patient_lines) if line])


def _insurance(doc: Superbill) -> Box:
    if not doc.insurances:
        return _card(_("Insurance"), [_("None on file for this day: self-pay")])
    lines: list[str] = []
    for place, one in enumerate(doc.insurances):
        if place:
            lines.append(strong(_("Then:") if place == 1 else _("Last:")))
        lines += _insurance_lines(one)
    first = doc.insurances[0].verified_on
    if first is None:
        title = _("Insurance (not verified)")
    elif first == doc.head.printed_at.date():
        title = _("Insurance (verified today)")
    else:
        title = _("Insurance (verified {day})").format(day=numbers(first))
    return _card(title, lines)


def _insurance_lines(one: Insurance) -> list[str]:
    name = " ".join(part for part in (one.payer, one.plan if one.plan not in one.payer else "") if part)
    payer = _("payer {code}").format(code=one.payer_id) if one.payer_id else ""
    member = _("Member {number}").format(number=one.member_id) if one.member_id else ""
    group = _("group {number}").format(number=one.group) if one.group else ""
    relation = f"{one.relation}: {one.subscriber}" if one.relation and one.subscriber else one.relation
    copay = _("copay {amount}").format(amount=money.show(one.copay)) if one.copay is not None else ""
    rows = ((name, payer), (member, group), (relation[:1].upper() + relation[1:], copay))
    return [literal(" · ".join(part for part in row if part)) for row in rows if any(row)]


def _account(doc: Superbill) -> Box:
    lines = [_("Previous balance   {amount}").format(amount=strong(money.show(doc.previous_balance)))]
    for paid in doc.paid:
        lines.append(f"{literal(paid.label)}   {strong(money.show(paid.amount))}")
        if paid.receipt:
            lines.append(_("Receipt {number}").format(number=literal(paid.receipt)))
    if not doc.paid:
        lines.append(_("Nothing paid for this visit"))
    lines.append(_("Balance now   {amount}").format(amount=strong(money.show(doc.owed))))
    return _card(_("Account"), lines)


def _diagnoses(doc: Superbill) -> list[Block]:
    title = _("Diagnoses (ICD-10-CM)")
    columns = (Column("", 0.06), Column("", 0.13), Column("", 0.81))
    rows: list[Block] = []
    for letter, diagnosis in zip(LETTERS, doc.diagnoses, strict=False):
        kept_back = diagnosis.sensitive and not diagnosis.released
        words = _("words not printed: see the chart") if kept_back else literal(diagnosis.text)
        rows.append(
            TableRow([strong(letter), strong(diagnosis.code), words], columns, Ink(CLERK.body), ruled=False)
        )
    if not rows:
        rows = [
            Paragraph(
                _("None entered yet. A: ____________   B: ____________   C: ____________"),
                Ink(CLERK.body, MUTED),
                measure=90,
            )
        ]
    return [
        Heading(title, CLERK),
        *continued(rows, Heading(_("{title} (continued)").format(title=title), CLERK, outlined=False)),
    ]


def _services(doc: Superbill) -> list[Block]:
    groups = [
        (group.name, [(one.code, one.label, one.done) for one in group.services])
        for group in doc.services
        if group.services
    ]
    if not groups:
        return []
    title = _("Services: done today are marked; others for the provider to mark")
    return [Heading(title, CLERK), *service_grid(groups, Ink(CLERK.note))]


def _charges(doc: Superbill) -> list[Block]:
    columns = (
        Column(_("#"), 0.04), Column(_("Code"), 0.13), Column(_("Mod."), 0.14), Column(_("Service"), 0.32), Column(_("Dx"), 0.08),
        Column(_("Units"), 0.09), Column(_("Fee"), 0.2, "right"),
    )  # fmt: skip
    rows = [
        (str(number), charge.code, " ".join(charge.modifiers), literal(charge.label), " ".join(charge.pointers),
         str(charge.units), money.show(charge.amount))
        for number, charge in enumerate(doc.charges, start=1)
    ]  # fmt: skip
    title = _("Charges")
    again = Heading(_("{title} (continued)").format(title=title), CLERK, outlined=False)
    blocks = table(columns, rows, Ink(CLERK.body), again=[again])
    if not rows:
        blocks.append(Paragraph(_("No charges entered yet."), Ink(CLERK.body, MUTED), before=4))
    return [Heading(title, CLERK), *blocks]


def _rest(doc: Superbill) -> str:
    if doc.remaining < 0:
        return _("Paid ahead of charges")
    return _("To insurance") if doc.insurances else _("Balance of this visit")


def _closing(doc: Superbill) -> Block:
    """What comes next at the left, the sums at the right."""
    facts = (
        (_("Next visit"), doc.next_visit or _("not booked")),
        (_("Referral / authorization"), doc.referral or _("none")),
        (_("Referring provider"), doc.referring_provider),
    )
    left = [
        Paragraph(f"{strong(label)} {literal(value)}", Ink(CLERK.body)) for label, value in facts if value
    ]
    sums = [(_("Total charges"), money.show(doc.charged), False)]
    sums += [(paid.label, money.show(-paid.amount), False) for paid in doc.paid if paid.for_visit]
    sums.append((_rest(doc), money.show(abs(doc.remaining)), True))
    return Beside(
        [
            Box(left),
            Box([Pair(label, amount, Ink(10.5, leading=1.6), bold=bold) for label, amount, bold in sums]),
        ],
        (1.55, 1),
        gap=24,
        before=14,
    )
