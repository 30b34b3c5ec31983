"""Hides every other window of the program while it is locked, and brings them back as they were."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget


class Curtain(QObject):
    """``down`` hides floated docks and dialogs and whatever opens while it is down; ``up`` shows them again."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.hidden: list[QWidget] = []
        self.is_down = False

    def down(self) -> None:
        self.is_down = True
        while (popup := QApplication.activePopupWidget()) is not None:
            if not popup.close():
                break
        for widget in QApplication.topLevelWidgets():
            if widget is not self._window and widget.isVisible():
                self._hide(widget)
        self._app().installEventFilter(self)

    def up(self) -> list[QWidget]:
        """Answers the windows that are shown again."""
        self._app().removeEventFilter(self)
        self.is_down = False
        shown, self.hidden = self.hidden, []
        for widget in shown:
            widget.show()
        return shown

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Show or not isinstance(watched, QWidget) or not watched.isWindow():
            return False
        if watched is self._window or watched in self.hidden:
            return False
        self._hide(watched)
        return True

    def _hide(self, widget: QWidget) -> None:
        widget.hide()
        self.hidden.append(widget)
        widget.destroyed.connect(lambda _gone=None, w=widget: self.forget(w))

    def forget(self, widget: QWidget) -> None:
        if widget in self.hidden:
            self.hidden.remove(widget)

    @staticmethod
    def _app() -> QCoreApplication:
        app = QCoreApplication.instance()
        assert app is not None
        return app
