"""The flow board as cards, one under the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.visit.flow_board import BoardCard
from ma_desktop.views.widgets.board_tile import Tile
from ma_desktop.views.widgets.card import clear
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
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(12, 2, 12, 8)
        self._column.setSpacing(8)
        self.setWidget(holder)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set(self, cards: Sequence[BoardCard], now: datetime, *, private: bool, active: int | None) -> None:
        """The keyboard stays on the visit where it was."""
        held = next((tile.card.encounter_id for tile in self.tiles if tile.hasFocus()), None)
        clear(self._column)
        self.tiles = []
        if not cards:
            words = _("Nobody is in the office. Check somebody in from the schedule, or take a walk-in.")
            self._column.addWidget(EmptyState(words, _("Walk-in"), self._walk_in))
        for card in cards:
            tile = Tile(card, now, private=private, active=card.encounter_id == active)
            tile.chosen.connect(self.chosen)
            tile.opened.connect(self.opened)
            tile.asked.connect(self.asked)
            tile.walked.connect(self._walk)
            self.tiles.append(tile)
            self._column.addWidget(tile)
            tile.show()  # at once: the keyboard comes back to it
            if card.encounter_id == held:
                tile.setFocus(Qt.FocusReason.OtherFocusReason)
        self._column.addStretch(1)

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
