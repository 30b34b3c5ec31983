"""Write letters and postcards in the practice's own words."""

from __future__ import annotations

from collections.abc import Mapping

from ma_desktop.domain.letters import TEXTS, check_part
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.letter_text import KEY


def change_letter_text(desk: Desk, texts: Mapping[str, Mapping[str, str]]) -> None:
    """By language, then by part. What equals the program's own words is not kept, so that it improves with it.

    Each change is a version; a mailing notes which one it was written in.
    """
    with desk.work(_("Change the words of letters"), needs=Permission.SETTINGS) as work:
        kept = {
            f"{part}.{lang}": words
            for lang, parts in TEXTS.items()
            for part, own in parts.items()
            if (words := check_part(part, texts[lang][part])) != own
        }
        row = Setting.get_or_none((Setting.key == KEY) & (Setting.user == 0))
        if row is None:
            work.insert(Setting(key=KEY, value=kept))
        else:
            work.update(row, value=kept)
