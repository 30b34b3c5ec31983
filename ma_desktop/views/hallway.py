"""What a screen that the hallway can see may show: initials for names, and nothing else that tells who somebody is."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ma_desktop.domain import names


def initials_of(patient: str) -> str:
    """``LA`` for ``Lombardi, Amara``."""
    family, _comma, given = patient.partition(",")
    return names.initials(family.strip(), given.strip())


def masked_schedule(shown: Any) -> Any:
    """The page of the appointment book with its pin board: initials, kinds of visit, times and states."""
    days = tuple(
        replace(
            day,
            entries=tuple(
                replace(
                    entry, patient=initials_of(entry.patient), birth_date=None, record_number="", phone="", reason="", note="", over=""
                )
                for entry in day.entries
            ),
        )
        for day in shown.days
    )  # fmt: skip
    pinned = tuple(replace(pin, patient=initials_of(pin.patient)) for pin in shown.pinned)
    return replace(shown, days=days, pinned=pinned)
