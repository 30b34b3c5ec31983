"""Messages: every call, letter and reminder between the office and the patient."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.contact_log import Contact, ContactLog, contact_log
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.row_list import ListColumn, RowList

_PICTURES = {
    "call": "phone",
    "letter": "document",
    "e-mail": "outbox",
    "in-person": "person",
    "message": "note",
}


class MessagesTab(ChartTab):
    NAME = "messages"
    TITLE = _("Messages")
    SHOWS = frozenset({"Communication", "CommunicationRequest", "Task"})

    def build(self) -> None:
        card = Card(_("Calls, letters and reminders"))
        card.body.setContentsMargins(12, 10, 12, 6)
        self.column.addWidget(card)
        self.list = RowList(
            _("Calls, letters and reminders"), _columns(), lambda one: (one.at, one.about, one.kind)
        )
        self.first = self.list
        self.nothing = EmptyState(
            _(
                "Nobody called or wrote yet. Calls are noted in the call list, reminders come from the schedule."
            ),
            _("Call list"),
            lambda: self.bench.raise_panel("call_list"),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        card.body.addWidget(self.stack, 1)

    def query(self, desk: Desk, focus: Focus) -> ContactLog:
        assert focus.patient_id is not None
        return contact_log(desk, focus.patient_id)

    def show_data(self, data: ContactLog) -> None:
        self.list.set(data.contacts)
        self.stack.setCurrentIndex(0 if data.contacts else 1)


def _kinds() -> dict[str, str]:
    return {
        "call": _("Call"), "letter": _("Letter"), "e-mail": _("E-mail"), "in-person": _("In person"), "message": _("Message"),
    }  # fmt: skip


def _columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(
            _("When"),
            lambda one: _("waits") if one.waits else f"{one.at:%m/%d/%y %H:%M}",
            tone=lambda one: "warn" if one.waits else "",
        ),
        ListColumn(
            _("How"), lambda one: _kinds()[one.kind], picture=lambda one: (_PICTURES[one.kind], "muted")
        ),
        ListColumn(_("About"), _about, wide=True),
        ListColumn(_("How it ended"), lambda one: one.ended, tone=lambda one: "warn" if one.waits else ""),
        ListColumn(_("By"), lambda one: one.by, tone=lambda _one: "muted", drop=1),
    )


def _about(one: Contact) -> str:
    return " · ".join(part for part in (one.about, f"“{one.note}”" if one.note else "") if part)
