"""The bar at the top: find, the commands of the front, perspectives, urgent requests, who is here, lock."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.commands import Command
from ma_desktop.views.icons import icon
from ma_desktop.views.shell.find_box import FindBox
from ma_desktop.views.shell.perspectives import perspectives
from ma_desktop.views.shell.ports import Ports, Urgent
from ma_desktop.views.workbench import Workbench

#: Below this width (pixels at 100 % text) the labels of the bar shorten.
FULL_LABELS = 1560


class TopBar(QFrame):
    """``chosen``: key of the perspective whose button was pressed."""

    chosen = Signal(str)

    def __init__(self, bench: Workbench, ports: Ports, menu: QMenu, stage: QWidget) -> None:
        super().__init__()
        self.setObjectName("topBar")
        self.bench = bench
        self._commands: dict[str, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 8, 10, 8)
        row.setSpacing(8)
        self.menu_button = self._menu_button(menu)
        self.find_box = FindBox(bench, ports, stage)
        self.find_box.setMinimumWidth(210)
        self.find_box.setMaximumWidth(340)
        row.addWidget(self.menu_button)
        row.addWidget(self.find_box, 3)
        self._front = QHBoxLayout()
        self._front.setSpacing(8)
        row.addLayout(self._front)
        row.addStretch(2)
        row.addLayout(self._segments())
        row.addStretch(2)
        self._urgent = QHBoxLayout()
        self._urgent.setSpacing(6)
        row.addLayout(self._urgent)
        self.user = self._button("user", "user")
        self.lock = self._button("lock", "lock")
        self.lock.setToolTip(_("Lock (Ctrl+L)"))
        self.lock.setAccessibleName(_("Lock"))
        row.addWidget(self.user)
        row.addWidget(self.lock)
        bench.commands.changed.connect(self.rebuild)
        bench.worker_changed.connect(self.name_worker)
        self.rebuild()
        self.name_worker()

    def _menu_button(self, menu: QMenu) -> QToolButton:
        button = QToolButton()
        button.setObjectName("menuButton")
        button.setIcon(icon("menu", "text"))
        button.setProperty("role", "icon")
        button.setToolTip(_("Menu (F10)"))
        button.setAccessibleName(_("Menu"))
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _button(self, name: str, picture: str) -> QPushButton:
        button = QPushButton()
        button.setObjectName(name)
        button.setProperty("icon_name", picture)
        button.setIcon(icon(picture, "text"))
        return button

    def _segments(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(0)
        self.segments = QButtonGroup(self)
        everything = perspectives()
        for place, perspective in enumerate(everything):
            button = QPushButton(perspective.title)
            button.setCheckable(True)
            button.setProperty("role", "segment")
            button.setProperty(
                "edge", "first" if place == 0 else "last" if perspective is everything[-1] else ""
            )
            button.setToolTip(f"{perspective.title} ({_keys(perspective.shortcut)})")
            button.clicked.connect(lambda _on=False, key=perspective.key: self.chosen.emit(key))
            self.segments.addButton(button, place)
            row.addWidget(button)
        return row

    def mark(self, key: str) -> None:
        """Shows which perspective is on."""
        for place, perspective in enumerate(perspectives()):
            if perspective.key == key:
                self.segments.button(place).setChecked(True)

    def rebuild(self) -> None:
        """The commands that asked for a place in the bar."""
        wanted = sorted((c for c in self.bench.commands.all() if c.bar), key=lambda c: c.bar)
        if list(self._commands) == [c.name for c in wanted]:
            return
        for button in self._commands.values():
            button.hide()  # else its queued first show makes it a window for a moment
            button.setParent(None)
            button.deleteLater()
        self._commands = {}
        for command in wanted:
            self._commands[command.name] = self._command_button(command)
            self._front.addWidget(self._commands[command.name])
        self._relabel()

    def _command_button(self, command: Command) -> QPushButton:
        button = self._button(command.name, command.icon or "command")
        if command.primary:
            button.setProperty("role", "primary")
            button.setIcon(icon(command.icon or "command", "on_accent"))
        keys = _keys(command.shortcut)
        button.setToolTip(f"{command.title} ({keys})" if keys else command.title)
        button.setAccessibleName(command.title)
        button.clicked.connect(lambda _on=False, name=command.name: self.bench.commands.run(name))
        return button

    def name_worker(self) -> None:
        self._relabel()

    def show_urgent(self, requests: Sequence[Urgent]) -> None:
        """Chips for what cannot wait; the words name no patient. What finds no room is counted, never left out."""
        while (item := self._urgent.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # else its queued first show makes it a window for a moment
                widget.setParent(None)
                widget.deleteLater()
        more = len(requests) - 1
        for place, request in enumerate(requests[:2]):
            counted = place == 1 and more > 1  # a second place beside it is cut on a laptop
            chip = QPushButton(_("{n} more").format(n=more) if counted else request.text)
            chip.setObjectName("urgentChip")
            chip.setToolTip("\n".join(one.text for one in requests))
            chip.setIcon(icon("bell", "danger"))
            chip.clicked.connect(lambda _on=False, name=request.command: self.bench.commands.run(name))
            self._urgent.addWidget(chip)

    def retint(self) -> None:
        """After a change of theme."""
        self.menu_button.setIcon(icon("menu", "text"))
        self.menu_button.setIconSize(QSize(theme.px(18), theme.px(18)))
        self.find_box.retint()
        for button in (self.user, self.lock, *self._commands.values()):
            tone = "on_accent" if button.property("role") == "primary" else "text"
            button.setIcon(icon(button.property("icon_name"), tone))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._relabel()

    def _relabel(self) -> None:
        full = self.width() >= FULL_LABELS * theme.current.scale
        for name, button in self._commands.items():
            command = self.bench.commands.get(name)
            if command is None:
                continue
            keys = _keys(command.shortcut) if name == "commands" else ""
            words = " ".join(part for part in (command.title, keys) if part)
            button.setText(words if full or command.primary else "" if name == "commands" else command.title)
        worker = self.bench.desk.worker
        short = "".join(part[0] for part in worker.name.split()[:2]).upper()
        self.user.setText(worker.name if full else short)
        self.user.setToolTip(worker.name)
        self.user.setAccessibleName(_("Signed in: {name}").format(name=worker.name))


def _keys(shortcut: str) -> str:
    return QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
