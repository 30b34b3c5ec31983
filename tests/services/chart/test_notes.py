"""Notes: write_note, sign_note, cosign_note, return_note, mark_note_error, patient_notes, cosign_queue; sign_visit."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import ClinicalNote, Encounter, Provenance, Task
from ma_desktop.services.chart.cosign_note import cosign_note
from ma_desktop.services.chart.cosign_queue import cosign_queue
from ma_desktop.services.chart.mark_note_error import mark_note_error
from ma_desktop.services.chart.patient_notes import patient_notes
from ma_desktop.services.chart.return_note import return_note
from ma_desktop.services.chart.sign_note import sign_note
from ma_desktop.services.chart.write_note import write_note
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.visit.record_plan import record_plan
from ma_desktop.services.visit.record_reason import record_reason
from ma_desktop.services.visit.sign_visit import sign_visit


@pytest.fixture
def patient(desk: Desk) -> int:
    return register_patient(desk, NewPatient(family="Quill", given="Zander", birth_date=date(1968, 3, 14)))


@pytest.fixture
def ma(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, "ada", "Ada R.", Role.MA))


@pytest.fixture
def provider(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id + 1, "ito", "Kenji Ito", Role.PROVIDER))


def ours(desk: Desk, patient: int) -> list[str]:
    return [f"{one.kind}: {one.text}" for one in cosign_queue(desk) if one.patient_id == patient]


def test_a_note_is_written_signed_and_seen_by_the_provider(ma: Desk, provider: Desk, patient: int) -> None:
    note = write_note(ma, patient, "  Called about the cough. ", kind="phone")
    (line,) = patient_notes(ma, patient).notes
    assert (line.text, line.signed, line.mine, line.late) == ("Called about the cough.", False, True, False)
    assert ours(ma, patient) == [], "an unsigned note is nobody's statement yet"
    sign_note(ma, note)
    assert ours(ma, patient) == ["note: Called about the cough."]
    with pytest.raises(RuleBroken):
        cosign_note(ma, note)
    cosign_note(provider, note)
    (line,) = patient_notes(ma, patient).notes
    assert (line.signed, line.cosign) == (True, "done")
    assert ours(ma, patient) == []
    task = Task.get(Task.patient == patient, Task.kind == "cosign-note")
    assert (task.status, task.outcome) == ("completed", "co-signed")


@pytest.mark.parametrize("text", ["", "   ", "\n\t "])
def test_an_empty_note_is_never_saved(ma: Desk, patient: int, text: str) -> None:
    with pytest.raises(RuleBroken, match="empty note"):
        write_note(ma, patient, text)
    assert ClinicalNote.select().where(ClinicalNote.patient == patient).count() == 0


def test_a_note_cannot_tell_of_what_is_to_come(ma: Desk, patient: int) -> None:
    with pytest.raises(RuleBroken, match="still to come"):
        write_note(ma, patient, "x", about_at=ma.now() + timedelta(minutes=1))


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (240, False), (241, True), (3000, True)])
def test_a_late_entry_is_stamped_with_both_times(ma: Desk, patient: int, minutes: int, late: bool) -> None:
    about = ma.now() - timedelta(minutes=minutes)
    write_note(ma, patient, "Fell in the hall.", about_at=about)
    (line,) = patient_notes(ma, patient).notes
    assert (line.late, line.about_at, line.written_at) == (late, about, ma.now())


def test_who_wrote_it_may_change_it_until_it_is_signed(ma: Desk, provider: Desk, patient: int) -> None:
    note = write_note(ma, patient, "Frist draft")
    write_note(ma, patient, "First draft", note_id=note)
    with pytest.raises(RuleBroken, match="Only the person who wrote"):
        write_note(provider, patient, "Mine now", note_id=note)
    sign_note(ma, note)
    with pytest.raises(RuleBroken, match="signed"):
        write_note(ma, patient, "Changed after all", note_id=note)
    row = ClinicalNote.get_by_id(note)
    assert row.text == "First draft"
    kept = [step.after.get("text") for step in Provenance.select().where(Provenance.resource == "ClinicalNote", Provenance.row == note) if step.after and "text" in step.after]  # fmt: skip
    assert kept == ["Frist draft", "First draft"]


def test_what_is_signed_is_added_to(ma: Desk, provider: Desk, patient: int) -> None:
    note = write_note(ma, patient, "Left arm.")
    with pytest.raises(RuleBroken, match="not signed yet"):
        write_note(ma, patient, "Right arm.", amends=note)
    sign_note(ma, note)
    more = write_note(ma, patient, "It was the right arm.", amends=note)
    sign_note(ma, more)
    again = write_note(ma, patient, "Patient told.", amends=more)
    (line,) = patient_notes(ma, patient).notes
    assert [added.text for added in line.addenda] == ["It was the right arm.", "Patient told."]
    assert ClinicalNote.get_by_id(again).amends == note
    other = register_patient(ma, NewPatient(family="Else", given="Some", birth_date=date(1980, 1, 1)))
    with pytest.raises(RuleBroken, match="another patient"):
        write_note(ma, other, "Wrong chart", amends=note)


def test_a_returned_note_is_open_again_and_says_why(ma: Desk, provider: Desk, patient: int) -> None:
    note = write_note(ma, patient, "BP taken.")
    sign_note(ma, note)
    with pytest.raises(RuleBroken, match="Say what"):
        return_note(provider, note, "  ")
    return_note(provider, note, "which arm?")
    (line,) = patient_notes(ma, patient).notes
    assert (line.signed, line.cosign, line.returned) == (False, "returned", "which arm?")
    task = Task.get(Task.patient == patient, Task.kind == "cosign-note", Task.status == "requested")
    assert (task.next_action, task.owner, task.owner_role) == ("Change", ma.worker.user_id, "ma")
    write_note(ma, patient, "BP taken, left arm.", note_id=note)
    sign_note(ma, note)
    assert ours(ma, patient) == ["note: BP taken, left arm."]
    assert (
        Task.select()
        .where(Task.patient == patient, Task.status == "requested", Task.owner_role == "ma")
        .count()
        == 0
    )
    cosign_note(provider, note)
    with pytest.raises(RuleBroken, match="does not wait"):
        return_note(provider, note, "again")


def test_a_dictation_is_signed_by_the_provider_only(ma: Desk, provider: Desk, patient: int) -> None:
    note = write_note(ma, patient, "Lungs clear.", kind="dictation")
    sign_note(ma, note)
    assert ClinicalNote.get_by_id(note).status == "preliminary"
    assert ours(ma, patient) == ["dictation: Lungs clear."]
    cosign_note(provider, note)
    row = ClinicalNote.get_by_id(note)
    assert (row.status, row.signed_by, row.cosign) == ("final", provider.worker.user_id, "done")


def test_which_notes_a_provider_sees_is_the_practices_choice(
    desk: Desk, ma: Desk, provider: Desk, patient: int
) -> None:
    other = write_note(ma, patient, "Brought a cake.", kind="other")
    sign_note(ma, other)
    assert ours(ma, patient) == [], "spared by default"
    change_setting(desk, "notes.cosign", "phone;other")
    spared = write_note(ma, patient, "Asked for the hours.", kind="phone")
    sign_note(ma, spared)
    own = write_note(provider, patient, "Seen.", kind="visit")
    sign_note(provider, own)
    assert ours(ma, patient) == []


def test_a_wrong_note_leaves_the_chart_and_stays_in_the_record(
    ma: Desk, provider: Desk, patient: int
) -> None:
    note = write_note(ma, patient, "Belongs elsewhere.")
    sign_note(ma, note)
    with pytest.raises(RuleBroken, match="Say why"):
        mark_note_error(ma, note, "")
    mark_note_error(ma, note, "wrong patient")
    assert patient_notes(ma, patient).notes == ()
    assert ours(ma, patient) == []
    assert ClinicalNote.get_by_id(note).text == "Belongs elsewhere."
    with pytest.raises(RuleBroken, match="already"):
        mark_note_error(ma, note, "again")


def test_undo_takes_a_signature_back_and_the_task_with_it(ma: Desk, patient: int) -> None:
    note = write_note(ma, patient, "Signed too soon.")
    sign_note(ma, note)
    undo_last(ma)
    assert ClinicalNote.get_by_id(note).status == "preliminary"
    assert ours(ma, patient) == []


def test_a_signed_visit_is_locked(desk: Desk, ma: Desk, provider: Desk) -> None:
    visit: Encounter = Encounter.get(Encounter.stage == "provider")
    with desk.work("Empty it", needs=Permission.PLAN) as work:
        work.update(visit, plan="", next_steps=[])
    with pytest.raises(RuleBroken, match="empty visit"):
        sign_visit(provider, visit.id)
    record_plan(ma, visit.id, plan="Home readings", next_steps=[], follow_up="2 weeks")
    with pytest.raises(RuleBroken):
        sign_visit(ma, visit.id)
    sign_visit(provider, visit.id)
    with pytest.raises(RuleBroken, match="signed this visit"):
        record_plan(ma, visit.id, plan="Something else", next_steps=[], follow_up="")
    with pytest.raises(RuleBroken, match="signed this visit"):
        record_reason(ma, visit.id, "Other words")
    with pytest.raises(RuleBroken, match="signed already"):
        sign_visit(provider, visit.id)
    early = Encounter.get(Encounter.stage == "arrived")
    with pytest.raises(RuleBroken, match="has seen the patient"):
        sign_visit(provider, early.id)
