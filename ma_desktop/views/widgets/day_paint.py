"""How the appointment book is painted: grid, blocks, the line of now."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ma_desktop.views import theme
from ma_desktop.views.icons import pixmap
from ma_desktop.views.widgets.day_axis import Shade
from ma_desktop.views.widgets.day_layout import DayBlock, narrow_name, short_name

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def line_height() -> int:
    return theme.px(17)


def bold() -> QFont:
    return theme.font(theme.CAPTION, bold=True)


class Words:
    """Draws what fits and notes the lines of words of each block, so that the line of now can go around them."""

    def __init__(self, painter: QPainter) -> None:
        self.painter = painter
        self.lines: list[dict[float, QRectF]] = []

    def begin(self) -> None:
        """The next block."""
        self.lines.append({})

    def _note(self, box: QRectF) -> None:
        block = self.lines[-1]
        block[round(box.center().y())] = box.united(block.get(round(box.center().y()), box))

    def around(self, y: float) -> list[QRectF]:
        """Lines of words that a line at ``y`` would cross, from the left."""
        found = [box for block in self.lines for box in block.values() if box.top() < y < box.bottom()]
        return sorted(found, key=lambda box: box.left())

    def put(
        self,
        box: QRectF,
        text: str,
        font: QFont,
        tone: str,
        cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> float:
        """Answers the width it took; elided where it must be."""
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(text, cut, box.width())
        width = metrics.horizontalAdvance(shown)
        self.painter.setFont(font)
        self.painter.setPen(theme.color(tone))
        self.painter.drawText(QRectF(box.x(), box.y(), box.width() + 1, box.height()), _LEFT, shown)
        self._note(QRectF(box.x() - 2, box.y(), width + 4, box.height()))
        return width

    def picture(self, box: QRectF, name: str, tone: str) -> None:
        self.painter.drawPixmap(box.topLeft(), pixmap(name, tone, 14))
        self._note(box)


def paint_block(
    words: Words,
    block: DayBlock,
    rect: QRectF,
    *,
    selected: bool,
    focused: bool,
    free: float,
    names: list[str],
) -> None:
    """``free``: the height that no other block covers; ``names``: of the whole day, to tell short names apart."""
    t, painter = theme.tokens(), words.painter
    words.begin()
    painter.setPen(QPen(QColor(t.line if t.line_width > 1 else t.panel), t.line_width))
    painter.setBrush(QColor(t.weak(block.tone)))
    if block.away:
        painter.setPen(QPen(QColor(t.strong(block.tone)), 1, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(t.panel))
    painter.drawRoundedRect(rect, 4, 4)
    painter.fillRect(QRectF(rect.x(), rect.y() + 1, 4, rect.height() - 2), QColor(t.strong(block.tone)))
    if selected:
        painter.setPen(QPen(QColor(t.focus if focused else t.accent), 2 if focused else 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
    _paint_words(words, block, rect.adjusted(10, 1, -6, 0), free, names)


def _paint_words(words: Words, block: DayBlock, box: QRectF, free: float, names: list[str]) -> None:
    """Name first; the state at the right while the whole name fits beside it, else below, else as its icon."""
    line = line_height()
    metrics = QFontMetricsF(bold())
    small = theme.font(11)
    wide, state = metrics.horizontalAdvance(block.name), metrics.horizontalAdvance(block.state)
    lines = int((free - 2) // line)
    gap = theme.px(8)
    row = QRectF(box.x(), box.y(), box.width(), min(line, free))
    picture = theme.px(14) + 4 if block.icon else 0
    beside = bool(block.state) and wide + gap + state <= box.width()
    below = bool(block.state) and not beside and lines >= 2
    as_icon = bool(block.state) and not beside and not below and picture > 0
    room = box.width() - (state + gap if beside else picture if as_icon else 0)
    name, cut = block.name if wide <= room else short_name(block.name, names), Qt.TextElideMode.ElideMiddle
    if metrics.horizontalAdvance(name) > room:
        name = narrow_name(block.name, names)
        cut = cut if "," in name else Qt.TextElideMode.ElideRight
    used = words.put(QRectF(row.x(), row.y(), room, row.height()), name, bold(), "text", cut)
    if beside:
        words.put(QRectF(box.right() - state, row.y(), state, row.height()), block.state, bold(), block.tone)
    elif as_icon:
        words.picture(
            QRectF(box.right() - theme.px(14), row.center().y() - theme.px(7), theme.px(14), theme.px(14)),
            block.icon,
            block.tone,
        )
    if lines >= 2:
        second = QRectF(box.x(), box.y() + line, box.width(), line)
        if below:
            taken = words.put(second, block.state, bold(), block.tone) + gap
            second.setLeft(second.x() + taken)
        if second.width() > 30:
            words.put(second, block.detail, small, "muted")
    elif room - used - gap > 34:
        words.put(
            QRectF(box.x() + used + gap, row.y(), room - used - gap, row.height()),
            block.detail,
            small,
            "muted",
        )


def paint_now(words: Words, y: float, left: float, right: float) -> None:
    """The red line goes around words, never through them."""
    painter, red = words.painter, theme.color("danger")
    painter.setPen(QPen(red, 1.5))
    x = left - 4
    for box in words.around(y):
        if box.left() > x:
            painter.drawLine(QPointF(x, y), QPointF(box.left(), y))
        x = max(x, box.right())
    if right > x:
        painter.drawLine(QPointF(x, y), QPointF(right, y))
    painter.setBrush(red)
    painter.drawEllipse(QPointF(left - 6, y), 4, 4)


def paint_shade(words: Words, shade: Shade, rect: QRectF) -> None:
    """Closed time gray, blocks and holds hatched with their words; where a wave begins; which hold is open now."""
    t, painter = theme.tokens(), words.painter
    if shade.kind == "closed":
        painter.fillRect(rect, QColor(t.app))
    elif shade.kind in ("block", "hold"):
        painter.fillRect(rect, QColor(t.sunken if shade.kind == "block" else t.weak("info")))
        _hatch(painter, rect, QColor(t.line))
        painter.fillRect(
            QRectF(rect.x(), rect.y() + 1, 4, rect.height() - 2),
            QColor(t.muted if shade.kind == "block" else t.info),
        )
    elif shade.kind == "wave":
        painter.setPen(QPen(QColor(t.violet), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(rect.topLeft(), rect.topRight())
    else:
        painter.setPen(QPen(QColor(t.muted), 1, Qt.PenStyle.DotLine))
        painter.drawLine(rect.topLeft(), rect.topRight())
    if shade.label and rect.height() >= 14:
        _shade_words(words, shade, rect)


def _shade_words(words: Words, shade: Shade, rect: QRectF) -> None:
    words.begin()
    strong = shade.kind in ("block", "hold")
    font, row = (
        bold() if strong else theme.font(11),
        QRectF(rect.x() + 10, rect.y() + 1, rect.width() - 16, line_height()),
    )
    tone = {"wave": "violet", "closed": "muted", "released": "muted"}.get(shade.kind, "text")
    used = words.put(row, shade.label, font, tone)
    gap = theme.px(8)
    if shade.detail and row.width() - used - gap > 40:
        words.put(
            QRectF(row.x() + used + gap, row.y(), row.width() - used - gap, row.height()),
            shade.detail,
            theme.font(11),
            "muted",
        )


def _hatch(painter: QPainter, rect: QRectF, ink: QColor) -> None:
    painter.save()
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.setPen(QPen(ink, 1))
    step, height = 9.0, rect.height()
    count = int((rect.width() + height) / step) + 1
    painter.drawLines(
        [
            QLineF(rect.x() + n * step - height, rect.bottom(), rect.x() + n * step, rect.top())
            for n in range(count)
        ]
    )
    painter.restore()


def paint_grid(painter: QPainter, marks: list[tuple[float, str]], gutter: float, width: float) -> None:
    """``marks``: where each hour's line stands, and its words."""
    t = theme.tokens()
    painter.setFont(theme.font(11))
    for y, text in marks:
        painter.setPen(QPen(QColor(t.line), 1))
        painter.drawLine(QPointF(gutter, y), QPointF(width, y))
        painter.setPen(QColor(t.muted))
        painter.drawText(
            QRectF(0, y - 8, gutter - 6, 16),
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            text,
        )


def paint_head(painter: QPainter, cell: QRectF, text: str, *, today: bool) -> None:
    painter.setFont(bold())
    painter.setPen(theme.color("accent" if today else "text"))
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(cell.width()))
    painter.drawText(cell, _LEFT, shown)


def paint_ghost(painter: QPainter, rect: QRectF, text: str) -> None:
    """Where what is dragged would stand."""
    painter.setPen(QPen(theme.color("accent"), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(theme.tokens().accent_weak))
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(theme.color("accent"))
    painter.setFont(bold())
    painter.drawText(rect.adjusted(10, 2, -6, -2), Qt.AlignmentFlag.AlignLeft, text)


def paint_cursor(painter: QPainter, rect: QRectF, text: str) -> None:
    """The gap that the keyboard is in."""
    painter.setPen(QPen(theme.color("focus"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect, 4, 4)
    painter.setPen(theme.color("focus"))
    painter.setFont(bold())
    painter.drawText(rect.adjusted(8, 0, -6, 0), _LEFT, text)
