"""One visit in sentences, through the services on a real encrypted record."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.models import AuditEvent, Encounter, Location, Observation, Patient, Practitioner
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.add_diagnosis import add_diagnosis
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.billing.visit_bill import visit_bill
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.day_schedule import day_schedule
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.services.visit.close_visit import close_visit
from ma_desktop.services.visit.confirm_identity import confirm_identity
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.services.visit.mark_ready import mark_ready
from ma_desktop.services.visit.record_plan import record_plan
from ma_desktop.services.visit.record_reason import record_reason
from ma_desktop.services.visit.record_vitals import Typed, record_vitals
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.send_to_checkout import send_to_checkout
from ma_desktop.services.visit.start_with_provider import start_with_provider
from ma_desktop.services.visit.visit_needs import visit_needs
from ma_desktop.services.visit.visit_view import visit_view

DAY = date(2026, 11, 23)


class DeskAtNine:
    """The words in which the journeys are told."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.choices = booking_choices(desk)

    def registers(self, family: str, given: str, born: date) -> int:
        return register_patient(self.desk, NewPatient(family, given, born, phone="937-555-8181"))

    def service(self, name: str) -> int:
        return next(s.id for s in self.choices.services if s.name == name)

    def provider(self) -> int:
        return self.choices.providers[0].id

    def books(self, patient: int, kind: str, at: str, **more: object) -> int:
        hour, minute = map(int, at.split(":"))
        start = self.desk.now().replace(hour=hour, minute=minute)
        return book_appointment(
            self.desk,
            patient_id=patient,
            practitioner_id=self.provider(),
            service_id=self.service(kind),
            start=start,
            **more,
        )

    def stage(self, visit: int) -> Stage:
        return Stage(Encounter.get_by_id(visit).stage)

    def free_room(self) -> int:
        return int(Location.standing().where(Location.state == "clean").first().id)


@pytest.fixture
def nine(desk: Desk) -> DeskAtNine:
    return DeskAtNine(desk)


def test_a_booked_patient_is_seen_and_billed(nine: DeskAtNine) -> None:
    desk = nine.desk
    ann = nine.registers("Doe", "Ann", date(1980, 2, 3))
    assert [f.patient_id for f in find_patient(desk, "ann doe")] == [ann]
    appointment = nine.books(ann, "MA visit: BP check", "18:30", reason="pressure")
    assert any(e.appointment_id == appointment for e in day_schedule(desk, DAY).entries)

    visit = check_in(desk, appointment)
    confirm_identity(desk, visit, "name and birth date")
    room_patient(desk, visit, nine.free_room())
    record_reason(desk, visit, "My pressure was high at the dentist")
    assert record_vitals(desk, visit, [Typed("pulse", "88"), Typed("blood_pressure", "152/94")]) == ()
    assert nine.stage(visit) is Stage.VITALS

    with pytest.raises(RuleBroken, match="Second BP"):
        mark_ready(desk, visit)
    record_vitals(desk, visit, [Typed("blood_pressure", "148/92")])
    review_list(desk, visit, "allergies", "none-known")
    review_list(desk, visit, "medications")
    mark_ready(desk, visit)
    assert nine.stage(visit) is Stage.READY

    start_with_provider(desk, visit)
    record_plan(
        desk,
        visit,
        plan="Home readings",
        next_steps=["Measure twice a day for a week"],
        follow_up="none needed",
    )
    send_to_checkout(desk, visit)
    add_diagnosis(desk, visit, code="I10", display="Essential (primary) hypertension")
    add_charge(desk, visit, "99211")
    take_payment(desk, patient_id=ann, encounter_id=visit, amount=Decimal("25.00"), method="card")
    bill = visit_bill(desk, visit)
    assert bill is not None
    assert (bill.total, bill.balance) == (Decimal(42), Decimal(17))
    assert bill.charges[0].pointers == ("A",)

    with pytest.raises(RuleBroken, match="After-visit summary"):
        close_visit(desk, visit)
    close_visit(desk, visit, missing_because="patient in a hurry, printed later")
    assert nine.stage(visit) is Stage.BILLED
    assert Encounter.get_by_id(visit).status == "finished"
    view = visit_view(desk, visit)
    assert view is not None
    assert all(stamp.at is not None for stamp in view.track)


def test_each_step_is_one_undo_and_one_entry_of_the_log(nine: DeskAtNine) -> None:
    desk = nine.desk
    ann = nine.registers("Doe", "Ann", date(1980, 2, 3))
    visit = walk_in(
        desk,
        patient_id=ann,
        practitioner_id=nine.provider(),
        service_id=nine.service("Acute visit"),
        reason="cough",
    )
    rows = AuditEvent.select().count()
    room_patient(desk, visit, nine.free_room())
    assert AuditEvent.select().count() == rows + 1
    assert undo_last(desk) == "Room"
    assert nine.stage(visit) is Stage.ARRIVED
    assert Location.standing().where(Location.state == "clean").count() > 0
    assert undo_last(desk) == "Walk-in"
    assert Encounter.get_by_id(visit).error_at is not None
    assert visit not in {card.encounter_id for card in flow_board(desk).cards}
    assert undo_last(desk) == "Register patient"
    assert Patient.get_by_id(ann).error_at is not None


def test_a_measured_value_is_kept_in_its_unit_and_as_it_was_typed(nine: DeskAtNine) -> None:
    desk = nine.desk
    ann = nine.registers("Doe", "Ann", date(1980, 2, 3))
    visit = walk_in(
        desk,
        patient_id=ann,
        practitioner_id=nine.provider(),
        service_id=nine.service("Acute visit"),
        reason="cough",
    )
    room_patient(desk, visit, nine.free_room())
    record_vitals(
        desk, visit, [Typed("weight", "158 lb 4 oz"), Typed("height", "5'2"), Typed("temperature", "refused")]
    )
    rows = {row.code: row for row in Observation.select().where(Observation.encounter == visit)}
    assert rows["29463-7"].original == "158 lb 4 oz"
    assert rows["29463-7"].value == pytest.approx(71.78, abs=0.01)
    assert rows["8302-2"].value == pytest.approx(157.48)
    assert rows["39156-5"].value == pytest.approx(28.9)
    assert rows["8310-5"].absent_reason == "refused"


def test_an_alarming_value_waits_for_the_provider_and_nobody_else(nine: DeskAtNine) -> None:
    from ma_desktop.domain.permissions import Role
    from ma_desktop.services.desk import Worker
    from ma_desktop.services.visit.acknowledge_alert import acknowledge_alert
    from ma_desktop.services.visit.complete_task import complete_task
    from ma_desktop.services.visit.tell_verbally import tell_verbally

    desk = nine.desk
    ann = nine.registers("Doe", "Ann", date(1980, 2, 3))
    visit = walk_in(
        desk,
        patient_id=ann,
        practitioner_id=nine.provider(),
        service_id=nine.service("Acute visit"),
        reason="dizzy",
    )
    room_patient(desk, visit, nine.free_room())
    with pytest.raises(RuleBroken) as asked:
        record_vitals(desk, visit, [Typed("spo2", "88")])
    said = record_vitals(desk, visit, [Typed("spo2", "88", confirmed=(asked.value.sentence,))])
    assert said
    assert visit_needs(desk, visit)[0].danger
    alert = visit_view(desk, visit).alerts[0]
    with pytest.raises(RuleBroken, match="under their own name"):
        complete_task(desk, alert.task_id, "done")
    with pytest.raises(RuleBroken, match="role"):
        acknowledge_alert(desk, alert.task_id, "heard")
    tell_verbally(desk, alert.task_id, "coming")
    assert visit_view(desk, visit).alerts[0].said
    provider = desk.acting_as(Worker(99, "ito", "Kenji Ito", Role.PROVIDER))
    acknowledge_alert(provider, alert.task_id, "oxygen, staying in the room")
    assert visit_view(desk, visit).alerts == ()


def test_the_next_visit_is_booked_and_the_day_after_shows_it(nine: DeskAtNine) -> None:
    desk = nine.desk
    patient = int(Patient.select().first().id)
    start = desk.now().replace(hour=9, minute=30) + timedelta(days=15)
    book_appointment(
        desk,
        patient_id=patient,
        practitioner_id=int(Practitioner.select().first().id),
        service_id=nine.service("Follow-up"),
        start=start,
    )
    entry = day_schedule(desk, start.date()).entries[0]
    assert (entry.patient_id, entry.start, entry.minutes) == (patient, start, 20)
    assert isinstance(entry.start, datetime)
