"""The waiting list on paper."""

from __future__ import annotations

from ma_desktop.reports.waiting_calls import Call, WaitingCalls, render
from tests.reports.conftest import MOMENT, PRACTICE, check_page, texts, whole


def call(number: int) -> Call:
    return Call(
        "Urgent", f"Whitfield-Featherstone, Dana Alexandra {number}", "03/14/1968", "937-555-0142", "Acute visit",
        "any provider · Tue Thu · mornings · until 12/04", "Tue 11/24 09:00 Abena Osei, NP", "last: message left 11/22",
    )  # fmt: skip


def doc(count: int, size: str) -> WaitingCalls:
    return WaitingCalls(PRACTICE, tuple(call(n) for n in range(count)), MOMENT, "Ada R.", size)


def test_an_empty_list_says_so(size: str) -> None:
    pdf = render(doc(0, size))
    check_page(pdf, identifiers=())
    assert "Nobody is waiting for a time." in whole(pdf)


def test_each_line_has_who_where_what_and_the_offer(size: str) -> None:
    pdf = render(doc(3, size))
    check_page(pdf, identifiers=("937-555-0142",))
    said = whole(pdf)
    for words in ("Featherstone", "Tue Thu", "Abena Osei", "message left", "A D L N"):
        assert words in said


def test_a_long_list_goes_on_with_its_head(size: str) -> None:
    pdf = render(doc(60, size))
    check_page(pdf, identifiers=())
    assert len(texts(pdf)) > 1
    assert all("Asked for" in page for page in texts(pdf))
