"""After the hours of the day: who is still here stands among the loose ends, not only on the board."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.demo_hours import add_hours
from ma_desktop.services.schedule.closing_time import closing_time
from ma_desktop.services.schedule.day_spans import own_providers
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.services.visit.loose_ends import LooseEnd, loose_ends


def still_open(desk: Desk) -> list[LooseEnd]:
    return [row for row in loose_ends(desk).rows if "Still open at closing" in row.sentence]


def test_a_visit_that_is_open_when_the_practice_closes_is_a_loose_end(desk: Desk) -> None:
    today = desk.now().date()
    assert closing_time(desk, today) is None, "a practice without hours never closes"
    desk.clock = lambda at=desk.now().replace(hour=23): at
    assert still_open(desk) == []
    desk.clock = lambda at=datetime.combine(today, time(9, 40), tzinfo=desk.now().tzinfo): at
    add_hours(desk, list(own_providers()), desk.now())
    closes = closing_time(desk, today)
    assert closes is not None
    assert closes.time() == time(17)
    assert closing_time(desk, today + timedelta(days=6)) is None, "Sunday"
    desk.clock = lambda: closes - timedelta(minutes=1)
    assert still_open(desk) == []
    desk.clock = lambda: closes
    here = {card.encounter_id for card in flow_board(desk).cards}
    rows = loose_ends(desk).rows
    assert here <= {row.encounter_id for row in rows}, "nobody of the board is left out"
    ours = still_open(desk)
    assert ours
    assert all(row.due.startswith("Here since") and row.next_action == "Close it" for row in ours)
    named = [row.encounter_id for row in rows if row.encounter_id in {one.encounter_id for one in ours}]
    assert len(named) == len(set(named)), "and nobody stands there twice"
