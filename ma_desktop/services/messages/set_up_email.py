"""Set up, change or switch off the practice's mailbox."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any, cast

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.models import Setting
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.email_account import KEY, EmailAccount
from ma_desktop.services.messages.routes.email import LOOPBACK


def set_up_email(desk: Desk, account: EmailAccount, password: str | None = None) -> None:
    """``password`` of ``None`` keeps the one in the key store; it never enters the record.

    On a record without a key store it is kept until the program ends.
    """
    with desk.work(_("Set up e-mail"), needs=Permission.SETTINGS, undoable=False) as work:
        if account.in_use:
            check_account(account)
        row = Setting.get_or_none((Setting.key == KEY) & (Setting.user == 0))
        if row is None:
            work.insert(Setting(key=KEY, value=asdict(account)))
        else:
            work.update(row, value=asdict(account))
        if password is not None:
            cast(Any, desk.record).keep_route_secret("email", password)


def check_account(account: EmailAccount) -> None:
    """Raises ``RuleBroken`` with one sentence for the first thing that cannot be right."""
    wrong = ""
    if not re.fullmatch(r"[A-Za-z0-9.:\-]+", account.server):
        wrong = _("Type the name of the mail server, such as smtp.example.com.")
    elif not 1 <= account.port <= 65535:
        wrong = _("A port is a number from 1 to 65535; most servers use 587 or 465.")
    elif account.security not in {"starttls", "tls", "none"}:
        wrong = _("Choose how the line is encrypted.")
    elif account.security == "none" and account.server not in LOOPBACK:
        wrong = _("Without encryption nothing is sent to another computer. Choose STARTTLS or TLS.")
    elif not re.fullmatch(r"[!-~]+@[A-Za-z0-9\-]+(\.[A-Za-z0-9\-]+)+", account.sender):
        wrong = _("Type the practice's own e-mail address.")
    elif re.search(r"[\r\n]", account.name + account.user):
        wrong = _("Name and user are one line each.")
    if wrong:
        raise RuleBroken(wrong)
