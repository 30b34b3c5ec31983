"""Reading pages back: words, places, fonts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zoneinfo import ZoneInfo

import pypdf
import pypdfium2
import pytest

from ma_desktop.reports.letterhead import Letterhead, Patient, Practice

MOMENT = datetime(2026, 11, 23, 10, 14, tzinfo=ZoneInfo("America/New_York"))
PRACTICE = Practice(
    "Cedar Street Family Practice", "214 Cedar Street, Dayton, OH 45402", "937-555-0142", "day and night", "1234567893", "12-3456789",
)  # fmt: skip
DANA = Patient("Whitfield, Dana", date(1968, 3, 14), "10427")


def head(patient: Patient = DANA, practice: Practice = PRACTICE, **changes: Any) -> Letterhead:
    return Letterhead(practice, patient, MOMENT, "Ada R.", "summary v1", **changes)


@dataclass(frozen=True)
class Words:
    """A stretch of text and its box in points from the lower left corner."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    yield document
    document.close()


def texts(pdf: bytes) -> list[str]:
    """Of each page, in one line, as a person who copies it would get it."""
    with opened(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def whole(pdf: bytes) -> str:
    return " ".join(texts(pdf))


def placed(pdf: bytes) -> list[list[Words]]:
    """Of each page, the stretches of text with their places."""
    pages = []
    with opened(pdf) as document:
        for page in document:
            text = page.get_textpage()
            boxes = [text.get_rect(number) for number in range(text.count_rects())]
            pages.append([Words(text.get_text_bounded(*box).strip(), *box) for box in boxes])
    return pages


def check_page(pdf: bytes, *, identifiers: tuple[str, ...] = ("03/14/1968", "10427")) -> None:
    """What is true of every page: nothing clipped or printed over, two identifiers, page x of y, fonts embedded."""
    reader = pypdf.PdfReader(BytesIO(pdf))
    count = len(reader.pages)
    for number, (page, words) in enumerate(zip(reader.pages, placed(pdf), strict=True), start=1):
        wide, tall = float(page.mediabox.width), float(page.mediabox.height)
        for one in words:
            assert 36 <= one.left <= one.right <= wide - 36, one
            assert 24 <= one.bottom <= one.top <= tall - 24, one
        assert overlapping(words) == []
        said = texts(pdf)[number - 1]
        assert f"Page {number} of {count}" in said
        for words_ in identifiers:
            assert words_ in said
        for font in page["/Resources"]["/Font"].values():
            assert_embedded(font.get_object())


def assert_embedded(font: Any) -> None:
    if font.get("/BaseFont") == "/Helvetica":  # ReportLab declares it; no text uses it
        return
    assert "+" in font["/BaseFont"], "a subset is named ABCDEF+Name"
    assert "/FontFile2" in font["/FontDescriptor"].get_object()


def overlapping(words: list[Words]) -> list[tuple[str, str]]:
    found = []
    for place, one in enumerate(words):
        for other in words[place + 1 :]:
            wide = min(one.right, other.right) - max(one.left, other.left)
            tall = min(one.top, other.top) - max(one.bottom, other.bottom)
            if wide > 2 and tall > 0.35 * min(one.top - one.bottom, other.top - other.bottom):
                found.append((one.text, other.text))
    return found


@pytest.fixture(params=["letter", "a4"])
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)
