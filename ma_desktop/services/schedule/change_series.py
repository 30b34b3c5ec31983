"""Give one, the following or all appointments of a series another time, length or provider."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from ma_desktop.domain import template
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.schedule_rules import NeedsReason
from ma_desktop.i18n import _
from ma_desktop.models import Appointment
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.schedule.move_appointment import move_appointment
from ma_desktop.services.schedule.practice_zone import practice_zone
from ma_desktop.services.schedule.series_members import rows_in_scope


def change_series(
    desk: Desk,
    appointment_id: int,
    scope: str,
    *,
    start: datetime | None = None,
    practitioner_id: int | None = None,
    minutes: int | None = None,
    overlap_reason: str = "",
    reason: str = "",
) -> int:
    """``start``: the new time of the chosen one; the others move by as many days, to the same time on the wall.

    Answers how many were changed. What cannot be placed is named with its day, and then nothing is changed. Those that follow
    become a series of their own.
    """
    row: Appointment = Appointment.get_by_id(appointment_id)
    zone = practice_zone(desk)
    with desk.work(
        _("Change a series"), needs=Permission.BOOK, patient_id=row.patient_id, reason=reason.strip()
    ) as work:
        here = row.start.astimezone(zone)
        wanted = (start or row.start).astimezone(zone)
        days = (wanted.date() - here.date()).days
        members = rows_in_scope(appointment_id, scope)
        if days > 0:
            members = list(reversed(members))  # the last first, so that none lands on the next
        problems: list[str] = []
        asked = False
        for member in members:
            day = member.start.astimezone(zone).date() + timedelta(days=days)
            at = template.local(day, wanted.time(), zone)
            try:
                move_appointment(
                    desk, member.id, start=at, practitioner_id=practitioner_id, minutes=minutes,
                    overlap_reason=overlap_reason,
                )  # fmt: skip
            except RuleBroken as error:
                asked = asked or isinstance(error, NeedsReason)
                problems.append(f"{day:%m/%d/%Y}: {error.sentence}")
        if problems:
            _refuse(problems, asked)
        if scope == "following" and row.series is not None and row.series != row.id:
            _split(work, members, appointment_id)
        return len(members)


def _refuse(problems: list[str], asked: bool) -> None:
    shown = " ".join(problems[:4]) + (" …" if len(problems) > 4 else "")
    sentence = _("Nothing was changed: {n} of the series cannot be placed. {problems}").format(
        n=len(problems), problems=shown
    )
    raise NeedsReason(sentence) if asked else RuleBroken(sentence)


def _split(work: Work, members: Any, appointment_id: int) -> None:
    for member in members:
        work.update(Appointment.get_by_id(member.id), series=appointment_id)
