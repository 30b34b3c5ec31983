"""Enter or change a kind of visit."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.vital_signs import SETS, SHEET
from ma_desktop.i18n import _
from ma_desktop.models import HealthcareService
from ma_desktop.services.desk import Desk

#: A visit that is shorter or longer than this is a slip of the keys.
SHORTEST, LONGEST = 5, 480
TONES = ("accent", "info", "ok", "warn", "violet")


def save_visit_type(
    desk: Desk,
    visit_type_id: int | None,
    *,
    name: str,
    minutes: int,
    copay: bool = True,
    overlap: str = "ask",
    urgent: bool = False,
    active: bool = True,
    tone: str = "accent",
    room_need: str = "",
    device_id: int | None = None,
    prep: Sequence[str] = (),
    screenings: Sequence[str] = (),
    screens_by_age: bool = True,
    forms: Sequence[str] = (),
    vitals: Sequence[str] | None = None,
) -> int:
    """``visit_type_id`` of ``None`` is a new one, which asks for the vital signs of an office visit.

    ``urgent``: a missed one is told to the provider. ``device_id``: equipment that each such visit takes; ``prep``, ``screenings``,
    ``forms``: one entry each, empty ones are left out. ``screens_by_age``: whether it asks for what is due by age, too.
    ``vitals``: keys of ``vital_signs.SHEET`` that such a visit needs before *Ready*; ``None`` leaves them as they are.
    """
    with desk.work(_("Save visit type"), needs=Permission.SETTINGS) as work:
        if not name.strip():
            work.refuse(_("A name is needed."))
        if not SHORTEST <= minutes <= LONGEST:
            work.refuse(_("A visit takes 5 to 480 minutes."))
        if overlap not in {"hard", "ask", "free"}:
            work.refuse(_("Choose what happens when two visits overlap."))
        if tone not in TONES:
            work.refuse(_("Choose one of the colors."))
        values: dict[str, object] = {
            "name": name.strip(), "minutes": minutes, "copay": copay, "overlap": overlap, "urgent": urgent, "active": active, "tone": tone,
            "room_need": room_need.strip(), "device": device_id, "prep": _listed(prep), "screenings": _listed(screenings), "screens_by_age": screens_by_age,
            "forms": _listed(forms),
        }  # fmt: skip
        if vitals is not None:
            if not set(vitals) <= set(SHEET):
                work.refuse(_("Choose vital signs of the list."))
            values["vitals"] = [key for key in SHEET if key in vitals]
        if visit_type_id is None:
            return int(work.insert(HealthcareService(**{"vitals": list(SETS["office"]), **values})).id)
        work.update(HealthcareService.get_by_id(visit_type_id), **values)
        return visit_type_id


def _listed(entries: Sequence[str]) -> list[str]:
    return [entry.strip() for entry in entries if entry.strip()]
