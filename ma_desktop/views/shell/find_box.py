"""Find patient: results under the field while typing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.icons import pixmap
from ma_desktop.views.shell.hit_list import HitList, Row
from ma_desktop.views.shell.look import shadow
from ma_desktop.views.shell.ports import Hit, Ports
from ma_desktop.views.workbench import Workbench


class FindBox(QLineEdit):
    """Name in any order, birth date, phone or record number; Enter makes the marked patient active."""

    def __init__(self, bench: Workbench, ports: Ports, stage: QWidget) -> None:
        super().__init__()
        self.bench, self.ports = bench, ports
        self.setObjectName("findBox")
        self.setAccessibleName(_("Find patient"))
        self.setPlaceholderText(_("Find patient — name, birth date, phone, record number"))
        self._glass = QLabel(self)
        self._glass.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.retint()
        self.popup = QFrame(stage)
        self.popup.setObjectName("popup")
        shadow(self.popup)
        column = QVBoxLayout(self.popup)
        column.setContentsMargins(1, 4, 1, 4)
        self.list = HitList()
        column.addWidget(self.list)
        self.popup.hide()
        self._shown_for = ""
        self._enter_waits = False
        self.textEdited.connect(self._search)
        self.list.chosen.connect(self.leave)
        self.installEventFilter(self)
        bench.privacy_changed.connect(self.leave)

    def retint(self) -> None:
        self._glass.setPixmap(pixmap("search", "muted", 16))
        self._glass.adjustSize()
        self.setTextMargins(theme.px(16) + 6, 0, 0, 0)
        self._center()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._center()

    def _center(self) -> None:
        self._glass.move(9, (self.height() - self._glass.height()) // 2)

    def _search(self, typed: str) -> None:
        self._enter_waits = False
        if not typed.strip():
            self.popup.hide()
            return
        self.bench.read(
            self.ports.find, typed, then=lambda hits: self._show(typed, hits), latest="find",
            still=lambda: self.text() == typed,
        )  # fmt: skip

    def _show(self, typed: str, hits: Sequence[Hit]) -> None:
        self.list.replace([self._row(hit) for hit in hits] or [self._nobody(typed)])
        self._shown_for = typed
        self._place()
        self.popup.show()
        self.popup.raise_()
        if self._enter_waits:
            self._enter_waits = False
            self.list.choose()

    def _row(self, hit: Hit) -> Row:
        def open_chart() -> None:
            self.bench.active.choose_patient(hit.patient_id, hit.encounter_id)
            if hit.command:
                self.bench.commands.run(hit.command)

        return Row(hit.name, hit.detail, hit.today, open_chart, "person")

    def _nobody(self, typed: str) -> Row:
        register = self.bench.commands.get("register_patient")
        if register is None:
            return Row(
                _("Nobody found"),
                _("Try fewer letters, the birth date or the phone number."),
                "",
                _nothing,
                "",
                False,
            )
        return Row(_("Nobody found"), _("Register a new patient"), _("Enter"), register.run, "plus")

    def _place(self) -> None:
        stage = self.popup.parentWidget()
        assert stage is not None
        corner = self.mapTo(stage, QPoint(0, self.height() + 4))
        width = min(max(self.width(), 560), stage.width() - corner.x() - 12)
        self.popup.setGeometry(corner.x(), corner.y(), width, self.list.fitting_height())

    def leave(self) -> None:
        """Empties the field and gives the keyboard back to the work."""
        self.clear()
        self.popup.hide()
        self.clearFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            QTimer.singleShot(0, self._hide_unless_focused)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def _enter(self) -> None:
        """A scanner, or a fast typist, is done before the list is: Enter waits for the list of what stands in the field.

        What an earlier beginning of it had found would be somebody else.
        """
        if self.popup.isVisible() and self._shown_for == self.text():
            self.list.choose()
        elif self.text().strip():
            self._enter_waits = True

    def _hide_unless_focused(self) -> None:
        if not self.hasFocus():
            self.popup.hide()

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self.leave()
        elif self.popup.isVisible() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter()
        else:
            return False
        return True


def _nothing() -> None:
    return None
