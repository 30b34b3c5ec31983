"""Complete what is known of a medicine: reason, last taken, prescriber, source; a proposal's name and direction too."""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import MedicationRequest
from ma_desktop.services.chart.list_change import on_the_list, propose, standing_as
from ma_desktop.services.desk import Desk

#: What anybody who goes through the list may write beside an order.
ASKED = ("reason", "last_taken", "prescriber", "source")
#: What the order itself says: only a provider changes it once it is one.
ORDERED = ("display", "dose", "route")
SOURCES = ("", "bottle", "list", "pharmacy", "patient", "caregiver")


def change_medicine(
    desk: Desk, medication_id: int, fields: Mapping[str, str], *, encounter_id: int | None = None
) -> None:
    """``fields``: names of ``ASKED`` and ``ORDERED``; those that are not named stay. What it was stays as a version."""
    row: MedicationRequest = MedicationRequest.get_by_id(medication_id)
    with desk.work(
        _("Change medicine"),
        needs=Permission.REVIEW_LISTS,
        patient_id=row.patient_id,
        encounter_id=encounter_id,
    ) as work:
        on_the_list(row)
        said = {name: fields[name].strip() for name in (*ASKED, *ORDERED) if name in fields}
        if said.get("source", "") not in SOURCES:
            raise ValueError(f"unknown source {said['source']!r}")
        if "display" in said and not said["display"]:
            work.refuse(_("Type the name of the medicine."))
        ordered = {name: said[name] for name in ORDERED if name in said and said[name] != getattr(row, name)}
        if ordered and row.intent != "proposal" and not desk.may(Permission.SIGN_NOTE):
            work.refuse(_("Only the provider changes an order. Say “differently” and how it is taken."))
        if all(getattr(row, name) == value for name, value in said.items()):
            return
        proposed = propose(desk, work, row.patient_id, encounter_id) if ordered else row.intent == "proposal"
        work.update(row, **said, asked_at=work.now, **standing_as(row, proposed))
