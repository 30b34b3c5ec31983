"""How far a provider is behind, and where visits pile up."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest

from ma_desktop.domain.delay import Start, bottleneck, minutes_behind, rounded
from ma_desktop.domain.stages import Stage

NINE = datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=-5)))


def at(minutes: int) -> datetime:
    return NINE + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("visits", "now", "behind"),
    [
        ((), 30, 0),
        ((Start(at(0), at(-5), at(3), here=True),), 20, 3),
        ((Start(at(0), at(-5), at(28), here=True),), 40, 28),
        ((Start(at(0), at(10), at(28), here=True),), 40, 18),  # came late: not the provider's ten minutes
        ((Start(at(0), at(-5), ready=True),), 25, 25),
        ((Start(at(30), at(0), ready=True),), 10, 0),  # ready before the time
        ((Start(at(0), at(0), at(10), here=True), Start(at(15), at(10), ready=True)), 40, 25),
        ((Start(at(0), at(0), at(40)),), 60, 0),  # seen and gone, nobody waits
    ],
)
def test_minutes_behind(visits: tuple[Start, ...], now: int, behind: int) -> None:
    assert minutes_behind(visits, at(now)) == behind


@pytest.mark.parametrize(("minutes", "said"), [(0, 0), (1, 5), (5, 5), (11, 15), (25, 25), (26, 30)])
def test_said_in_fives_upwards(minutes: int, said: int) -> None:
    assert rounded(minutes) == said


def test_a_bottleneck_is_three_of_a_kind() -> None:
    ready, here, out = Stage.READY, Stage.ARRIVED, Stage.CHECKOUT
    assert bottleneck([ready, ready, here]) is None
    assert bottleneck([ready] * 3 + [here]) == (ready, 3)
    assert bottleneck([out] * 4 + [ready] * 3) == (out, 4)
    assert bottleneck([out] * 3 + [here] * 3) == (here, 3)
    assert bottleneck([Stage.PROVIDER] * 9 + [Stage.ROOMED] * 9) is None
