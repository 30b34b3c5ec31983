"""Labels in the few styles that the screens have."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QWidget

from ma_desktop.views.icons import icon


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
    """``role``: primary, quiet, icon or empty for an ordinary one."""
    made = QPushButton(text, parent)
    if role:
        made.setProperty("role", role)
    if picture:
        made.setIcon(
            icon(picture, "on_accent" if role == "primary" else "accent" if role == "quiet" else "text", 16)
        )
    made.setToolTip(tip)
    made.setAccessibleName(text.replace("&", "") or tip)
    made.setAutoDefault(False)
    return made


def elided(widget: QLabel, text: str) -> None:
    """Shows as much of ``text`` as fits, the whole of it in the tooltip."""
    shown = widget.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(widget.width(), 40))
    widget.setText(shown)
    widget.setToolTip(text if shown != text else "")
