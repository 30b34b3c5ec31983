"""Take an appointment out of the day, with the reason."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk

#: ``Appointment.cancel_code``: who or what cancelled.
CODES = ("patient", "practice", "weather", "hospital", "moved", "other")


def cancel_appointment(desk: Desk, appointment_id: int, reason: str, *, code: str = "other") -> None:
    """``code``: one of ``CODES``; ``reason``: words, needed in any case."""
    appointment: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(
        _("Cancel appointment"), needs=Permission.BOOK, patient_id=appointment.patient_id, reason=reason
    ) as work:
        if appointment.status not in {"booked", "pending", "proposed", "waitlist"}:
            work.refuse(_("Only an appointment that is still to come can be cancelled."))
        if code not in CODES:
            work.refuse(_("Choose who or what cancelled it."))
        if not reason.strip():
            work.refuse(_("Say who cancelled and why."))
        work.update(
            appointment,
            status="cancelled",
            cancel_reason=reason.strip(),
            cancel_code=code,
            cancelled_at=work.now,
        )


def code_words(code: str) -> str:
    return {
        "patient": _("patient called"),
        "practice": _("provider away"),
        "weather": _("weather"),
        "hospital": _("in the hospital"),
        "moved": _("moved away"),
        "other": _("booked by mistake"),
    }.get(code, code)


def code_of(words: str) -> str:
    """The code of a reason as it was chosen; whatever else was typed is ``other``."""
    typed = words.strip().casefold()
    return next((code for code in CODES if typed.startswith(code_words(code).casefold())), "other")
