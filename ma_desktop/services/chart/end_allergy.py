"""Take an allergy off the active list: it is no longer one, or it never was."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import AllergyIntolerance
from ma_desktop.services.chart.list_change import on_the_list, propose
from ma_desktop.services.desk import Desk


def end_allergy(
    desk: Desk,
    allergy_id: int,
    reason: str,
    *,
    error: bool = False,
    refuted: bool = False,
    encounter_id: int | None = None,
) -> None:
    """``error``: it was entered in error; ``refuted``: a test or a tolerated dose showed
    that it never was one; else the patient is no longer allergic (FHIR ``resolved``)."""
    row: AllergyIntolerance = AllergyIntolerance.get_by_id(allergy_id)
    with desk.work(
        _("Take allergy off the list"), needs=Permission.REVIEW_LISTS, patient_id=row.patient_id,
        encounter_id=encounter_id, reason=reason,
    ) as work:  # fmt: skip
        on_the_list(row)
        if not reason.strip():
            work.refuse(_("Say why it comes off the list."))
        if error:
            work.mark_error(row, reason.strip())
        elif refuted:
            work.update(
                row, clinical_status="inactive", verification_status="refuted", ended_on=work.now.date(),
                note=" · ".join(part for part in (row.note, reason.strip()) if part),
            )  # fmt: skip
        else:
            work.update(row, clinical_status="resolved", ended_on=work.now.date())
        propose(desk, work, row.patient_id, encounter_id)
