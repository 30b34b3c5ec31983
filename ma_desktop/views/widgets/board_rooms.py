"""The rooms of the practice in one strip: who is in, which one is to be cleaned."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget

from ma_desktop.i18n import _, on_paper
from ma_desktop.services.visit.flow_board import RoomState
from ma_desktop.views import theme
from ma_desktop.views.icons import icon

_TONES = {"clean": ("ok", "check"), "occupied": ("info", "person"), "dirty": ("warn", "refresh")}
_ACROSS = 3


class RoomStrip(QWidget):
    """Pressing a dirty room turns it over, an occupied one opens its visit; a clean one says so."""

    pressed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 2, 0, 2)
        self._grid.setSpacing(4)
        self._shown: tuple[RoomState, ...] = ()
        self.buttons: list[QPushButton] = []

    def set(self, rooms: Sequence[RoomState]) -> None:
        if tuple(rooms) == self._shown:
            return
        self._shown = tuple(rooms)
        for press in self.buttons:
            self._grid.removeWidget(press)
            press.hide()
            press.deleteLater()
        self.buttons = []
        for place, room in enumerate(rooms):
            press = self._button(room)
            self.buttons.append(press)
            self._grid.addWidget(press, place // _ACROSS, place % _ACROSS)

    def _button(self, room: RoomState) -> QPushButton:
        tone, picture = _TONES.get(room.state, ("muted", "info"))
        words = {"clean": _("clean"), "occupied": _("occupied"), "dirty": _("to be cleaned")}[room.state]
        press = QPushButton(room.name.removeprefix(on_paper("Room ")))
        press.setProperty("small", True)
        press.setProperty("role", "quiet")
        press.setFixedHeight(theme.px(26))
        press.setIcon(icon(picture, tone, 14))
        press.setAutoDefault(False)
        press.setMinimumWidth(0)
        press.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        press.setAccessibleName(f"{room.name}: {words}")
        press.setToolTip(
            f"{room.name}: {words}"
            + {
                "dirty": _("\nPress when it is ready for the next patient"),
                "occupied": _("\nPress to open the visit"),
            }.get(room.state, "")
        )
        press.clicked.connect(lambda: self.pressed.emit(room))
        return press
