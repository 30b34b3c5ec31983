"""The parts of the board's side panel that are typed, chosen or said: room, copay, reason, a list gone through."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import money
from ma_desktop.i18n import _
from ma_desktop.services.schedule.booking_choices import Choice
from ma_desktop.views import theme
from ma_desktop.views.icons import icon
from ma_desktop.views.widgets.labels import button, label

_ROOMS_ACROSS = 4


class Section(QWidget):
    """A small heading with what belongs to it; hidden as a whole."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 6, 0, 0)
        self.body.setSpacing(4)
        self.title = label(title, "title")
        self.body.addWidget(self.title)


class RoomChoice(Section):
    """Clean rooms first; a room that somebody sits in cannot be chosen."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__(_("Bring to a room"))
        self.need = label("", "caption", wrap=True)
        self.grid = QGridLayout()
        self.grid.setSpacing(6)
        self.body.addWidget(self.need)
        self.body.addLayout(self.grid)
        self.buttons: list[QPushButton] = []
        self._shown: tuple[Choice, ...] = ()

    def set(self, rooms: Sequence[Choice], need: str) -> None:
        self.need.setText(_("Needs: {what}").format(what=need) if need else "")
        self.need.setVisible(bool(need))
        if tuple(rooms) == self._shown:
            return
        self._shown = tuple(rooms)
        for press in self.buttons:
            self.grid.removeWidget(press)
            press.hide()
            press.deleteLater()
        self.buttons = [self._button(room) for room in sorted(rooms, key=lambda room: room.state != "clean")]
        for place, press in enumerate(self.buttons):
            self.grid.addWidget(press, place // _ROOMS_ACROSS, place % _ROOMS_ACROSS)

    def _button(self, room: Choice) -> QPushButton:
        said = {"clean": _("clean"), "dirty": _("to be cleaned"), "occupied": _("occupied")}.get(
            room.state, ""
        )
        tone, picture = {"clean": ("ok", "check"), "dirty": ("warn", "refresh")}.get(
            room.state, ("muted", "person")
        )
        press = button(room.name, tip=f"{room.name}: {said}")
        press.setIcon(icon(picture, tone, 14))
        press.setAccessibleName(f"{room.name}: {said}")
        press.setEnabled(room.state != "occupied")
        press.clicked.connect(lambda: self.chosen.emit(room.id))
        return press

    @property
    def first(self) -> QPushButton | None:
        return next((press for press in self.buttons if press.isEnabled()), None)


class MoneyLine(Section):
    """Nothing is taken before somebody says how it was paid: Enter alone never makes money."""

    taken = Signal()

    def __init__(self) -> None:
        super().__init__(_("Copay"))
        self.amount, self.method, self.reference = QLineEdit(), QComboBox(), QLineEdit()
        self.amount.setAccessibleName(_("Amount"))
        self.amount.setFixedWidth(theme.px(72))
        self.amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        for text, code in (
            (_("How paid?"), ""), (_("card"), "card"), (_("cash"), "cash"), (_("check"), "check"), (_("other"), "other"),
        ):  # fmt: skip
            self.method.addItem(text, code)
        self.method.setAccessibleName(_("How paid"))
        self.reference.setAccessibleName(_("Reference"))
        self.take = button(_("Take"), "", "money", tip=_("Takes the money and gives it a receipt number"))
        self.take.clicked.connect(self.taken)
        self.method.currentIndexChanged.connect(lambda _n: self._hint())
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.amount)
        row.addWidget(self.method)
        row.addWidget(self.reference, 1)
        row.addWidget(self.take)
        self.body.addLayout(row)
        self._offered = ""
        self._hint()

    def _hint(self) -> None:
        method = self.method.currentData()
        hints = {"card": _("last 4"), "check": _("check no."), "other": _("what")}
        self.reference.setPlaceholderText(hints.get(method, ""))
        self.reference.setEnabled(method not in ("", "cash"))

    def offer(self, left: Decimal | None) -> None:
        """The amount that is due, unless somebody typed another one."""
        self.title.setText(_("Copay {amount}").format(amount=money.show(left)) if left else _("Copay"))
        wanted = f"{left:.2f}" if left else ""
        if self.amount.text() in ("", self._offered):
            self.amount.setText(wanted)
        self._offered = wanted

    def clear(self) -> None:
        self.reference.clear()
        self.method.setCurrentIndex(0)
        self.amount.clear()


class ReasonLine(Section):
    """In the patient's own words; Enter saves."""

    def __init__(self) -> None:
        super().__init__(_("Reason for visit"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("In the patient's own words"))
        self.words.setAccessibleName(_("Reason for visit"))
        self.body.addWidget(self.words)


class ListLine(Section):
    """What is on file is read to the patient from here; “no change” is said of exactly what stands on the screen."""

    unchanged = Signal()
    changed = Signal()

    def __init__(self, title: str, none: str, none_button: str) -> None:
        super().__init__(title)
        self._none, self._none_button = none, none_button
        self.words = label("", wrap=True)
        self.same = button("")
        self.same.clicked.connect(self.unchanged)
        self.other = button(_("Change…"), "quiet")
        self.other.setAccessibleName(_("{list}: change").format(list=title))
        self.other.clicked.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.same)
        row.addWidget(self.other)
        row.addStretch(1)
        self.body.addWidget(self.words)
        self.body.addLayout(row)
        self.empty = True

    def set(self, rows: Sequence[str]) -> None:
        self.empty = not rows
        self.words.setText(" · ".join(rows) or self._none)
        self.same.setText(self._none_button if self.empty else _("No change"))
        self.same.setAccessibleName(f"{self.title.text()}: {self.same.text()}")
