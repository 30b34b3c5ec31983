"""The demo practice's working week, a meeting, a vacation, an ECG cart that is booked, and somebody who comes every week."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from ma_desktop.domain import template
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.recurrence import Recurrence
from ma_desktop.domain.template import Kind
from ma_desktop.domain.vital_signs import SETS
from ma_desktop.models import Appointment, Device, HealthcareService, Patient, Schedule, Slot
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.practice_zone import practice_zone
from ma_desktop.services.schedule.repeat_appointment import repeat_appointment
from ma_desktop.services.schedule.save_hours import save_hours

#: What to have ready (DOMAIN 2.4), by kind of visit: one entry each.
PREP = {
    "Procedure": ("tray", "consent form", "room with good light"),
    "Annual physical": ("ask whether fasting", "gown"),
    "Well child": ("vaccine stock", "growth chart"),
    "New patient": ("forms 15 minutes before",),
    "Telehealth": ("where the patient is", "consent to video"),
    "MA visit: blood draw": ("ask whether fasting", "order in the chart"),
}


def add_hours(desk: Desk, providers: Sequence[int], now: datetime) -> None:
    """After the day was filled. A practice that has hours already keeps them."""
    if not Schedule.standing().exists():
        _template(desk, providers, now)
    cart = _cart(desk)
    _weekly(desk, providers, cart, now)


def _template(desk: Desk, providers: Sequence[int], now: datetime) -> None:
    days = sorted({0, 1, 2, 3, 4, now.weekday()})
    first, last = _today(desk, now)
    save_hours(desk, None, weekdays=days, opens=min(time(8), first), closes=max(time(17), last))
    save_hours(
        desk, None, weekdays=days, opens=_lunch(now)[0], closes=_lunch(now)[1], kind=Kind.BLOCK, label="Lunch"
    )
    save_hours(
        desk,
        None,
        weekdays=days,
        opens=time(15, 30),
        closes=time(16, 10),
        kind=Kind.HOLD,
        label="same day",
        release_minutes=180,
    )
    tomorrow, away = now.date() + timedelta(days=1), now.date() + timedelta(days=21)
    zone = practice_zone(desk)
    with desk.work("Demo exceptions", needs=Permission.BOOK, undoable=False) as work:
        work.insert(
            Slot(
                kind="block", start=template.local(tomorrow, time(8), zone), minutes=30, label="Staff meeting"
            )
        )
        work.insert(
            Slot(kind="closed", start=template.local(away, time(), zone), minutes=2880, label="Vacation", practitioner=providers[-1])
        )  # fmt: skip


def _today(desk: Desk, now: datetime) -> tuple[time, time]:
    """The hours that the appointments of today need, whenever the demo was started."""
    zone = practice_zone(desk)
    rows = Appointment.standing().where(Appointment.start >= now.strftime("%Y"))
    starts = [row.start.astimezone(zone) for row in rows if row.start.astimezone(zone).date() == now.date()]
    if not starts:
        return time(8), time(17)
    return time(min(starts).hour), time(min(max(starts).hour + 1, 23), 30)


def _lunch(now: datetime) -> tuple[time, time]:
    """Where today's plan has a gap, if that is about noon."""
    gap = (now + timedelta(minutes=170)).replace(second=0, microsecond=0)
    gap -= timedelta(minutes=gap.minute % 5)
    if time(11, 30) <= gap.time() <= time(14):
        return gap.time(), (gap + timedelta(minutes=30)).time()
    return time(12, 30), time(13, 15)


def _cart(desk: Desk) -> int:
    with desk.work("Demo equipment", needs=Permission.SETTINGS, undoable=False) as work:
        cart = work.insert(Device(name="ECG cart"))
        work.insert(
            HealthcareService(
                name="MA visit: ECG", minutes=15, tone="info", overlap="free", vitals=list(SETS["bp_check"]), copay=True,
                device=cart, room_need="exam table", prep=["electrodes", "gown", "order in the chart"],
                screens_by_age=False,
            )
        )  # fmt: skip
        for row in HealthcareService.standing():
            if row.name in PREP:
                work.update(row, prep=list(PREP[row.name]))
        return int(cart.id)


def _weekly(desk: Desk, providers: Sequence[int], cart: int, now: datetime) -> None:
    """Six allergy shots, weekly, from the Wednesday after next on; and one ECG that takes the cart."""
    day: date = now.date() + timedelta(days=(2 - now.weekday()) % 7 or 7)
    zone = practice_zone(desk)
    who = [row.id for row in Patient.select(Patient.id).order_by(Patient.id.desc()).limit(2)]
    kinds = {row.name: row.id for row in HealthcareService.standing()}
    first = book_appointment(
        desk, patient_id=who[0], practitioner_id=providers[-1], service_id=kinds["MA visit: injection"],
        start=template.local(day, time(16, 30), zone), reason="Allergy shot", overlap_reason="demo",
    )  # fmt: skip
    repeat_appointment(desk, first, Recurrence(weekdays=(day.weekday(),), count=6))
    book_appointment(
        desk, patient_id=who[1], practitioner_id=providers[0], service_id=kinds["MA visit: ECG"],
        start=template.local(day, time(10), zone), reason="Before surgery", overlap_reason="demo", device_id=cart,
    )  # fmt: skip
