"""Write the reminders in the practice's own words."""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.reminders import SUBJECTS, TEXTS, check_template
from ma_desktop.i18n import _
from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.reminder_text import KEY


def change_reminder_text(desk: Desk, subjects: Mapping[str, str], texts: Mapping[str, str]) -> None:
    """By language, ``en`` and ``es``. What equals the program's own words is not kept, so that it improves with it."""
    with desk.work(_("Change the words of reminders"), needs=Permission.SETTINGS) as work:
        kept: dict[str, str] = {}
        for lang in TEXTS:
            subject = " ".join(subjects[lang].split())
            if not subject:
                work.refuse(_("A reminder needs a subject."))
            if "{" in subject:
                work.refuse(_("The subject stands on the outside: it names neither person nor time."))
            text = check_template(texts[lang])
            kept |= {f"subject.{lang}": subject} if subject != SUBJECTS[lang] else {}
            kept |= {f"text.{lang}": text} if text != TEXTS[lang] else {}
        row = Setting.get_or_none((Setting.key == KEY) & (Setting.user == 0))
        if row is None:
            work.insert(Setting(key=KEY, value=kept))
        else:
            work.update(row, value=kept)
