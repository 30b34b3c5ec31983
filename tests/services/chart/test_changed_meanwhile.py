"""What is signed and changed is what was shown: other patients' notes, errors, late presses, imported rows, ends without a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import AllergyIntolerance, ClinicalNote, Encounter, ImportRun, MedicationRequest
from ma_desktop.services.chart.add_allergy import add_allergy
from ma_desktop.services.chart.add_medicine import add_medicine
from ma_desktop.services.chart.change_allergy import change_allergy
from ma_desktop.services.chart.change_medicine import change_medicine
from ma_desktop.services.chart.confirm_lists import confirm_lists
from ma_desktop.services.chart.cosign_note import cosign_note
from ma_desktop.services.chart.end_allergy import end_allergy
from ma_desktop.services.chart.end_history import end_history
from ma_desktop.services.chart.end_medicine import end_medicine
from ma_desktop.services.chart.mark_note_error import mark_note_error
from ma_desktop.services.chart.mark_taking import mark_taking
from ma_desktop.services.chart.record_history import record_history
from ma_desktop.services.chart.sign_note import sign_note
from ma_desktop.services.chart.waiting_entries import waiting_entries
from ma_desktop.services.chart.write_note import write_note
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient


@pytest.fixture
def patient(desk: Desk) -> int:
    return register_patient(desk, NewPatient(family="Quill", given="Zander", birth_date=date(1968, 3, 14)))


@pytest.fixture
def ma(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, "ada", "Ada R.", Role.MA))


@pytest.fixture
def provider(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id + 1, "ito", "Kenji Ito", Role.PROVIDER))


# -- notes -----------------------------------------------------------------------------------------------------


def test_a_note_is_changed_in_its_own_chart_only(ma: Desk, patient: int) -> None:
    other = register_patient(ma, NewPatient(family="Rook", given="Ann", birth_date=date(1970, 1, 2)))
    note = write_note(ma, patient, "Cough for a week")
    with pytest.raises(RuleBroken, match="another patient"):
        write_note(ma, other, "Ankle", note_id=note)
    assert ClinicalNote.get_by_id(note).text == "Cough for a week"
    visit = Encounter.standing().where(Encounter.patient != patient).first()
    with pytest.raises(RuleBroken, match="another patient"):
        write_note(ma, patient, "Cough", encounter_id=visit.id)


def test_nobody_signs_changes_or_adds_to_an_error(ma: Desk, provider: Desk, patient: int) -> None:
    note = write_note(ma, patient, "Wrong chart", kind="phone")
    sign_note(ma, note)
    mark_note_error(ma, note, "wrong patient")
    for verb in (
        lambda: cosign_note(provider, note),
        lambda: write_note(ma, patient, "more", amends=note),
        lambda: mark_note_error(ma, note, "again"),
    ):
        with pytest.raises(RuleBroken, match="error already"):
            verb()


def test_a_time_moved_back_makes_a_late_entry(ma: Desk, patient: int) -> None:
    note = write_note(ma, patient, "Called back")
    write_note(ma, patient, "Called back", note_id=note, about_at=ma.now() - timedelta(days=2))
    assert ClinicalNote.get_by_id(note).late


def test_a_dictation_changed_after_it_was_handed_over_is_handed_over_anew(
    ma: Desk, provider: Desk, patient: int
) -> None:
    note = write_note(ma, patient, "Continue 10 mg", kind="dictation")
    sign_note(ma, note)
    write_note(ma, patient, "Continue 100 mg", kind="dictation", note_id=note)
    with pytest.raises(RuleBroken, match="does not wait"):
        cosign_note(provider, note)
    sign_note(ma, note)
    cosign_note(provider, note)
    assert ClinicalNote.get_by_id(note).signed_by == provider.worker.user_id


# -- lists -----------------------------------------------------------------------------------------------------


def test_what_was_taken_off_meanwhile_is_not_changed(ma: Desk, patient: int) -> None:
    allergy = add_allergy(ma, patient, substance="Latex")
    medicine = add_medicine(ma, patient, display="Tums")
    end_allergy(ma, allergy, "other patient", error=True)
    end_medicine(ma, medicine, "other patient")
    device = record_history(ma, patient, "implants", {"display": "Pacemaker"})
    end_history(ma, "implants", device, "other patient", error=True)
    for verb in (
        lambda: change_allergy(ma, allergy, {"reaction": "hives"}),
        lambda: end_allergy(ma, allergy, "outgrown"),
        lambda: change_medicine(ma, medicine, {"reason": "heartburn"}),
        lambda: mark_taking(ma, medicine, "taking"),
        lambda: end_medicine(ma, medicine, "again"),
        lambda: end_history(ma, "implants", device, "again", error=True),
    ):
        with pytest.raises(RuleBroken, match="no longer in the chart"):
            verb()
    assert AllergyIntolerance.get_by_id(allergy).error_reason == "other patient"
    assert MedicationRequest.get_by_id(medicine).error_reason == "other patient"


def test_the_provider_confirms_only_what_was_shown(ma: Desk, provider: Desk, patient: int) -> None:
    allergy = add_allergy(ma, patient, substance="Latex")
    shown = waiting_entries(provider, patient)
    change_allergy(ma, allergy, {"substance": "Penicillin"})
    chosen = {(one.table, one.row) for one in shown}
    seen = {(one.table, one.row): one.version for one in shown}
    with pytest.raises(RuleBroken, match="look again"):
        confirm_lists(provider, patient, chosen, seen=seen)
    assert AllergyIntolerance.get_by_id(allergy).verification_status == "unconfirmed"
    fresh = {(one.table, one.row): one.version for one in waiting_entries(provider, patient)}
    confirm_lists(provider, patient, chosen, seen=fresh)
    assert AllergyIntolerance.get_by_id(allergy).verification_status == "confirmed"


def test_an_imported_allergy_that_an_ma_changed_waits_for_the_provider(
    desk: Desk, ma: Desk, provider: Desk, patient: int
) -> None:
    run = ImportRun.select().first()
    with desk.work("seed", needs=_seed(), patient_id=patient) as work:
        run = run or work.insert(ImportRun(kind="fhir", status="completed"))
        row = work.insert(
            AllergyIntolerance(patient=patient, display="Penicillin", verification_status="unconfirmed", import_run=run.id)
        )  # fmt: skip
    add_allergy(ma, patient, substance="Latex")
    assert [one.what for one in waiting_entries(provider, patient)] == ["Latex"], "as it came: not theirs"
    change_allergy(ma, row.id, {"substance": "Sulfa"})
    assert sorted(one.what for one in waiting_entries(provider, patient)) == ["Latex", "Sulfa"]
    confirm_lists(provider, patient)
    assert AllergyIntolerance.get_by_id(row.id).verification_status == "confirmed"


def test_a_device_and_a_directive_that_came_off_are_told_to_the_provider(
    ma: Desk, provider: Desk, patient: int
) -> None:
    device = record_history(ma, patient, "implants", {"display": "Pacemaker"})
    paper = record_history(ma, patient, "directives", {"kind": "dnr"})
    confirm_lists(provider, patient)
    end_history(ma, "implants", device, "taken out")
    end_history(ma, "directives", paper, "withdrawn")
    told = {one.row: one.detail for one in waiting_entries(provider, patient) if one.reported}
    assert told == {device: "no longer holds", paper: "no longer holds"}


def _seed():
    from ma_desktop.domain.permissions import Permission

    return Permission.CHART_ENTRY
