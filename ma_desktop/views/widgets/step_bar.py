"""The steps below a list, in the order of their use; what does not fit stands in *More*."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.widgets.labels import button

#: Device-independent pixels: a bar of buttons must not cost the list a line.
_GAP, _TALL = 2, 26


@dataclass(frozen=True, slots=True)
class ListStep:
    """``key``: the letter that does it in the list, or empty; ``tip``: other keys for it."""

    key: str
    text: str
    run: Callable[[], object]
    icon: str = ""
    tip: str = ""


class StepBar(QWidget):
    """``buttons`` by key, or by text where there is none. ``trailing`` stands at the right end and is never folded away."""

    def __init__(self, steps: tuple[ListStep, ...], trailing: QWidget | None = None) -> None:
        super().__init__()
        self.steps = steps
        self.buttons: dict[str, QPushButton] = {}
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(_GAP)
        for step in steps:
            tip = step.tip or (_("In the list: {key}").format(key=step.key) if step.key else "")
            press = button(f"{step.text}  {step.key}".rstrip(), "quiet", step.icon, tip=tip)
            press.setAccessibleName(step.text)
            press.clicked.connect(lambda _on=False, run=step.run: run())
            press.setMaximumHeight(theme.px(_TALL))
            self.row.addWidget(press)
            self.buttons[step.key or step.text] = press
        self.more = button(_("More"), "quiet", tip=_("The other steps"))
        self.more.clicked.connect(self._menu)
        self.more.setMaximumHeight(theme.px(_TALL))
        self.row.addWidget(self.more)
        self.row.addStretch(1)
        self._trailing = trailing
        if trailing is not None:
            self.row.addWidget(trailing, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def fold(self) -> None:
        """As many as fit beside *More* and what is at the right."""
        presses = list(self.buttons.values())
        room = self.width()
        if self._trailing is not None:
            room -= self._trailing.sizeHint().width() + _GAP
        wants = [press.sizeHint().width() + _GAP for press in presses]
        whole = sum(wants) <= room
        room -= 0 if whole else self.more.sizeHint().width() + _GAP
        used = 0
        for press, want in zip(presses, wants, strict=True):
            used += want
            press.setVisible(whole or used <= room)
        self.more.setVisible(not whole)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fold()

    def _menu(self) -> None:
        menu = QMenu(self.more)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for step in self.steps:
            press = self.buttons[step.key or step.text]
            if press.isHidden():
                action = menu.addAction(f"{step.text}\t{step.key}".rstrip())
                action.setEnabled(press.isEnabled())
                action.triggered.connect(lambda _on=False, run=step.run: run())
        menu.popup(self.more.mapToGlobal(self.more.rect().topLeft()))
