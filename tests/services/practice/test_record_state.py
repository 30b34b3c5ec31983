"""What the status bar may claim about backup and log."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ma_desktop.models import AuditEvent, database
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.back_up import back_up
from ma_desktop.services.practice.log_state import LogState, log_state
from ma_desktop.services.practice.note_backup import note_backup
from ma_desktop.services.practice.note_verified_backup import note_verified_backup
from ma_desktop.services.practice.record_state import RecordState, record_state
from ma_desktop.views.shell.status_words import status_words

NOW = datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("America/New_York"))


def words(state: RecordState, log: LogState | None = None) -> dict[str, tuple[str, str, str]]:
    return {word.icon: (word.text, word.tone, word.command) for word in status_words(state, log, NOW)}


def test_a_backup_counts_only_when_it_passed_its_test(desk: Desk, tmp_path: Path) -> None:
    assert record_state(desk).backup_at is None
    note_backup(desk)
    assert record_state(desk).backup_at is None, "announced is not verified"
    back_up(desk, tmp_path / "safe")
    assert record_state(desk).backup_at == desk.now()
    assert list((tmp_path / "safe").glob("*.mabackup"))


def test_a_refused_note_is_no_backup(desk: Desk) -> None:
    from ma_desktop.domain.permissions import Role
    from ma_desktop.domain.refusal import RuleBroken
    from ma_desktop.services.desk import Worker

    clerk = desk.acting_as(Worker(99, "eve", "Eve", Role.FRONT_DESK))
    with pytest.raises(RuleBroken):
        note_verified_backup(clerk)
    assert record_state(desk).backup_at is None


@pytest.mark.parametrize(
    ("age", "text", "tone"),
    [
        (timedelta(hours=2), "Backup verified 07:40", "ok"),
        (timedelta(hours=12), "Backup verified yesterday 21:40", "ok"),
        (timedelta(days=3), "Backup verified 3 days ago", "ok"),
        (timedelta(days=5), "Backup verified 5 days ago: make one", "warn"),
    ],
)
def test_the_age_of_the_backup_in_words(age: timedelta, text: str, tone: str) -> None:
    assert words(RecordState(NOW - age, ""))["backup"] == (text, tone, "back_up")


def test_no_backup_is_a_warning_with_its_action() -> None:
    assert words(RecordState(None, ""))["backup"] == ("No backup yet: make one", "warn", "back_up")


def test_the_log_is_not_called_intact_before_it_was_read() -> None:
    assert words(RecordState(None, ""))["log"][1] == "muted"
    assert words(RecordState(None, ""), LogState(9, True))["shield"][0] == "Log intact"
    assert words(RecordState(None, ""), LogState(3, False, 4))["alert"][:2] == (
        "The log does not fit at entry 4: call support", "danger",
    )  # fmt: skip
    assert "cut short" in words(RecordState(None, ""), LogState(3, False))["alert"][0]


def test_a_changed_entry_and_a_missing_guard_show(desk: Desk) -> None:
    assert log_state(desk).ok
    rows = AuditEvent.select().count()
    database.execute_sql("DROP TRIGGER audit_event_no_update")
    found = log_state(desk)
    assert (found.ok, found.broken_at) == (False, None)
    database.execute_sql("UPDATE audit_event SET title = 'nothing' WHERE seq = 2")
    assert log_state(desk).broken_at == 2
    assert log_state(desk).rows < rows
