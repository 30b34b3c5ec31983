"""Ledger: what was charged and paid, and what was owed after each line."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget

from ma_desktop.domain import money
from ma_desktop.i18n import _
from ma_desktop.services.billing.ledger import Ledger, LedgerLine, ledger
from ma_desktop.services.desk import Desk
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.row_list import ListColumn, RowList


class LedgerTab(ChartTab):
    """Newest first; the balance above is the one of the banner and of every receipt."""

    NAME = "ledger"
    TITLE = _("Ledger")
    SHOWS = frozenset({"ChargeItem", "PaymentNotice"})

    def build(self) -> None:
        self.balance = label("", "strong")
        card = Card(_("Account"), self.balance)
        card.body.setContentsMargins(12, 10, 12, 6)
        self.column.addWidget(card)
        self.list = RowList(_("Account"), _columns(), lambda line: (line.at, line.words, line.after))
        self.first = self.list
        self.nothing = EmptyState(_("Nothing was charged or paid yet. Charges and payments are listed here."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.list)
        self.stack.addWidget(self.nothing)
        card.body.addWidget(self.stack, 1)

    def query(self, desk: Desk, focus: Focus) -> Ledger:
        assert focus.patient_id is not None
        return ledger(desk, focus.patient_id)

    def show_data(self, data: Ledger) -> None:
        self.list.set(tuple(reversed(data.lines)))
        self.stack.setCurrentIndex(0 if data.lines else 1)
        owed = (
            _("Credit {amount}").format(amount=money.show(-data.balance))
            if data.balance < 0
            else _("Balance {amount}").format(amount=money.show(data.balance))
        )
        sums = _("charged {charged} · paid {paid}").format(
            charged=money.show(data.charged), paid=money.show(data.paid)
        )
        self.balance.setText(f"{owed}  ({sums})" if data.lines else "")


def _columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("Day"), lambda line: f"{line.at:%m/%d/%y}"),
        ListColumn(_("What"), _what, wide=True, tone=lambda line: "muted" if line.voided else ""),
        ListColumn(_("Receipt"), lambda line: line.receipt, tone=lambda _line: "muted", drop=1),
        ListColumn(
            _("Charge"), lambda line: money.show(line.amount) if line.kind == "charge" else "", number=True
        ),
        ListColumn(
            _("Paid"), lambda line: "" if line.kind == "charge" else money.show(-line.amount), number=True
        ),
        ListColumn(_("Balance"), lambda line: money.show(line.after), bold=lambda _line: True, number=True),
    )


def _what(line: LedgerLine) -> str:
    return _("{words} (taken back)").format(words=line.words) if line.voided else line.words
