"""Rows to work through: icon, what, and the next action with its key at the right."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.icons import pixmap
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.labels import Elided, button

_ICONS = {"done": ("done", "ok"), "open": ("open", "muted"), "late": ("late", "warn"), "blocked": ("pause", "muted"),
          "danger": ("alert", "danger")}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CheckRow:
    """``key`` comes back with ``pressed``; ``state``: done, open, late, blocked, danger; ``hint``: a letter, with Alt."""

    key: str
    text: str
    state: str
    action: str = ""
    hint: str = ""


class Checklist(QWidget):
    """Only the first row of a letter gets the shortcut. Not ``keyed``: the letters are shown, and somebody else hears them."""

    pressed = Signal(str)

    def __init__(self, *, keyed: bool = True) -> None:
        super().__init__()
        self._keyed = keyed
        self.buttons: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._keys: list[QShortcut] = []
        self._shown: tuple[object, ...] = ()

    def set(self, rows: tuple[CheckRow, ...]) -> None:
        shown = (rows, theme.tokens(), theme.current.scale)
        if shown == self._shown:
            return
        self._shown = shown
        clear(self._column)
        for shortcut in self._keys:
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._keys, self.buttons = [], {}
        taken: set[str] = set()
        for row in _gathered(rows):
            line = self._row(row, row.hint not in taken)
            self._column.addWidget(line)
            line.show()  # at once, not when the event loop comes round: the keyboard may be meant for its button
            taken.add(row.hint)

    def _row(self, row: CheckRow, first: bool) -> QWidget:
        line = QWidget()
        line.setObjectName("clear")
        across = QHBoxLayout(line)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(10)
        picture, tone = _ICONS[row.state]
        mark = QLabel()
        mark.setPixmap(pixmap(picture, tone, 18))
        mark.setAccessibleName(row.state)
        words = Elided(
            row.text,
            "muted" if row.state in {"done", "blocked"} else "strong" if row.state == "danger" else "",
        )
        across.addWidget(mark)
        across.addWidget(words, 1)
        line.setFixedHeight(theme.px(28))
        if row.action:
            hint = f"  {row.hint}" if row.hint and first else ""
            press = button(f"{row.action}{hint}", "quiet", tip=f"Alt+{row.hint}" if hint else "")
            press.setAccessibleName(f"{row.action}: {row.text}")
            press.setProperty("small", True)
            press.setFixedHeight(theme.px(26))
            press.clicked.connect(lambda _on=False, key=row.key: self.pressed.emit(key))
            across.addWidget(press, 0, Qt.AlignmentFlag.AlignRight)
            self.buttons[row.key] = press
            if hint and self._keyed:
                shortcut = QShortcut(QKeySequence(f"Alt+{row.hint}"), self)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(press.click)
                self._keys.append(shortcut)
        return line


def _gathered(rows: tuple[CheckRow, ...]) -> list[CheckRow]:
    """More than two done rows become one line, so that what is left needs no scrolling."""
    done = [row for row in rows if row.state == "done"]
    if len(done) < 3:
        return list(rows)
    words = _("{n} done: {list}").format(n=len(done), list=" · ".join(row.text for row in done))
    return [*(row for row in rows if row.state != "done"), CheckRow("", words, "done")]
