"""The menus, from the register of commands; opened by F10 (on macOS also the menu bar at the top of the screen)."""

from __future__ import annotations

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.commands import Command, Commands
from ma_desktop.views.icons import icon


class Menus:
    """One ``QMenu`` with File, Edit, View, Go, Help; shortcuts live on actions of the desk page, so the lock ends them."""

    def __init__(self, commands: Commands, page: QWidget) -> None:
        self.commands, self._page = commands, page
        self.menu = QMenu(page)
        self.menu.setAccessibleName(_("Menu"))
        self.parts = {
            "file": self.menu.addMenu(_("&File")),
            "edit": self.menu.addMenu(_("&Edit")),
            "view": self.menu.addMenu(_("&View")),
            "go": self.menu.addMenu(_("&Go")),
            "help": self.menu.addMenu(_("&Help")),
        }
        for key, part in self.parts.items():
            part.aboutToShow.connect(lambda key=key: self._fill(key))
        self._actions: dict[str, QAction] = {}
        self.enabled = True
        commands.changed.connect(self.rebuild)
        self.rebuild()

    def rebuild(self) -> None:
        """One hidden action for each command with a key."""
        for command in self.commands.all():
            action = self._actions.get(command.name)
            if action is None:
                action = QAction(self._page)
                action.setAutoRepeat(False)  # a key held too long does its work once
                action.triggered.connect(lambda _on=False, name=command.name: self._run(name))
                self._actions[command.name] = action
                self._page.addAction(action)
            action.setText(command.title)
            action.setShortcut(QKeySequence(command.shortcut))

    def enable(self, on: bool) -> None:
        """Off while the window is locked: no key reaches a command."""
        self.enabled = on
        for action in self._actions.values():
            action.setEnabled(on)

    def _run(self, name: str) -> None:
        if self.enabled:
            self.commands.run(name)

    def _fill(self, key: str) -> None:
        part = self.parts[key]
        part.clear()
        for command in self.commands.all():
            if command.menu == key:
                part.addAction(self._entry(part, command))
        if part.isEmpty():
            part.addAction(_("Nothing here yet")).setEnabled(False)

    def _entry(self, part: QMenu, command: Command) -> QAction:
        action = QAction(command.title, part)
        if command.icon:
            action.setIcon(icon(command.icon, "muted"))
        keys = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        if keys:
            action.setText(f"{command.title}\t{keys}")
        action.setEnabled(command.enabled())
        action.triggered.connect(lambda _on=False, name=command.name: self._run(name))
        return action
