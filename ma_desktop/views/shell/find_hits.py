"""What the find box shows for what was typed or scanned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ma_desktop.i18n import _


def find_hits(desk: Any, typed: str) -> Sequence[Any]:
    from ma_desktop.services.schedule.find_patient import find_patient
    from ma_desktop.services.schedule.todays_visits import todays_visits
    from ma_desktop.services.visit.scanned import scanned
    from ma_desktop.views.shell.ports import Hit

    slip = scanned(desk, typed)
    if slip is not None:
        return _scanned(desk, slip)
    found = find_patient(desk, typed)
    today = todays_visits(desk, [row.patient_id for row in found])
    hits = []
    for row in found:
        detail = f"{row.birth_date:%m/%d/%Y} · {row.age} · #{row.record_number}" + (
            _(" · similar name")
            if row.near
            else _(" · was #{number}").format(number=row.merged)
            if row.merged
            else ""
        )
        visit = today.get(row.patient_id)
        name = row.name + (f" “{row.preferred_name}”" if row.preferred_name else "")
        hits.append(
            Hit(
                row.patient_id,
                name,
                detail,
                visit.words if visit else "",
                visit.encounter_id if visit else None,
            )
        )
    return hits


def _scanned(desk: Any, slip: Any) -> Sequence[Any]:
    """One line for what the scanner read; Enter, which it sends too, checks in whom today waits for."""
    from ma_desktop.services.chart.patient_banner import patient_banner
    from ma_desktop.services.schedule.todays_visits import todays_visits
    from ma_desktop.views.shell.ports import Hit

    who = patient_banner(desk, slip.patient_id)
    if who is None:
        return ()
    visit = todays_visits(desk, [slip.patient_id]).get(slip.patient_id)
    detail = f"{who.birth_date:%m/%d/%Y} · {who.age} · #{who.record_number}"
    encounter = slip.encounter_id or (visit.encounter_id if visit else None)
    words = _("check in") if slip.arriving else visit.words if visit else ""
    return [
        Hit(who.patient_id, who.name, detail, words, encounter, "check_in_patient" if slip.arriving else "")
    ]
