"""Lines of text: what is set comes out again, in every script, and nothing leaves its width."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.reports import scripts
from ma_desktop.reports.fonts import BOLD, REGULAR, SETTING, face, width
from ma_desktop.reports.page import Sheet, make_pdf
from ma_desktop.reports.parts import Paragraph, literal
from ma_desktop.reports.text import Ink, one_line, wrap
from tests.reports.conftest import MOMENT, check_page, whole


@pytest.fixture(autouse=True)
def fonts() -> None:
    with SETTING:
        for name in (REGULAR, BOLD):
            face(name)


def page_with(*texts: str) -> bytes:
    sheet = Sheet("Test", "Practice", "", ("Practice", "Street"), ("Name", "born"), "Printed", MOMENT)
    return make_pdf(sheet, [Paragraph(literal(text), Ink(12)) for text in texts])


@pytest.mark.parametrize(
    "words",
    [
        "Zoë Müller-Lüdenscheidt, François, Señor Núñez", "Łukasz Żółć, Dvořák, Őry", "Nguyễn Thị Ánh Tuyết, Đặng Ngọc",
        "Щербакова Наталья Ёлкина, Їжакевич", "Παπαδόπουλος Γεώργιος", "მარიამი", "“quotes” – dashes — €5 ½ ≥ ≤ µ °",
        "סבטלנה כהן", "नरेन्द्र शर्मा", "สมชาย ใจดี",
    ],
)  # fmt: skip
def test_what_is_set_comes_out_again(words: str) -> None:
    pdf = page_with(words)
    assert words in whole(pdf)
    assert "[?]" not in drawn(pdf)
    check_page(pdf, identifiers=())


def drawn(pdf: bytes) -> str:
    """What the eye meets, without the text that copies out."""
    from io import BytesIO

    import pypdf

    return "".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def test_arabic_letters_join_and_copy_out_plain() -> None:
    name = "محمد عبد الله"
    pdf = page_with(name)
    assert name in unicodedata.normalize("NFKC", whole(pdf))
    joined = scripts.clean(name)
    assert joined != name
    assert scripts.logical(joined) == name
    assert scripts.visual(joined)[0] == joined[-1], "the last letter stands at the left"


def test_numbers_and_latin_words_keep_their_order_in_a_right_to_left_line() -> None:
    assert scripts.visual("\u05d0\u05d1\u05d2 12.5 \u05d3") == "\u05d3 12.5 \u05d2\u05d1\u05d0"
    assert scripts.visual("mg \u05d0\u05d1") == "mg \u05d1\u05d0"


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("אב, גד־הו (“ז”)", "(”ז“) וה־דג ,בא"),  # a maqaf is a letter of its own; brackets embrace their name
        ("אב (Ann) · 12", "בא (Ann) · 12"),
        ("Ann (אב) Lee", "Ann (בא) Lee"),
        ("אב 50% גד", "דג 50% בא"),
        ("טל 937-555-0142", "937-555-0142 לט"),
        ("שָׁלוֹם", "םוֹלשָׁ"),
        ("Lee: אב.", "Lee: בא."),
        ("(אב", "(בא"),
    ],
)  # fmt: skip
def test_names_from_right_to_left_with_brackets_and_numbers(given: str, seen: str) -> None:
    assert scripts.visual(given) == seen


def test_the_short_i_of_devanagari_goes_before_its_consonant() -> None:
    assert scripts.visual("कि") == "िक"


@pytest.mark.parametrize("words", ["王小明", "김철수", "田中", "😀"])
def test_letters_that_no_font_has_are_marked_and_said(words: str) -> None:
    pdf = page_with(f"Name: {words} end")
    assert drawn(pdf).count("[?]") >= len(words)
    assert "write it by hand" in drawn(pdf)
    if max(words) < "\uffff":  # PDFium cannot read what lies beyond
        assert words in whole(pdf), "copied out as typed"
    assert "write it by hand" not in drawn(page_with("Name: plain"))


@given(st.text(max_size=200), st.floats(30, 500))
@settings(max_examples=150)
def test_no_line_is_wider_than_its_room_and_no_word_is_lost(text: str, room: float) -> None:
    lines = wrap(literal(text), Ink(12), room)
    for line in lines:
        assert line.width <= room + 0.01 or len(line.words) == 1
    kept = "".join("".join(line.words.split()) for line in lines)
    assert kept == "".join(scripts.clean(literal(text)).replace("\u2060", "").split())


def test_bold_words_are_marked_and_asterisks_can_be_meant() -> None:
    assert one_line("take **two** now", Ink(12)).pieces == (
        (REGULAR, "take "),
        (BOLD, "two"),
        (REGULAR, " now"),
    )
    assert one_line(literal("5 ** 6 ** 7"), Ink(12)).words == "5 ** 6 ** 7"


def test_width_is_the_fonts_own() -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    for text in ("Hamburgefonstiv", "Zoë – 12.5 mg", ""):
        assert width(text, REGULAR, 12) == pytest.approx(stringWidth(text, REGULAR, 12))
