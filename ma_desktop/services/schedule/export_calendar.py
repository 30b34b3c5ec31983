"""Write providers' days as calendar files for a phone: when they are busy, with whom nobody learns."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from ma_desktop.domain import names
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.interop import ics
from ma_desktop.models import Appointment, DocumentReference, Practitioner
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import within_day
from ma_desktop.services.visit.write_page import write_page

#: Weeks that anybody plans ahead by phone.
MOST_DAYS = 62


def export_calendar(
    desk: Desk, folder: Path, day: date, *, days: int = 1, practitioner_id: int | None = None
) -> tuple[Path, ...]:
    """One ``.ics`` file for each provider, or the one named; answers the files. Cancelled visits are left out.

    Each entry says "Appointment", its time and nothing else. Raises ``RuleBroken`` where the folder cannot be written.
    """
    with desk.work(
        _("Export the calendar"), needs=Permission.PRINT_DOCUMENTS, undoable=False, action="export"
    ) as work:
        if not 1 <= days <= MOST_DAYS:
            work.refuse(_("Choose from 1 to {n} days.").format(n=MOST_DAYS))
        if folder.is_file():
            work.refuse(_("A file has this name. Name a folder."))
        written = []
        for provider in _providers(practitioner_id):
            content = ics.write(_busy(desk, provider.id, day, days), name=_called(provider), made_at=work.now)
            path = (
                folder / f"{names.fold(_called(provider)).replace(' ', '-') or 'provider'}-{day:%Y-%m-%d}.ics"
            )
            write_page(desk, path, content)
            written.append(path)
            work.insert(
                DocumentReference(
                    kind="calendar", how="exported", digest=sha256(content).hexdigest(), recipient="provider", at=work.now,
                )
            )  # fmt: skip
        return tuple(written)


def _providers(practitioner_id: int | None) -> list[Any]:
    rows = Practitioner.standing().where(Practitioner.own & Practitioner.active).order_by(Practitioner.id)
    found = [row for row in rows if practitioner_id in (None, row.id)]
    if not found:
        raise RuleBroken(_("There is no provider whose calendar could be written."))
    return found


def _called(provider: Any) -> str:
    return f"{provider.given} {provider.family}".strip()


def _busy(desk: Desk, provider: int, day: date, days: int) -> list[ics.BusyTime]:
    """The record's own random name keeps ids of two practices apart and tells nobody which practice it is."""
    record = sha256(cast(Any, desk.record).audit_key).hexdigest()[:16]
    found = []
    for offset in range(days):
        rows = (
            Appointment.standing()
            .where(
                within_day(desk, day + timedelta(days=offset))
                & (Appointment.practitioner == provider)
                & Appointment.status.not_in(
                    ["cancelled", "noshow", "proposed", "waitlist", "entered-in-error"]
                )
            )
            .order_by(Appointment.start, Appointment.id)
        )
        for row in rows:
            uid = sha256(f"{record}:{row.id}".encode()).hexdigest()[:24]
            found.append(
                ics.BusyTime(
                    f"{uid}@ma-desktop.invalid", row.start, row.minutes, _("Appointment"), row.version - 1
                )
            )
    return found
