"""Set out the day of the tour, or set it out again: the demo's own people only."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Practitioner
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.email_account import EmailAccount, email_account
from ma_desktop.services.messages.set_up_email import set_up_email
from ma_desktop.services.practice.demo_monday import (
    BOOKED_BEFORE,
    Times,
    set_out,
    set_out_mail,
    take_back,
    the_cast,
)
from ma_desktop.services.practice.invented_practice import invented_practice

#: A mail server that nobody runs: of this computer, so that nothing leaves it (RFC 863, discard; TCP is hardly ever served).
DEAD_LINE = EmailAccount(
    server="127.0.0.1", port=9, security="none", sender="desk@cedarstreet.example", name="Cedar Street", in_use=True
)  # fmt: skip


def begin_monday(desk: Desk, times: Times | None = None) -> None:
    """Refused in a real practice. What an earlier beginning left is marked as an error; nothing else is touched.

    ``times``: when everybody is booked for; by default around now. A practice without a mailbox gets one whose line is dead, so
    that the outage is a real one; who may not set one up sees calls in its place.
    """
    now = desk.now()
    times = times or Times.around(now)
    with desk.work(_("The demo's Monday begins"), needs=Permission.BOOK, undoable=False) as work:
        if not invented_practice(desk):
            work.refuse(_("This is a real practice. The tour is offered in the demo only."))
        cast = the_cast(desk, now)
        own = Practitioner.standing().where(Practitioner.own).order_by(Practitioner.id)
        providers = [int(row.id) for row in own]
        take_back(work, list(cast.values()), now)
        set_out(work, cast, times, providers)
        if not email_account(desk).in_use and desk.may(Permission.SETTINGS):
            set_up_email(desk, DEAD_LINE)
    earlier = Desk(desk.record, desk.worker, lambda: now - BOOKED_BEFORE, desk.feed, desk.workstation)
    with earlier.work(_("The demo's Monday begins"), needs=Permission.BOOK, undoable=False) as work:
        set_out_mail(work, cast, times, providers[0])
