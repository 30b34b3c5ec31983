"""Who is in the office."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QMenu,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.layout import layout
from ma_desktop.services.practice.remember_layout import remember_layout
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.services.visit.flow_board import BoardCard, FlowBoard, RoomState, flow_board
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.send_to_checkout import send_to_checkout
from ma_desktop.services.visit.start_with_provider import start_with_provider
from ma_desktop.services.visit.turn_room_over import turn_room_over
from ma_desktop.views.active import Focus
from ma_desktop.views.board.cards import CardColumn
from ma_desktop.views.board.table import BoardTable
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.stage_times import StageTimes
from ma_desktop.views.icons import icon
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.board_rooms import RoomStrip
from ma_desktop.views.widgets.board_tile import Tile
from ma_desktop.views.widgets.chip import Chip

if TYPE_CHECKING:
    from ma_desktop.views.board.side_sheet import SideSheet

#: Kept for each person among how they keep the window.
_PRIVATE, _TABLE, _ORDER = "board.private", "board.table", "board.order"


class FlowBoardPanel(Panel):
    """Who is in the office, where, for how long, and what comes next."""

    TITLE = _("Flow board")
    ICON = "board"
    SHORTCUT = "Ctrl+Shift+F"
    AREA = "visit"
    SHOWS = frozenset(
        {"Encounter", "Observation", "List", "Task", "PaymentNotice", "Coverage", "Location", "ServiceRequest", "Basic"}
    )  # fmt: skip
    PLACE = Place("left", 1, share=2)
    HELP = "flow-board"
    MASK = staticmethod(lambda board: board)  # the cards write initials themselves
    FOLLOWS_PATIENT = False
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        body = QWidget()
        body.setObjectName("clear")
        whole = QVBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 4)
        whole.setSpacing(2)
        self.board: FlowBoard | None = None
        self._painted: object = None
        self._put_away, self._recalling, self.as_table = Focus(), False, False
        self.side: SideSheet | None = None
        self.bench.reopen("board_side", self._open_side)
        self.cards, self.table = CardColumn(lambda: self.bench.commands.run("walk_in")), BoardTable()
        self.views = QStackedWidget()
        for view in (self.cards, self.table):
            view.chosen.connect(self._choose)
            view.opened.connect(self.open_side)
            view.asked.connect(self._ask)
            self.views.addWidget(view)
        self.table.sorted_by.connect(self._keep_order)
        self.rooms = RoomStrip()
        self.rooms.setContentsMargins(10, 0, 10, 0)
        self.rooms.pressed.connect(self._room_pressed)
        self.set_header(self._head())
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._repaint)
        self._clock.start(30_000)
        self.bench.active.changed.connect(self._mark)
        self.bench.read(layout, then=self._recall)
        self.bench.worker_changed.connect(self._sat_down)
        whole.addWidget(self.views, 1)
        whole.addWidget(self.rooms)
        body.setFocusProxy(self.views)
        return body

    def _head(self) -> QWidget:
        head = QWidget()
        head.setObjectName("clear")
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.count = Chip("", "muted")
        self.switch = QToolButton()
        self.switch.setProperty("role", "quiet")
        self.switch.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.switch.clicked.connect(self.toggle_table)
        for part in (self.count, self.switch):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        self._name_switch()
        return head

    @property
    def tiles(self) -> list[Tile]:
        return self.cards.tiles

    def query(self, desk: Desk, focus: Focus) -> FlowBoard:
        return flow_board(desk)

    def show(self, data: FlowBoard) -> None:
        """Drawn anew only when something on it changed, and the keyboard stays on the visit where it was."""
        self.board = data
        now, active = self.desk.now(), self.focus.encounter_id
        painted = (data, tuple(card.waiting(now) for card in data.cards), self.bench.private, self.as_table)
        if painted == self._painted:
            self._mark(self.focus)
            return
        self._painted = painted
        late = sum(card.tone(now) == "danger" for card in data.cards)
        here = _("{n} here").format(n=len(data.cards))
        self._say_state(data, here, late)
        self.rooms.set(data.rooms)
        table = self.as_table and bool(data.cards)  # an empty table would offer no walk-in
        self.views.setCurrentWidget(self.table if table else self.cards)
        self.cards.set(() if table else data.cards, now, private=self.bench.private, active=active)
        self.table.set(data.cards if table else (), now, private=self.bench.private, active=active)

    def _say_state(self, data: FlowBoard, here: str, late: int) -> None:
        """The one thing the desk should know first: who is behind, where it piles up, how many wait long."""
        long = _("{n} waiting long").format(n=late) if late else ""
        jam = jam_words(*data.jam) if data.jam is not None else ""
        if data.behind:
            first = data.behind[0]
            self.count.set(_("{name} {n} min behind").format(name=first.name, n=first.minutes), "warn")
        elif jam:
            self.count.set(jam, "warn")
        else:
            self.count.set(" · ".join(part for part in (here, long) if part), "danger" if late else "muted")
        said = [] if self.bench.private else [f"“{delay.words}”" for delay in data.behind]
        tips = [here, long, jam, *said]
        self.count.setToolTip("\n".join(tip for tip in tips if tip))

    def _room_pressed(self, room: RoomState) -> None:
        if room.state == "dirty":
            self.do(turn_room_over, room.location_id, then=lambda _answer: self.bench.say(
                _("{room} is ready for the next patient.").format(room=room.name)))  # fmt: skip
        elif room.encounter_id is not None and self.board is not None:
            self._choose(next(card for card in self.board.cards if card.encounter_id == room.encounter_id))
        else:
            self.bench.say(_("{room} is clean.").format(room=room.name), "info")

    def commands(self) -> list[Command]:
        return [
            Command(
                "privacy", _("Hallway view: initials only"), self.toggle_privacy, "F9", "eye-off", "view"
            ),
            Command(
                "board_side",
                _("Work on the visit beside the board"),
                self._side_of_active,
                "Ctrl+J",
                "board",
                "go",
                words="side panel card",
            ),
            Command(
                "board_table",
                _("Flow board: cards or table"),
                self.toggle_table,
                "",
                "menu",
                "view",
                words="list sort",
            ),
            Command(
                "stage_history",
                _("Stages and times of the visit"),
                lambda: self._history_of(self.focus.encounter_id),
                "",
                "history",
                "go",
                words="history wait how long",
            ),
            Command(
                "cycle_times",
                _("Cycle times of visits"),
                self._cycle_times,
                "",
                "trend",
                "go",
                words="wait report",
            ),
        ]

    def _cycle_times(self) -> None:
        from ma_desktop.views.dialogs.cycle_times import CycleTimes  # with the libraries of its page

        CycleTimes(self.bench, parent=self.widget().window()).open()

    def toggle_privacy(self) -> None:
        """With the names, whoever is on the screen is put away, and comes back with them."""
        self.widget()
        hide = not self.bench.private
        if hide:
            self._put_away = self.focus
            self.bench.active.close_patient()
        self._hide_names(hide)
        if not hide and self._put_away.patient_id is not None and self.focus.patient_id is None:
            self.bench.active.choose_patient(self._put_away.patient_id, self._put_away.encounter_id)
        self.bench.do(remember_layout, {_PRIVATE: hide}, panel=self)

    def _sat_down(self) -> None:
        """Whom somebody else had put away is nobody's of the next one."""
        self._put_away = Focus()
        self.bench.read(layout, then=self._recall)

    def _recall(self, kept: dict[str, object]) -> None:
        """Whoever hid the names, or prefers the table, finds it so at the next log-in."""
        self._recalling = True
        column, descending = kept.get(_ORDER) or (-1, False)  # type: ignore[misc]
        self.table.sort_as(int(column), bool(descending))
        self._recalling = False
        self._show_as(bool(kept.get(_TABLE)))
        self._hide_names(bool(kept.get(_PRIVATE)))

    def _hide_names(self, hide: bool) -> None:
        self.bench.hide_names(hide)
        self._repaint()

    def _choose(self, card: BoardCard) -> None:
        """The visit on the screen; an open side panel goes along."""
        if self.side is not None and self.side.isVisible():
            self.open_side(card)
        else:
            self.bench.active.choose_patient(card.patient_id, card.encounter_id)

    def open_side(self, card: BoardCard) -> None:
        self._open_side(card.patient_id, card.encounter_id)

    def _open_side(self, patient_id: int | None, encounter_id: int | None) -> None:
        """The patient becomes the window's active one; what is worked on stands beside the board."""
        home = _workspace_of(self.widget())
        if home is None or patient_id is None or encounter_id is None:
            return
        if self.side is None:
            from ma_desktop.views.board.side_sheet import SideSheet

            self.side = SideSheet(self, home)
        self.side.open(patient_id, encounter_id)

    def _side_of_active(self) -> None:
        focus = self.focus
        if focus.encounter_id is None:
            self.bench.say(_("Choose a visit of today first."), "info")
        else:
            self._open_side(focus.patient_id, focus.encounter_id)

    def back_to(self, encounter_id: int | None) -> None:
        """The keyboard returns to the card it came from."""
        view = self.table if self.as_table else self.cards
        view.stand_on(encounter_id)
        if self.as_table:
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- cards or table -----------------------------------------------------------------------------------

    def toggle_table(self) -> None:
        self.widget()
        self._show_as(not self.as_table)
        self.bench.do(remember_layout, {_TABLE: self.as_table}, panel=self)
        (self.table if self.as_table else self.cards).setFocus(Qt.FocusReason.OtherFocusReason)

    def _name_switch(self) -> None:
        self.switch.setIcon(icon("board" if self.as_table else "task", "muted", 14))
        self.switch.setToolTip(_("Show as cards") if self.as_table else _("Show as a table"))
        self.switch.setAccessibleName(self.switch.toolTip())

    def _show_as(self, table: bool) -> None:
        self.as_table = table
        self._name_switch()
        self._repaint()

    def _keep_order(self, column: int, descending: bool) -> None:
        if not self._recalling:
            self.bench.do(remember_layout, {_ORDER: [column, descending]}, panel=self)

    def _mark(self, focus: Focus) -> None:
        """Another visit is on the screen; the board stays."""
        for view in (self.cards, self.table):
            view.mark(focus.encounter_id)

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
        if card.room_need:
            menu.addAction(_("Needs: {what}").format(what=card.room_need)).setEnabled(False)
        for room in sorted(choices.rooms, key=lambda room: room.state != "clean"):
            action = menu.addAction(
                _("To {room}").format(room=room.name.lower())
                + (_(" (to be cleaned)") if room.state == "dirty" else "")
            )
            action.setEnabled(room.state != "occupied")
            action.triggered.connect(partial(self._to_room, card, room.id))
        menu.popup(where)

    def _to_room(self, card: BoardCard, room: int, _on: bool = False) -> None:
        self.do(room_patient, card.encounter_id, room)

    def _menu(self, card: BoardCard) -> QMenu:
        menu = QMenu(self.widget())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(_("Open the visit")).triggered.connect(lambda: self._choose(card))
        if card.stage in (Stage.ARRIVED, Stage.ROOMED, Stage.VITALS):
            menu.addAction(_("Rooming sheet")).triggered.connect(lambda: self._room_on_sheet(card))
        menu.addAction(_("Stages and times…")).triggered.connect(lambda: self._history_of(card.encounter_id))
        return menu

    def _room_on_sheet(self, card: BoardCard) -> None:
        self._choose(card)
        self.bench.commands.run("rooming_sheet")

    def _history_of(self, encounter_id: int | None) -> None:
        if encounter_id is None:
            self.bench.say(_("Choose a visit first."), "info")
        else:
            StageTimes(self.bench, encounter_id, parent=self.widget().window()).open()


def _workspace_of(frame: QWidget) -> QMainWindow | None:
    """The dock area that holds the panel, also while its dock floats."""
    above = frame.parentWidget()
    while above is not None and not isinstance(above, QMainWindow):
        above = above.parentWidget()
    return above


def jam_words(stage: Stage, count: int) -> str:
    """``3 wait for the provider``."""
    return {
        Stage.ARRIVED: _("{n} wait for a room"),
        Stage.READY: _("{n} wait for the provider"),
        Stage.CHECKOUT: _("{n} wait at checkout"),
    }[stage].format(n=count)
