"""One visit as the board's side panel shows it: who, what is missing, vitals, lists, orders, rooms, the copay."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ma_desktop.domain import needs
from ma_desktop.domain.needs import Need
from ma_desktop.domain.stages import Stage
from ma_desktop.domain.visit_facts import VisitFacts
from ma_desktop.models import Encounter, EncounterStatusHistory, MedicationRequest, PaymentNotice
from ma_desktop.services.care.visit_orders import OrderLine, visit_orders
from ma_desktop.services.chart.list_change import waiting
from ma_desktop.services.chart.patient_banner import PatientBanner, patient_banner
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_choices import Choice, booking_choices
from ma_desktop.services.visit.visit_facts import next_appointment, visit_facts
from ma_desktop.services.visit.visit_needs import ready_needs
from ma_desktop.services.visit.visit_view import Alert, open_alerts
from ma_desktop.services.visit.vitals_sheet import VitalsSheet, vitals_sheet


@dataclass(frozen=True, slots=True)
class SidePanel:
    """``since``: in this stage; ``holding``: keys of the needs that stand before *Ready*; ``copay_left``: ``None`` when none is due.

    ``medicines``: what is taken, in words. ``payment_id``: the last payment with a receipt; ``appointment_due``: a later
    appointment stands, so that a card can be printed.
    """

    encounter_id: int
    patient_id: int
    who: PatientBanner
    title: str
    stage: Stage
    since: datetime
    place: str
    needs: tuple[Need, ...]
    holding: tuple[str, ...]
    reason: str
    orders: tuple[OrderLine, ...]
    rooms: tuple[Choice, ...]
    room_need: str
    copay_left: Decimal | None
    medicines: tuple[str, ...]
    vitals: VitalsSheet
    alerts: tuple[Alert, ...]
    lists_proposed: bool
    follow_up: str
    practitioner_id: int | None
    payment_id: int | None
    appointment_due: bool


def side_panel(desk: Desk, encounter_id: int) -> SidePanel | None:
    """``None`` when the visit or its patient is no longer in the record."""
    visit = Encounter.get_or_none(Encounter.id == encounter_id)
    if visit is None or visit.error_at is not None:
        return None
    who, vitals = (
        patient_banner(desk, visit.patient_id, encounter_id),
        vitals_sheet(desk, encounter_id),
    )
    if who is None or vitals is None:
        return None
    facts, stage = visit_facts(desk, visit), Stage(visit.stage)
    provider = visit.practitioner
    return SidePanel(
        encounter_id=visit.id,
        patient_id=visit.patient_id,
        who=who,
        title=visit.type_text + (f" · {provider.given} {provider.family}" if provider else ""),
        stage=stage,
        since=_since(visit),
        place=visit.location.name if visit.location and stage is not Stage.CHECKOUT else "",
        needs=needs.needs(stage, facts),
        holding=tuple(need.key for need in ready_needs(facts)),
        reason=visit.reason,
        orders=visit_orders(desk, visit.id),
        rooms=booking_choices(desk).rooms,
        room_need=visit.service.room_need if visit.service_id else "",
        copay_left=_copay_left(facts),
        medicines=_medicines(visit.patient_id),
        vitals=vitals,
        alerts=open_alerts(visit.id),
        lists_proposed=waiting(visit.patient_id) is not None,
        follow_up=visit.follow_up,
        practitioner_id=visit.practitioner_id,
        payment_id=_last_payment(visit.id),
        appointment_due=next_appointment(visit.patient_id, desk.now()) is not None,
    )


def _since(visit: Encounter) -> datetime:
    last: EncounterStatusHistory | None = (
        EncounterStatusHistory.standing()
        .where((EncounterStatusHistory.encounter == visit.id) & (EncounterStatusHistory.stage == visit.stage))
        .order_by(EncounterStatusHistory.id.desc())
        .first()
    )
    at: datetime = last.at if last is not None else visit.started_at
    return at


def _copay_left(facts: VisitFacts) -> Decimal | None:
    left = (facts.copay_expected or Decimal(0)) - facts.copay_paid
    return left if left > 0 else None


def _medicines(patient_id: int) -> tuple[str, ...]:
    rows = (
        MedicationRequest.select(MedicationRequest.display)
        .where(
            (MedicationRequest.patient == patient_id)
            & (MedicationRequest.status == "active")
            & MedicationRequest.stands()
        )
        .order_by(MedicationRequest.id)
        .tuples()
    )
    return tuple(str(display) for (display,) in rows)


def _last_payment(encounter_id: int) -> int | None:
    found: int | None = (
        PaymentNotice.select(PaymentNotice.id)
        .where(
            (PaymentNotice.encounter == encounter_id)
            & PaymentNotice.receipt_number.is_null(False)
            & PaymentNotice.stands()
        )
        .order_by(PaymentNotice.id.desc())
        .limit(1)
        .scalar()
    )
    return found
