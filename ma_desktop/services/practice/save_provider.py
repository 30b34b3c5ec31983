"""Enter or change one of the practice's providers."""

from __future__ import annotations

from ma_desktop.domain import identifiers
from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Practitioner
from ma_desktop.services.desk import Desk


def save_provider(
    desk: Desk,
    provider_id: int | None,
    *,
    family: str,
    given: str = "",
    credential: str = "",
    npi: str = "",
    active: bool = True,
) -> int:
    """``provider_id`` of ``None`` is somebody new; answers the id. An active one has a column in the schedule."""
    with desk.work(_("Save provider"), needs=Permission.SETTINGS) as work:
        if not family.strip():
            work.refuse(_("A family name is needed."))
        values = {
            "family": family.strip(), "given": given.strip(), "credential": credential.strip(),
            "npi": identifiers.npi(npi) if npi.strip() else "", "active": active,
        }  # fmt: skip
        if provider_id is None:
            return int(work.insert(Practitioner(own=True, **values)).id)
        work.update(Practitioner.get_by_id(provider_id), **values)
        return provider_id
