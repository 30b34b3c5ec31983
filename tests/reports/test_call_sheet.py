"""The call sheet and the cards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ma_desktop.reports import appointment_card, call_sheet
from ma_desktop.reports.appointment_card import AppointmentCards, Card
from ma_desktop.reports.call_sheet import CallLine, CallSheet
from tests.reports.conftest import MOMENT, PRACTICE, check_page, texts, whole

DANA = CallLine(
    "Whitfield, Dana", date(1968, 3, 14), "10427", "937-555-0111", MOMENT + timedelta(days=1), "Kenji Ito, MD",
    "Leave no voicemail", "speaks Spanish, interpreter", tries=1,
)  # fmt: skip
LONG = CallLine(
    "Featherstonehaugh-Villanueva de la Cruz, Maximiliana Konstantina", None, "1000427", "+4930123456789", MOMENT,
    "Wolfeschlegelsteinhausen-Bergerdorff Abena Konstantina, DNP, FNP-BC", "Voicemail: your name, practice and call-back number only",
    "Hard of hearing, afraid of needles, wheelchair, needs somebody along",
)  # fmt: skip


def sheet(*lines: CallLine, size: str = "letter") -> bytes:
    return call_sheet.render(
        CallSheet(PRACTICE, MOMENT, "Ada R.", lines, "call between 8:00 and 21:00", size)
    )


def test_a_call_has_who_when_where_and_how_it_ended(size: str) -> None:
    pdf = sheet(DANA, LONG, size=size)
    check_page(pdf, identifiers=())
    said = whole(pdf)
    for words in (
        "Whitfield, Dana", "born 03/14/1968 · record 10427", "937-555-0111", "Tue Nov 24, 2026, 10:14 AM", "Kenji Ito, MD",
        "Leave no voicemail · speaks Spanish, interpreter", "tried 1 time", "Cannot come", "Wrong number", "born not on file",
    ):  # fmt: skip
        assert words in said, words


def test_many_calls_go_on_and_none_is_parted(size: str) -> None:
    pdf = sheet(*[DANA] * 25, size=size)
    check_page(pdf, identifiers=())
    pages = texts(pdf)
    assert len(pages) > 1
    assert sum(page.count("Whitfield, Dana") for page in pages) == 25
    assert all(page.count("Whitfield, Dana") == page.count("Wrong number") for page in pages)


def test_an_empty_sheet_says_so() -> None:
    assert "Nobody is to be called." in whole(sheet())


CARD = Card("Dana", "Your appointment", "Tuesday, November 24", "9:30 AM", "Cannot come? Please call 937-555-0142.",
            ("Dana Whitfield", "1 Elm Street", "Dayton, OH 45402"))  # fmt: skip


def cards(*some: Card, **changes: object) -> bytes:
    return appointment_card.render(
        AppointmentCards(
            PRACTICE, str(changes.pop("named", PRACTICE.name)), MOMENT, "Ada R.", some, **changes
        )  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("large", [False, True])
def test_cards_with_the_least_that_reminds(size: str, large: bool) -> None:
    pdf = cards(*[CARD] * 4, size=size, large_print=large)
    check_page(pdf, identifiers=())
    assert whole(pdf).count("Tuesday, November 24 9:30 AM") == 4


def test_no_practice_on_the_card_where_its_name_says_too_much() -> None:
    with_name, without = whole(cards(CARD)), whole(cards(CARD, named=""))
    assert with_name.count(PRACTICE.name) == without.count(PRACTICE.name) + 1
