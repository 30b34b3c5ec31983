"""A list of cards that is only read: what changed, who changed what."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench


class ReadOnly(Dialog):
    """``above`` says what the list is about, inside the window and never in its title; ``lines`` takes the cards."""

    WIDTH = 640

    def __init__(self, bench: Workbench, title: str, *, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(bench, title, parent=parent, scope=focus, yes=_("Close"))
        self.no_button.hide()
        self.above = label("", "strong", wrap=True)
        self.body.addWidget(self.above)
        holder = QWidget()
        holder.setObjectName("clear")
        self.lines = QVBoxLayout(holder)
        self.lines.setContentsMargins(0, 0, 8, 0)
        self.lines.setSpacing(6)
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setMinimumHeight(theme.px(300))
        scroll.setAccessibleName(title)
        self.body.addWidget(scroll)
        self.yes_button.setFocus()

    def accept(self) -> None:
        self.finish()
