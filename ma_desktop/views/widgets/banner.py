"""Who this is: the same anatomy on every screen."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, QSize, Qt
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
        self.fit_text()

    def fit_text(self) -> None:
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
        self._standing = 0
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
        row.addWidget(self._disc, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(self._lines())
        column.addWidget(self._chips)
        row.addLayout(column, 1)
        theme.current.changed.connect(self._fit_text)

    def _lines(self) -> QVBoxLayout:
        """Two lines, or up to four: where each fact goes is settled by the width."""
        lines = QVBoxLayout()
        lines.setSpacing(4)
        self._first, self._second, self._third, self._fourth = (QHBoxLayout() for _n in range(4))
        for line in (self._first, self._second, self._third, self._fourth):
            line.setSpacing(10)
            line.addStretch(1)
            lines.addLayout(line)
        self._put(self._first, self.name, self.nickname, self.facts, None, self.coverage)
        self._put(self._second, None, self.money)
        return lines

    @staticmethod
    def _put(line: QHBoxLayout, *parts: QWidget | None) -> None:
        """``None`` is the gap that takes the rest of the line."""
        while line.takeAt(0) is not None:
            pass
        for part in parts:
            if part is None:
                line.addStretch(1)
            else:
                line.addWidget(part)

    def _fit_text(self) -> None:
        self._disc.fit_text()
        self._stand()

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

    def minimumSizeHint(self) -> QSize:
        """Of its narrowest standing: one line as it is now must not keep the column from becoming narrower."""
        return QSize(theme.px(320), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        """Birth date and number go below the name, coverage and money below them, where the line is too short: nothing is cut."""
        room = self.width() - self._disc.width() - 60
        wide = dict.fromkeys((self.name, self.nickname, self.facts, self.coverage, self.money), 0)
        for part in wide:
            part.ensurePolished()
            wide[part] = part.sizeHint().width() + 12 if part.text() else 0
        name, right = wide[self.name] + wide[self.nickname], max(wide[self.coverage], wide[self.money])
        if name + wide[self.facts] + right <= room:
            how = 1
        else:
            how = 2 if max(name, wide[self.facts]) + right <= room else 3
        if how == 3 and wide[self.coverage] + wide[self.money] > room:
            how = 4
        if how == self._standing:
            return
        self._standing = how
        gap = None
        beside = (gap, self.coverage), (gap, self.money)
        self._put(
            self._first,
            self.name,
            self.nickname,
            *((self.facts,) if how == 1 else ()),
            *(beside[0] if how < 3 else (gap,)),
        )
        self._put(self._second, *((self.facts,) if how > 1 else ()), *(beside[1] if how < 3 else (gap,)))
        self._put(self._third, *({3: (self.coverage, self.money, gap), 4: (self.coverage, gap)}.get(how, ())))
        self._put(self._fourth, *((self.money, gap) if how == 4 else ()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.tokens().strong(self._tone)))
        painter.setClipRect(QRectF(0, 0, 7, self.height()))
        painter.drawRoundedRect(QRectF(0, 0, 20, self.height()), 8, 8)
