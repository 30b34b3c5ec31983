"""Enter or change a dated exception: a vacation, a closed day, extra hours, a block or a hold of one day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.template import Kind
from ma_desktop.i18n import _
from ma_desktop.models import Appointment, Slot
from ma_desktop.models.fields import instant_text
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_check import STANDING
from ma_desktop.services.schedule.day_spans import LONGEST_EXCEPTION


@dataclass(frozen=True, slots=True)
class SavedException:
    """``booked``: how many appointments stand in that time and have to be moved; 0 for open time and holds."""

    id: int
    booked: int


def save_exception(
    desk: Desk,
    row_id: int | None,
    *,
    kind: Kind,
    start: datetime,
    end: datetime,
    label: str = "",
    practitioner_id: int | None = None,
    location_id: int | None = None,
    device_id: int | None = None,
    release_at: datetime | None = None,
    active: bool = True,
) -> SavedException:
    """``start``, ``end`` aware. Of nobody's own it is for the whole practice; a room or a device can be out of use."""
    with desk.work(_("Save exception"), needs=Permission.BOOK) as work:
        minutes = int((end.astimezone(UTC) - start.astimezone(UTC)) / timedelta(minutes=1))
        if minutes <= 0:
            work.refuse(_("The end has to be later than the beginning."))
        if minutes > LONGEST_EXCEPTION * 1440:
            work.refuse(_("Enter a longer absence in pieces of three months."))
        if kind in (Kind.CLOSED, Kind.BLOCK) and not label.strip():
            work.refuse(_("Say in a word what it is, such as vacation or meeting."))
        if (location_id or device_id) and kind not in (Kind.CLOSED, Kind.BLOCK):
            work.refuse(_("A room or a piece of equipment can only be out of use."))
        values = {
            "kind": str(kind), "start": start, "minutes": minutes, "label": label.strip(), "practitioner": practitioner_id,
            "location": location_id, "device": device_id, "release_at": release_at if kind is Kind.HOLD else None,
            "active": active,
        }  # fmt: skip
        if row_id is None:
            row_id = int(work.insert(Slot(**values)).id)
        else:
            work.update(Slot.get_by_id(row_id), **values)
        closes = active and kind in (Kind.CLOSED, Kind.BLOCK)
        booked = _booked(start, end, practitioner_id, location_id, device_id) if closes else 0
        return SavedException(row_id, booked)


def _booked(
    start: datetime, end: datetime, practitioner: int | None, location: int | None, device: int | None
) -> int:
    rows = Appointment.standing().where(
        (Appointment.start >= instant_text(start)[:23])
        & (Appointment.start < instant_text(end)[:23])
        & Appointment.status.in_(STANDING)
    )
    for column, wanted in (("practitioner", practitioner), ("location", location), ("device", device)):
        if wanted is not None:
            rows = rows.where(getattr(Appointment, column) == wanted)
    return int(rows.count())
