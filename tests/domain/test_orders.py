"""Who may bring an order into force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from ma_desktop.domain import lifecycles, orders
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.needs import State, VisitFacts, missing, needs
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage

BARE = VisitFacts(date(2026, 11, 23), age_on(date(1968, 3, 14), date(2026, 11, 23)))


@pytest.mark.parametrize(
    ("how", "signs", "named", "status"),
    [
        (orders.PENDED, False, False, "draft"),
        (orders.PENDED, True, True, "draft"),
        (orders.VERBAL, False, True, "active"),
        (orders.WRITTEN, False, True, "active"),
        (orders.SIGNED, True, True, "active"),
    ],
)
def test_how_an_order_begins(how: str, signs: bool, named: bool, status: str) -> None:
    assert orders.first_status(how, signs=signs, has_provider=named) == status
    assert status in lifecycles.STARTS["ServiceRequest"]


@pytest.mark.parametrize(
    ("how", "signs", "named", "words"),
    [
        (orders.SIGNED, False, True, "Only a provider orders"),
        (orders.VERBAL, False, False, "which provider"),
        (orders.WRITTEN, True, False, "which provider"),
        ("shouted", True, True, "how the order came"),
    ],
)
def test_nobody_orders_in_anothers_name(how: str, signs: bool, named: bool, words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        orders.first_status(how, signs=signs, has_provider=named)


def test_every_way_and_kind_has_words() -> None:
    assert set(orders.how_words()) == {orders.PENDED, orders.VERBAL, orders.WRITTEN, orders.SIGNED}
    assert set(orders.kind_words()) == set(orders.KINDS)
    assert {s for s in lifecycles.SERVICE_REQUEST if orders.is_open(s)} == {"draft", "active"}


def test_an_open_order_is_open_with_the_provider_and_late_at_checkout() -> None:
    facts = replace(BARE, orders=2, orders_open=("EKG",))
    found = {
        stage: next((n for n in needs(stage, facts) if n.key == "orders"), None)
        for stage in (Stage.VITALS, Stage.PROVIDER, Stage.CHECKOUT)
    }
    assert found[Stage.VITALS] is None
    assert found[Stage.PROVIDER] is not None
    assert found[Stage.PROVIDER].state is State.OPEN
    assert found[Stage.CHECKOUT] is not None
    assert found[Stage.CHECKOUT].state is State.LATE
    assert "EKG" in found[Stage.CHECKOUT].sentence
    assert "orders" in {n.key for n in missing(facts, Stage.BILLED)}
    done = replace(facts, orders_open=())
    assert "orders" not in {n.key for n in missing(done, Stage.BILLED)}
    assert "orders" not in {n.key for n in needs(Stage.PROVIDER, BARE)}
