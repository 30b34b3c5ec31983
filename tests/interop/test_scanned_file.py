"""What is taken in and what is refused, by content and not by name; and pages made of it in memory."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ma_desktop.domain import documents
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.interop import scanned_file
from ma_desktop.interop.scanned_file import as_pdf, examine
from tests.scans import pdf, picture


@pytest.mark.parametrize(
    ("content", "media_type", "pages"),
    [
        (pdf("a"), "application/pdf", 1),
        (pdf("a", "b", "c"), "application/pdf", 3),
        (b"\0scanner says hello\n" + pdf("a"), "application/pdf", 1),
        (picture("JPEG"), "image/jpeg", 1),
        (picture("PNG"), "image/png", 1),
        (picture("TIFF"), "image/tiff", 1),
        (picture("TIFF", pages=4), "image/tiff", 4),
    ],
)
def test_the_content_says_what_it_is(content: bytes, media_type: str, pages: int) -> None:
    found = examine(content)
    assert (found.media_type, found.pages, found.content) == (media_type, pages, content)
    assert examine(as_pdf(content, media_type)).pages == pages


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"Dear colleague", "none of them"),
        (b"MZ\x90\0" * 100, "none of them"),
        (b"%PDF-1.7\nbut nothing else", "damaged"),
        (pdf("a", "b")[:300], "damaged"),
        (picture("JPEG")[:900], "damaged"),
        (picture("PNG")[:200], "damaged"),
        (picture("TIFF")[:120], "damaged"),
        (pdf("a", password="secret"), "password"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content: bytes, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        examine(content)


def test_what_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    assert documents.MOST == scanned_file.MOST
    monkeypatch.setattr(scanned_file, "MOST", 1000)
    with pytest.raises(RuleBroken, match="larger than"):
        examine(picture("PNG") + bytes(1000))


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-1.4\n", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"II*\0"]),
)
def test_nothing_that_comes_in_breaks_it(rest: bytes, start: bytes) -> None:
    try:
        found = examine(start + rest)
    except RuleBroken:
        return
    assert found.pages >= 1


def test_a_sideways_photo_stands_upright_and_fits_a_sheet() -> None:
    held = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (4000, 3000), "white").save(held, "JPEG", exif=exif)
    import pypdfium2

    document = pypdfium2.PdfDocument(as_pdf(held.getvalue(), "image/jpeg"))
    wide, tall = document[0].get_size()
    document.close()
    assert wide < tall
    assert wide <= 612
    assert tall <= 792
