"""The day schedule and the huddle sheet."""

from __future__ import annotations

from datetime import date

import pytest

from ma_desktop.reports import day_schedule, huddle_sheet
from ma_desktop.reports.day_schedule import DaySchedulePage, ProviderDay, ScheduleLine
from ma_desktop.reports.huddle_sheet import HuddleLine, HuddleSheet
from tests.reports.conftest import MOMENT, PRACTICE, check_page, texts, whole

DAY = date(2026, 11, 23)
LONG = "Featherstonehaugh-Villanueva de la Cruz, Maximiliana Konstantina"


def line(n: int) -> ScheduleLine:
    return ScheduleLine(f"{8 + n // 4:02d}:{n % 4 * 15:02d}", 15, LONG if n % 7 == 6 else f"Whitfield, Dana {n}", DAY, "10427",
                        "937-555-0111", "Follow-up · Diabetes, three months")  # fmt: skip


def schedule(*counts: int, size: str) -> bytes:
    providers = tuple(
        ProviderDay(f"Provider {place}, MD", tuple(line(n) for n in range(count))) for place, count in enumerate(counts)
    )  # fmt: skip
    return day_schedule.render(DaySchedulePage(PRACTICE, MOMENT, "Ada R.", DAY, providers, size))


@pytest.mark.parametrize("counts", [(0, 0), (3, 0), (30, 30)])
def test_the_day_by_provider_with_phones(counts, size: str) -> None:
    pdf = schedule(*counts, size=size)
    check_page(pdf, identifiers=("Day schedule",))
    said = whole(pdf)
    assert said.count("937-555-0111") == sum(counts)
    assert ("No appointments on this day" in said) is (not any(counts))
    if counts == (30, 30):
        assert all("Phone" in page for page in texts(pdf)), "the head of the table stands on every page"
        assert "60 appointments" in said
        assert "Provider 0, MD (continued)" in said
    assert "Whitfield, Dana 1 · 11/23/2026 · 10427" in said or counts == (0, 0)


def huddle(count: int, size: str, items: int = 6) -> bytes:
    said = (
        ("Needs", "interpreter"), ("Have ready", "A1c cartridge"), ("Shot due", "Second shingles shot, due 11/13/2026"),
        ("Ask for", "privacy notice, insurance card, coverage not verified for this day"), ("Money", "copay $20.00"),
        ("Missed", "2 times in 12 months"),
    )  # fmt: skip
    lines = tuple(
        HuddleLine(f"{8 + n // 4:02d}:{n % 4 * 15:02d}", LONG if n % 7 == 6 else f"Whitfield, Dana {n}", DAY, "10427", "58 y",
                   "Dr. Ito", "Follow-up", "Diabetes **", said[:items], added=n > 57)
        for n in range(count)
    )  # fmt: skip
    return huddle_sheet.render(
        HuddleSheet(PRACTICE, MOMENT, "Ada R.", DAY, lines, "Nothing is forecast.", size)
    )


@pytest.mark.parametrize("count", [0, 5, 60])
def test_one_block_a_patient_never_parted(count: int, size: str) -> None:
    pdf = huddle(count, size)
    check_page(pdf, identifiers=("Huddle sheet",))
    pages = texts(pdf)
    assert sum(page.count("Have ready") for page in pages) == count
    assert all(page.count("Dr. Ito") == page.count("Missed") for page in pages)
    assert ("Nobody is booked" in whole(pdf)) is (count == 0)
    assert ("Added since this morning" in whole(pdf)) is (count == 60)


def test_thirty_patients_with_all_there_is_go_on_two_pages(size: str) -> None:
    pdf = huddle(30, size)
    assert len(texts(pdf)) == 2
    said = whole(pdf)
    for words in (
        "second shingles shot",
        "coverage not verified for this day",
        "2 times in 12 months",
        "copay $20.00",
        LONG.split(",")[0],
    ):
        assert words.casefold() in said.casefold()
    assert all("what to mind" in page for page in texts(pdf))


def test_an_addendum_says_since_when_and_that_nobody_came(size: str) -> None:
    since = MOMENT.replace(hour=7, minute=50)
    doc = HuddleSheet(PRACTICE, MOMENT, "Ada R.", DAY, (), size=size, since=since)
    pdf = huddle_sheet.render(doc)
    check_page(pdf, identifiers=("Huddle addendum",))
    assert "added since the sheet of 07:50" in whole(pdf)
    assert "Nobody was added" in whole(pdf)


def test_a_patient_with_nothing_open_says_so(size: str) -> None:
    assert "Nothing open in the record." in whole(huddle(1, size, items=0))
