"""Labels in the few styles that the screens have."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from ma_desktop.views import theme
from ma_desktop.views.icons import icon


class _Picture(QObject):
    """Draws a button's icon, and anew with every theme; lives and dies with the button."""

    def __init__(self, press: QPushButton, picture: str, tone: str) -> None:
        super().__init__(press)
        self._press, self._picture, self._tone = press, picture, tone
        theme.current.changed.connect(self.draw)

    @Slot()
    def draw(self) -> None:
        self._press.setIcon(icon(self._picture, self._tone, 16))


def label(text: str = "", role: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """``role``: name, title, dock, strong, muted, caption; ``tone``: a tone of the tokens."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if tone:
        made.setProperty("tone", tone)
    if wrap:
        made.setWordWrap(True)
        made.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    return made


def button(
    text: str, role: str = "", picture: str = "", *, tip: str = "", parent: QWidget | None = None
) -> QPushButton:
    """``role``: primary, quiet, saved, icon or empty for an ordinary one."""
    made = QPushButton(text, parent)
    if role:
        made.setProperty("role", role)
    if picture:
        tone = {"primary": "on_accent", "quiet": "accent", "saved": "ok"}.get(role, "text")
        _Picture(made, picture, tone).draw()
    made.setToolTip(tip)
    made.setAccessibleName(text.replace("&", "") or tip)
    made.setAutoDefault(False)
    return made


def keyed(press: QPushButton, keys: str, *, within: QWidget | None = None) -> QPushButton:
    """Gives a button a key that works at once and outlives a new text (a button's own shortcut does neither).

    ``within``: only while the keyboard is in that widget; else in the whole window.
    """
    shortcut = QShortcut(QKeySequence(keys), within or press)
    shortcut.setAutoRepeat(False)
    if within is not None:
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(press.click)
    return press


def elided(widget: QLabel, text: str) -> None:
    """Shows as much of ``text`` as fits, the whole of it in the tooltip."""
    shown = widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(widget.width(), 40))
    widget.setText(shown)
    widget.setToolTip(text if shown != text else "")


class Elided(QLabel):
    """One line that shows as much as fits, and the whole of it in its tooltip and to a screen reader."""

    def __init__(self, text: str = "", role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)
        self.whole = ""
        self.set(text)

    def set(self, text: str) -> None:
        self.whole = text
        self.setAccessibleName(text)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(self.whole) + 4, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(40), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        shown = self.fontMetrics().elidedText(self.whole, Qt.TextElideMode.ElideRight, max(self.width(), 10))
        self.setText(shown)
        self.setToolTip(self.whole if shown != self.whole else "")
