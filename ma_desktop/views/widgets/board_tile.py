"""One visit on the flow board."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ma_desktop.domain.stages import Stage
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.visit.flow_board import BoardCard
from ma_desktop.views import theme
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import Elided, button, label

_ICONS = {
    Stage.ARRIVED: "hourglass", Stage.ROOMED: "room", Stage.VITALS: "vitals", Stage.READY: "check",
    Stage.PROVIDER: "stethoscope", Stage.CHECKOUT: "money",
}  # fmt: skip


#: Order chips that fit in the narrow board.
_MOST_ORDERS = 3
_ORDER_ICONS = {
    "lab": "tube",
    "injection": "vaccine",
    "procedure": "vitals",
    "referral": "outbox",
    "imaging": "search",
}


class Tile(QFrame):
    """Name and wait above; where, who and what comes next below, with chips for what is waited for.

    A click opens the visit; Enter, → or the arrow opens it beside the board; the menu key or the right button asks for the
    next step; up and down walk.
    """

    chosen = Signal(object)
    opened = Signal(object)
    asked = Signal(object, QPoint)
    walked = Signal(int)

    def __init__(self, card: BoardCard, now: datetime, *, private: bool, active: bool) -> None:
        super().__init__()
        self.card, self._private = card, private
        self._name, self._total = card.initials if private else card.patient, card.total(now)
        self.setObjectName("tile")
        self.setProperty("active", active)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 8, 7)
        column.setSpacing(3)
        minutes = self._minutes = card.waiting(now)
        above = QHBoxLayout()
        above.addWidget(Elided(self._name, "strong"), 1)
        self.wait = Chip(_("{n} min").format(n=minutes), card.tone(now), _ICONS.get(card.stage, "clock"))
        self.wait.setToolTip(_wait_words(card))
        above.addWidget(self.wait, 0, Qt.AlignmentFlag.AlignVCenter)
        self.arrow = button("", "bare", "right", tip=_("Work on it beside the board (Enter or →)"))
        self.arrow.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.arrow.clicked.connect(lambda: self.opened.emit(self.card))
        above.addWidget(self.arrow, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(above)
        self.line = label(self._words(private), "caption", wrap=True)
        below = QHBoxLayout()
        below.setSpacing(4)
        below.addWidget(self.line, 1, Qt.AlignmentFlag.AlignTop)
        waited = [] if private else [Chip(chip.text, chip.tone, chip.icon) for chip in card.chips]
        column.addLayout(below)
        if len(waited) > 1:  # a narrow board keeps its words
            below = QHBoxLayout()
            below.setSpacing(4)
            below.addStretch(1)
            column.addLayout(below)
        for each in waited:
            below.addWidget(each, 0, Qt.AlignmentFlag.AlignTop)
        if card.orders and not private:
            column.addLayout(self._orders())
        self.setToolTip("" if private else _tip(card))
        self._say_aloud()

    def still_shows(self, card: BoardCard, private: bool) -> bool:
        """Whether only the clock has moved since it was drawn."""
        return self.card == card and self._private == private

    def tell_time(self, now: datetime) -> None:
        """The minutes of the wait and of the stay."""
        waited, stayed = self.card.waiting(now), self.card.total(now)
        if (waited, stayed) == (self._minutes, self._total):
            return
        self._minutes, self._total = waited, stayed
        self.wait.set(_("{n} min").format(n=waited), self.card.tone(now))
        self.line.setText(self._words(self._private))
        self._say_aloud()

    def _say_aloud(self) -> None:
        words = f"{self._name}, {self._minutes} min, {self._words(self._private)}"
        self.setAccessibleName(words + self._order_words(self._private))

    def _orders(self) -> QHBoxLayout:
        """What the provider wants done, with a tick when it is; a pended one says that it waits for the signature."""
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addStretch(1)
        for order in self.card.orders[:_MOST_ORDERS]:
            done = order.state == "done"
            text = order.chip + (_(" sign") if order.state == "draft" else "")
            chip = Chip(
                text, "ok" if done else "violet", "check" if done else _ORDER_ICONS.get(order.kind, "task")
            )
            chip.setToolTip(f"{order.words} — {order.by}" + (_(" · done") if done else ""))
            row.addWidget(chip)
        more = len(self.card.orders) - _MOST_ORDERS
        if more > 0:
            row.addWidget(label(_("+{n}").format(n=more), "caption"))
        return row

    def mark(self, active: bool) -> None:
        """Whether its visit is the one on the screen."""
        if self.property("active") != active:
            theme.retone(self, active=active)
            self.line.setText(self._words(self._private))

    def _words(self, private: bool) -> str:
        card = self.card
        stage = stage_label(card.stage) if not card.who else ""
        where = [card.place, card.who, stage if stage.casefold() != card.place.casefold() else ""]
        if card.stage is Stage.ARRIVED:
            where = [card.place]
        if self._total > self._minutes:
            where.append(_("{n} min here").format(n=self._total))
        if card.next_step and not private and card.stage is not Stage.READY:
            step = _("next: {step}").format(step=card.next_step)
            where.append(f"{step} {card.next_key}" if card.next_key and self.property("active") else step)
        return " · ".join(part for part in where if part)

    def _order_words(self, private: bool) -> str:
        """The chips for a screen reader."""
        words = [f"{o.chip} ({_('done') if o.state == 'done' else _('open')})" for o in self.card.orders]
        return "" if private or not words else ", " + _("orders: {list}").format(list=", ".join(words))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.chosen.emit(self.card)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit(self.card, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Right):
            self.opened.emit(self.card)
        elif event.key() == Qt.Key.Key_Space:
            self.chosen.emit(self.card)
        elif event.key() == Qt.Key.Key_Menu:
            self.asked.emit(self.card, self.mapToGlobal(QPoint(theme.px(12), self.height())))
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.walked.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def _wait_words(card: BoardCard) -> str:
    return _("{stage} since {since}, in the office since {arrived}").format(
        stage=stage_label(card.stage), since=f"{card.since:%H:%M}", arrived=f"{card.arrived:%H:%M}"
    )


def _tip(card: BoardCard) -> str:
    return "\n".join(
        (
            card.patient,
            card.service,
            _wait_words(card),
            _("Enter works on it beside the board; the right button moves it on"),
        )
    )
