"""Make an appointment the first of a recurring series, each of which is an appointment of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.recurrence import Recurrence
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.series_plan import series_plan


def repeat_appointment(
    desk: Desk, appointment_id: int, rule: Recurrence, *, also: Sequence[date] = (), reason: str = ""
) -> tuple[int, ...]:
    """Books what ``series_plan`` could place; answers the new ids. Days that it could not place are left out, but for those in
    ``also``, which are booked with ``reason``. One step of Undo."""
    first: Appointment = Appointment.get_by_id(appointment_id)
    with desk.work(
        _("Book a series"), needs=Permission.BOOK, patient_id=first.patient_id, reason=reason.strip()
    ) as work:
        if first.status not in {"booked", "pending", "proposed"}:
            work.refuse(_("Only an appointment that is still to come can be repeated."))
        if first.series is not None:
            work.refuse(_("This appointment already belongs to a series. Cancel the others first."))
        if first.service_id is None:
            work.refuse(_("This appointment came with an import and has no kind of visit; book it anew."))
        plan = series_plan(desk, appointment_id, rule)
        chosen = [each for each in plan.occurrences if not each.problem or each.day in also]
        if not chosen:
            work.refuse(
                _("None of these days can be booked. Choose another day of the week, or another time.")
            )
        work.update(first, series=first.id, series_rule=plan.rule)
        made = []
        for each in chosen:
            ident = book_appointment(
                desk, patient_id=first.patient_id, practitioner_id=first.practitioner_id, service_id=first.service_id,
                start=each.start, minutes=first.minutes, reason=first.reason, note=first.note, overlap_reason=reason,
                location_id=first.location_id, device_id=first.device_id,
            )  # fmt: skip
            work.update(Appointment.get_by_id(ident), series=first.id, series_rule=plan.rule)
            made.append(ident)
        return tuple(made)
