"""Where overlapping appointments stand, and how names are shortened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from ma_desktop.views.widgets.day_layout import DayBlock, Slot, narrow_name, short_name, slots

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
LINE = timedelta(minutes=10)


def block(ident: int, at: int, minutes: int, column: int = 0) -> DayBlock:
    return DayBlock(ident, column, NINE + timedelta(minutes=at), minutes, f"Name, {ident}", "", "", "accent")


def test_what_does_not_overlap_has_the_whole_width() -> None:
    assert slots((block(1, 0, 15), block(2, 15, 15), block(3, 0, 60, column=1)), LINE) == {
        1: Slot(), 2: Slot(), 3: Slot(),
    }  # fmt: skip


def test_a_later_start_lies_over_the_earlier_and_leaves_its_name_in_sight() -> None:
    found = slots((block(1, 0, 30), block(2, 15, 30), block(3, 45, 15)), LINE)
    assert found[1] == Slot(over=NINE + timedelta(minutes=15))
    assert found[2] == Slot(indent=1)
    assert found[3] == Slot()


def test_those_that_begin_together_share_the_width() -> None:
    found = slots((block(1, 0, 30), block(2, 5, 30), block(3, 5, 10)), LINE)
    assert [found[n].left for n in (1, 2, 3)] == [0, 1 / 3, 2 / 3]
    assert {found[n].width for n in (1, 2, 3)} == {1 / 3}


@pytest.mark.parametrize(
    ("name", "others", "short"),
    [
        ("Kaplan, Oscar", ["Kaplan, Oscar", "Hussein, Gloria"], "Kaplan, O."),
        ("Kaplan, Oscar", ["Kaplan, Oscar", "Kaplan, Otto"], "Kaplan, Os."),
        ("Kaplan, Oscar", ["Kaplan, Oscar", "Kaplan, Oscarina"], "Kaplan, Oscar"),
        ("Cher", ["Cher"], "Cher"),
    ],
)
def test_a_short_name_never_fits_two_patients(name: str, others: list[str], short: str) -> None:
    assert short_name(name, others) == short


def test_what_begins_later_hides_only_what_is_below_its_start() -> None:
    """A block that goes back to the first lane still lies over the indented one it overlaps."""
    blocks = [block(1, 0, 30), block(2, 25, 30), block(3, 50, 40)]
    found = slots(blocks, LINE)
    assert [found[n].indent for n in (1, 2, 3)] == [0, 1, 0]
    assert found[2].over == blocks[2].start


@pytest.mark.parametrize(
    ("others", "narrow"),
    [
        (["Kessler, Theo"], "Whitfield"),
        (["Whitfield, Diane"], "Whitfield, Da."),
        (["Whitfield, Dana"], "Whitfield"),
    ],
)
def test_the_narrowest_name_is_the_family_unless_two_have_it(others: list[str], narrow: str) -> None:
    assert narrow_name("Whitfield, Dana", others) == narrow
