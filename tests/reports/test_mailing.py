"""Letters, postcards, envelopes, labels: where each piece stands, how many sheets, what may be seen from outside."""

from __future__ import annotations

import pytest

from ma_desktop.reports import mailing
from ma_desktop.reports.mailing import LABEL, Addressee, Mailing
from tests.reports.conftest import MOMENT, PRACTICE, overlapping, placed, texts, whole

DANA = Addressee(("Dana Whitfield", "1 Elm Street", "Dayton, OH 45402"), "Dear Dana Whitfield,",
                 ("It is time for your visit.", "Put this aside if you have called."), "Sincerely,", "November 23, 2026")  # fmt: skip
LONG = Addressee(
    ("Maximiliana Konstantina Featherstonehaugh-Villanueva de la Cruz", "1200 Very Long Boulevard of the Americas, Apartment 1234-B",
     "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch, OH 45402-1234"),
    "Dear Maximiliana,", DANA.paragraphs, "Sincerely,", "November 23, 2026",
)  # fmt: skip


def made(kind: str, count: int, person: Addressee = DANA, **changes: object) -> bytes:
    doc = Mailing(
        PRACTICE, str(changes.pop("named", PRACTICE.name)), MOMENT, "Ada R.", (person,) * count, **changes
    )  # type: ignore[arg-type]
    return bytes(getattr(mailing, kind)(doc))


@pytest.mark.parametrize(
    ("count", "first", "sheets"), [(1, 1, 1), (30, 1, 1), (31, 1, 2), (27, 4, 1), (28, 4, 2), (1, 30, 1)]
)
def test_labels_begin_at_any_label_and_fill_the_sheet(count: int, first: int, sheets: int) -> None:
    pages = placed(made("labels", count, first=first))
    assert len(pages) == sheets
    names = [word for page in pages for word in page if word.text == "Dana Whitfield"]
    assert len(names) == count
    row, column = divmod(first - 1, 3)
    begin = min(pages[0], key=lambda word: (-round(word.top), word.left))
    assert 0 <= begin.left - (13.5 + column * 198) <= 14
    assert 0 <= (792 - 36 - row * 72) - begin.top <= 14


@pytest.mark.parametrize("person", [DANA, LONG])
def test_every_label_stays_inside_its_label(person: Addressee) -> None:
    (page,) = placed(made("labels", 30, person))
    for word in page:
        column = round((word.left - 13.5) // 198)
        assert word.right <= 13.5 + column * 198 + LABEL[0] - 4, word
        row = (792 - 36 - word.top) // 72
        assert word.bottom >= 792 - 36 - (row + 1) * 72 + 2, word
    assert overlapping(page) == []


@pytest.mark.parametrize("kind", ["letters", "postcards", "envelopes"])
@pytest.mark.parametrize("person", [DANA, LONG])
def test_nothing_is_clipped_or_printed_over(kind: str, person: Addressee, size: str) -> None:
    pages = placed(made(kind, 5, person, size=size))
    assert len(pages) == {"letters": 5, "postcards": 2, "envelopes": 5}[kind]
    wide, tall = mailing.ENVELOPE if kind == "envelopes" else mailing.SIZES[size]
    for page in pages:
        assert overlapping(page) == []
        assert all(
            w.left >= 18 and w.right <= wide - 18 and w.bottom >= 18 and w.top <= tall - 18 for w in page
        )


def test_the_envelopes_address_stands_where_the_machine_reads_it() -> None:
    (page,) = placed(made("envelopes", 1))
    address = [word for word in page if word.left > 200]
    assert min(word.bottom for word in address) >= 45  # 5/8 in
    assert max(word.top for word in address) <= 198  # 2 3/4 in


def test_the_practice_is_not_named_where_its_name_says_too_much() -> None:
    for kind in ("postcards", "envelopes"):
        assert PRACTICE.name in whole(made(kind, 1))
        assert PRACTICE.name not in whole(made(kind, 1, named=""))


def test_a_postcard_says_one_sentence_only() -> None:
    said = texts(made("postcards", 1))[0]
    assert "It is time for your visit." in said
    assert "Put this aside" not in said
