"""The words of the reminders, the practice's own or the program's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ma_desktop.domain.reminders import SUBJECTS, TEXTS
from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk

KEY = "reminders.words"


@dataclass(frozen=True, slots=True)
class ReminderText:
    """By language, ``en`` and ``es``."""

    subjects: Mapping[str, str]
    texts: Mapping[str, str]


def reminder_text(desk: Desk) -> ReminderText:
    row = Setting.standing().where((Setting.key == KEY) & (Setting.user == 0)).first()
    kept = row.value if row is not None and row.value else {}
    return ReminderText(
        {lang: kept.get(f"subject.{lang}", words) for lang, words in SUBJECTS.items()},
        {lang: kept.get(f"text.{lang}", words) for lang, words in TEXTS.items()},
    )
