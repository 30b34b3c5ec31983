"""Write down whether the patient takes a medicine of the list."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import MedicationRequest
from ma_desktop.services.chart.list_change import on_the_list, propose
from ma_desktop.services.desk import Desk

ANSWERS = ("taking", "not-taking", "differently", "unknown")


def mark_taking(
    desk: Desk,
    medication_id: int,
    answer: str,
    note: str = "",
    *,
    source: str = "",
    encounter_id: int | None = None,
) -> None:
    """The order stays as it is: only the provider stops or changes it. ``differently`` needs ``note``: how.

    ``source``: where the answer comes from (patient, bottle, …); the day of the answer is kept.
    """
    row: MedicationRequest = MedicationRequest.get_by_id(medication_id)
    with desk.work(
        _("Medicine as taken"), needs=Permission.REVIEW_LISTS, patient_id=row.patient_id, encounter_id=encounter_id
    ) as work:  # fmt: skip
        on_the_list(row)
        if answer not in ANSWERS:
            raise ValueError(f"unknown answer {answer!r}")
        if answer == "differently" and not note.strip():
            work.refuse(_("Type how the patient takes it."))
        work.update(
            row,
            taking=answer,
            taking_note=note.strip() or None,
            asked_at=work.now,
            source=source or row.source,
        )
        if answer in ("not-taking", "differently"):
            propose(desk, work, row.patient_id, encounter_id)
