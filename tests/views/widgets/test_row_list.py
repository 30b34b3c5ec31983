"""The list of the work panels: laid anew only when what it says changed."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ma_desktop.views.widgets.row_list import ListColumn, RowList


@dataclass(frozen=True)
class Line:
    key: int
    words: str


ONE, TWO = Line(1, "one"), Line(2, "two")


@pytest.fixture
def listed(qtbot, monkeypatch):
    """The list, and how often its columns were measured."""
    made = RowList(
        "Lines", [ListColumn("Words", lambda line: line.words, wide=True)], key=lambda line: line.key
    )
    qtbot.addWidget(made)
    measured = []
    really = made.fit
    monkeypatch.setattr(made, "fit", lambda: (measured.append(1), really()))
    return made, measured


def words(made) -> list[str]:
    return [made.rows.data(made.rows.index(n, 0)) for n in range(made.rows.rowCount())]


def test_the_same_rows_are_not_laid_again(listed) -> None:
    made, measured = listed
    made.set((ONE, TWO))
    resets = []
    made.rows.modelReset.connect(lambda: resets.append(1))
    made.set((ONE, TWO))
    assert (len(measured), resets) == (1, [])


def test_another_order_shows_without_measuring_and_keeps_the_line(listed) -> None:
    made, measured = listed
    made.set((ONE, TWO))
    made.selectRow(1)
    made.set((TWO, ONE))
    assert words(made) == ["two", "one"]
    assert made.current() == TWO
    assert len(measured) == 1


def test_other_words_of_the_same_line_show_and_have_their_room(qtbot) -> None:
    columns = [
        ListColumn("Words", lambda line: line.words),
        ListColumn("Key", lambda line: str(line.key), wide=True),
    ]
    made = RowList("Lines", columns, key=lambda line: line.key)
    qtbot.addWidget(made)
    made.resize(600, 200)
    made.set((ONE, TWO))
    narrow = made.columnWidth(0)
    longer = Line(2, "two and a good deal more than that")
    made.set((ONE, longer))
    assert words(made) == ["one", longer.words]
    assert made.columnWidth(0) > narrow
    widened = made.columnWidth(0)
    made.fit()
    assert made.columnWidth(0) == widened


def test_many_new_lines_are_measured_together(listed) -> None:
    made, measured = listed
    made.set((ONE,))
    made.set(tuple(Line(n, str(n)) for n in range(60)))
    assert len(measured) == 2


def test_the_last_line_goes(listed) -> None:
    made, _measured = listed
    made.set((ONE,))
    made.set(())
    assert words(made) == []
    assert made.current() is None


def test_a_column_that_went_stays_away_when_the_list_is_laid_again(qtbot) -> None:
    made = RowList(
        "Lines",
        [ListColumn("Words", lambda line: line.words, wide=True), ListColumn("A long heading", lambda _line: "", drop=1)],
        key=lambda line: line.key,
    )  # fmt: skip
    qtbot.addWidget(made)
    made.resize(180, 100)
    made.show()
    made.set((ONE, TWO))
    for _n in range(3):
        made.fit()
        assert made.horizontalHeader().isSectionHidden(1)
