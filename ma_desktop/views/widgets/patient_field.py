"""One field in which a patient is found: arrows choose, Enter takes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ma_desktop.i18n import _


class PatientField(QWidget):
    """``searched(text)`` asks the form for patients, ``show_found`` answers; ``chosen`` tells that ``patient_id`` changed."""

    searched = Signal(str)
    chosen = Signal()
    draft_edited = Signal()

    def __init__(self, hint: str = "") -> None:
        super().__init__()
        self.patient_id: int | None = None
        self.birth_date: Any = None
        self.phone = ""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(hint or _("Name, birth date, phone or record number"))
        self.edit.textEdited.connect(self._typed)
        self.edit.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Patients found"))
        self.list.setMaximumHeight(116)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.itemClicked.connect(self.take)
        self.list.hide()
        column.addWidget(self.edit)
        column.addWidget(self.list)
        self.setFocusProxy(self.edit)
        self.edit.textEdited.connect(lambda _text: self.draft_edited.emit())
        self.chosen.connect(self.draft_edited)

    def draft_value(self) -> list[Any]:
        """Whom it names, and the words that stand in it."""
        return [self.patient_id, self.edit.text()]

    def set_draft_value(self, value: list[Any]) -> None:
        ident, words = value
        if ident is not None:
            self.put(ident, words)
        else:
            self.patient_id = None
            self.edit.setText(words)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def _typed(self, text: str) -> None:
        if self.patient_id is not None:
            self.patient_id, self.birth_date, self.phone = None, None, ""
            self.chosen.emit()
        self.searched.emit(text)

    def show_found(self, found: Any) -> None:
        """``found``: rows with patient_id, name, birth_date, age, record_number, phone."""
        self.list.clear()
        for row in found:
            item = QListWidgetItem(
                f"{row.name} · {row.birth_date:%m/%d/%Y} · {row.age} · #{row.record_number}"
            )
            item.setData(
                Qt.ItemDataRole.UserRole, (row.patient_id, row.birth_date, getattr(row, "phone", ""))
            )
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(self.list.count() > 0)

    def take(self, item: QListWidgetItem) -> None:
        ident, birth, phone = item.data(Qt.ItemDataRole.UserRole)
        self.put(ident, item.text(), birth, phone)

    def put(self, patient_id: int, words: str, birth_date: Any = None, phone: str = "") -> None:
        self.patient_id, self.birth_date, self.phone = patient_id, birth_date, phone
        self.edit.setText(words)
        self.edit.setCursorPosition(0)
        self.list.hide()
        self.chosen.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self.list.isVisible():
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if (
                event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
                and self.patient_id is None
            ):
                self.take(self.list.currentItem())
                if event.key() != Qt.Key.Key_Tab:
                    self.edit.focusNextPrevChild(True)
                    return True
        return super().eventFilter(watched, event)
