"""Who the screen is about: one patient, one visit, one day at a time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QObject, Signal

#: How many patients *Go ▸ Previous patient* can walk back through.
REMEMBERED = 12


@dataclass(frozen=True, slots=True)
class Focus:
    """``patient.id``, ``encounter.id`` (or ``None``) and the day of the schedule."""

    patient_id: int | None = None
    encounter_id: int | None = None
    day: date | None = None


class Active(QObject):
    """The one active patient and visit; ``about_to_change`` (with the new focus) lets half-typed forms be kept first."""

    about_to_change = Signal(object)
    changed = Signal(object)

    def __init__(self, day: date | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._focus = Focus(day=day)
        self._before: list[Focus] = []

    @property
    def focus(self) -> Focus:
        return self._focus

    def choose_patient(self, patient_id: int, encounter_id: int | None = None) -> None:
        """Makes a patient active, at this visit; the patient who was active is remembered for ``back``."""
        here = self._focus
        if here.patient_id is not None and here.patient_id != patient_id:
            others = [f for f in self._before if f.patient_id != here.patient_id]
            self._before = [*others[-REMEMBERED:], here]
        self._set(replace(here, patient_id=patient_id, encounter_id=encounter_id))

    def choose_encounter(self, encounter_id: int | None) -> None:
        self._set(replace(self._focus, encounter_id=encounter_id))

    def choose_day(self, day: date) -> None:
        self._set(replace(self._focus, day=day))

    def close_patient(self) -> None:
        """Nobody is active; the day stays."""
        if self._focus.patient_id is not None:
            self._before.append(self._focus)
        self._set(replace(self._focus, patient_id=None, encounter_id=None))

    def back(self) -> bool:
        """The patient who was active before, at the visit that was open; says whether there was one."""
        if not self._before:
            return False
        earlier = self._before.pop()
        here = self._focus
        if here.patient_id is not None:
            self._before.insert(0, here)
        self._set(replace(earlier, day=here.day))
        return True

    def forget(self) -> None:
        """At user switch: nobody active, nobody remembered."""
        self._before = []
        self._set(Focus(day=self._focus.day))

    def _set(self, focus: Focus) -> None:
        if focus == self._focus:
            return
        self.about_to_change.emit(focus)
        self._focus = focus
        self.changed.emit(focus)
