"""Enter or change a piece of equipment that can be booked."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Device
from ma_desktop.services.desk import Desk


def save_device(desk: Desk, device_id: int | None, *, name: str, active: bool = True) -> int:
    """``device_id`` of ``None`` is a new one."""
    with desk.work(_("Save equipment"), needs=Permission.SETTINGS) as work:
        if not name.strip():
            work.refuse(_("A name is needed."))
        if device_id is None:
            return int(work.insert(Device(name=name.strip(), active=active)).id)
        work.update(Device.get_by_id(device_id), name=name.strip(), active=active)
        return device_id
