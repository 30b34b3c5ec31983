"""Allergies and medicines gone through: add_allergy with every field, change_allergy, substance_check, allergy_answers, add_medicine with its
sig, change_medicine, end_medicine, save_pharmacy, waiting_entries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ma_desktop.domain import allergens
from ma_desktop.domain.medicine_sig import read_sig
from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    AllergyIntolerance,
    Encounter,
    MedicationRequest,
    Patient,
    Provenance,
    ReviewedList,
)
from ma_desktop.services.chart.add_allergy import add_allergy
from ma_desktop.services.chart.add_medicine import add_medicine
from ma_desktop.services.chart.allergy_answers import allergy_answers
from ma_desktop.services.chart.change_allergy import change_allergy
from ma_desktop.services.chart.change_medicine import change_medicine
from ma_desktop.services.chart.confirm_lists import confirm_lists
from ma_desktop.services.chart.end_allergy import end_allergy
from ma_desktop.services.chart.end_medicine import end_medicine
from ma_desktop.services.chart.mark_taking import mark_taking
from ma_desktop.services.chart.patient_summary import patient_summary
from ma_desktop.services.chart.save_pharmacy import save_pharmacy
from ma_desktop.services.chart.substance_check import substance_check
from ma_desktop.services.chart.waiting_entries import waiting_entries
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.visit.review_list import review_list


@pytest.fixture
def visit(desk: Desk) -> Encounter:
    """A patient in a room, with nothing on the lists."""
    found = Encounter.get((Encounter.stage == "roomed") & Encounter.import_run.is_null())
    for table in (AllergyIntolerance, MedicationRequest):
        table.update(error_at=desk.now() - timedelta(days=1)).where(
            table.patient == found.patient_id
        ).execute()
    return found


@pytest.fixture
def assistant(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, "mel", "Mel", Role.MA))


@pytest.fixture
def provider(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, "ito", "Kenji Ito", Role.PROVIDER))


def test_every_field_of_an_allergy_is_kept_and_changed_as_a_version(
    assistant: Desk, provider: Desk, visit: Encounter
) -> None:
    added = add_allergy(
        assistant, visit.patient_id, substance="Peanuts", reaction="hives, swelling", severity="severe", criticality="high", onset="5/2009",
        source="patient", note="carries EpiPen", encounter_id=visit.id,
    )  # fmt: skip
    row = AllergyIntolerance.get_by_id(added)
    assert (row.category, row.criticality, str(row.onset_on), row.verification_status) == (
        "food",
        "high",
        "2009-05-01",
        "unconfirmed",
    )
    confirm_lists(provider, visit.patient_id)
    change_allergy(
        assistant, added, {"substance": "Peanuts", "reaction": "anaphylaxis", "severity": "severe"}
    )
    row = AllergyIntolerance.get_by_id(added)
    assert (row.reaction, row.note, row.verification_status) == (
        "anaphylaxis",
        "carries EpiPen",
        "unconfirmed",
    )
    before = [
        step.before
        for step in Provenance.select().where(
            (Provenance.resource == "AllergyIntolerance") & (Provenance.row == added)
        )
    ]
    assert any(step and step.get("reaction") == "hives, swelling" for step in before)
    version = row.version
    change_allergy(assistant, added, {"reaction": "anaphylaxis"})
    assert AllergyIntolerance.get_by_id(added).version == version
    with pytest.raises(RuleBroken):
        change_allergy(assistant, added, {"substance": " "})
    with pytest.raises(RuleBroken, match="yet to come"):
        add_allergy(assistant, visit.patient_id, substance="Soy", onset="2031")


def test_a_class_and_a_no_are_told_before_adding(desk: Desk, visit: Encounter) -> None:
    patient = visit.patient_id
    assert substance_check(desk, patient, "Amoxicillin") == ()
    review_list(desk, visit.id, "allergies", "none-known")
    (sentence,) = substance_check(desk, patient, "Amoxicillin")
    assert sentence == "The last answer was no known allergies (11/23/2026, Ada R.)."
    add_allergy(desk, patient, substance="Penicillin")
    assert substance_check(desk, patient, "Amoxicillin") == (
        "Already on the list? Amoxicillin is a penicillin, like Penicillin.",
    )
    assert substance_check(desk, patient, "Augmentin", medicine=True) == (
        "Allergy on file. Augmentin is a penicillin, like Penicillin.",
    )
    add_medicine(desk, patient, display="Ibuprofen 200 mg")
    assert substance_check(desk, patient, "Aspirin") == (
        "The patient takes Ibuprofen 200 mg: Aspirin is an NSAID, like Ibuprofen 200 mg.",
    )
    (twice,) = substance_check(desk, patient, "Advil", medicine=True)
    assert "same medicine as Ibuprofen" in twice


def test_no_known_drug_allergies_is_an_answer_of_its_own(desk: Desk, visit: Encounter) -> None:
    patient = visit.patient_id
    add_allergy(desk, patient, substance="Shrimp", encounter_id=visit.id)
    review_list(desk, visit.id, allergens.NO_DRUG, "none-known")
    review_list(desk, visit.id, "allergies-latex", "none-known")
    answers = {each.code: each for each in allergy_answers(desk, patient)}
    assert answers[allergens.NO_DRUG].denied_at == desk.now()
    assert answers["allergies-latex"].denied_at == desk.now()
    assert answers["allergies-food"].listed == ("Shrimp",)
    assert answers["allergies-adhesive"].denied_at is None
    (drug,) = substance_check(desk, patient, "Codeine")
    assert "no known drug allergies" in drug
    (latex,) = substance_check(desk, patient, "Latex")
    assert "no to “Latex”" in latex
    with pytest.raises(RuleBroken, match="Shrimp is on the list"):
        review_list(desk, visit.id, "allergies-food", "none-known")
    add_allergy(desk, patient, substance="Codeine")
    with pytest.raises(RuleBroken, match="Codeine is on the list"):
        review_list(desk, visit.id, allergens.NO_DRUG, "none-known")
    answer = next(each for each in allergy_answers(desk, patient) if each.code == allergens.NO_DRUG)
    assert (answer.listed, answer.denied_at) == (("Codeine",), None)
    assert ReviewedList.select().where(ReviewedList.code == allergens.NO_DRUG).count() == 1, (
        "the answer of that day stays"
    )


def test_a_direction_is_kept_in_parts_in_plain_words_and_as_typed(desk: Desk, visit: Encounter) -> None:
    sig = read_sig("lisinopril 20 mg 1 po qd for blood pressure")
    added = add_medicine(
        desk, visit.patient_id, display=sig.display, sig=sig, source="bottle", encounter_id=visit.id
    )
    row = MedicationRequest.get_by_id(added)
    assert (row.display, row.dose) == ("Lisinopril 20 mg", "1 tablet by mouth once a day for blood pressure")
    assert (row.amount, row.route, row.frequency, row.reason) == (
        "1 tablet",
        "by mouth",
        "once a day",
        "blood pressure",
    )
    assert (row.original, row.source, row.asked_at) == (
        "lisinopril 20 mg 1 po qd for blood pressure",
        "bottle",
        desk.now(),
    )
    odd = read_sig("magic mouthwash 5 ml swish qid")
    row = MedicationRequest.get_by_id(add_medicine(desk, visit.patient_id, display=odd.display, sig=odd))
    assert (row.dose, row.frequency) == ("magic mouthwash 5 ml swish qid", ""), (
        "what was not understood stays as typed"
    )


def test_an_assistant_completes_an_order_but_never_changes_it(
    assistant: Desk, provider: Desk, visit: Encounter
) -> None:
    order = add_medicine(provider, visit.patient_id, display="Metformin 500 mg", dose="twice a day")
    proposal = add_medicine(assistant, visit.patient_id, display="Zinc", dose="daily")
    change_medicine(
        assistant,
        order,
        {
            "last_taken": "this morning",
            "source": "bottle",
            "prescriber": "Dr. Ito",
            "reason": "sugar",
            "dose": "twice a day",
        },
    )
    row = MedicationRequest.get_by_id(order)
    assert (row.last_taken, row.source, row.prescriber, row.intent) == (
        "this morning",
        "bottle",
        "Dr. Ito",
        None,
    )
    with pytest.raises(RuleBroken, match="Only the provider"):
        change_medicine(assistant, order, {"dose": "once a day"})
    change_medicine(assistant, proposal, {"dose": "50 mg once a day"})
    row = MedicationRequest.get_by_id(proposal)
    assert (row.dose, row.intent, row.version) == ("50 mg once a day", "proposal", 2)
    change_medicine(provider, order, {"dose": "once a day"})
    assert MedicationRequest.get_by_id(order).dose == "once a day"
    with pytest.raises(RuleBroken, match="name of the medicine"):
        change_medicine(assistant, proposal, {"display": ""})
    with pytest.raises(RuleBroken, match="Only the provider stops"):
        end_medicine(assistant, order, "wrong")
    with pytest.raises(RuleBroken, match="Say why"):
        end_medicine(assistant, proposal, "")
    end_medicine(assistant, proposal, "patient never took it")
    assert MedicationRequest.get_by_id(proposal).error_reason == "patient never took it"


def test_an_answer_keeps_its_day_and_its_source(assistant: Desk, provider: Desk, visit: Encounter) -> None:
    order = add_medicine(provider, visit.patient_id, display="Metformin 500 mg")
    mark_taking(assistant, order, "not-taking", source="caregiver")
    row = MedicationRequest.get_by_id(order)
    assert (row.taking, row.source, row.asked_at) == ("not-taking", "caregiver", assistant.now())
    mark_taking(assistant, order, "taking")
    assert MedicationRequest.get_by_id(order).source == "caregiver"


def test_the_pharmacy_stands_with_the_lists(assistant: Desk, visit: Encounter) -> None:
    save_pharmacy(assistant, visit.patient_id, "Main Street Drugs", "(937) 555-0144")
    row = Patient.get_by_id(visit.patient_id)
    assert (row.pharmacy, row.pharmacy_phone) == ("Main Street Drugs", "9375550144")
    summary = patient_summary(assistant, visit.patient_id)
    assert (summary.pharmacy, summary.pharmacy_phone) == ("Main Street Drugs", "9375550144")
    with pytest.raises(RuleBroken):
        save_pharmacy(assistant, visit.patient_id, "x", "12")


def test_the_provider_confirms_entry_by_entry(assistant: Desk, provider: Desk, visit: Encounter) -> None:
    patient = visit.patient_id
    add_allergy(assistant, patient, substance="Latex", reaction="rash")
    sig = read_sig("zinc 50 mg 1 tab po daily")
    medicine = add_medicine(assistant, patient, display=sig.display, sig=sig)
    first, second = waiting_entries(provider, patient)
    assert (first.list_words, first.what, first.detail, first.by) == ("Allergies", "Latex", "rash", "Ada R.")
    assert second.detail == "1 tablet by mouth once a day · typed: zinc 50 mg 1 tab po daily"
    confirm_lists(provider, patient, {(second.table, second.row)})
    assert MedicationRequest.get_by_id(medicine).intent is None
    assert [each.what for each in waiting_entries(provider, patient)] == ["Latex"]
    confirm_lists(provider, patient)
    assert waiting_entries(provider, patient) == ()
    with pytest.raises(RuleBroken, match="Nothing waits"):
        confirm_lists(provider, patient)


def test_what_was_shown_not_to_be_an_allergy_is_refuted_with_its_reason(desk: Desk, visit: Encounter) -> None:
    added = add_allergy(desk, visit.patient_id, substance="Penicillin", note="as a child")
    end_allergy(desk, added, "skin test negative", refuted=True, encounter_id=visit.id)
    row = AllergyIntolerance.get_by_id(added)
    assert (row.clinical_status, row.verification_status, row.note) == (
        "inactive",
        "refuted",
        "as a child · skin test negative",
    )
    assert patient_summary(desk, visit.patient_id).allergies == ()
    review_list(desk, visit.id, "allergies", "none-known")


def test_what_is_only_told_is_shown_to_the_provider_and_signed_for(
    assistant: Desk, provider: Desk, visit: Encounter
) -> None:
    patient = visit.patient_id
    order = add_medicine(provider, patient, display="Metformin 500 mg")
    allergy = add_allergy(provider, patient, substance="Latex")
    wrong = add_allergy(provider, patient, substance="Shrimp")
    assert waiting_entries(provider, patient) == ()
    mark_taking(assistant, order, "differently", "half the dose")
    end_allergy(assistant, allergy, "tolerated since")
    end_allergy(assistant, wrong, "wrong patient", error=True)
    found = {
        (each.list_words, each.what): (each.detail, each.reported)
        for each in waiting_entries(provider, patient)
    }
    assert found == {
        ("Medicines", "Metformin 500 mg"): ("takes it differently: half the dose", True),
        ("Allergies", "Latex"): ("no longer holds", True),
        ("Allergies", "Shrimp"): ("entered in error: wrong patient", True),
    }
    confirm_lists(provider, patient, set())
    assert waiting_entries(provider, patient) == ()
