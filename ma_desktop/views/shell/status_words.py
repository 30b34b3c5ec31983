"""What the status bar says of the record: words with icons, and the action where something is to be done."""

from __future__ import annotations

from datetime import datetime

from ma_desktop.i18n import _
from ma_desktop.services.messages.outbox_state import OutboxState
from ma_desktop.services.practice.log_state import LogState
from ma_desktop.services.practice.record_state import RecordState
from ma_desktop.views.shell.ports import StatusWord

#: A practice that works every day has a copy of yesterday at the latest, over a long weekend of four days.
STALE_DAYS = 4


def status_words(
    state: RecordState, log: LogState | None, now: datetime, outbox: OutboxState | None = None
) -> tuple[StatusWord, ...]:
    """``log``: ``None`` while it is still being read through."""
    return (
        StatusWord(_("Offline: everything works"), "info", "offline", short=_("Offline")),
        *(() if outbox is None else (_outbox(outbox),)),
        _backup(state, now),
        _log(log),
    )


def _outbox(outbox: OutboxState) -> StatusWord:
    if outbox.asking:
        words = _("Outbox {n} · {asking} to decide").format(n=outbox.waiting, asking=outbox.asking)
        return StatusWord(
            words, "danger", "outbox", "panel_outbox", _("Outbox {n}!").format(n=outbox.waiting)
        )
    tone = "info" if outbox.waiting else "muted"
    return StatusWord(_("Outbox {n}").format(n=outbox.waiting), tone, "outbox", "panel_outbox")


def _backup(state: RecordState, now: datetime) -> StatusWord:
    if state.backup_at is None:
        return StatusWord(_("No backup yet: make one"), "warn", "backup", "back_up", _("No backup yet"))
    at = state.backup_at.astimezone(now.tzinfo)
    days = (now.date() - at.date()).days
    if days <= 1:
        when = f"{at:%H:%M}" if days <= 0 else _("yesterday {time}").format(time=f"{at:%H:%M}")
        return StatusWord(_("Backup verified {when}").format(when=when), "ok", "backup", "back_up")
    words = _("Backup verified {n} days ago").format(n=days)
    if days <= STALE_DAYS:
        return StatusWord(words, "ok", "backup", "back_up")
    return StatusWord(words + _(": make one"), "warn", "backup", "back_up", words)


def _log(log: LogState | None) -> StatusWord:
    if log is None:
        return StatusWord(_("Reading the log through…"), "muted", "log", short=_("Log…"))
    if log.ok:
        return StatusWord(_("Log intact"), "ok", "shield", "check_log")
    if log.broken_at is None:
        return StatusWord(
            _("The log was cut short or unguarded: call support"),
            "danger",
            "alert",
            "check_log",
            _("Log damaged"),
        )
    return StatusWord(
        _("The log does not fit at entry {n}: call support").format(n=log.broken_at), "danger", "alert", "check_log",
        _("Log damaged"),
    )  # fmt: skip
