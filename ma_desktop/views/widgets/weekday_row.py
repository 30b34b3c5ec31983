"""Days of the week to press; none pressed is any day."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme


class WeekdayRow(QWidget):
    """``days``: 0 is Monday; empty means any day."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.setFixedHeight(theme.px(32))
        names = (
            _("Monday"),
            _("Tuesday"),
            _("Wednesday"),
            _("Thursday"),
            _("Friday"),
            _("Saturday"),
            _("Sunday"),
        )
        self.buttons: list[QPushButton] = []
        for place, name in enumerate(names):
            press = QPushButton(name[:2])
            press.setCheckable(True)
            press.setAutoDefault(False)
            press.setProperty("role", "segment")
            press.setProperty("edge", {0: "first", 6: "last"}.get(place, ""))
            press.setProperty("small", "true")
            press.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            press.setAccessibleName(name)
            press.setToolTip(name)
            press.toggled.connect(lambda _on: self.changed.emit())
            row.addWidget(press, 1)
            self.buttons.append(press)
        self.setFocusProxy(self.buttons[0])

    @property
    def days(self) -> frozenset[int]:
        return frozenset(place for place, press in enumerate(self.buttons) if press.isChecked())

    def set(self, days: frozenset[int]) -> None:
        for place, press in enumerate(self.buttons):
            press.setChecked(place in days)
