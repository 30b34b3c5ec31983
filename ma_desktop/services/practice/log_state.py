"""Whether the log is whole: every entry's seal, the triggers that guard it, and the last entry that was kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from ma_desktop.services.desk import Desk
from ma_desktop.storage import audit_chain


@dataclass(frozen=True, slots=True)
class LogState:
    """``broken_at``: the first entry that does not fit, when there is one."""

    rows: int
    ok: bool
    broken_at: int | None = None


def log_state(desk: Desk) -> LogState:
    """Reads the whole log: seconds in a large record, so never on the screen's or the reading thread."""
    record = cast(Any, desk.record)
    chain = audit_chain.verify(record.database, record.audit_key)
    whole = chain.ok and not audit_chain.missing_triggers(record.database) and record.head_fits()
    return LogState(chain.rows, whole, chain.broken_at)
