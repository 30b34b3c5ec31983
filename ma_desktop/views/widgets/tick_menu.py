"""Several of a list, ticked in a menu that stays open: Space or Enter ticks, Esc closes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton

from ma_desktop.i18n import _


class _StayingMenu(QMenu):
    """Ticking is no choice that ends the menu."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if enter and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class TickMenu(QPushButton):
    """``Signs…`` with nothing ticked, else what is. ``values`` are the ticked keys in the order of the list."""

    draft_edited = Signal()
    ticked = Signal()

    def __init__(self, title: str, name: str, choices: Mapping[str, str], *, role: str = "") -> None:
        super().__init__()
        self._title, self._name, self._choices = title, name, dict(choices)
        if role:
            self.setProperty("role", role)
        self.setAutoDefault(False)
        self._menu = _StayingMenu(self)
        for key, words in self._choices.items():
            action = self._menu.addAction(words)
            action.setCheckable(True)
            action.setData(key)
            action.triggered.connect(lambda _on=False: self._changed())
        self.clicked.connect(self.open)
        self._write()

    @property
    def menu_shown(self) -> QMenu:
        return self._menu

    @property
    def values(self) -> tuple[str, ...]:
        return tuple(action.data() for action in self._menu.actions() if action.isChecked())

    def set_values(self, keys: Iterable[str]) -> None:
        wanted = set(keys)
        for action in self._menu.actions():
            action.setChecked(action.data() in wanted)
        self._write()

    def open(self) -> None:
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        self._menu.setActiveAction(self._menu.actions()[0])

    def draft_value(self) -> list[str]:
        return list(self.values)

    def set_draft_value(self, keys: Iterable[str]) -> None:
        self.set_values(keys or ())

    def _changed(self) -> None:
        self._write()
        self.draft_edited.emit()
        self.ticked.emit()

    def _write(self) -> None:
        chosen = [self._choices[key] for key in self.values]
        self.setText(self._title if not chosen else _("{name}: {n}").format(name=self._name, n=len(chosen)))
        self.setAccessibleName(
            _("{name}: {what}").format(name=self._name, what=", ".join(chosen) or _("none"))
        )
