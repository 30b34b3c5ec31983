"""Whose values these are: color band, name and birth date at the head of a panel, docked or floated."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_label import PatientLabel
from ma_desktop.views import theme
from ma_desktop.views.widgets.banner import BANDS
from ma_desktop.views.widgets.labels import label


class PatientLine(QWidget):
    """The name wraps rather than being cut; hidden while nobody is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._band = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 0, 2)
        row.setSpacing(8)
        self.name, self.born = label("", "strong", wrap=True), label("", "caption")
        row.addWidget(self.name, 1)
        row.addWidget(self.born)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), super().minimumSizeHint().height())

    def set(self, who: PatientLabel | None) -> None:
        self.setVisible(who is not None)
        self.name.setText(who.name if who is not None else "")
        self.born.setText(
            _("born {date}").format(date=f"{who.birth_date:%m/%d/%Y}") if who is not None else ""
        )
        self._band = who.band if who is not None else 0
        self.setAccessibleName(f"{self.name.text()}, {self.born.text()}" if who is not None else "")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        color = theme.tokens().strong(BANDS[self._band % len(BANDS)])
        painter.fillRect(QRect(0, 3, 4, self.height() - 6), QColor(color))
