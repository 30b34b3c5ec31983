"""What can be said to the patient of a visit at each step, in the patient's language, and for what this patient needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ma_desktop.domain import prompts
from ma_desktop.domain.prompts import Said
from ma_desktop.models import Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import PracticeSettings, practice_settings


@dataclass(frozen=True, slots=True)
class WordsToSay:
    """``says``: prompts by key; ``aids``: keys of those that the patient's needs ask for."""

    says: Mapping[str, Said] = field(default_factory=dict)
    aids: tuple[str, ...] = ()


def words_to_say(desk: Desk, patient_id: int, *, decided: PracticeSettings | None = None) -> WordsToSay:
    """Each in the patient's language where the practice has a sentence in it. ``decided``: where the caller has read it already."""
    decided = decided or practice_settings(desk)
    patient = Patient.get_by_id(patient_id)
    name, spanish_first = patient.preferred_name or patient.given, patient.language.startswith("es")
    found = {}
    for one in prompts.ALL:
        english, spanish = (text.replace("{name}", name) for text in prompts.in_both(decided[one]))
        key = one.key.partition(".")[2]
        found[key] = Said(key, one.title, spanish if spanish and spanish_first else english, english)
    needs = (*(patient.needs or ()), *(("interpreter",) if patient.interpreter else ()))
    return WordsToSay(found, prompts.for_needs(needs))
