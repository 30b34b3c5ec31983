"""The waiting list as a page to call from."""

from __future__ import annotations

from ma_desktop.domain import phones
from ma_desktop.domain.waiting_rank import urgency_words
from ma_desktop.i18n import on_paper as _
from ma_desktop.i18n import speaking
from ma_desktop.models import Organization
from ma_desktop.reports.letterhead import Practice
from ma_desktop.reports.waiting_calls import Call, WaitingCalls
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.waiting_list import Waiting, waiting_list


@speaking("en")
def waiting_calls_page(desk: Desk, *, size: str = "letter") -> WaitingCalls:
    """``size``: letter or a4. In the order in which they are called."""
    own = Organization.standing().where(Organization.own & (Organization.kind == "prov")).first()
    practice = Practice(own.name if own else "", phone=phones.show(own.phone) if own else "")
    return WaitingCalls(
        practice, tuple(_call(row) for row in waiting_list(desk).rows), desk.now(), desk.worker.name, size
    )


def _call(row: Waiting) -> Call:
    offer = f"{row.first.start:%a %m/%d %H:%M} {row.first.provider}" if row.first else ""
    last = ""
    if row.offers:
        said = {"declined": _("declined"), "tentative": _("message left"), "needs-action": _("no answer")}
        one = row.offers[-1]
        last = _("last: {answer} {day}").format(
            answer=said.get(one.answer, one.answer), day=f"{one.at:%m/%d}"
        )
    return Call(
        _("Overdue") if row.overdue else urgency_words(row.urgency), row.patient, f"{row.birth_date:%m/%d/%Y}", row.phone,
        row.service, row.wishes, offer, last,
    )  # fmt: skip
