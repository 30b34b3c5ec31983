"""Change what stands at the head of every page, and where backups go."""

from __future__ import annotations

from ma_desktop.domain import identifiers, phones
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Organization, Setting
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_lists import LETTERHEAD


def change_practice(desk: Desk, *, backup_folder: str | None = None, **letterhead: str) -> None:
    """``letterhead``: any of ``LETTERHEAD`` as typed. ``backup_folder`` of ``None`` stays as it is."""
    with desk.work(_("Change practice"), needs=Permission.SETTINGS) as work:
        own = Organization.standing().where(Organization.own).first()
        fresh = {name: text.strip() for name, text in letterhead.items() if name in LETTERHEAD}
        if not fresh.get("name", own.name):
            work.refuse(_("The practice needs a name: it stands on every page."))
        if fresh.get("npi"):
            fresh["npi"] = identifiers.npi(fresh["npi"])
        if fresh.get("tax_id"):
            fresh["tax_id"] = identifiers.ein(fresh["tax_id"])
        if fresh.get("phone"):
            fresh["phone"] = phones.parse_phone(fresh["phone"])
        work.update(own, **fresh)
        if backup_folder is None:
            return
        kept = Setting.standing().where((Setting.key == "backup.folder") & (Setting.user == 0)).first()
        if kept is None:
            work.insert(Setting(key="backup.folder", value=backup_folder.strip()))
        else:
            work.update(kept, value=backup_folder.strip())
