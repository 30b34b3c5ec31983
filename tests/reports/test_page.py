"""Stacking blocks on pages: nothing lost, nothing orphaned, whatever their heights."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.reports.page import Block, paginate
from ma_desktop.reports.parts import STAFF, Beside, Box, Heading, Paragraph, Space
from ma_desktop.reports.rows import Column, table
from ma_desktop.reports.text import Ink
from tests.reports.conftest import check_page
from tests.reports.test_text import fonts, page_with

ROOM = 600.0
__all__ = ["fonts"]


class Brick(Block):
    """A block of any height that cannot be parted."""

    def __init__(self, tall: float, *, keep: bool = False, before: float = 0) -> None:
        self.tall, self.keep, self.before = tall, keep, before

    def height(self, width: float) -> float:
        return self.tall


bricks = st.builds(Brick, st.floats(1, 800), keep=st.booleans(), before=st.floats(0, 40))


@given(st.lists(bricks, max_size=40))
def test_every_block_is_placed_once_in_order_and_below_the_one_before(blocks: list[Brick]) -> None:
    pages = paginate(blocks, 500, ROOM)
    assert [block for page in pages for block, _below in page] == blocks
    for page in pages:
        floor = 0.0
        for block, below in page:
            assert below >= floor - 0.01
            floor = below + block.height(500)
        assert floor <= ROOM + 0.01 or len(page) == 1 or page[0][0].keep


@given(st.integers(0, 60), st.integers(1, 30))
def test_a_heading_is_never_last_on_a_page(lines: int, rows: int) -> None:
    with_heading = [Brick(13.0) for _line in range(lines)] + [Brick(20.0, keep=True)] + [Brick(18.0)] * rows
    for page in paginate(with_heading, 500, ROOM):
        assert not page[-1][0].keep


def test_a_table_repeats_its_head_on_each_page(fonts: None) -> None:
    rows = [(str(n), "words") for n in range(90)]
    blocks = table((Column("No.", 1), Column("What", 3)), rows, Ink(10))
    pages = paginate(blocks, 500, ROOM)
    assert len(pages) > 1
    assert all(page[0][0] is blocks[0] for page in pages)


def test_a_frame_taller_than_a_page_is_parted_and_one_that_fits_is_not(fonts: None) -> None:
    lines = [Paragraph(f"line {n}", Ink(12)) for n in range(80)]
    tall = Box(lines, stroke=Ink(1).color)
    assert len(paginate([tall], 500, ROOM)) == 3
    short = Box(lines[:10], stroke=Ink(1).color)
    pages = paginate([Space(ROOM - 50), short], 500, ROOM)
    assert [len(page) for page in pages] == [1, 1]


def test_boxes_side_by_side_go_below_each_other_when_no_page_holds_them(fonts: None) -> None:
    lines = [Paragraph(f"line {n}", Ink(12)) for n in range(60)]
    pages = paginate([Beside([Box(lines), Box(lines)], (1, 1))], 500, ROOM)
    assert len(pages) == 4
    assert all(page for page in pages)


def test_a_word_without_end_is_cut_and_stays_inside(fonts: None) -> None:
    check_page(page_with("x" * 3000, "a-very-long-hyphenated-" * 60), identifiers=())
    assert Heading("Title", STAFF).keep
