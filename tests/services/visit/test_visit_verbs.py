"""Steps of a visit that go wrong or go back: check_in, room_patient, step_back, mark_left, verify_coverage, confirm_contact,
record_reason, review_list, send_to_checkout."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.models import AllergyIntolerance, Coverage, Encounter, Location, Patient, Task
from ma_desktop.services.chart.open_chart import open_chart
from ma_desktop.services.chart.patient_banner import patient_banner
from ma_desktop.services.chart.patient_summary import patient_summary
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.services.visit.confirm_contact import confirm_contact
from ma_desktop.services.visit.loose_ends import loose_ends
from ma_desktop.services.visit.mark_left import mark_left
from ma_desktop.services.visit.record_reason import record_reason
from ma_desktop.services.visit.record_vitals import Typed, record_vitals
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.send_to_checkout import send_to_checkout
from ma_desktop.services.visit.start_with_provider import start_with_provider
from ma_desktop.services.visit.step_back import step_back
from ma_desktop.services.visit.verify_coverage import verify_coverage
from ma_desktop.services.visit.vitals_sheet import vitals_sheet


@pytest.fixture
def visit(desk: Desk) -> int:
    choices = booking_choices(desk)
    adult = Patient.select().where((Patient.birth_date < "1990") & (Patient.id > 20)).first()
    return walk_in(
        desk,
        patient_id=adult.id,
        practitioner_id=choices.providers[0].id,
        service_id=choices.services[0].id,
        reason="cough",
    )


def room(desk: Desk) -> int:
    return int(Location.standing().where(Location.state == "clean").first().id)


def test_only_todays_booked_appointment_is_checked_in(desk: Desk) -> None:
    choices = booking_choices(desk)
    tomorrow = book_appointment(
        desk, patient_id=39, practitioner_id=choices.providers[0].id, service_id=choices.services[0].id,
        start=desk.now() + timedelta(days=1),
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="not today"):
        check_in(desk, tomorrow)


def test_an_occupied_room_is_refused_and_a_left_room_is_to_be_cleaned(desk: Desk, visit: int) -> None:
    taken = room(desk)
    room_patient(desk, visit, taken)
    assert Location.get_by_id(taken).state == "occupied"
    start_with_provider(desk, visit)
    send_to_checkout(desk, visit)
    assert Location.get_by_id(taken).state == "dirty"


def test_back_needs_a_reason_and_no_stage_is_skipped(desk: Desk, visit: int) -> None:
    with pytest.raises(RuleBroken, match="cannot go"):
        start_with_provider(desk, visit)
    room_patient(desk, visit, room(desk))
    with pytest.raises(RuleBroken, match="needs a reason"):
        step_back(desk, visit, Stage.ARRIVED, "")
    step_back(desk, visit, Stage.ARRIVED, "stepped out")
    assert Encounter.get_by_id(visit).stage == "arrived"


def test_who_leaves_unseen_is_told_to_the_provider(desk: Desk, visit: int) -> None:
    mark_left(desk, visit, "could not wait")
    assert Encounter.get_by_id(visit).status == "cancelled"
    task = Task.select().where((Task.encounter == visit) & (Task.owner_role == "provider")).first()
    assert task.priority == "urgent"
    with pytest.raises(RuleBroken, match="has ended"):
        record_reason(desk, visit, "cough")


def test_coverage_is_chosen_by_the_date_of_service(desk: Desk, visit: int) -> None:
    patient = Encounter.get_by_id(visit).patient_id
    day = desk.now().date()
    with desk.work("Coverage", needs=_settings()) as work:
        for row in Coverage.standing().where(Coverage.patient == patient):
            work.update(row, ends_on=day - timedelta(days=1))
        new = work.insert(Coverage(patient=patient, plan="New plan", copay=Decimal(30), starts_on=day))
    verify_coverage(desk, visit, "card seen")
    assert Coverage.get_by_id(new.id).verified_for == day
    banner = patient_banner(desk, patient, visit)
    assert banner.coverage_verified
    assert banner.copay_due == Decimal(30)


def test_nobody_is_without_allergies_while_one_is_on_file(desk: Desk, visit: int) -> None:
    patient = Encounter.get_by_id(visit).patient_id
    with desk.work("Allergy", needs=_settings()) as work:
        work.insert(AllergyIntolerance(patient=patient, display="Penicillin", reaction="hives"))
    with pytest.raises(RuleBroken, match="on file"):
        review_list(desk, visit, "allergies", "none-known")
    assert any("Penicillin" in text for text in patient_banner(desk, patient).allergies)


def test_a_confirmed_contact_is_not_stale_any_more(desk: Desk, visit: int) -> None:
    patient = Encounter.get_by_id(visit).patient_id
    confirm_contact(desk, patient)
    assert Patient.get_by_id(patient).address_checked_at == desk.now()


def test_a_slip_of_pounds_and_kilograms_is_asked_about(desk: Desk, visit: int) -> None:
    room_patient(desk, visit, room(desk))
    last = next(field for field in vitals_sheet(desk, visit).fields if field.key == "weight").last_value
    with pytest.raises(RuleBroken) as asked:
        record_vitals(desk, visit, [Typed("weight", f"{last:.1f} lb")])
    with pytest.raises(RuleBroken):
        record_vitals(desk, visit, [Typed("weight", f"{last:.1f} lb", confirmed=("some other question",))])
    sentences = [asked.value.sentence]
    while (more := _asked(desk, visit, f"{last:.1f} lb", sentences)) is not None:
        assert more not in sentences
        sentences.append(more)


def _asked(desk: Desk, visit: int, text: str, confirmed: list[str]) -> str | None:
    """The next question about a weight, or nothing when it was saved."""
    try:
        record_vitals(desk, visit, [Typed("weight", text, confirmed=tuple(confirmed))])
    except RuleBroken as question:
        return question.sentence
    return None


def test_the_chart_opens_and_the_log_keeps_who_looked(desk: Desk, visit: int) -> None:
    from ma_desktop.models import AuditEvent

    patient = Encounter.get_by_id(visit).patient_id
    open_chart(desk, patient)
    assert (
        AuditEvent.select().where((AuditEvent.action == "view") & (AuditEvent.patient_id == patient)).exists()
    )
    summary = patient_summary(desk, patient)
    assert summary.vitals
    assert len(patient_summary(desk, patient, history=True).visits) >= len(summary.visits)


def test_danger_comes_before_lateness_among_the_loose_ends(desk: Desk, visit: int) -> None:
    with desk.work("Task", needs=_settings()) as work:
        work.insert(Task(description="critical", priority="stat", owner_role="provider", due_at=desk.now()))
    rows = loose_ends(desk).rows
    assert rows[0].sentence == "critical"
    assert any("Referral" in row.sentence and row.tone == "danger" for row in rows)


def _settings():
    from ma_desktop.domain.permissions import Permission

    return Permission.SETTINGS
