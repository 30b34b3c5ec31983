"""The flow board as cards, one under the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.visit.flow_board import BoardCard
from ma_desktop.views.widgets.board_tile import Tile
from ma_desktop.views.widgets.empty_state import EmptyState


class CardColumn(QScrollArea):
    """``chosen``: opened in the chart; ``opened``: worked on beside the board; ``asked``: for the next step, where."""

    chosen = Signal(object)
    opened = Signal(object)
    asked = Signal(object, QPoint)

    def __init__(self, walk_in: Callable[[], object]) -> None:
        super().__init__()
        self._walk_in = walk_in
        self.tiles: list[Tile] = []
        self._empty: EmptyState | None = None
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(12, 2, 12, 8)
        self._column.setSpacing(8)
        self._column.addStretch(1)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set(self, cards: Sequence[BoardCard], now: datetime, *, private: bool, active: int | None) -> None:
        """Only what changed is drawn anew; the keyboard stays on the visit where it was."""
        held = next((tile.card.encounter_id for tile in self.tiles if tile.hasFocus()), None)
        before = {tile.card.encounter_id: tile for tile in self.tiles}
        self.tiles = [
            self._tile(before.pop(card.encounter_id, None), card, now, private, active) for card in cards
        ]
        for gone in before.values():
            _away(gone)
        self._offer_walk_in(not cards)
        for place, tile in enumerate(self.tiles):
            item = self._column.itemAt(place)
            if item is None or item.widget() is not tile:
                self._column.removeWidget(tile)
                self._column.insertWidget(place, tile)
                tile.show()  # at once: the keyboard comes back to it
        self._order_keys()
        if held is not None and not any(tile.hasFocus() for tile in self.tiles):
            self.stand_on(held)

    def _tile(
        self, known: Tile | None, card: BoardCard, now: datetime, private: bool, active: int | None
    ) -> Tile:
        if known is not None and known.still_shows(card, private):
            known.tell_time(now)
            known.mark(card.encounter_id == active)
            return known
        if known is not None:
            _away(known)
        tile = Tile(card, now, private=private, active=card.encounter_id == active)
        tile.chosen.connect(self.chosen)
        tile.opened.connect(self.opened)
        tile.asked.connect(self.asked)
        tile.walked.connect(self._walk)
        return tile

    def _offer_walk_in(self, nobody: bool) -> None:
        if nobody and self._empty is None:
            words = _("Nobody is in the office. Check somebody in from the schedule, or take a walk-in.")
            self._empty = EmptyState(words, _("Walk-in"), self._walk_in)
            self._column.insertWidget(0, self._empty)
        elif not nobody and self._empty is not None:
            _away(self._empty)
            self._empty = None

    def _order_keys(self) -> None:
        """Tab goes down the board, wherever a tile was put in."""
        for one, next_one in pairwise(self.tiles):
            if one.nextInFocusChain() is not next_one:
                QWidget.setTabOrder(one, next_one)

    def mark(self, active: int | None) -> None:
        """Another visit is on the screen: two tiles change their edge, the board stays."""
        for tile in self.tiles:
            tile.mark(tile.card.encounter_id == active)

    def stand_on(self, encounter_id: int | None) -> None:
        tile = next((tile for tile in self.tiles if tile.card.encounter_id == encounter_id), None)
        if tile is not None and tile.isVisible():
            tile.setFocus(Qt.FocusReason.OtherFocusReason)

    def _walk(self, by: int) -> None:
        place = next((n for n, tile in enumerate(self.tiles) if tile.hasFocus()), 0) + by
        if 0 <= place < len(self.tiles):
            self.tiles[place].setFocus(Qt.FocusReason.TabFocusReason)
            self.ensureWidgetVisible(self.tiles[place])


def _away(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
