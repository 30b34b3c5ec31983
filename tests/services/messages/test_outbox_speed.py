"""What the Outbox reads often must not read the practice from end to end."""

from __future__ import annotations

from typing import Any

import pytest

from ma_desktop.models import OutboxItem
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.claim_message import claim_message
from ma_desktop.services.messages.outbox import outbox
from ma_desktop.services.messages.outbox_state import outbox_state
from ma_desktop.services.messages.plan_reminders import plan_reminders
from ma_desktop.services.messages.reminder_plan import reminder_plan
from ma_desktop.services.practice.demo_messages import fill_outbox
from tests.mail_server import Mail
from tests.services import test_no_scan


@pytest.fixture
def scans(desk: Desk, record: Any, emailing: Mail, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    monkeypatch.setattr(
        test_no_scan, "LARGE", test_no_scan.LARGE | {"outbox_item", "consent", "communication"}
    )
    fill_outbox(desk, desk.now())
    found: list[tuple[str, str]] = []
    really = record.database.execute_sql

    def execute_sql(sql: str, params: Any = None, *more: Any) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "UPDATE")):
            found.extend((table, sql) for table in test_no_scan.whole_tables(sql, params or ()))
        return really(sql, params, *more)

    monkeypatch.setattr(record.database, "execute_sql", execute_sql)
    return found


def test_nothing_reads_a_large_table_whole(desk: Desk, scans: list[tuple[str, str]]) -> None:
    for reading in (reminder_plan, plan_reminders, claim_message, outbox, outbox_state):
        reading(desk)
    outbox(desk, done=True)
    assert scans == []


def test_a_scan_is_noticed(desk: Desk, scans: list[tuple[str, str]]) -> None:
    list(OutboxItem.select().where(OutboxItem.title == "Reminder"))
    assert [table for table, _sql in scans] == ["outbox_item"]
