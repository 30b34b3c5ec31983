"""The practice's mailbox, as it was set up; the password is not part of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk

KEY = "route.email"


@dataclass(frozen=True, slots=True)
class EmailAccount:
    """``security``: starttls, tls or none (this computer only). ``sender``: the address; ``name``: what stands before it.

    ``in_use``: somebody set the route up and did not switch it off.
    """

    server: str = ""
    port: int = 587
    security: str = "starttls"
    sender: str = ""
    name: str = ""
    user: str = ""
    in_use: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """What the route is given."""
        return {
            name: getattr(self, name) for name in ("server", "port", "security", "sender", "name", "user")
        }


def email_account(desk: Desk) -> EmailAccount:
    """``in_use`` is false while nobody set it up: then nothing ever connects."""
    row = Setting.standing().where((Setting.key == KEY) & (Setting.user == 0)).first()
    return EmailAccount(**row.value) if row is not None and row.value else EmailAccount()
