"""Orders of this visit: what the provider wants done, who said so, and a tick when it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ma_desktop.domain.stages import ENDS, Stage
from ma_desktop.i18n import _
from ma_desktop.services.care.cancel_order import cancel_order
from ma_desktop.services.care.defer_order import defer_order
from ma_desktop.services.care.finish_order import ASKED_BEFORE, finish_order
from ma_desktop.services.care.sign_order import sign_order
from ma_desktop.services.care.visit_orders import OrderLine
from ma_desktop.services.chart.patient_banner import PatientBanner, patient_banner
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.side_panel import SidePanel
from ma_desktop.services.visit.visit_view import VisitView
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.place_order import PlaceOrder
from ma_desktop.views.widgets.checklist import Checklist, CheckRow
from ma_desktop.views.widgets.labels import button, label

Sign = Callable[[str, Callable[[Desk], object]], object]


class OrdersSection(QWidget):
    """The right button or *More* on a row puts an order off or cancels it, with a reason."""

    def __init__(self, panel: Any, sign: Sign, *, keyed: bool = True) -> None:
        """``panel``: whatever runs verbs and knows the focus; ``sign``: has the provider sign in over the window."""
        super().__init__()
        self.setObjectName("clear")
        self.panel, self._sign, self._keyed = panel, sign, keyed
        self.orders: tuple[OrderLine, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(label(_("Orders"), "title"), 1)
        self.change_button = button(_("Change…"), "quiet", tip=_("Put off or cancel an order, with a reason"))
        self.add_button = button(
            _("Order…"), "quiet", tip=_("Enter an order: told verbally, written, or pended")
        )
        for press in (self.change_button, self.add_button):
            press.setProperty("small", True)
            head.addWidget(press)
        self.change_button.clicked.connect(self._change)
        self.add_button.clicked.connect(self.place)
        self.checklist = Checklist(keyed=keyed)
        self.checklist.pressed.connect(self._pressed)
        self.none = label(_("No orders for this visit."), "muted")
        column.addLayout(head)
        column.addWidget(self.checklist)
        column.addWidget(self.none)

    def show_orders(self, visit: VisitView | SidePanel) -> None:
        """*Done D* as long as no diagnosis wants the letter."""
        self.orders, self._visit = visit.orders, visit
        letter = "D" if self._keyed and visit.stage not in (Stage.CHECKOUT, Stage.BILLED) else ""
        self.checklist.set(order_rows(visit.orders, letter))
        self.none.setVisible(not visit.orders)
        self.checklist.setVisible(bool(visit.orders))
        self.change_button.setVisible(any(order.state in _CHANGEABLE for order in visit.orders))
        self.add_button.setVisible(visit.stage not in ENDS)

    @property
    def _here(self) -> bool:
        """Whether these are the orders of who is on the screen: another patient may be chosen whose picture is not read yet."""
        return bool(self._visit.encounter_id == self.panel.focus.encounter_id)

    def place(self) -> None:
        if not self._here:
            return
        PlaceOrder(self.panel.bench, self._visit.encounter_id, self.panel.focus, parent=self.window()).open()

    def next(self) -> None:
        """The first open order gets its answer."""
        first = next((order for order in self.orders if order.state in {"open", "draft"}), None)
        if first is not None:
            self._pressed(str(first.order_id))

    def _pressed(self, key: str) -> None:
        order = next(order for order in self.orders if str(order.order_id) == key)
        if not self._here:
            return
        if order.state == "draft":
            self._sign(
                _("Sign the order: {order}").format(order=order.words),
                lambda desk: self.panel.bench.do_as(desk, sign_order, order.order_id, panel=self.panel),
            )
        elif order.kind in ASKED_BEFORE:
            self.panel.bench.read(
                patient_banner,
                self.panel.focus.patient_id,
                then=lambda who: self._before_injection(order, who),
            )
        else:
            self.panel.do(finish_order, order.order_id)

    def _before_injection(self, order: OrderLine, who: PatientBanner | None) -> None:
        """The wrong patient is stopped before the act, not after it."""
        from ma_desktop.views.dialogs.before_injection import BeforeInjection

        if who is not None and who.patient_id == self.panel.focus.patient_id:
            BeforeInjection(self.panel.bench, who, order, parent=self.window()).open()

    def _change(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for order in (order for order in self.orders if order.state in _CHANGEABLE):
            if order.state == "open":
                menu.addAction(_("Put off: {order}…").format(order=order.words)).triggered.connect(
                    partial(self._put_off, order)
                )
            menu.addAction(_("Cancel: {order}…").format(order=order.words)).triggered.connect(
                partial(self._cancel, order)
            )
        menu.popup(self.change_button.mapToGlobal(QPoint(0, self.change_button.height())))

    def _put_off(self, order: OrderLine, _on: bool = False) -> None:
        self._ask(
            _("Put the order off?"),
            order,
            defer_order,
            (_("next visit"), _("patient fasts first"), _("supplies missing")),
        )

    def _cancel(self, order: OrderLine, _on: bool = False) -> None:
        self._ask(
            _("Cancel the order?"),
            order,
            cancel_order,
            (_("provider changed it"), _("patient declined"), _("entered twice")),
        )

    def _ask(self, title: str, order: OrderLine, verb: object, choices: Sequence[str]) -> None:
        AskReason(
            self.panel.bench, title, order.words,
            lambda reason: self.panel.do(verb, order.order_id, reason), choices=choices, parent=self.window(),
        ).open()  # fmt: skip


_CHANGEABLE = frozenset({"open", "draft", "deferred"})


def order_rows(orders: Sequence[OrderLine], letter: str) -> tuple[CheckRow, ...]:
    """Open ones first; a cancelled order stands no more, its history does."""
    rows = []
    for order in sorted(orders, key=lambda order: order.state not in {"open", "draft"}):
        if order.state == "cancelled":
            continue
        words = f"{order.words} — {order.by}" if order.by else order.words
        state = {"draft": "late", "open": "open", "done": "done", "deferred": "blocked"}[order.state]
        if order.state in {"done", "deferred"} and order.outcome:
            words += f" · {order.outcome}"
        action = {"draft": _("Sign…"), "open": _("Done")}.get(order.state, "")
        rows.append(CheckRow(str(order.order_id), words, state, action, letter if action else ""))
    return tuple(rows)
