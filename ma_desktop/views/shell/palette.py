"""The command palette: every command and every patient, by a few letters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views.commands import Command, match
from ma_desktop.views.shell.hit_list import HitList, Row
from ma_desktop.views.shell.look import shadow
from ma_desktop.views.shell.ports import Hit, Ports
from ma_desktop.views.workbench import Workbench


class Palette(QFrame):
    """Opens over the window, filters as you type, runs on Enter, leaves on Esc and gives the keyboard back."""

    def __init__(self, bench: Workbench, ports: Ports, stage: QWidget) -> None:
        super().__init__(stage)
        self.bench, self.ports = bench, ports
        self.setObjectName("popup")
        shadow(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 6)
        column.setSpacing(6)
        self.field = QLineEdit()
        self.field.setFixedHeight(34)
        self.field.setAccessibleName(_("Commands"))
        self.field.setPlaceholderText(_("What do you want to do? Type a few letters, or a patient's name"))
        self.list = HitList()
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        self.field.textEdited.connect(self._filter)
        self.list.chosen.connect(self.leave)
        self.field.installEventFilter(self)
        self._before: QWidget | None = None
        self._commands: list[Row] = []
        self.hide()

    def open(self) -> None:
        self._before = QApplication.focusWidget()
        self.field.clear()
        self._filter("")
        self.place()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def place(self) -> None:
        stage = self.parentWidget()
        assert stage is not None
        width = min(640, stage.width() - 40)
        self.setGeometry((stage.width() - width) // 2, 60, width, min(460, stage.height() - 100))

    def leave(self) -> None:
        self.hide()
        if self._before is not None:
            self._before.setFocus()

    def _filter(self, typed: str) -> None:
        scored = [
            (score, place, command)
            for place, command in enumerate(self.bench.commands.all())
            if (score := match(typed, f"{command.title} {command.words}")) is not None
        ]
        scored.sort(key=lambda entry: (not entry[2].enabled(), entry[0], entry[1]))
        self._commands = [self._row(command) for _score, _place, command in scored]
        self.list.replace(self._commands or [Row(_("No such command"), "", "", lambda: None, "", False)])
        if len(typed.strip()) >= 2:
            self.bench.read(
                self.ports.find, typed, then=self._add_patients, latest="palette",
                still=lambda: self.field.text() == typed,
            )  # fmt: skip

    def _add_patients(self, hits: Sequence[Hit]) -> None:
        if hits:
            self.list.replace([*self._commands[:12], *(self._patient(hit) for hit in hits[:8])])

    def _row(self, command: Command) -> Row:
        keys = QKeySequence(command.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        return Row(command.title, "", keys, command.run, command.icon or "command", command.enabled())

    def _patient(self, hit: Hit) -> Row:
        return Row(
            hit.name, hit.detail, hit.today,
            lambda: self.bench.active.choose_patient(hit.patient_id, hit.encounter_id), "person",
        )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, lambda: None if self.field.hasFocus() else self.hide())
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list.choose()
        else:
            return False
        return True
