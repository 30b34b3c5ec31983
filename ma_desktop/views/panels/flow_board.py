"""Who is in the office."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.domain.stages import Stage
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.flow_board import BoardCard, FlowBoard, flow_board
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import label


class FlowBoardPanel(Panel):
    """Who is in the office, where, for how long, and what comes next."""

    TITLE = _("Flow board")
    ICON = "board"
    SHORTCUT = "Ctrl+Shift+F"
    AREA = "visit"
    SHOWS = frozenset({"Encounter", "Observation", "List", "Task", "PaymentNotice", "Coverage", "Location"})
    PLACE = Place("left", 1, share=2)
    HELP = "flow-board"
    FOLLOWS_PATIENT = False
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        holder = QWidget()
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(12, 0, 12, 8)
        self.column.setSpacing(8)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        self.private = False
        self.board: FlowBoard | None = None
        self.count = Chip("", "muted")
        self.set_header(self.count)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(30_000)
        return scroll

    def query(self, desk: Desk, focus: Focus) -> FlowBoard:
        return flow_board(desk)

    def show(self, data: FlowBoard) -> None:
        self.board = data
        now = self.desk.now()
        late = sum(card.tone(now) == "danger" for card in data.cards)
        here = _("{n} here").format(n=len(data.cards))
        self.count.set(
            here + (" · " + _("{n} waiting long").format(n=late) if late else ""),
            "danger" if late else "muted",
        )
        clear(self.column)
        if not data.cards:
            self.column.addWidget(
                EmptyState(
                    _("Nobody is in the office. Check somebody in from the schedule, or take a walk-in.")
                )
            )
        for card in data.cards:
            tile = Tile(card, now, self.private)
            tile.chosen.connect(self._choose)
            self.column.addWidget(tile)
        self.column.addStretch(1)

    def commands(self) -> list[Command]:
        return [
            Command("privacy", _("Hallway view: initials only"), self.toggle_privacy, "F9", "eye-off", "view")
        ]

    def toggle_privacy(self) -> None:
        self.private = not self.private
        if self.board is not None:
            self.show(self.board)

    def _choose(self, patient_id: int, encounter_id: int) -> None:
        self.bench.active.choose_patient(patient_id, encounter_id)

    def _tick(self) -> None:
        if self.board is not None and self.visible():
            self.show(self.board)


class Tile(QFrame):
    """One visit: name and wait above, place, stage and next step below."""

    chosen = Signal(int, int)

    def __init__(self, card: BoardCard, now: datetime, private: bool) -> None:
        super().__init__()
        self.card = card
        self.setObjectName("sunken")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 7, 10, 7)
        column.setSpacing(3)
        name = card.initials if private else card.patient
        minutes = card.waiting(now)
        tone = card.tone(now)
        above = QHBoxLayout()
        above.addWidget(label(name, "strong"), 1)
        if card.alert:
            above.addWidget(Chip(_("Provider!"), "danger", "alert"))
        icon = (
            "hourglass" if card.stage is Stage.ARRIVED else "check" if card.stage is Stage.READY else "clock"
        )
        above.addWidget(Chip(_("{n} min").format(n=minutes), tone, icon))
        column.addLayout(above)
        place = " · ".join(dict.fromkeys(part for part in (card.place, stage_label(card.stage)) if part))
        next_step = (
            "" if private or not card.next_step else " · " + _("next: {step}").format(step=card.next_step)
        )
        below = label(place + next_step, "caption", wrap=True)
        column.addWidget(below)
        self.setAccessibleName(f"{name}, {place}, {minutes} min{next_step}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.chosen.emit(self.card.patient_id, self.card.encounter_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self.card.patient_id, self.card.encounter_id)
        else:
            super().keyPressEvent(event)
