"""In the demo practice people wait."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.services.practice.log_in import log_in
from ma_desktop.services.practice.make_demo import make_demo
from ma_desktop.services.schedule.waiting_list import waiting_list
from ma_desktop.storage.record import create
from ma_desktop.storage.slots import Cost

ZONE = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    "moment", [datetime(2026, 11, 23, 10, 20, tzinfo=ZONE), datetime(2026, 11, 28, 22, 5, tzinfo=ZONE)]
)
def test_six_wait_whenever_it_is_opened(tmp_path: Path, moment: datetime) -> None:
    """Monday morning and Saturday night."""
    record, _code = create(
        tmp_path / "r", login="ada", password="correct horse battery", store=None, cost=Cost(8192, 1, 1)
    )
    try:
        desk = log_in(record, "ada", lambda: moment)
        desk = desk.acting_as(make_demo(desk, size=150, visits=1))
        found = waiting_list(desk)
        assert (len(found.rows), found.urgent, found.overdue) == (6, 1, 1)
        assert found.rows[0].urgency == "urgent"
        assert {offer.answer for row in found.rows for offer in row.offers} == {"declined", "tentative"}
    finally:
        record.close()
