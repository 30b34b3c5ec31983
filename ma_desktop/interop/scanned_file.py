"""Files from a scanner, a camera or another office: looked at before they are kept, and made into pages in memory.

PDFium is used by one thread at a time: whoever calls this in a window calls it on the third.
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from ma_desktop.domain.documents import MOST
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

PDF = "application/pdf"
#: What the first bytes say, whatever the name ends with.
_BEGINNINGS = (
    (b"%PDF-", PDF),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
)
#: Where a PDF may begin: some scanners write a few bytes before it.
_LATEST_START = 1024
#: Dots per inch of a scan that does not say.
_DPI = 200
#: Pixels of one page: a sheet of A3 at 600 dots per inch has 70 million.
_PIXELS = 120_000_000
#: Letter, in points: a photo without a size is laid into it.
_WIDE, _TALL = 612.0, 792.0
#: What Pillow raises on files that are cut off or lie about themselves.
_BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    TypeError,
    LookupError,
    ArithmeticError,
    struct.error,
    MemoryError,
)


@dataclass(frozen=True, slots=True)
class ScannedFile:
    """``digest``: SHA-256, hexadecimal. ``media_type`` by the content."""

    content: bytes = field(repr=False)
    digest: str
    media_type: str
    pages: int


def sniffed(content: bytes) -> str:
    """The media type, empty for what is none of them."""
    found = next((kind for start, kind in _BEGINNINGS if content.startswith(start)), "")
    return found or (PDF if b"%PDF-" in content[:_LATEST_START] else "")


def examine(content: bytes) -> ScannedFile:
    """Raises ``RuleBroken`` with a sentence for what is empty, too large, of another kind, broken or locked by a password."""
    if not content:
        raise RuleBroken(_("This file is empty. Nothing was taken in; the file lies where it was."))
    if len(content) > MOST:
        raise RuleBroken(
            _("This file is larger than {most} MB. Scan it with a lower resolution or in parts.").format(
                most=MOST // 1024**2
            )
        )
    media_type = sniffed(content)
    if not media_type:
        raise RuleBroken(
            _(
                "Only PDF, JPEG, PNG and TIFF can be taken in. This file is none of them, whatever its name says."
            )
        )
    pages = _pdf_pages(content) if media_type == PDF else _picture_pages(content)
    return ScannedFile(content, sha256(content).hexdigest(), media_type, pages)


def _pdf_pages(content: bytes) -> int:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            raise RuleBroken(
                _(
                    "This PDF is locked by a password. Save it without one and take it in again; the file lies where it was."
                )
            ) from error
        raise RuleBroken(_broken()) from error
    try:
        pages = len(document)
        if pages:
            document[0].get_size()
    except pypdfium2.PdfiumError as error:
        raise RuleBroken(_broken()) from error
    finally:
        document.close()
    if not pages:
        raise RuleBroken(_broken())
    return pages


def _picture_pages(content: bytes) -> int:
    """Every page is read to its end: half a picture is found now, not when it is needed."""
    with _unwarned():
        return sum(1 for _page in _frames(content))


@contextmanager
def _unwarned() -> Iterator[None]:
    """Pillow warns of odd tags on the error stream; what hinders reading is raised anyhow."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _broken() -> str:
    return _("This file is damaged and cannot be read. Nothing was taken in; the file lies where it was.")


def _frames(content: bytes) -> Any:
    """The pages of a picture, upright, in gray or color, one at a time."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "TIFF")) as picture:
            for frame in ImageSequence.Iterator(picture):
                if frame.width * frame.height > _PIXELS:
                    raise RuleBroken(_("This picture has too many pixels. Scan it with a lower resolution."))
                frame.load()
                dots = frame.info.get("dpi")
                page = ImageOps.exif_transpose(frame)
                yield _plain(page), dots
    except (UnidentifiedImageError, Image.DecompressionBombError, *_BROKEN) as error:
        raise RuleBroken(_broken()) from error


def _plain(page: Any) -> Any:
    """PDF pages know no transparency: what can be seen through is white."""
    from PIL import Image

    if page.mode in ("1", "L", "RGB"):
        return page
    if "A" in page.getbands() or "transparency" in page.info:
        over = page.convert("RGBA")
        white = Image.new("RGB", over.size, "white")
        white.paste(over, mask=over.getchannel("A"))
        return white
    return page.convert("L" if page.mode.startswith("I;16") else "RGB")


def as_pdf(content: bytes, media_type: str) -> bytes:
    """The pages as PDF, in memory; a PDF is itself. Pictures keep their size in inches and are no larger than a Letter page."""
    if media_type == PDF:
        return content
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    held = io.BytesIO()
    canvas = Canvas(held, invariant=1)
    with _unwarned():
        for page, dots in _frames(content):
            wide, tall = _points(page.width, page.height, dots)
            canvas.setPageSize((wide, tall))
            canvas.drawImage(ImageReader(page), 0, 0, wide, tall)
            canvas.showPage()
    canvas.save()
    return held.getvalue()


def _points(width: int, height: int, dots: Any) -> tuple[float, float]:
    across, down = (float(one) if one and float(one) >= 30 else _DPI for one in (dots or (_DPI, _DPI)))
    wide, tall = width / across * 72, height / down * 72
    most, least = (_TALL, _WIDE) if wide > tall else (_WIDE, _TALL)
    scale = min(1.0, most / wide, least / tall)
    return wide * scale, tall * scale
