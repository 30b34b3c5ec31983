"""The day schedule on paper."""

from __future__ import annotations

from datetime import date

from ma_desktop.domain import phones
from ma_desktop.domain.stages import Stage, label
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import Organization
from ma_desktop.reports.day_schedule import DaySchedulePage, ProviderDay, ScheduleLine
from ma_desktop.services.chart.guardian_phones import guardian_phones
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import DayEntry, day_schedule
from ma_desktop.services.visit.letterhead_of import practice_of


def day_schedule_page(desk: Desk, day: date, *, size: str = "letter") -> DaySchedulePage:
    """By provider, in the order of the times; a provider without appointments is named too."""
    shown = day_schedule(desk, day)
    own = Organization.standing().where(Organization.own).first()
    names = {column.practitioner_id: column.name for column in shown.columns}
    others = {entry.practitioner_id for entry in shown.entries} - names.keys()
    names |= dict.fromkeys(sorted(others), _("Other provider"))
    speaks = guardian_phones(desk, {one.patient_id: one.birth_date for one in shown.entries}.items())
    return DaySchedulePage(
        practice=practice_of(own), printed_at=desk.now(), printed_by=desk.worker.name, day=day, size=size,
        providers=tuple(
            ProviderDay(name, tuple(_line(entry, speaks) for entry in shown.entries if entry.practitioner_id == ident))
            for ident, name in names.items()
        ),
    )  # fmt: skip


def _line(entry: DayEntry, speaks: dict[int, str]) -> ScheduleLine:
    state = (
        label(entry.stage) if entry.stage is not Stage.BOOKED else _("confirmed") if entry.confirmed else ""
    )
    about = " · ".join(part for part in (entry.service, entry.reason, state, entry.note) if part)
    return ScheduleLine(
        time=f"{entry.start:%H:%M}", minutes=entry.minutes, name=entry.patient, born=entry.birth_date,
        record_number=entry.record_number, phone=speaks.get(entry.patient_id) or phones.show(entry.phone) or _("no number"), about=about,
    )  # fmt: skip
