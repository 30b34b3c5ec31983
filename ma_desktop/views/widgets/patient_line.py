"""Whose values these are: color band, name and birth date at the head of a panel, docked or floated."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_label import PatientLabel
from ma_desktop.views import theme
from ma_desktop.views.widgets.banner import BANDS
from ma_desktop.views.widgets.labels import label


class PatientLine(QWidget):
    """Wraps rather than being cut; hidden while nobody is chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._band = 0
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 0, 2)
        self.words = label("", "strong", wrap=True)
        row.addWidget(self.words, 1)
        self.hide()

    def above(self, body: QWidget) -> QWidget:
        """A page of this line and ``body``, which may scroll; the line does not."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        inset = QHBoxLayout()
        inset.setContentsMargins(14, 0, 12, 0)
        inset.addWidget(self)
        column.addLayout(inset)
        column.addWidget(body, 1)
        return page

    def set(self, who: PatientLabel | None) -> None:
        self.setVisible(who is not None)
        self.words.setText(
            _("{name} · born {date}").format(name=who.name, date=f"{who.birth_date:%m/%d/%Y}") if who else ""
        )
        self.words.setAccessibleName(self.words.text())
        self._band = who.band if who is not None else 0
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        color = theme.tokens().strong(BANDS[self._band % len(BANDS)])
        QPainter(self).fillRect(QRect(0, 3, 4, self.height() - 6), QColor(color))
