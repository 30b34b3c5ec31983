"""Icons from ``resources/icons``, tinted from the tokens, crisp at every scale."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from ma_desktop.paths import resource
from ma_desktop.views import theme


def icon(name: str, tone: str = "text", size: int = 18) -> QIcon:
    """``tone``: a token that text may have (``text``, ``muted``, ``accent``, ``on_accent``, ``danger``, …)."""
    made = QIcon(pixmap(name, tone, size))
    made.addPixmap(pixmap(name, "muted", size), QIcon.Mode.Disabled)
    return made


def pixmap(name: str, tone: str = "text", size: int = 18) -> QPixmap:
    """A square of ``size`` device-independent pixels at 100 % text size."""
    app = QGuiApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QGuiApplication) else 1.0
    return _drawn(name, getattr(theme.tokens(), tone), theme.px(size), ratio)


@lru_cache(maxsize=512)
def _drawn(name: str, color: str, size: int, ratio: float) -> QPixmap:
    source = _source(name).replace("<path ", f'<path fill="{color}" ')
    picture = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(ratio)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(source.encode())).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")
