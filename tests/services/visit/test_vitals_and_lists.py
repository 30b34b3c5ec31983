"""Vitals that are corrected, lists that are gone through: correct_vital, add_allergy, end_allergy, add_medicine, mark_taking,
confirm_lists, since_last_visit, tell_verbally."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    AllergyIntolerance,
    AuditEvent,
    Condition,
    Encounter,
    MedicationRequest,
    Observation,
    Task,
)
from ma_desktop.services.chart.add_allergy import add_allergy
from ma_desktop.services.chart.add_medicine import add_medicine
from ma_desktop.services.chart.confirm_lists import confirm_lists
from ma_desktop.services.chart.end_allergy import end_allergy
from ma_desktop.services.chart.list_change import waiting
from ma_desktop.services.chart.mark_taking import mark_taking
from ma_desktop.services.chart.patient_summary import patient_summary
from ma_desktop.services.chart.since_last_visit import since_last_visit
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.visit.correct_vital import correct_vital
from ma_desktop.services.visit.record_vitals import record_vitals
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.services.visit.tell_verbally import tell_verbally
from ma_desktop.services.visit.visit_view import visit_view
from ma_desktop.services.visit.vital_rows import Typed
from ma_desktop.services.visit.vitals_sheet import VitalField, vitals_sheet


@pytest.fixture
def visit(desk: Desk) -> Encounter:
    """The visit in the room whose first blood pressure was 152/94."""
    return Encounter.select().where(Encounter.type_text.contains("BP"), Encounter.stage == "vitals").get()


@pytest.fixture
def assistant(desk: Desk) -> Desk:
    """A medical assistant who does not practice."""
    return desk.acting_as(replace(desk.worker, role=Role.MA, practices=False))


@pytest.fixture
def provider(desk: Desk) -> Desk:
    return desk.acting_as(replace(desk.worker, role=Role.PROVIDER))


def field(desk: Desk, visit: Encounter, key: str) -> VitalField:
    sheet = vitals_sheet(desk, visit.id)
    assert sheet is not None
    return next(f for f in sheet.fields if f.key == key)


def test_two_readings_in_one_save_are_numbered_and_averaged(desk: Desk, visit: Encounter) -> None:
    assert [t.text for t in field(desk, visit, "blood_pressure").today] == ["152/94"]
    record_vitals(desk, visit.id, [Typed("blood_pressure", "148/92"), Typed("blood_pressure", "146/90")])
    sheet = vitals_sheet(desk, visit.id)
    assert sheet is not None
    assert [t.text for t in field(desk, visit, "blood_pressure").today] == ["152/94", "148/92", "146/90"]
    assert sheet.average == "149/92"
    assert not sheet.second_pressure


def test_an_alarming_first_reading_is_told_even_when_the_second_is_calm(desk: Desk, visit: Encounter) -> None:
    sure = ("Systolic 196 mmHg is unusual. Measured so?",)
    told = record_vitals(
        desk,
        visit.id,
        [Typed("blood_pressure", "196/100", confirmed=sure), Typed("blood_pressure", "130/80")],
    )
    assert len(told) == 1
    assert "196" in told[0]
    alert = Task.select().where(Task.encounter == visit.id, Task.kind == "vital-alert").get()
    tell_verbally(desk, alert.id, "comes now")
    assert Task.get_by_id(alert.id).status == "received"


def test_a_saved_value_says_who_and_when_and_how_it_was_measured(desk: Desk, visit: Encounter) -> None:
    method = {"site": "left-arm", "position": "sitting", "cuff": "large"}
    record_vitals(desk, visit.id, [Typed("blood_pressure", "148/92", method=method)])
    taken = field(desk, visit, "blood_pressure").today[-1]
    assert (taken.by, taken.by_name) == ("AR", "Ada R.")
    assert taken.at == desk.now()
    sheet = vitals_sheet(desk, visit.id)
    assert sheet is not None
    assert dict(sheet.method) == method


def test_a_correction_is_a_new_version_and_the_old_one_stays_marked(desk: Desk, visit: Encounter) -> None:
    old = field(desk, visit, "blood_pressure").today[0]
    steps = AuditEvent.select().count()
    correct_vital(desk, old.ids, Typed("blood_pressure", "125/79"), "typed wrong")
    assert AuditEvent.select().count() == steps + 1
    new = field(desk, visit, "blood_pressure").today
    assert [t.text for t in new] == ["125/79"]
    assert new[0].corrected
    assert new[0].at == old.at
    marked = Observation.get_by_id(old.ids[0])
    assert (marked.value, marked.error_reason) == (152, "typed wrong")
    assert Observation.get_by_id(new[0].ids[0]).status == "corrected"
    with pytest.raises(RuleBroken, match="already corrected"):
        correct_vital(desk, old.ids, Typed("blood_pressure", "120/80"), "again")
    undo_last(desk)
    assert [t.text for t in field(desk, visit, "blood_pressure").today] == ["152/94"]


def test_the_index_follows_a_corrected_weight_and_an_empty_correction_takes_the_value_out(
    desk: Desk, visit: Encounter
) -> None:
    height = field(desk, visit, "height").last or "5'9"
    record_vitals(
        desk, visit.id, [Typed("height", height), Typed("weight", field(desk, visit, "weight").last)]
    )
    before = vitals_sheet(desk, visit.id)
    assert before is not None
    assert before.bmi
    weight = field(desk, visit, "weight").today[0]
    heavier = f"{weight.value * 1.05:.1f} kg"
    correct_vital(desk, weight.ids, Typed("weight", heavier), "shoes on")
    after = vitals_sheet(desk, visit.id)
    assert after is not None
    assert float(after.bmi) > float(before.bmi)
    correct_vital(
        desk, field(desk, visit, "weight").today[0].ids, Typed("weight", ""), "other patient's value"
    )
    gone = vitals_sheet(desk, visit.id)
    assert gone is not None
    assert gone.bmi == ""
    assert field(desk, visit, "weight").today == ()
    with pytest.raises(RuleBroken, match="Say why"):
        correct_vital(desk, field(desk, visit, "pulse").today[0].ids, Typed("pulse", "80"), " ")


def test_a_correction_is_judged_like_any_value(desk: Desk, visit: Encounter) -> None:
    pulse = field(desk, visit, "pulse").today[0]
    with pytest.raises(RuleBroken, match="must be between"):
        correct_vital(desk, pulse.ids, Typed("pulse", "3000"), "typed wrong")
    with pytest.raises(RuleBroken, match="unusual"):
        correct_vital(desk, pulse.ids, Typed("pulse", "140"), "typed wrong")
    assert field(desk, visit, "pulse").today[0].text == "76"


def test_what_an_assistant_adds_is_active_at_once_and_waits_for_the_provider(
    desk: Desk, assistant: Desk, provider: Desk, visit: Encounter
) -> None:
    patient = visit.patient_id
    added = add_allergy(
        assistant, patient, substance="Nickel", reaction="rash", severity="mild", encounter_id=visit.id
    )
    medicine = add_medicine(
        assistant, patient, display="Fish oil 1 g", dose="once a day", encounter_id=visit.id
    )
    summary = patient_summary(desk, patient)
    assert summary is not None
    assert ("Nickel", "rash", False) in [(a.display, a.reaction, a.confirmed) for a in summary.allergies]
    assert [m.proposed for m in summary.medicines if m.display == "Fish oil 1 g"] == [True]
    task = waiting(patient)
    assert task is not None
    assert "Nickel" not in task.description
    view = visit_view(desk, visit.id)
    assert view is not None
    assert view.lists_proposed
    with pytest.raises(RuleBroken, match="role does not include"):
        confirm_lists(assistant, patient)
    confirm_lists(provider, patient)
    assert AllergyIntolerance.get_by_id(added).verification_status == "confirmed"
    assert MedicationRequest.get_by_id(medicine).intent is None
    assert waiting(patient) is None
    with pytest.raises(RuleBroken, match="Nothing waits"):
        confirm_lists(provider, patient)


def test_twice_the_same_is_refused_and_an_empty_one_too(desk: Desk, visit: Encounter) -> None:
    add_allergy(desk, visit.patient_id, substance="Peanuts")
    add_medicine(desk, visit.patient_id, display="Zinc")
    for again in (
        lambda: add_allergy(desk, visit.patient_id, substance="peanuts "),
        lambda: add_medicine(desk, visit.patient_id, display="ZINC"),
    ):
        with pytest.raises(RuleBroken, match="already on the list"):
            again()
    with pytest.raises(RuleBroken, match="allergic to"):
        add_allergy(desk, visit.patient_id, substance=" ")
    with pytest.raises(RuleBroken, match="name of the medicine"):
        add_medicine(desk, visit.patient_id, display="")


def test_no_known_allergies_only_when_none_stands(desk: Desk, visit: Encounter) -> None:
    added = add_allergy(desk, visit.patient_id, substance="Peanuts", encounter_id=visit.id)
    with pytest.raises(RuleBroken, match="Allergies are on file"):
        review_list(desk, visit.id, "allergies", "none-known")
    with pytest.raises(RuleBroken, match="Say why"):
        end_allergy(desk, added, "")
    end_allergy(desk, added, "tolerated since", encounter_id=visit.id)
    assert AllergyIntolerance.get_by_id(added).clinical_status == "resolved"
    wrong = add_allergy(desk, visit.patient_id, substance="Eggs")
    end_allergy(desk, wrong, "wrong patient", error=True)
    assert AllergyIntolerance.get_by_id(wrong).error_reason == "wrong patient"


def test_how_a_medicine_is_taken_leaves_the_order_alone(
    desk: Desk, assistant: Desk, visit: Encounter
) -> None:
    medicine = add_medicine(desk, visit.patient_id, display="Metformin 500 mg", dose="twice a day")
    with pytest.raises(RuleBroken, match="how the patient takes it"):
        mark_taking(assistant, medicine, "differently")
    mark_taking(assistant, medicine, "differently", "only in the evening", encounter_id=visit.id)
    row = MedicationRequest.get_by_id(medicine)
    assert (row.taking, row.taking_note, row.dose, row.status) == (
        "differently", "only in the evening", "twice a day", "active",
    )  # fmt: skip
    assert waiting(visit.patient_id) is not None
    undo_last(assistant)
    assert MedicationRequest.get_by_id(medicine).taking == "taking"


def test_since_the_last_visit_leaves_sensitive_findings_out(desk: Desk, visit: Encounter) -> None:
    with desk.work("seed", needs=_chart_entry(), patient_id=visit.patient_id) as work:
        day = (visit.started_at - timedelta(days=2)).date()
        for name, secret in (("Asthma", False), ("Victim of abuse", True)):
            work.insert(Condition(patient=visit.patient_id, display=name, onset_on=day, sensitive=secret))
        work.insert(
            MedicationRequest(
                patient=visit.patient_id, display="Lisinopril 20 mg", authored_at=visit.started_at
            )
        )
    since = since_last_visit(desk, visit.id)
    words = " ".join(event.text for event in since.events)
    assert "Lisinopril 20 mg" in words
    assert "Asthma" in words
    assert "abuse" not in words


def _chart_entry() -> object:
    from ma_desktop.domain.permissions import Permission

    return Permission.CHART_ENTRY
