"""The words of letters and postcards, the practice's own or the program's, and which version of them is in use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ma_desktop.domain.letters import TEXTS
from ma_desktop.models import Organization, Provenance, Setting, User
from ma_desktop.services.desk import Desk

KEY = "letters.words"


@dataclass(frozen=True, slots=True)
class LetterText:
    """``texts`` by language, then by part. ``version`` 0: the program's own, never changed; ``by``, ``at``: its last change."""

    texts: Mapping[str, Mapping[str, str]]
    version: int = 0
    by: str = ""
    at: datetime | None = None
    practice: str = ""
    phone: str = ""


def letter_text(desk: Desk) -> LetterText:
    own = Organization.standing().where(Organization.own).first()
    named, phone = (own.name, own.phone) if own is not None else ("", "")
    row = Setting.standing().where((Setting.key == KEY) & (Setting.user == 0)).first()
    if row is None:
        return LetterText(TEXTS, practice=named, phone=phone)
    kept = row.value or {}
    texts = {
        lang: {part: kept.get(f"{part}.{lang}", words) for part, words in parts.items()}
        for lang, parts in TEXTS.items()
    }
    last = (
        Provenance.select()
        .where((Provenance.resource == "Setting") & (Provenance.row == row.id))
        .order_by(Provenance.id.desc())
        .first()
    )
    user = User.get_or_none(User.id == last.by) if last is not None else None
    at = last.at.astimezone(desk.now().tzinfo) if last is not None else None
    return LetterText(texts, row.version, user.name if user else "", at, named, phone)
