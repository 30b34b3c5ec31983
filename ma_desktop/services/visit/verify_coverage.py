"""Note that the insurance was checked for this date of service, and how."""

from __future__ import annotations

from decimal import Decimal

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _, on_paper
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.stage_moves import the_visit
from ma_desktop.services.visit.visit_facts import coverage_of_visit


def verify_coverage(desk: Desk, encounter_id: int, how: str, copay: Decimal | None = None) -> None:
    """``how``: card seen, phone, payer's site, file; ``copay`` when the payer named one."""
    visit = the_visit(encounter_id)
    with desk.work(
        _("Coverage checked"), needs=Permission.CHECK_IN, patient_id=visit.patient_id, encounter_id=visit.id
    ) as work:
        coverage = coverage_of_visit(visit)
        if coverage is None:
            work.refuse(
                _("No insurance of this patient covers the date of service. Add it, or treat as self-pay.")
            )
            return
        changes: dict[str, object] = {
            "verified_at": work.now, "verified_for": visit.started_at.date(), "verified_how": how.strip(),
        }  # fmt: skip
        if how.strip() == on_paper("card seen"):
            changes["card_seen_on"] = work.now.date()
        if copay is not None:
            changes["copay"] = copay
        work.update(coverage, **changes)
