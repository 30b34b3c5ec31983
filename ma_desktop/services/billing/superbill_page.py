"""What the superbill of one visit says."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from ma_desktop.domain import phones
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Coverage, Encounter, Organization
from ma_desktop.models.fields import instant_text
from ma_desktop.reports.superbill import Charge, Diagnosis, Insurance, Paid, Service, ServiceGroup, Superbill
from ma_desktop.services.billing.add_diagnosis import visit_diagnoses
from ma_desktop.services.billing.visit_bill import VisitBill, visit_bill
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.visit.visit_facts import coverage_of_visit


def superbill_page(desk: Desk, encounter_id: int) -> Superbill:
    """Services that were charged are ticked; the others of the fee schedule stand for the provider to mark."""
    visit = the_visit(encounter_id)
    bill = visit_bill(desk, encounter_id)
    assert bill is not None
    patient, provider = visit.patient, visit.practitioner
    here = bill.total - sum((p.amount for p in bill.payments if not p.voided), Decimal(0))
    return Superbill(
        head=letterhead_of(desk, patient, visit, "superbill"),
        visit_number=visit.number or "",
        service_day=visit.started_at.astimezone(desk.now().tzinfo).date(),
        provider=f"{provider.given} {provider.family}, {provider.credential}".strip(" ,") if provider else "",
        provider_npi=provider.npi if provider else "",
        sex={"female": _("F"), "male": _("M"), "other": _("X")}.get(patient.sex, ""),
        patient_lines=tuple(
            line
            for line in (
                patient.address,
                f"{patient.city}, {patient.state} {patient.postal_code}".strip(" ,"),
                phones.show(patient.phone),
            )
            if line
        ),
        insurances=_insurances(visit),
        previous_balance=bill.balance - here,
        diagnoses=tuple(
            Diagnosis(row.code, row.display, row.sensitive, row.released) for row in visit_diagnoses(visit.id)
        ),
        services=_services(bill),
        charges=tuple(
            Charge(c.code, c.label, c.amount, c.units, c.modifiers, c.pointers) for c in bill.charges
        ),
        paid=tuple(
            Paid(
                _("{kind} paid, {method}").format(kind=p.kind.capitalize(), method=p.method),
                p.amount,
                p.receipt_number,
            )
            for p in bill.payments
            if not p.voided
        ),
        next_visit=_next_visit(desk, visit),
    )


def _insurances(visit: Encounter) -> tuple[Insurance, ...]:
    coverage: Coverage | None = coverage_of_visit(visit)
    if coverage is None:
        return ()
    payer = Organization.get_or_none(Organization.id == coverage.payor_id)
    return (
        Insurance(
            payer=payer.name if payer else "", payer_id=payer.payer_id if payer else "", plan=coverage.plan,
            member_id=coverage.member_id, group=coverage.group_number, relation=coverage.relationship,
            subscriber=coverage.subscriber, copay=coverage.copay,
            verified_on=coverage.verified_for if coverage.verified_for == visit.started_at.date() else None,
        ),
    )  # fmt: skip


def _services(bill: VisitBill) -> tuple[ServiceGroup, ...]:
    done = {charge.code for charge in bill.charges}
    return tuple(
        ServiceGroup(group, tuple(Service(fee.code, fee.label, fee.code in done) for fee in fees))
        for group, fees in groupby(bill.fees, key=lambda fee: fee.group)
    )


def _next_visit(desk: Desk, visit: Encounter) -> str:
    now = desk.now()
    row = (
        Appointment.standing()
        .where(
            (Appointment.patient == visit.patient_id)
            & Appointment.status.in_(["booked", "pending"])
            & (Appointment.start > instant_text(now)[:24])
        )
        .order_by(Appointment.start)
        .first()
    )
    if row is None:
        return str(visit.follow_up)
    start = row.start.astimezone(now.tzinfo)
    return f"{start:%a %b} {start.day}, {start.year}, {start:%H:%M}" + (
        f", {row.service.name}" if row.service else ""
    )
