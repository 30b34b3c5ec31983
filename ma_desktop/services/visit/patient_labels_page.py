"""Labels for what belongs to one visit: name, birth date and record number, the two identifiers that everything carries."""

from __future__ import annotations

from ma_desktop.domain import names
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import Encounter, Organization
from ma_desktop.reports.letterhead import numbers
from ma_desktop.reports.mailing import COLUMNS, Addressee, Mailing
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import practice_of
from ma_desktop.services.visit.name_alerts import name_alerts
from ma_desktop.services.visit.stage_moves import the_visit


def patient_labels_page(desk: Desk, encounter_id: int, *, first: int = 1) -> Mailing:
    """One row of a sheet of 30 (Avery 5160); ``first``: the label to begin at.

    Who could be taken for somebody else is marked; a label names nobody but its own patient.
    """
    visit: Encounter = the_visit(encounter_id)
    patient = visit.patient
    lines = (
        names.display(patient.family, patient.given, patient.suffix),
        _("born {day} · #{number}").format(day=numbers(patient.birth_date), number=patient.record_number),
        _("visit {day}").format(day=numbers(visit.started_at.date())),
        _("NAME ALERT: check the birth date") if name_alerts(desk, patient.id) else "",
    )
    one = Addressee(lines, "", (), "", "")
    return Mailing(
        practice=practice_of(Organization.standing().where(Organization.own).first()), named="",
        printed_at=desk.now(), printed_by=desk.worker.name, people=(one,) * COLUMNS, first=first,
    )  # fmt: skip
