"""Enter or change a kind of visit."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.vital_signs import SETS
from ma_desktop.i18n import _
from ma_desktop.models import HealthcareService
from ma_desktop.services.desk import Desk

#: A visit that is shorter or longer than this is a slip of the keys.
SHORTEST, LONGEST = 5, 480


def save_visit_type(
    desk: Desk,
    visit_type_id: int | None,
    *,
    name: str,
    minutes: int,
    copay: bool = True,
    overlap: str = "ask",
    active: bool = True,
) -> int:
    """``visit_type_id`` of ``None`` is a new one, which asks for the vital signs of an office visit."""
    with desk.work(_("Save visit type"), needs=Permission.SETTINGS) as work:
        if not name.strip():
            work.refuse(_("A name is needed."))
        if not SHORTEST <= minutes <= LONGEST:
            work.refuse(_("A visit takes 5 to 480 minutes."))
        if overlap not in {"hard", "ask", "free"}:
            work.refuse(_("Choose what happens when two visits overlap."))
        values = {
            "name": name.strip(),
            "minutes": minutes,
            "copay": copay,
            "overlap": overlap,
            "active": active,
        }
        if visit_type_id is None:
            return int(work.insert(HealthcareService(vitals=list(SETS["office"]), **values)).id)
        work.update(HealthcareService.get_by_id(visit_type_id), **values)
        return visit_type_id
