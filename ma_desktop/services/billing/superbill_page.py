"""What the superbill of one visit says."""

from __future__ import annotations

from itertools import groupby

from ma_desktop.domain import money, phones
from ma_desktop.domain.coverage import coverages_on
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import Coverage, Encounter, Organization, Patient
from ma_desktop.reports.letterhead import short_day
from ma_desktop.reports.superbill import Charge, Diagnosis, Insurance, Paid, Service, ServiceGroup, Superbill
from ma_desktop.services.billing.add_diagnosis import visit_diagnoses
from ma_desktop.services.billing.visit_bill import BillPayment, VisitBill, visit_bill
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.visit.visit_facts import coverage_facts
from ma_desktop.services.visit.visit_summary_page import next_booked, provider_name

#: Payments of these kinds are for the visit; the others pay older debt.
_FOR_VISIT = {"copay", "prepayment"}


def superbill_page(desk: Desk, encounter_id: int, *, size: str = "letter") -> Superbill:
    """Services that were charged are ticked; the others of the fee schedule stand for the provider to mark."""
    visit = the_visit(encounter_id)
    bill = visit_bill(desk, encounter_id)
    assert bill is not None
    patient, provider = visit.patient, visit.practitioner
    paid = tuple(_paid(payment) for payment in bill.payments if not payment.voided)
    here = bill.total - money.total(one.amount for one in paid)
    return Superbill(
        head=letterhead_of(desk, patient, visit, "superbill", size=size),
        visit_number=visit.number or "",
        service_day=visit.started_at.astimezone(desk.now().tzinfo).date(),
        provider=provider_name(provider) if provider else "",
        provider_npi=provider.npi if provider else "",
        sex={"female": _("F"), "male": _("M"), "other": _("X")}.get(patient.sex, ""),
        patient_lines=_reach(patient),
        insurances=_insurances(visit),
        previous_balance=bill.balance - here,
        diagnoses=tuple(
            Diagnosis(row.code, row.display, row.sensitive, row.released) for row in visit_diagnoses(visit.id)
        ),
        services=_services(bill),
        charges=tuple(
            Charge(c.code, c.label, c.amount, c.units, c.modifiers, c.pointers) for c in bill.charges
        ),
        paid=paid,
        next_visit=_next_visit(desk, visit),
    )


def _reach(patient: Patient) -> tuple[str, ...]:
    town = " ".join(
        part
        for part in (patient.city + "," if patient.city else "", patient.state, patient.postal_code)
        if part
    )
    return tuple(line for line in (patient.address, town.rstrip(","), phones.show(patient.phone)) if line)


def _paid(payment: BillPayment) -> Paid:
    words = {
        "copay": _("Copay paid, {method}"),
        "prepayment": _("Prepaid, {method}"),
        "balance": _("Older balance paid, {method}"),
    }
    label = words.get(payment.kind, payment.kind.capitalize() + ", {method}").format(method=payment.method)
    return Paid(label, payment.amount, payment.receipt_number, for_visit=payment.kind in _FOR_VISIT)


def _insurances(visit: Encounter) -> tuple[Insurance, ...]:
    """All that apply on the date of service, first payer first."""
    day = visit.started_at.date()
    found = [Coverage.get_by_id(one.id) for one in coverages_on(day, coverage_facts(visit.patient_id))]
    payers = [Organization.get_or_none(Organization.id == one.payor_id) for one in found]
    return tuple(
        Insurance(
            payer=payer.name if payer else "", payer_id=payer.payer_id if payer else "", plan=one.plan,
            member_id=one.member_id, group=one.group_number, relation=one.relationship,
            subscriber=one.subscriber, copay=one.copay,
            verified_on=one.verified_for if one.verified_for == day else None,
        )
        for one, payer in zip(found, payers, strict=True)
    )  # fmt: skip


def _services(bill: VisitBill) -> tuple[ServiceGroup, ...]:
    done = {charge.code for charge in bill.charges}
    return tuple(
        ServiceGroup(group, tuple(Service(fee.code, fee.label, fee.code in done) for fee in fees))
        for group, fees in groupby(bill.fees, key=lambda fee: fee.group)
    )


def _next_visit(desk: Desk, visit: Encounter) -> str:
    row = next_booked(desk, visit)
    if row is None:
        return str(visit.follow_up)
    start = row.start.astimezone(desk.now().tzinfo)
    words = [f"{short_day(start)}, {start:%H:%M}", provider_name(row.practitioner)]
    return ", ".join([*words, row.service.name] if row.service else words)
