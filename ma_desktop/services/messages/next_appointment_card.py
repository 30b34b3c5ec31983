"""The card for a patient's next appointment, handed over at the desk."""

from __future__ import annotations

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.models.fields import instant_text
from ma_desktop.reports.appointment_card import AppointmentCards
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.appointment_card_page import cards_of


def next_appointment_card(
    desk: Desk, patient_id: int, *, size: str = "letter", large_print: bool = False
) -> AppointmentCards:
    """Raises ``RuleBroken`` when nothing is booked after now."""
    booked: Appointment | None = (
        Appointment.standing()
        .where(
            (Appointment.patient == patient_id)
            & Appointment.status.in_(["booked", "pending"])
            & (Appointment.start > instant_text(desk.now())[:24])
        )
        .order_by(Appointment.start)
        .first()
    )
    if booked is None:
        raise RuleBroken(_("No later appointment is booked. Book one, then print its card."))
    return cards_of(desk, (booked,), size=size, large_print=large_print)
