"""Greeting who has arrived: alone at once, with others of the family in one arrival; the same wherever it is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ma_desktop.i18n import _
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.services.visit.family_today import FamilyToday, family_today
from ma_desktop.views.workbench import Workbench


def arrive_with_family(
    bench: Workbench, window: QWidget, patient_id: int, appointment_id: int | None = None
) -> None:
    """``appointment_id``: the one that was chosen in the schedule, of several today; ``None`` is the first of the day."""
    bench.read(
        family_today,
        patient_id,
        then=lambda family: _arrive(bench, window, family, patient_id, appointment_id),
    )


def _arrive(
    bench: Workbench, window: QWidget, family: FamilyToday, patient_id: int, appointment_id: int | None
) -> None:
    """One person's second appointment of the day is no family."""
    own = [member.appointment_id for member in family.members if member.patient_id == patient_id]
    if own and len(own) < len(family.members):
        from ma_desktop.views.dialogs.family import Family

        Family(bench, family, patient_id, appointment_id, parent=window).open()
        return
    chosen = appointment_id or next(iter(own), None)
    if chosen is None:
        bench.say(_("Nothing is booked for today that waits for check-in. Take a walk-in."), "info")
        return
    bench.do(check_in, chosen, then=lambda visit: bench.active.choose_patient(patient_id, visit))
