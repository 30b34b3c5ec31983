"""An appointment of the day as a block of the appointment book: its color, its state in words, its card."""

from __future__ import annotations

from datetime import datetime, timedelta
from html import escape

from ma_desktop.domain.stages import ENDS, Stage, label
from ma_desktop.i18n import _, ngettext
from ma_desktop.services.schedule.day_schedule import DayEntry, DaySchedule
from ma_desktop.views.widgets.day_layout import DayBlock
from ma_desktop.views.widgets.day_list import DayTurn

_TONES = {
    Stage.BOOKED: "accent", Stage.ARRIVED: "warn", Stage.ROOMED: "violet", Stage.VITALS: "info", Stage.READY: "info",
    Stage.PROVIDER: "violet", Stage.CHECKOUT: "warn", Stage.BILLED: "ok", Stage.LEFT: "muted", Stage.NOSHOW: "danger",
    Stage.CANCELLED: "muted",
}  # fmt: skip
_ICONS = {
    Stage.ARRIVED: "hourglass", Stage.ROOMED: "room", Stage.VITALS: "vitals", Stage.READY: "ready",
    Stage.PROVIDER: "stethoscope", Stage.CHECKOUT: "money", Stage.BILLED: "check", Stage.LEFT: "leave",
    Stage.NOSHOW: "close", Stage.CANCELLED: "close",
}  # fmt: skip


def day_block(entry: DayEntry, column: int, provider: str, now: datetime, *, away: bool = False) -> DayBlock:
    """``provider``: whose patient it is, for the card; ``away``: it lies on the pin board."""
    state = state_words(entry, now)
    late = entry.stage is Stage.BOOKED and entry.start + timedelta(minutes=5) < now
    return DayBlock(
        entry.appointment_id, column, entry.start, entry.minutes, entry.patient,
        entry.service + (f" · {entry.reason}" if entry.reason else ""), state,
        "danger" if late else _TONES[entry.stage], movable=entry.stage is Stage.BOOKED,
        icon="late" if late else _ICONS.get(entry.stage, "check" if entry.confirmed else ""),
        tip=_card(entry, provider, state), away=away,
    )  # fmt: skip


def day_turns(day: DaySchedule, now: datetime) -> list[DayTurn]:
    """Whoever is here in the order in which they came, then whoever is to come in the order of the book, then the others."""
    providers = {column.practitioner_id: column.short or column.name for column in day.columns}
    here = sorted(
        (e for e in day.entries if e.stage not in (*ENDS, Stage.BOOKED)), key=lambda e: e.encounter_id or 0
    )
    ahead = sorted(
        (e for e in day.entries if e.stage is Stage.BOOKED), key=lambda e: (e.start, e.appointment_id)
    )
    over = sorted((e for e in day.entries if e.stage in ENDS), key=lambda e: (e.start, e.appointment_id))
    turns = [*enumerate((*here, *ahead), 1), *((0, e) for e in over)]
    return [_turn(turn, entry, providers.get(entry.practitioner_id, ""), now) for turn, entry in turns]


def _turn(turn: int, entry: DayEntry, provider: str, now: datetime) -> DayTurn:
    block = day_block(entry, 0, provider, now)
    visit = " · ".join(part for part in (entry.service, provider, entry.reason) if part)
    return DayTurn(entry.appointment_id, turn, entry.patient, visit, block.state, block.tone, block.icon)


def state_words(entry: DayEntry, now: datetime) -> str:
    """What stands at the right of a block: where the patient is, or how sure and how late a booked one is."""
    if entry.stage is Stage.BOOKED:
        late = int((now - entry.start).total_seconds() // 60)
        if entry.late_minutes and late <= entry.late_minutes:
            return _("comes {n} min late").format(n=entry.late_minutes)
        if late >= 5:
            return _("{n} min late").format(n=late) if late < 120 else _("not here")
        return _("confirmed") if entry.confirmed else ""
    if entry.stage is Stage.BILLED:
        return "✓ " + _("done")
    if entry.stage in (Stage.ROOMED, Stage.PROVIDER) and entry.room:
        return _("In {room}").format(room=entry.room.lower())
    return label(entry.stage)


def _card(entry: DayEntry, provider: str, state: str) -> str:
    """Everything the desk knows of the appointment, for who points at it."""
    end = entry.start + timedelta(minutes=entry.minutes)
    born = f"{entry.birth_date:%m/%d/%Y}" if entry.birth_date else ""
    who = " · ".join(
        part for part in (born, f"#{entry.record_number}" if entry.record_number else "", entry.phone) if part
    )
    lines = [
        who,
        f"{entry.start:%H:%M}–{end:%H:%M} · "
        + _("{n} min").format(n=entry.minutes)
        + (f" · {provider}" if provider else ""),
        " · ".join(part for part in (entry.service, _("walk-in") if entry.walk_in else "", state) if part),
        f"“{entry.reason}”" if entry.reason else "",
        _("Said {n} minutes late").format(n=entry.late_minutes) if entry.late_minutes else "",
        ngettext("{n} no-show in 12 months", "{n} no-shows in 12 months", entry.missed).format(n=entry.missed)
        if entry.missed
        else "",
        entry.note,
        _("Prepare: {things}").format(things="; ".join(entry.prep)) if entry.prep else "",
        _("Booked over a rule: {why}").format(why=entry.over) if entry.over else "",
        _("One of a series") if entry.series is not None else "",
    ]
    shown = "<br>".join(escape(line) for line in lines if line)
    return f"<p style='white-space:pre'><b>{escape(entry.patient)}</b><br>{shown}</p>"
