"""What the Summary and History tabs stand on: chart_history, chart_facts; patient_label."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.models import (
    AllergyIntolerance,
    Condition,
    Encounter,
    HealthcareService,
    Immunization,
    MedicationRequest,
    Observation,
    Patient,
    Practitioner,
    Procedure,
    RelatedPerson,
    Task,
)
from ma_desktop.services.chart.chart_facts import chart_facts
from ma_desktop.services.chart.chart_history import KINDS, Event, chart_history
from ma_desktop.services.chart.patient_label import patient_label
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.book_appointment import book_appointment
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient


@pytest.fixture
def patient(desk: Desk) -> int:
    """Zander Quill, of whom nothing is known but name and birthday."""
    who = NewPatient(
        family="Quill",
        given="Zander",
        birth_date=date(1968, 3, 14),
        sex="male",
        phone="9375558181",
        language="es-MX",
    )
    return register_patient(desk, who)


def write(desk: Desk, *rows: object) -> None:
    with desk.work("Chart", needs=Permission.RECORD_VITALS) as work:
        for row in rows:
            work.insert(row)


def result(desk: Desk, patient: int, days_ago: int, value: float, **more: object) -> Observation:
    return Observation(
        patient=patient, category="laboratory", code="4548-4", display="Hemoglobin A1c/Hemoglobin.total in Blood",
        value=value, unit="%", effective_at=desk.now() - timedelta(days=days_ago), **more,
    )  # fmt: skip


def test_a_new_patient_has_no_history(desk: Desk, patient: int) -> None:
    assert chart_history(desk, patient).events == ()


def test_each_kind_stands_in_the_history_newest_first(desk: Desk, patient: int) -> None:
    now = desk.now()
    write(
        desk,
        Encounter(patient=patient, type_text="Well visit", reason="yearly", started_at=now - timedelta(days=9), stage="billed",
                  practitioner=Practitioner.get(Practitioner.family == "Ito").id),
        Encounter(patient=patient, type_text="Never came", started_at=now - timedelta(days=8), stage="noshow"),
        Condition(patient=patient, display="Otitis media (disorder)", onset_on=date(2026, 2, 1), abated_on=date(2026, 2, 20),
                  clinical_status="resolved"),
        Condition(patient=patient, display="Stress (finding)", sensitive=True),
        MedicationRequest(patient=patient, display="Amoxicillin 500 MG [Amoxil]", dose="3 a day", intent="proposal",
                          authored_at=now - timedelta(days=90), ended_at=now - timedelta(days=80), status="stopped"),
        AllergyIntolerance(patient=patient, display="Latex (substance)", reaction="rash", onset_on=date(2020, 5, 5)),
        Immunization(patient=patient, display="varicella", occurred_at=now - timedelta(days=700), lot="A1"),
        Procedure(patient=patient, display="Ear lavage (procedure)", performed_at=now - timedelta(days=30)),
    )  # fmt: skip
    events = chart_history(desk, patient).events
    assert {event.kind for event in events} == set(KINDS) - {"result", "implant", "told"}
    days = [event.day for event in events]
    assert days[-1] is None, "what has no day stands last"
    assert days[:-1] == sorted(days[:-1], reverse=True)
    assert events[0] == Event("visit", (now - timedelta(days=9)).date(), "Well visit", "yearly · K. Ito")
    ear = [event for event in events if event.title == "Otitis media"]
    assert [(event.change, event.day) for event in ear] == [
        ("ended", date(2026, 2, 20)),
        ("began", date(2026, 2, 1)),
    ]
    pill = [event for event in events if event.kind == "medicine"]
    assert [event.change for event in pill] == ["ended", "began"]
    assert pill[1].title == "Amoxicillin 500 MG [Amoxil]"
    assert pill[1].detail == "3 a day · not confirmed by the provider"
    assert events[-1] == Event("problem", None, "Stress", "sensitive: stays off pages", "began")
    assert next(e for e in events if e.kind == "vaccine").title == "Varicella"


def test_a_result_stands_beside_the_one_before_it(desk: Desk, patient: int) -> None:
    write(
        desk,
        result(desk, patient, 300, 6.812345678),
        result(desk, patient, 10, 7.1, interpretation="H"),
        result(desk, patient, 5, 7.1, interpretation="N"),
    )
    events = chart_history(desk, patient).events
    assert [event.detail for event in events] == ["7.1%", "7.1% (was 6.81%)", "6.81%"]
    assert [event.abnormal for event in events] == [False, True, False]
    assert {event.title for event in events} == {"Hemoglobin A1c"}


def test_a_marked_error_and_another_patient_stay_out(desk: Desk, patient: int) -> None:
    write(desk, result(desk, patient, 10, 7.1))
    with desk.work("Wrong", needs=Permission.RECORD_VITALS) as work:
        work.mark_error(Observation.get(Observation.patient == patient), "other patient's")
    assert chart_history(desk, patient).events == ()
    assert chart_history(desk, Encounter.get().patient_id).events


def test_older_results_are_counted_when_they_are_too_many(
    desk: Desk, patient: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ma_desktop.services.chart.chart_history.MOST_RESULTS", 2)
    write(desk, *(result(desk, patient, days, 6.0 + days / 10) for days in (1, 2, 3, 4, 5)))
    history = chart_history(desk, patient)
    assert [event.detail for event in history.events] == ["6.1% (was 6.2%)", "6.2%"]
    assert history.left_out == 3


def test_the_facts_of_a_call(desk: Desk, patient: int) -> None:
    write(
        desk,
        Encounter(patient=patient, type_text="Well visit", started_at=desk.now() - timedelta(days=9), stage="billed"),
        RelatedPerson(patient=patient, name="Ola Quill", relationship="spouse", may_hear=True, emergency=True, phone="9375558182"),
        Task(patient=patient, description="Call about the result", priority="stat", due_at=desk.now()),
        Task(patient=patient, description="Domestic violence shelter letter", due_at=desk.now()),
        Task(patient=patient, description="Done long ago", status="completed", due_at=desk.now()),
    )  # fmt: skip
    ito = Practitioner.get(Practitioner.family == "Ito")
    book_appointment(
        desk, patient_id=patient, practitioner_id=ito.id, service_id=HealthcareService.get().id, start=desk.now() + timedelta(days=30),
        reason="BP", overlap_reason="asked for it",
    )  # fmt: skip
    facts = chart_facts(desk, patient)
    assert facts is not None
    assert facts.last is not None
    assert (facts.last.about, facts.last.with_whom) == ("Well visit", "")
    assert facts.next is not None
    assert facts.next.with_whom == "Dr. Ito"
    assert facts.reach == ("937-555-8181",)
    assert facts.language == "Spanish"
    assert (facts.people[0].name, facts.people[0].role) == (
        "Ola Quill",
        "spouse, may be told, emergency contact",
    )
    assert facts.open_tasks[0] == "Call about the result"
    assert "An open task (sensitive)" in facts.open_tasks
    assert not any("Done long ago" in words for words in facts.open_tasks)
    assert chart_facts(desk, 999_999) is None
    assert Patient.get_by_id(patient).language == "es-MX"


def test_the_label_has_two_identifiers_and_the_band_of_the_banner(desk: Desk, patient: int) -> None:
    label = patient_label(desk, patient)
    assert (label.name, label.birth_date) == ("Quill, Zander", date(1968, 3, 14))
    assert 0 <= label.band < 8
