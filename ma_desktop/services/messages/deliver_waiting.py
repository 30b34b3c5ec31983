"""Deliver what waits, one after the other; between two messages nothing is open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from ma_desktop.domain.outbox import Outcome
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.claim_message import claim_message
from ma_desktop.services.messages.routes import Outgoing, send
from ma_desktop.services.messages.settle_interrupted import settle_interrupted
from ma_desktop.services.messages.settle_message import settle_message


def deliver_waiting(desk: Desk, carry: Callable[[Desk, Outgoing], Outcome] | None = None) -> int:
    """On one thread, for the command line and for tests; the window does the same steps on three. Answers the tries.

    What an earlier run left on its way is settled first. The network is waited for outside of any transaction.
    """
    settle_interrupted(desk)
    tries = 0
    while (outgoing := claim_message(desk)) is not None:
        settle_message(desk, outgoing.item_id, (carry or carry_message)(desk, outgoing))
        tries += 1
    return tries


def carry_message(desk: Desk, outgoing: Outgoing) -> Outcome:
    """The network part: reads the password from the key store, touches no table, and always answers.

    An error of the program in the middle leaves open whether the message arrived, so it counts as unclear.
    """
    record = cast(Any, desk.record)
    try:
        secret: str | None = record.route_secret(outgoing.route) if outgoing.account.get("user") else ""
        if secret is None:
            words = _("The mailbox's password is not on this computer. Type it again under E-mail route.")
            return Outcome("later", words, route_down=True)
        return send(outgoing, secret)
    except Exception as error:  # noqa: BLE001 - whatever it was, the item must not stay without an answer
        if sentence := getattr(error, "sentence", ""):  # the key store: nothing has left yet
            return Outcome("later", sentence, route_down=True)
        return Outcome(
            "unclear", _("The program broke off while sending ({kind}).").format(kind=type(error).__name__)
        )
