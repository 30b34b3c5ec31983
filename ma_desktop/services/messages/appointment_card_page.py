"""Cards for appointments: instead of a message, or because the patient wants the mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ma_desktop.domain import phones, settings
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.reminders import day_words, language_of, time_words
from ma_desktop.i18n import on_paper as _
from ma_desktop.i18n import speaking
from ma_desktop.models import Appointment, Organization, OutboxItem, Patient
from ma_desktop.reports.appointment_card import AppointmentCards, Card
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.schedule.practice_zone import practice_zone
from ma_desktop.services.visit.letterhead_of import practice_of

_WORDS = {
    "en": ("Your appointment", "Cannot come? Please call {phone}."),
    "es": ("Su cita", "¿No puede venir? Llame al {phone}."),
}


@speaking("en")
def appointment_card_page(
    desk: Desk, item_ids: Sequence[int], *, size: str = "letter", large_print: bool = False
) -> AppointmentCards:
    """Raises ``RuleBroken`` when none of the items is about an appointment."""
    rows = list(
        OutboxItem.select(OutboxItem, Appointment, Patient)
        .join(Appointment)
        .join(Patient)
        .where(OutboxItem.id.in_(list(item_ids)))
        .order_by(Patient.family, Patient.given, OutboxItem.id)
    )
    if not rows:
        raise RuleBroken(_("There is no appointment to print a card for."))
    return cards_of(desk, [row.appointment for row in rows], size=size, large_print=large_print)


def cards_of(
    desk: Desk, appointments: Sequence[Appointment], *, size: str = "letter", large_print: bool = False
) -> AppointmentCards:
    """A card for each, in their order."""
    zone, own = practice_zone(desk), Organization.standing().where(Organization.own).first()
    phone = phones.show(own.phone) if own is not None else ""
    named = own.name if own is not None and practice_settings(desk)[settings.NAME_PRACTICE] else ""
    return AppointmentCards(
        practice=practice_of(own), named=named, printed_at=desk.now(), printed_by=desk.worker.name,
        cards=tuple(_card(each, zone, phone) for each in appointments), size=size, large_print=large_print,
    )  # fmt: skip


def _card(appointment: Any, zone: Any, phone: str) -> Card:
    patient, start = appointment.patient, appointment.start.astimezone(zone)
    heading, ask = _WORDS[language_of(patient.language)]
    place = f"{patient.city}, {patient.state} {patient.postal_code}".strip(" ,")
    address = (f"{patient.given} {patient.family}".strip(), patient.address, place)
    return Card(
        first_name=patient.preferred_name or patient.given, heading=heading, day=day_words(start, patient.language),
        time=time_words(start, patient.language), ask=ask.format(phone=phone),
        address=tuple(line for line in address if line),
    )  # fmt: skip
