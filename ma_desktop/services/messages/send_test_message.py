"""Send a message to the practice itself, to see whether the mailbox works. About no patient; nothing is queued."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from ma_desktop.domain.outbox import Outcome
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.email_account import EmailAccount
from ma_desktop.services.messages.routes import Outgoing, send
from ma_desktop.services.messages.set_up_email import check_account


def send_test_message(desk: Desk, account: EmailAccount, password: str | None = None) -> Outcome:
    """``password`` of ``None``: the one in the key store. Touches no table, so any thread may; raises ``RuleBroken``
    where the account cannot be right."""
    check_account(account)
    secret = password
    if secret is None and account.user:
        secret = cast(Any, desk.record).route_secret("email")
    if secret is None and account.user:
        return Outcome("later", _("Type the mailbox's password first."))
    domain = account.sender.rpartition("@")[2]
    text = _("This is a test from MA Desktop. Reminders leave the same way.")
    return send(
        Outgoing(0, "email", account.sender, _("Test"), text, f"<{uuid4().hex}@{domain}>", account.values),
        secret or "",
    )
