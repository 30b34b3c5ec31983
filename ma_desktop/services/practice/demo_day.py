"""Today in the demo practice: appointments in every stage, done by the program's own verbs on a clock of their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

from ma_desktop.domain.stages import Stage
from ma_desktop.models import HealthcareService, Location, Patient, Task
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.add_diagnosis import add_diagnosis
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.demo_board import place_orders, the_guest
from ma_desktop.services.practice.demo_families import bring_parent
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.services.visit.close_visit import close_visit
from ma_desktop.services.visit.confirm_identity import confirm_identity
from ma_desktop.services.visit.mark_ready import mark_ready
from ma_desktop.services.visit.record_plan import record_plan
from ma_desktop.services.visit.record_reason import record_reason
from ma_desktop.services.visit.record_vitals import Typed, record_vitals
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.send_to_checkout import send_to_checkout
from ma_desktop.services.visit.start_with_provider import start_with_provider

#: Minutes before or after now, kind of visit, how far the visit has come, provider (0 or 1), reason.
PLAN: tuple[tuple[int, str, Stage, int, str], ...] = (
    (-130, "Follow-up", Stage.BILLED, 0, "My sugar has been better"),
    (-95, "MA visit: injection", Stage.BILLED, 0, "Flu shot"),
    (-80, "Acute visit", Stage.CHECKOUT, 1, "Sore throat since Saturday"),
    (-60, "Well child", Stage.PROVIDER, 0, "Yearly check"),
    (-25, "MA visit: BP check", Stage.VITALS, 0, "My pressure was high at the dentist last week"),
    (-30, "Acute visit", Stage.READY, 1, "Cough for five days"),
    (-10, "Follow-up", Stage.ROOMED, 0, "Diabetes, three months"),
    (-5, "New patient", Stage.ARRIVED, 1, "New in town"),
    (-40, "Follow-up", Stage.NOSHOW, 1, ""),
    (20, "Follow-up", Stage.BOOKED, 0, "Diabetes, three months"),
    (40, "Annual physical", Stage.BOOKED, 1, "Yearly check"),
    (50, "Acute visit", Stage.BOOKED, 0, "Ear hurts"),
    (85, "Procedure", Stage.BOOKED, 0, "Mole on the back"),
    (95, "MA visit: blood draw", Stage.BOOKED, 1, "Fasting labs"),
    (130, "Follow-up", Stage.BOOKED, 0, "Blood pressure"),
    (150, "Telehealth", Stage.BOOKED, 1, "Test results"),
    (200, "Well child", Stage.BOOKED, 0, "Form for school sports"),
    (225, "Follow-up", Stage.CANCELLED, 1, ""),
)


class _Clock:
    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at


def fill_today(desk: Desk, patients: list[int], providers: list[int], now: datetime) -> None:
    """``patients``: ids to choose from, as many as the plan has lines. Times stay within today."""
    start_of_day = now.replace(hour=0, minute=5, second=0, microsecond=0)
    rooms = [row.id for row in Location.standing().order_by(Location.position)]
    kinds = {row.name: row for row in HealthcareService.standing()}
    clock = _Clock(now)
    earlier = Desk(desk.record, desk.worker, clock, desk.feed, desk.workstation)
    ordered = sorted(zip(PLAN, patients, strict=False), key=lambda pair: pair[0][0])
    booked = []
    used: set[int] = set()
    clock.at = start_of_day
    guest = the_guest(earlier, now, providers[0])
    used.add(guest)
    for (offset, kind, stage, provider, reason), patient in ordered:
        at = _on_the_slot(now + timedelta(minutes=offset))
        if at < start_of_day or at.date() != now.date():
            continue
        clock.at = start_of_day
        who = guest if kind == "MA visit: BP check" else _fitting(patient, kind, now, used)
        used.add(who)
        appointment = book_appointment(
            earlier, patient_id=who, practitioner_id=providers[provider % len(providers)], service_id=kinds[kind].id,
            start=at, reason=reason, overlap_reason="demo",
        )  # fmt: skip
        booked.append((appointment, at, stage))
    for appointment, at, stage in booked:
        clock.at = min(at, now)
        _play(earlier, clock, appointment, stage, rooms, now)
    clock.at = now
    place_orders(earlier)
    _open_tasks(earlier, patients, now, clock)


def _on_the_slot(moment: datetime) -> datetime:
    return moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0)


def _fitting(patient: int, kind: str, now: datetime, used: set[int]) -> int:
    """A child for a child's visit, anybody of age otherwise; nobody twice."""
    child = kind == "Well child"
    row = Patient.get_by_id(patient)
    if ((now.date() - row.birth_date).days < 18 * 365) == child and patient not in used:
        return patient
    cut = now.date().replace(year=now.year - 18).isoformat()
    wanted = (Patient.birth_date > cut if child else Patient.birth_date <= cut) & Patient.id.not_in(
        list(used)
    )
    found = Patient.select().where(wanted).order_by(Patient.id.desc()).first()
    return int(found.id) if found else patient


def _play(desk: Desk, clock: _Clock, appointment: int, stage: Stage, rooms: list[int], now: datetime) -> None:
    """Takes one visit through its stages a few minutes apart, up to ``stage``."""
    from ma_desktop.services.schedule.cancel_appointment import cancel_appointment
    from ma_desktop.services.schedule.mark_no_show import mark_no_show

    if stage is Stage.BOOKED:
        return None
    if stage is Stage.CANCELLED:
        return cancel_appointment(desk, appointment, "Patient called, has a cold")
    if stage is Stage.NOSHOW:
        clock.at = now
        return mark_no_show(desk, appointment)
    visit = check_in(desk, appointment)
    bring_parent(desk, visit)
    for reached, step in _steps(desk, visit, rooms):
        if list(Stage).index(reached) > list(Stage).index(stage):
            return None
        clock.at = min(clock.at + timedelta(minutes=4), now)
        step()
    return None


def _steps(desk: Desk, visit: int, rooms: list[int]) -> list[tuple[Stage, Callable[[], object]]]:
    return [
        (Stage.ARRIVED, lambda: confirm_identity(desk, visit, "name and birth date")),
        (Stage.ROOMED, lambda: room_patient(desk, visit, _free(rooms))),
        (Stage.VITALS, lambda: _measure(desk, visit)),
        (Stage.READY, lambda: review_list(desk, visit, "allergies")),
        (Stage.READY, lambda: review_list(desk, visit, "medications")),
        (Stage.READY, lambda: mark_ready(desk, visit, missing_because="demo")),
        (Stage.PROVIDER, lambda: start_with_provider(desk, visit)),
        (Stage.CHECKOUT, lambda: _decide(desk, visit)),
        (Stage.CHECKOUT, lambda: send_to_checkout(desk, visit)),
        (Stage.BILLED, lambda: _bill(desk, visit)),
        (Stage.BILLED, lambda: close_visit(desk, visit, missing_because="demo")),
    ]


def _free(rooms: list[int]) -> int:
    clean = (
        Location.standing()
        .where((Location.state != "occupied") & Location.id.in_(rooms))
        .order_by(Location.position)
        .first()
    )
    return int(clean.id) if clean else rooms[0]


def _measure(desk: Desk, visit: int) -> None:
    from ma_desktop.models import Encounter

    row = Encounter.get_by_id(visit)
    record_reason(desk, visit, row.reason or "Check-up")
    high = "BP" in row.type_text
    child = (desk.now().date() - row.patient.birth_date).days < 18 * 365
    typed = [
        Typed("temperature", "98.4"),
        Typed("pulse", "98" if child else "76"),
        Typed("respiration", "22" if child else "14"),
    ]
    if not child:
        typed.append(Typed("blood_pressure", "152/94" if high else "124/78"))
    record_vitals(desk, visit, typed)


def _decide(desk: Desk, visit: int) -> None:
    record_plan(
        desk, visit, plan="Continue present treatment", follow_up="none needed",
        next_steps=["Drink plenty of water and rest.", "Call if it is not better in three days."],
    )  # fmt: skip


def _bill(desk: Desk, visit: int) -> None:
    from ma_desktop.models import Encounter

    row = Encounter.get_by_id(visit)
    shot = "injection" in row.type_text
    add_diagnosis(
        desk,
        visit,
        code="Z23" if shot else "I10",
        display="Encounter for immunization" if shot else "Essential (primary) hypertension",
    )
    add_charge(desk, visit, "90471" if shot else "99213")
    if not shot:
        take_payment(desk, patient_id=row.patient_id, encounter_id=visit, amount=Decimal(25), method="card")


def _open_tasks(desk: Desk, patients: list[int], now: datetime, clock: _Clock) -> None:
    from ma_desktop.domain.permissions import Permission

    clock.at = now
    with desk.work("Demo tasks", needs=Permission.TASKS, undoable=False) as work:
        for days, role, priority, text, action in (
            (-3, "ma", "urgent", "Referral to cardiology: no reply", "Call their office"),
            (0, "ma", "asap", "Potassium 5.9 (high): tell the provider, read back", "Notify"),
            (0, "front_desk", "routine", "Insurance not verified for tomorrow", "Verify"),
            (0, "ma", "routine", "Refrigerator temperature not logged", "Log"),
            (1, "ma", "routine", "Call back: dizzy in the morning", "Call"),
            (4, "biller", "routine", "Claim denied: missing authorization", "Correct"),
        ):
            due = (now + timedelta(days=days)).replace(hour=12, minute=0)
            about = None if "Refrigerator" in text or "tomorrow" in text else patients[days % len(patients)]
            work.insert(
                Task(
                    patient=about,
                    kind="other",
                    description=text,
                    next_action=action,
                    owner_role=role,
                    priority=priority,
                    due_at=due,
                )
            )
