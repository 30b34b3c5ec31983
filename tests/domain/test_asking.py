"""The course of a form: a digit answers and goes on, Backspace goes back, the PHQ-2 goes on as the PHQ-9."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import asking
from ma_desktop.domain.asking import Asking
from ma_desktop.domain.screening_tools import built_in
from ma_desktop.domain.screening_tools.falls import FALLS
from ma_desktop.domain.screening_tools.phq import PHQ2, PHQ9
from ma_desktop.domain.screenings import Kind

ASKED = [tool for tool in built_in().values() if tool.kind is Kind.ASKED]


def typed(here: Asking, keys: str) -> Asking:
    for key in keys:
        if key == "<":
            here = asking.back(here)
        elif key == ">":
            here = asking.skip(here)
        elif key == "-":
            here = asking.refuse(here)
        else:
            here = asking.answer(here, int(key))
    return here


@pytest.mark.parametrize("cut", [2, 3])
@pytest.mark.parametrize(("one", "two"), list(product(range(4), repeat=2)))
def test_the_phq_2_goes_on_from_the_cut_and_keeps_its_answers(one: int, two: int, cut: int) -> None:
    here = typed(Asking(PHQ2, cut=cut), f"{one}{two}")
    assert (here.tool is PHQ9) is (one + two >= cut)
    assert here.answers == {"1": one, "2": two}
    assert here.at == 2
    assert (here.item is None) is (one + two < cut)
    if here.item is not None:
        assert here.item.key == "3"


def test_corrected_below_the_cut_it_is_a_phq_2_again() -> None:
    assert typed(Asking(PHQ2), "33<<00").tool is PHQ2
    further = typed(Asking(PHQ2), "331<<<00")
    assert further.tool is PHQ9  # what was answered further on is kept
    assert further.answers["3"] == 1


def test_back_and_over_again_changes_one_answer() -> None:
    here = typed(Asking(PHQ9), "01<2")
    assert here.answers == {"1": 0, "2": 2}
    assert here.at == 2
    assert typed(Asking(PHQ9), "<<<").at == 0


def test_a_digit_that_the_question_does_not_have_changes_nothing() -> None:
    here = Asking(PHQ9)
    assert asking.answer(here, 4) is here
    assert asking.answer(typed(Asking(FALLS), "0"), 3).at == 1


def test_refused_and_skipped_items_leave_no_score() -> None:
    here = typed(Asking(PHQ9), "11111111-")
    assert here.refused == {"9"}
    assert not here.scored.complete
    assert typed(here, "<0").refused == frozenset()
    assert typed(Asking(PHQ9), "1>1").answers == {"1": 1, "3": 1}


def test_how_hard_it_was_is_asked_only_of_who_has_problems() -> None:
    assert typed(Asking(PHQ9), "000000000").item is None
    hard = typed(Asking(PHQ9), "000000001").item
    assert hard is not None
    assert hard.key == "difficulty"


def test_how_often_they_fell_is_asked_only_of_who_fell() -> None:
    assert [typed(Asking(FALLS), keys).item.key for keys in ("0", "1", "12", "121")] == ["unsteady", "times", "injured", "unsteady"]  # type: ignore[union-attr]  # fmt: skip


@given(st.sampled_from(ASKED), st.text("0123<>-", max_size=40))
def test_any_keys_keep_the_form_whole_and_the_draft_brings_it_back(tool: object, keys: str) -> None:
    first = Asking(tool)  # type: ignore[arg-type]
    here = typed(first, keys)
    assert 0 <= here.at <= len(here.questions)
    assert set(here.answers) <= {item.key for item in here.tool.items}
    assert asking.brought_back(first, asking.kept(here)) == here


def test_a_draft_with_keys_of_another_form_brings_back_nothing_wrong() -> None:
    here = asking.brought_back(
        Asking(PHQ2), {"tool": "gad-7", "answers": {"7": 3}, "refused": ["x"], "at": 1}
    )
    assert (here.tool, here.answers, here.refused) == (PHQ2, {}, frozenset())
