"""Who this is: the same anatomy on every screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ma_desktop.views import theme
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.chip_rows import ChipRows
from ma_desktop.views.widgets.labels import label

BANDS = ("info", "accent", "violet", "warn", "ok", "danger", "muted", "text")


@dataclass(frozen=True, slots=True)
class ChipData:
    text: str
    tone: str
    icon: str = ""


@dataclass(frozen=True, slots=True)
class BannerData:
    """``facts``: sex · age · birth date · record number, in words; ``band``: 0 to 7."""

    name: str
    initials: str
    band: int
    nickname: str
    facts: str
    chips: tuple[ChipData, ...]
    coverage: str
    money: str
    photo: bytes = b""


class _Disc(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.initials, self.tone = "", "info"
        self.photo = QPixmap()
        self.setFixedSize(theme.px(48), theme.px(48))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().weak(self.tone)))
        painter.drawEllipse(self.rect())
        if not self.photo.isNull():
            self._paint_photo(painter)
            return
        painter.setPen(QColor(theme.tokens().strong(self.tone)))
        painter.setFont(theme.font(theme.TITLE, bold=True))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.initials)

    def _paint_photo(self, painter: QPainter) -> None:
        """The middle of the picture, round."""
        edge = min(self.photo.width(), self.photo.height())
        middle = QRect((self.photo.width() - edge) // 2, (self.photo.height() - edge) // 3, edge, edge)
        inside = QPainterPath()
        inside.addEllipse(QRectF(self.rect()))
        painter.setClipPath(inside)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self.rect(), self.photo, middle)


class Banner(QFrame):
    """Band, initials, name, chips; coverage and money at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._tone = "info"
        self._photo = b""
        self._disc = _Disc()
        self.name = label("", "name")
        self.nickname = label("", "muted")
        self.facts = label("")
        self.coverage = label("", "muted")
        self.money = label("")
        self._chips = ChipRows()
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 8, 14, 8)
        row.setSpacing(12)
        row.addWidget(self._disc)
        row.addLayout(self._middle(), 1)
        right = QVBoxLayout()
        right.setSpacing(6)
        for part in (self.coverage, self.money):
            part.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            right.addWidget(part)
        row.addLayout(right)

    def _middle(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self._first = QHBoxLayout()
        self._first.setSpacing(10)
        for part in (self.name, self.nickname, self.facts):
            self._first.addWidget(part)
        self._first.addStretch(1)
        self._second = QHBoxLayout()
        column.addLayout(self._first)
        column.addLayout(self._second)
        column.addWidget(self._chips)
        return column

    def set(self, data: BannerData) -> None:
        self._tone = BANDS[data.band % len(BANDS)]
        self._disc.initials, self._disc.tone = data.initials, self._tone
        self._show_photo(data.photo)
        self.name.setText(data.name)
        self.name.setToolTip(data.name)
        self.nickname.setText(data.nickname)
        self.nickname.setVisible(bool(data.nickname))
        self.facts.setText(data.facts)
        self.coverage.setText(data.coverage)
        self.money.setText(data.money)
        self.setAccessibleName(f"{data.name}, {data.facts}")
        self._chips.set([Chip(chip.text, chip.tone, chip.icon) for chip in data.chips])
        self.update()

        self._stand()

    def _show_photo(self, content: bytes) -> None:
        """Read anew only for another picture."""
        if content != self._photo:
            self._photo, picture = content, QPixmap()
            picture.loadFromData(content)
            self._disc.photo = picture
        self._disc.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        """Birth date and number go below the name where both do not fit beside it: neither is ever cut."""
        name = [part.sizeHint().width() for part in (self.name, self.nickname) if part.text()]
        right = max(self.coverage.sizeHint().width(), self.money.sizeHint().width())
        rest = self._disc.width() + right + theme.px(90)
        below = sum(name) + self.facts.sizeHint().width() + rest > self.width()
        target = self._second if below else self._first
        if target.indexOf(self.facts) < 0:
            (self._first if below else self._second).removeWidget(self.facts)
            target.insertWidget(0 if below else 2, self.facts)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().strong(self._tone)))
        painter.setClipRect(QRectF(0, 0, 7, self.height()))
        painter.drawRoundedRect(QRectF(0, 0, 20, self.height()), 8, 8)
