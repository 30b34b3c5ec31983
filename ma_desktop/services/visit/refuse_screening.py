"""The patient does not want this screening, or it cannot be done today."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import QuestionnaireResponse
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.screening_rows import check_visit, observation, write
from ma_desktop.services.visit.screening_tools import screening_tools


def refuse_screening(
    desk: Desk, patient_id: int, tool: str, reason: str, *, encounter_id: int | None = None
) -> int:
    """Answered for this visit; the next one asks again. ``reason``: as the patient gave it."""
    with desk.work(
        _("Screening declined"), needs=Permission.RECORD_VITALS, patient_id=patient_id, encounter_id=encounter_id,
        reason=reason,
    ) as work:  # fmt: skip
        form = screening_tools(desk).tool(tool)
        if not reason.strip():
            work.refuse(_("Say why it is not done."))
        check_visit(patient_id, encounter_id, work, _("This visit is another patient's."))
        row = QuestionnaireResponse(
            patient=patient_id, encounter=encounter_id, tool=form.key, tool_version=form.version, status="stopped",
            authored_at=work.now, reason=reason.strip(),
        )  # fmt: skip
        return write(work, row, [observation(row, form, absent=reason.strip())])
