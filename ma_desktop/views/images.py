"""Pictures from camera and scanner, made small enough to keep; in memory only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: Longest edge in pixels: a face in a banner, and the small print of a card.
PHOTO_EDGE, CARD_EDGE = 640, 1600
_QUALITY = 85
ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp")


def prepared(path: Path, edge: int) -> bytes:
    """JPEG with no edge longer than ``edge``, upright, without what cameras write beside the picture (such as the place).

    For a thread that is not the screen's. Raises ``RuleBroken`` with a sentence for what is no picture.
    """
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > 2 * edge:
        reader.setScaledSize(size.scaled(QSize(2 * edge, 2 * edge), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise RuleBroken(_("This file is not a picture that can be read. Nothing was filed."))
    return as_jpeg(image, edge)


def as_jpeg(image: QImage, edge: int) -> bytes:
    if max(image.width(), image.height()) > edge:
        image = image.scaled(
            edge, edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    if image.hasAlphaChannel():
        plain = QImage(image.size(), QImage.Format.Format_RGB32)
        plain.fill(Qt.GlobalColor.white)
        from PySide6.QtGui import QPainter

        painter = QPainter(plain)
        painter.drawImage(0, 0, image)
        painter.end()
        image = plain
    bare = image.convertToFormat(QImage.Format.Format_RGB32)
    for key in bare.textKeys():
        bare.setText(key, "")
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    bare.save(buffer, "JPEG", _QUALITY)  # type: ignore[call-overload]
    buffer.close()
    return bytes(held.data())


def shown(content: bytes, width: int, height: int) -> QPixmap:
    """Fitted into ``width`` × ``height``; empty for no content."""
    picture = QPixmap()
    picture.loadFromData(content)
    if picture.isNull():
        return picture
    return picture.scaled(
        width, height, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


@dataclass(frozen=True, slots=True)
class Scan:
    """``at``: when the file was written, local time in words."""

    path: Path
    at: str
    picture: QImage


def newest(folder: str, edge: int, most: int = 12) -> tuple[Scan, ...]:
    """Pictures in the scanner's folder, the newest first, made small; none when there is no such folder. Not for the screen's thread."""
    if not folder.strip() or not Path(folder).is_dir():
        return ()
    found = [
        (path.stat().st_mtime, path)
        for path in Path(folder).iterdir()
        if path.suffix.casefold() in ENDINGS and path.is_file()
    ]
    return tuple(
        Scan(path, f"{datetime.fromtimestamp(at).astimezone():%m/%d %H:%M}", _small(path, edge))
        for at, path in sorted(found, reverse=True)[:most]
    )


def _small(path: Path, edge: int) -> QImage:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        reader.setScaledSize(size.scaled(QSize(edge, edge), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()
