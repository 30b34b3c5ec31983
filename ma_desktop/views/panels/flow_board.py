"""Who is in the office."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QMenu, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.services.visit.flow_board import BoardCard, FlowBoard, flow_board
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.send_to_checkout import send_to_checkout
from ma_desktop.services.visit.start_with_provider import start_with_provider
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.board_tile import Tile
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.empty_state import EmptyState


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
        self.column.setContentsMargins(12, 2, 12, 8)
        self.column.setSpacing(8)
        self.scroll = QScrollArea()
        self.scroll.setWidget(holder)
        self.scroll.setWidgetResizable(True)
        self.scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.private = False
        self.board: FlowBoard | None = None
        self.tiles: list[Tile] = []
        self._painted: object = None
        self.count = Chip("", "muted")
        self.set_header(self.count)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._repaint)
        self._clock.start(30_000)
        self.bench.active.changed.connect(self._mark)
        return self.scroll

    def query(self, desk: Desk, focus: Focus) -> FlowBoard:
        return flow_board(desk)

    def show(self, data: FlowBoard) -> None:
        """Drawn anew only when something on it changed, and the keyboard stays on the visit where it was."""
        self.board = data
        now, active = self.desk.now(), self.focus.encounter_id
        painted = (data, tuple(card.waiting(now) for card in data.cards), self.private)
        if painted == self._painted:
            self._mark(self.focus)
            return
        self._painted = painted
        late = sum(card.tone(now) == "danger" for card in data.cards)
        here = _("{n} here").format(n=len(data.cards))
        self.count.set(
            here + (" · " + _("{n} waiting long").format(n=late) if late else ""),
            "danger" if late else "muted",
        )
        held = next((tile.card.encounter_id for tile in self.tiles if tile.hasFocus()), None)
        clear(self.column)
        self.tiles = []
        if not data.cards:
            self.column.addWidget(
                EmptyState(
                    _("Nobody is in the office. Check somebody in from the schedule, or take a walk-in."),
                    _("Walk-in"),
                    lambda: self.bench.commands.run("walk_in"),
                )
            )
        for card in data.cards:
            tile = Tile(card, now, private=self.private, active=card.encounter_id == active)
            tile.chosen.connect(self._choose)
            tile.asked.connect(self._ask)
            tile.walked.connect(self._walk)
            self.tiles.append(tile)
            self.column.addWidget(tile)
            if card.encounter_id == held:
                tile.show()
                tile.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.addStretch(1)

    def commands(self) -> list[Command]:
        return [
            Command("privacy", _("Hallway view: initials only"), self.toggle_privacy, "F9", "eye-off", "view")
        ]

    def toggle_privacy(self) -> None:
        self.widget()
        self.private = not self.private
        self._repaint()

    def _choose(self, card: BoardCard) -> None:
        self.bench.active.choose_patient(card.patient_id, card.encounter_id)

    def _walk(self, by: int) -> None:
        place = next((n for n, tile in enumerate(self.tiles) if tile.hasFocus()), 0) + by
        if 0 <= place < len(self.tiles):
            self.tiles[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.scroll.ensureWidgetVisible(self.tiles[place])

    def _mark(self, focus: Focus) -> None:
        """Another visit is on the screen: two tiles change their edge, the board stays."""
        for tile in self.tiles:
            tile.mark(tile.card.encounter_id == focus.encounter_id)

    def _repaint(self) -> None:
        if self.board is not None and self.visible():
            self.show(self.board)

    # -- moving a visit on --------------------------------------------------------------------------------

    def _ask(self, card: BoardCard, where: QPoint) -> None:
        """The steps that need no look at the chart; the others open it."""
        if card.stage is Stage.ARRIVED:
            self.bench.read(booking_choices, then=lambda choices: self._rooms(card, choices, where))
            return
        menu = self._menu(card)
        step = {
            Stage.READY: (_("Provider is with the patient"), start_with_provider),
            Stage.PROVIDER: (_("To checkout"), send_to_checkout),
        }.get(card.stage)
        if step is not None:
            menu.addAction(step[0]).triggered.connect(lambda: self.do(step[1], card.encounter_id))
        menu.popup(where)

    def _rooms(self, card: BoardCard, choices: BookingChoices, where: QPoint) -> None:
        menu = self._menu(card)
        for room in choices.rooms:
            action = menu.addAction(_("To {room}").format(room=room.name.lower()))
            action.setEnabled(room.state != "occupied")
            action.triggered.connect(partial(self._to_room, card, room.id))
        menu.popup(where)

    def _to_room(self, card: BoardCard, room: int, _on: bool = False) -> None:
        self.do(room_patient, card.encounter_id, room)

    def _menu(self, card: BoardCard) -> QMenu:
        menu = QMenu(self.widget())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open the visit")).triggered.connect(lambda: self._choose(card))
        return menu
