"""Note that the insurance card was looked at today."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.visit.visit_facts import coverage_of_visit


def see_card(desk: Desk, encounter_id: int) -> None:
    visit = the_visit(encounter_id)
    with desk.work(
        _("Insurance card seen"),
        needs=Permission.CHECK_IN,
        patient_id=visit.patient_id,
        encounter_id=visit.id,
    ) as work:
        coverage = coverage_of_visit(visit)
        if coverage is None:
            work.refuse(_("No insurance of this patient covers the date of service. Add it first."))
            return
        work.update(coverage, card_seen_on=work.now.date())
