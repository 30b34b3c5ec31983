"""Screenings on paper: screening_form_page; the questions of the entry screen one to one, whole in every size and language."""

from __future__ import annotations

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.screening_tools import built_in
from ma_desktop.domain.screenings import Kind, Tool
from ma_desktop.models import Patient
from ma_desktop.reports.screening_form import ScreeningForm, render
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.printable_page import printable_form
from ma_desktop.services.visit.screening_form_page import screening_form_page
from tests.reports.conftest import check_page, head, texts, whole

ASKED = [tool for tool in built_in().values() if tool.kind is Kind.ASKED]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("size", ["letter", "a4"])
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("tool", ASKED, ids=lambda tool: tool.key)
def test_nothing_is_clipped(tool: Tool, language: str, size: str, large: bool) -> None:
    pdf = render(ScreeningForm(head(size=size, large_print=large), tool, language, compare=True))
    check_page(pdf)
    assert len(texts(pdf)) <= (1 if not large else 3)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("tool", ASKED, ids=lambda tool: tool.key)
def test_questions_and_boxes_are_those_of_the_screen_in_their_order(tool: Tool, language: str) -> None:
    said = " ".join(whole(render(ScreeningForm(head(), tool, language))).split())
    place = 0
    for item in tool.items:
        start = " ".join(item.words.say(language).split()[:3])
        found = said.find(start, place)
        assert found >= place, item.key
        place = found
    assert tool.lead.say(language)[:30] in said


def test_wording_that_nobody_compared_says_so_until_a_provider_did(desk: Desk) -> None:
    ann = Patient.select().where(Patient.language == "en").first()
    spanish = screening_form_page(desk, ann.id, "phq-9", "es")
    assert spanish.compare
    assert "Redacción por comparar" in whole(render(spanish))
    english = screening_form_page(desk, ann.id, "phq-9")
    assert (english.language, english.compare) == ("en", False)
    assert "compare" not in whole(render(english))


def test_no_question_of_a_licensed_form_is_printed(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="own form"):
        printable_form(desk, Patient.select().first().id, "epds")
    with pytest.raises(RuleBroken):
        printable_form(desk, Patient.select().first().id, "phq-9", "de")
