"""Few words for a need, and whose work it is."""

from __future__ import annotations

import pytest

from ma_desktop.domain import needs
from ma_desktop.domain.need_words import action_words, step_words, usual_role
from ma_desktop.domain.needs import Need, State
from ma_desktop.domain.permissions import Role


@pytest.mark.parametrize("row", needs._ROWS, ids=lambda row: row.key)
def test_every_need_has_a_short_step_and_an_action(row: needs._Row) -> None:
    need = Need(row.key, "a sentence that is far too long for a card", State.OPEN, row.action, row.argument)
    assert 0 < len(step_words(need)) <= 20
    assert action_words(need) != "Open"
    assert usual_role(need) in {Role.MA, Role.FRONT_DESK, Role.BILLER}


def test_a_need_nobody_shortened_keeps_its_sentence() -> None:
    need = Need("hearing", "Hearing tested", State.OPEN, "test_hearing")
    assert step_words(need) == "Hearing tested"
    assert action_words(need) == "Open"


def test_money_and_papers_are_not_the_assistants() -> None:
    assert usual_role(Need("copay", "", State.LATE, "take_payment")) is Role.FRONT_DESK
    assert usual_role(Need("charges", "", State.LATE, "add_charge")) is Role.BILLER
    assert usual_role(Need("vitals", "", State.LATE, "record_vitals")) is Role.MA
