"""Screening tools: exact scores, every boundary of every band, and which of them are due (DOMAIN 4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import screenings, screenings_due, settings
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.screening_tools import audit_c, built_in, named, owned, tool_of
from ma_desktop.domain.screening_tools.falls import FALLS, STAY_INDEPENDENT
from ma_desktop.domain.screening_tools.gad7 import GAD7
from ma_desktop.domain.screening_tools.phq import PHQ2, PHQ9, goes_on
from ma_desktop.domain.screenings import Kind, Tool

ASKED = [tool for tool in built_in().values() if tool.kind is Kind.ASKED]
DAY = date(2026, 11, 23)


def spread(tool: Tool, points: int) -> dict[str, int | None]:
    """Answers that add up to ``points``, filled from the last item on."""
    answers: dict[str, int | None] = {}
    for item in reversed(tool.scored):
        most = max(choice.value for choice in item.choices)
        step = min(most, points // item.weight)
        answers[item.key], points = step, points - step * item.weight
    assert points == 0
    return answers


# -- PHQ-2 and PHQ-9 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "two"), list(product(range(4), repeat=2)))
def test_every_phq_2(one: int, two: int) -> None:
    found = screenings.score(PHQ2, {"1": one, "2": two})
    assert found.score == one + two
    assert found.positive is (one + two >= 3)
    assert goes_on(found.score, 3) is (one + two >= 3)
    assert goes_on(found.score, 2) is (one + two >= 2)


def test_the_phq_2_is_the_beginning_of_the_phq_9() -> None:
    assert PHQ2.items == PHQ9.items[:2]
    assert not goes_on(None, 3)


@pytest.mark.parametrize(
    ("tool", "points", "band", "positive"),
    [
        (PHQ9, 0, "minimal", False), (PHQ9, 4, "minimal", False), (PHQ9, 5, "mild", False), (PHQ9, 9, "mild", False),
        (PHQ9, 10, "moderate", True), (PHQ9, 14, "moderate", True), (PHQ9, 15, "moderately severe", True),
        (PHQ9, 19, "moderately severe", True), (PHQ9, 20, "severe", True), (PHQ9, 27, "severe", True),
        (GAD7, 0, "minimal", False), (GAD7, 4, "minimal", False), (GAD7, 5, "mild", False), (GAD7, 9, "mild", False),
        (GAD7, 10, "moderate", True), (GAD7, 14, "moderate", True), (GAD7, 15, "severe", True), (GAD7, 21, "severe", True),
    ],
)  # fmt: skip
def test_bands_at_their_boundaries(tool: Tool, points: int, band: str, positive: bool) -> None:
    found = screenings.score(tool, spread(tool, points))
    assert (found.score, found.band, found.positive) == (points, band, positive)


@pytest.mark.parametrize("tool", ASKED, ids=lambda tool: tool.key)
def test_one_item_missing_gives_a_partial_sum_and_no_band(tool: Tool) -> None:
    whole = spread(tool, tool.highest or 0)
    for item in tool.scored:
        for missing in ({k: v for k, v in whole.items() if k != item.key}, whole | {item.key: None}):
            found = screenings.score(tool, missing)
            assert (found.score, found.band, found.positive, found.complete) == (None, "", None, False)
            assert found.partial == (tool.highest or 0) - max(c.value for c in item.choices) * item.weight
            assert (found.answered, found.wanted) == (len(tool.scored) - 1, len(tool.scored))


def test_the_tenth_item_is_never_summed() -> None:
    for tool in (PHQ9, GAD7):
        whole = spread(tool, 12)
        assert [screenings.score(tool, whole | {"difficulty": n}).score for n in range(4)] == [12] * 4
        assert screenings.score(tool, whole).complete


@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), min_size=10, max_size=10))
def test_any_phq_9(values: list[int | None]) -> None:
    answers = {item.key: value for item, value in zip(PHQ9.items, values, strict=True)}
    found, nine = screenings.score(PHQ9, answers), values[:9]
    assert found.partial == sum(v for v in nine if v is not None)
    assert found.complete is (None not in nine)
    assert bool(found.band) is found.complete
    assert screenings.alarming(PHQ9, answers) is bool(values[8])


@pytest.mark.parametrize("value", [1, 2, 3])
def test_item_9_alarms_on_an_empty_form(value: int) -> None:
    assert screenings.alarming(PHQ9, {"9": value})
    assert not screenings.alarming(PHQ9, {"9": 0})
    assert not screenings.alarming(PHQ9, {"9": None, "8": 3})
    assert not screenings.alarming(GAD7, {"7": value})


@pytest.mark.parametrize("answers", [{"1": 4}, {"1": -1}, {"11": 0}, {"nine": 1}])
def test_answers_that_the_form_does_not_have_are_refused(answers: dict[str, int | None]) -> None:
    with pytest.raises(RuleBroken):
        screenings.score(PHQ9, answers)


# -- AUDIT-C and falls -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("points", "men", "women", "unknown"),
    [(0, False, False, False), (2, False, False, False), (3, False, True, None), (4, True, True, True), (12, True, True, True)],
)  # fmt: skip
def test_audit_c_by_sex(points: int, men: bool, women: bool, unknown: bool | None) -> None:
    found = {sex: screenings.score(audit_c.AUDIT_C, spread(audit_c.AUDIT_C, points), sex=sex) for sex in ("male", "female", "", "other")}  # fmt: skip
    assert [found[sex].positive for sex in ("male", "female", "", "other")] == [men, women, unknown, unknown]
    assert {one.score for one in found.values()} == {points}


def test_audit_c_takes_the_words_of_the_practice() -> None:
    mine = audit_c.worded(audit_c.AUDIT_C, "a | b | c", "x|y|z")
    assert [(item.words.say("en"), item.words.say("es")) for item in mine.items] == [
        ("a", "x"),
        ("b", "y"),
        ("c", "z"),
    ]
    assert [len(item.choices) for item in mine.items] == [5, 5, 5]
    for bad in ("a | b", "a || c", ""):
        with pytest.raises(RuleBroken):
            audit_c.questions(bad)


@pytest.mark.parametrize(("fallen", "unsteady", "worried"), list(product(range(2), repeat=3)))
def test_any_yes_is_a_risk_of_falling(fallen: int, unsteady: int, worried: int) -> None:
    answers: dict[str, int | None] = {"fallen": fallen, "unsteady": unsteady, "worried": worried}
    assert screenings.score(FALLS, answers).positive is bool(fallen or unsteady or worried)
    keys = [item.key for item in screenings.asked(FALLS, answers)]
    assert ("times" in keys, "injured" in keys) == (bool(fallen), bool(fallen))


@given(st.lists(st.integers(0, 1), min_size=12, max_size=12))
def test_any_stay_independent(values: list[int]) -> None:
    answers: dict[str, int | None] = {
        item.key: v for item, v in zip(STAY_INDEPENDENT.items, values, strict=True)
    }
    points = 2 * values[0] + 2 * values[1] + sum(values[2:])
    found = screenings.score(STAY_INDEPENDENT, answers)
    assert found.score == points
    assert found.positive is (points >= 4 or bool(values[0]))


def test_highest_scores_and_codes() -> None:
    assert {t.key: t.highest for t in ASKED} == {"phq-2": 6, "phq-9": 27, "gad-7": 21, "audit-c": 12, "falls": 3, "stay-independent": 14}  # fmt: skip
    assert {t.key: t.code for t in ASKED if not t.code.startswith("local:")} == {
        "phq-2": "55758-7", "phq-9": "44261-6", "gad-7": "70274-6", "audit-c": "75626-2",
    }  # fmt: skip


@pytest.mark.parametrize("tool", ASKED, ids=lambda tool: tool.key)
def test_every_question_is_said_in_both_languages(tool: Tool) -> None:
    for item in tool.items:
        assert item.words.en
        assert item.words.es
        assert item.words.en != item.words.es
        assert [choice.value for choice in item.choices] == sorted({choice.value for choice in item.choices})
        for choice in item.choices:
            assert choice.words.en
            assert choice.words.es
    assert len({item.key for item in tool.items}) == len(tool.items)


# -- names and tools of the practice's own ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "key"), [("PHQ-2", "phq-2"), ("phq2", "phq-2"), ("PHQ 9", "phq-9"), ("Audit-C", "audit-c"), ("MCHAT", "m-chat"), ("vision screening", "vision")],
)  # fmt: skip
def test_a_kind_of_visit_may_list_them_in_its_own_spelling(name: str, key: str) -> None:
    found = named(name)
    assert found is not None
    assert found.key == key


def test_own_tools_have_a_name_a_highest_score_a_cut_and_an_owner() -> None:
    mine = owned("Mini-Cog | 5 | under 3 | S. Borson; EPDS | 30 | 13 or more | ")
    assert [(t.title, t.most, t.cut, t.owner, t.items) for t in mine] == [
        ("Mini-Cog", 5, "under 3", "S. Borson", ()), ("EPDS", 30, "13 or more", "Royal College of Psychiatrists", ()),
    ]  # fmt: skip
    assert tool_of("mini cog", mine).kind is Kind.OWNED
    for bad in ("Mini-Cog | five", "PHQ-9 | 27"):
        with pytest.raises(RuleBroken):
            owned(bad)
    with pytest.raises(RuleBroken):
        tool_of("no such thing")


def test_no_licensed_item_is_bundled() -> None:
    for key in ("m-chat", "asq", "epds", "vanderbilt"):
        assert built_in()[key].items == ()
        assert built_in()[key].owner


# -- due -------------------------------------------------------------------------------------------------------


def due(
    born: date, last: dict[str, date] | None = None, listed: tuple[str, ...] = (), **decided: object
) -> set[str]:
    values = {f"screening.{key}": value for key, value in decided.items()}
    return {one.tool for one in screenings_due.due(age_on(born, DAY), DAY, last or {}, values, listed)}


def years_ago(years: int, days: int = 0) -> date:
    return date(DAY.year - years, DAY.month, DAY.day) - timedelta(days=days)


@pytest.mark.parametrize(
    ("born", "wanted"),
    [
        (years_ago(12, -1), set()), (years_ago(13), {"phq-2"}), (years_ago(18, -1), {"phq-2"}), (years_ago(18), {"phq-2", "audit-c"}),
        (years_ago(65, -1), {"phq-2", "audit-c"}), (years_ago(65), {"phq-2", "audit-c", "falls"}),
    ],
)  # fmt: skip
def test_due_by_age(born: date, wanted: set[str]) -> None:
    assert due(born) == wanted


@pytest.mark.parametrize(("days", "wanted"), [(0, False), (364, False), (365, True), (400, True)])
def test_phq_2_is_due_a_year_after_the_last(days: int, wanted: bool) -> None:
    last = DAY - timedelta(days=days)
    assert ("phq-2" in due(years_ago(40), {"phq-2": last})) is wanted
    assert ("phq-2" in due(years_ago(40), {"phq-9": last})) is wanted
    assert ("falls" in due(years_ago(70), {"stay-independent": last})) is wanted


def test_the_practice_decides_how_often() -> None:
    last = {"phq-2": DAY - timedelta(days=200), "gad-7": DAY - timedelta(days=200)}
    assert "phq-2" in due(years_ago(40), last, phq_months=6)
    assert "gad-7" in due(years_ago(40), last, gad_months=6)
    assert due(years_ago(40), last, phq_months=0, audit_months=0) == set()


@pytest.mark.parametrize(
    ("months", "wanted"),
    [
        (17, {"hemoglobin", "lead"}), (18, {"m-chat", "asq", "hemoglobin", "lead"}), (20, {"m-chat", "asq", "hemoglobin", "lead"}),
        (21, {"m-chat", "hemoglobin", "lead"}), (23, {"m-chat", "hemoglobin", "lead"}),
        (24, {"m-chat", "lead"}), (29, {"m-chat", "lead"}), (30, {"asq", "lead"}), (35, {"lead"}), (36, {"vision"}),
        (48, {"vision", "hearing"}), (1, {"epds"}), (2, {"epds"}), (3, set()), (9, {"asq"}), (12, {"hemoglobin", "lead"}),
    ],
)  # fmt: skip
def test_due_at_the_months_of_a_child(months: int, wanted: set[str]) -> None:
    year, month = divmod(DAY.year * 12 + DAY.month - 1 - months, 12)
    assert due(date(year, month + 1, DAY.day)) == wanted


def test_a_childs_screening_counts_for_its_age_only() -> None:
    born = date(2024, 11, 20)  # 24 months
    assert "m-chat" in due(born, {"m-chat": date(2026, 5, 25)})  # the one of 18 months
    assert "m-chat" not in due(born, {"m-chat": date(2026, 11, 1)})
    assert "m-chat" not in due(born, {"m-chat": date(2026, 10, 25)})  # three weeks early


def test_what_the_kind_of_visit_lists_is_due_at_each_such_visit() -> None:
    assert "gad-7" in due(years_ago(40), listed=("gad-7",))
    assert "phq-2" in due(years_ago(40), {"phq-2": DAY - timedelta(days=60)}, ("phq-2",))
    assert "phq-2" not in due(years_ago(40), {"phq-2": DAY - timedelta(days=14)}, ("phq-2",))
    assert "falls" not in due(years_ago(40), listed=("falls",))
    assert "minicog" in due(years_ago(80), listed=("minicog",))


@given(st.integers(0, 40_000), st.integers(0, 4_000))
def test_what_was_done_today_is_never_due(days_old: int, ignored: int) -> None:
    everything = dict.fromkeys(built_in(), DAY)
    assert due(DAY - timedelta(days=days_old), everything, tuple(built_in())) == set()


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "last one today"), (1, "last one yesterday"), (20, "last one 20 days ago"), (400, "last one 13 months ago"), (800, "last one 2 years ago")],
)  # fmt: skip
def test_how_long_ago_in_words(days: int, words: str) -> None:
    assert screenings_due.ago(DAY - timedelta(days=days), DAY) == words
    assert screenings_due.ago(None, DAY) == "never done here"


@pytest.mark.parametrize(
    ("declared", "typed"),
    [(settings.MCHAT_AT, "18 and 24"), (settings.AUDIT_WORDS, "only one"), (settings.OWNED_TOOLS, "Mini-Cog | five"), (settings.OWNED_TOOLS, "PHQ-2 | 6")],
)  # fmt: skip
def test_a_setting_that_could_not_be_used_is_refused_when_typed(
    declared: settings.Declared, typed: str
) -> None:
    with pytest.raises(RuleBroken):
        declared.read(typed)


def test_a_tool_without_a_cut_is_neither_positive_nor_negative() -> None:
    assert screenings.score(replace(PHQ2, positive=None), {"1": 3, "2": 3}).positive is None
