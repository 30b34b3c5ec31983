"""Pages filled from the record: visit_summary_page, superbill_page, receipt_page, letterhead_of, note_document."""

from __future__ import annotations

import io
import os
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from errno import ENOSPC
from pathlib import Path

import pypdf
import pytest

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    AuditEvent,
    Condition,
    Coverage,
    DocumentReference,
    Encounter,
    ImportRun,
    MedicationRequest,
    Observation,
    Procedure,
)
from ma_desktop.reports import after_visit_summary, receipt, superbill
from ma_desktop.reports.visit_content import Change, Medicine
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.add_diagnosis import add_diagnosis
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.billing.receipt_page import receipt_page
from ma_desktop.services.billing.superbill_page import superbill_page
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.billing.void_payment import void_payment
from ma_desktop.services.chart.add_medicine import add_medicine
from ma_desktop.services.chart.confirm_lists import confirm_lists
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.visit.hand_over_document import hand_over_document
from ma_desktop.services.visit.letterhead_of import letterhead_of
from ma_desktop.services.visit.note_document import note_document
from ma_desktop.services.visit.printable_page import DOCUMENTS, last_payment, printable_page
from ma_desktop.services.visit.record_plan import record_plan
from ma_desktop.services.visit.release_sensitive import release_sensitive
from ma_desktop.services.visit.summary_vitals import summary_vitals
from ma_desktop.services.visit.visit_summary_page import visit_summary_page
from ma_desktop.services.visit.write_page import write_page


def whole(pdf: bytes) -> str:
    return " ".join("\n".join(text_of(pdf)).split())


def ma(desk: Desk) -> Desk:
    return desk.acting_as(Worker(2, "mia", "Mia M.", Role.MA))


def text_of(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


@pytest.fixture
def visit(desk: Desk) -> Encounter:
    return Encounter.select().where(Encounter.stage == "checkout").first()


def test_the_summary_says_what_the_visit_was(desk: Desk, visit: Encounter) -> None:
    pages = text_of(after_visit_summary.render(visit_summary_page(desk, visit.id)))
    whole = "\n".join(pages)
    assert visit.reason in whole
    assert "124/78" in whole
    assert "Drink plenty of water" in whole
    for page in pages:
        assert visit.patient.record_number in page
        assert f"{visit.patient.birth_date:%m/%d/%Y}" in page


def test_sensitive_findings_stay_off_the_patients_page_until_the_provider_releases_them(
    desk: Desk, visit: Encounter
) -> None:
    add_diagnosis(desk, visit.id, code="Z69.11", display="Services for adult victim of spousal abuse")
    record_plan(
        desk, visit.id, plan="", follow_up="", next_steps=["Drink water", "Call the domestic violence line"]
    )
    page = visit_summary_page(desk, visit.id)
    assert page.withheld == 2
    printed = whole(after_visit_summary.render(page))
    assert "abuse" not in printed
    assert "violence" not in printed
    assert "Drink water" in printed
    with pytest.raises(RuleBroken):
        release_sensitive(ma(desk), visit.id)
    provider = desk.acting_as(Worker(3, "osei", "Dr. Osei", Role.PROVIDER))
    release_sensitive(provider, visit.id)
    printed = whole(after_visit_summary.render(visit_summary_page(desk, visit.id)))
    assert "spousal abuse" in printed
    assert "violence line" in printed
    release_sensitive(provider, visit.id, released=False)
    assert visit_summary_page(desk, visit.id).withheld == 2


@pytest.mark.parametrize(
    ("typed", "said"),
    [("3 months", "In 3 months: call"), ("as needed", "As needed: call"), ("In 2 weeks", "In 2 weeks: call")],
)
def test_a_visit_that_nobody_booked_is_said_as_a_sentence(
    desk: Desk, visit: Encounter, typed: str, said: str
) -> None:
    record_plan(desk, visit.id, plan="", follow_up=typed, next_steps=[])
    (following,) = visit_summary_page(desk, visit.id).next_visits
    assert following.when.startswith(said)


def test_the_superbill_has_the_code_that_billing_needs_and_not_the_words(
    desk: Desk, visit: Encounter
) -> None:
    add_diagnosis(desk, visit.id, code="Z69.11", display="Services for adult victim of spousal abuse")
    printed = whole(superbill.render(superbill_page(desk, visit.id)))
    assert "Z69.11" in printed
    assert "abuse" not in printed


def test_imported_findings_measurements_and_procedures_are_told_or_kept_back(
    desk: Desk, visit: Encounter
) -> None:
    day = {"recorded_at": desk.now(), "patient": visit.patient_id, "encounter": visit.id}
    Condition.create(
        **day, system="snomed", code="706893006", display="Victim of intimate partner abuse (finding)"
    )
    Procedure.create(**day, display="Screening for domestic abuse (procedure)", performed_at=desk.now())
    Procedure.create(**day, display="Ear wash", performed_at=desk.now())
    lab = {**day, "category": "laboratory", "effective_at": desk.now()}
    Observation.create(
        **lab, code="4548-4", display="Hemoglobin A1c", value=6.1, unit="%", interpretation="H"
    )
    Observation.create(
        **{**lab, "category": "survey"}, code="93025-5", display="PRAPARE", value_text="Feels unsafe"
    )
    MedicationRequest.create(**day, display="Acamprosate", reason="alcohol abuse", authored_at=desk.now())
    page = visit_summary_page(desk, visit.id)
    printed = whole(after_visit_summary.render(page))
    assert "abuse" not in printed
    assert "PRAPARE" not in printed
    for words in ("Ear wash", "Hemoglobin A1c", "6.1%", "high", "Acamprosate"):
        assert words in printed


def test_the_superbill_carries_codes_charges_and_what_was_paid(desk: Desk, visit: Encounter) -> None:
    add_diagnosis(desk, visit.id, code="I10", display="Essential (primary) hypertension")
    add_charge(desk, visit.id, "99213")
    owed = patient_balance(desk, visit.patient_id)
    pay(desk, visit, "25.00")
    pay(desk, visit, "0.01", kind="balance", method="cash")
    page = superbill_page(desk, visit.id)
    assert page.remaining == Decimal("103.00")
    assert page.owed == owed - Decimal("25.01")
    printed = whole(superbill.render(page))
    for words in (
        "I10",
        "99213",
        "$128.00",
        "Copay paid, card −$25.00",
        "$103.00",
        "$0.01",
        visit.patient.record_number,
    ):
        assert words in printed


def test_the_superbill_names_every_insurance_of_the_day_and_no_other(desk: Desk, visit: Encounter) -> None:
    day = visit.started_at.date()
    Coverage.update(ends_on=day - timedelta(days=1)).where(Coverage.patient == visit.patient_id).execute()
    same = {"recorded_at": desk.now(), "patient": visit.patient_id}
    Coverage.create(**same, plan="Second Plan", member_id="S-2", position=2)
    Coverage.create(**same, plan="First Plan", member_id="F-1", copay=Decimal(30), verified_for=day)
    Coverage.create(**same, plan="Next Year Plan", member_id="N-1", starts_on=day + timedelta(days=30))
    page = superbill_page(desk, visit.id)
    assert [one.plan for one in page.insurances] == ["First Plan", "Second Plan"]
    printed = whole(superbill.render(page))
    assert "Insurance (verified today)" in printed
    assert "Next Year" not in printed


def pay(desk: Desk, visit: Encounter, amount: str, **kw: str) -> int:
    kw = {"method": "card", **kw}
    return take_payment(
        desk, patient_id=visit.patient_id, encounter_id=visit.id, amount=Decimal(amount), **kw
    )


def test_a_receipt_says_the_same_whenever_it_is_printed_and_a_second_one_is_a_copy(
    desk: Desk, visit: Encounter
) -> None:
    add_charge(desk, visit.id, "99213")
    owed = patient_balance(desk, visit.patient_id)
    payment = pay(desk, visit, "25.00")
    first = receipt_page(desk, payment)
    assert (first.balance_before, first.balance_after, first.head.copy) == (owed, owed - 25, False)
    note_document(desk, kind="receipt", digest="ab" * 32, patient_id=visit.patient_id, encounter_id=visit.id, number=first.number)  # fmt: skip
    later(desk, 90)
    add_charge(desk, visit.id, "93000")
    pay(desk, visit, "3.00", method="cash")
    second = receipt_page(desk, payment)
    assert (second.balance_before, second.balance_after) == (first.balance_before, first.balance_after)
    assert second.head.copy
    assert second.head.version == "receipt v2"
    assert "COPY" in whole(receipt.render(second))
    assert "COPY" not in whole(receipt.render(first))


def later(desk: Desk, minutes: int) -> None:
    moment = desk.now() + timedelta(minutes=minutes)
    desk.clock = lambda: moment


def test_a_payment_taken_back_says_so_on_its_receipt(desk: Desk, visit: Encounter) -> None:
    payment = pay(desk, visit, "25.00")
    void_payment(desk, payment, "typed twice")
    printed = whole(receipt.render(receipt_page(desk, payment)))
    for words in ("VOID", "typed twice", "Taken back $25.00"):
        assert words in printed


def test_any_page_comes_by_its_name(desk: Desk, visit: Encounter) -> None:
    with pytest.raises(RuleBroken, match="no receipt"):
        last_payment(desk, visit.id)
    pay(desk, visit, "12.00")
    for kind in DOCUMENTS:
        row = last_payment(desk, visit.id) if kind == "receipt" else visit.id
        page = printable_page(desk, kind, row, size="a4")
        assert (page.kind, page.patient_id, page.encounter_id) == (kind, visit.patient_id, visit.id)
        box = pypdf.PdfReader(io.BytesIO(page.render())).pages[0].mediabox
        assert (round(box.width), round(box.height)) == (595, 842)
    with pytest.raises(RuleBroken, match="no page called"):
        printable_page(desk, "horoscope", visit.id)


def test_labels_and_the_card_for_the_next_appointment(desk: Desk, visit: Encounter) -> None:
    from ma_desktop.models import Appointment
    from ma_desktop.services.messages.next_appointment_card import next_appointment_card
    from ma_desktop.services.visit.patient_labels_page import patient_labels_page

    patient = visit.patient
    assert len(patient_labels_page(desk, visit.id).people) == 3
    labels = whole(printable_page(desk, "patient-labels", visit.id).render())
    assert labels.count(patient.family) == 3
    assert labels.count(f"born {patient.birth_date:%m/%d/%Y}") == 3
    Appointment.update(status="cancelled").where(Appointment.patient == patient.id).execute()
    with pytest.raises(RuleBroken, match="No later appointment"):
        next_appointment_card(desk, patient.id)
    with desk.work("Next visit", needs=Permission.BOOK) as work:
        for days in (30, 9):
            work.insert(
                Appointment(patient=patient.id, practitioner=visit.practitioner_id, service=visit.service_id, status="booked",
                            start=desk.now() + timedelta(days=days), minutes=15)
            )  # fmt: skip
    card = next_appointment_card(desk, patient.id).cards[0]
    assert f"{(desk.now() + timedelta(days=9)).day}" in card.day, "the next one, not the one after"
    page = printable_page(desk, "appointment-card", visit.id)
    assert (page.patient_id, page.encounter_id) == (patient.id, visit.id)
    assert card.day in whole(page.render())


def test_the_summary_names_who_measured_and_not_who_prints(desk: Desk, visit: Encounter) -> None:
    printer = desk.acting_as(Worker(99, "bill", "Bill Biller", Role.BILLER))
    page = visit_summary_page(printer, visit.id)
    assert page.head.printed_by == "Bill Biller"
    assert not any("Bill" in name for name in page.seen_by)
    assert page.seen_by[-1].endswith(visit.practitioner.credential)


def test_weight_is_told_against_the_last_visit(desk: Desk, visit: Encounter) -> None:
    seen = summary_vitals(desk, visit.id)
    assert seen[0].label == "Blood pressure"
    common = {"recorded_at": desk.now(), "patient": visit.patient_id, "code": "29463-7", "unit": "kg"}
    Observation.create(**common, value=80.0, effective_at=datetime(2023, 8, 3, 9, tzinfo=UTC))
    Observation.create(
        **common, value=82.0, effective_at=visit.started_at + timedelta(minutes=1), encounter=visit.id
    )
    Observation.update(error_at=desk.now()).where(
        (Observation.code == "29463-7") & (Observation.patient == visit.patient_id)
        & (Observation.value != 80.0) & (Observation.value != 82.0)
    ).execute()  # fmt: skip
    weight = next(one for one in summary_vitals(desk, visit.id) if one.label == "Weight")
    assert (weight.value, weight.caption) == ("180.8 lb", "4.4 lb more than in August 2023")


def test_every_visit_of_the_demo_has_its_pages(desk: Desk) -> None:
    for row in Encounter.select().limit(25):
        assert superbill.render(superbill_page(desk, row.id)).startswith(b"%PDF")
        assert after_visit_summary.render(visit_summary_page(desk, row.id)).startswith(b"%PDF")


def test_an_old_page_lists_the_medicines_of_its_day_and_claims_nothing_of_imported_ones(
    desk: Desk, visit: Encounter
) -> None:
    day = visit.started_at
    common = {"recorded_at": day, "patient": visit.patient_id, "status": "active"}
    MedicationRequest.create(**common, display="Taken", authored_at=day - timedelta(days=9))
    MedicationRequest.create(**common, display="Later", authored_at=day + timedelta(days=9))
    MedicationRequest.create(**{**common, "status": "completed"}, display="Ended before", authored_at=day - timedelta(days=90), ended_at=day - timedelta(days=1))  # fmt: skip
    MedicationRequest.create(**{**common, "status": "completed"}, display="Ended since", authored_at=day - timedelta(days=90), ended_at=day + timedelta(days=1))  # fmt: skip
    run = ImportRun.create(recorded_at=day, kind="fhir", status="completed")
    MedicationRequest.create(
        **common, display="Brought in", authored_at=day, import_run=run.id, encounter=visit.id
    )
    found = {one.name: one.change for one in visit_summary_page(desk, visit.id).medicines}
    names = {"Taken", "Later", "Ended before", "Ended since", "Brought in"}
    assert {name for name in found if name in names} == {"Taken", "Ended since", "Brought in"}
    assert (found["Taken"], found["Brought in"]) == (Change.SAME, None)


def test_a_visit_of_another_system_waits_for_no_signature(desk: Desk, visit: Encounter) -> None:
    assert letterhead_of(desk, visit.patient, visit, "superbill").unsigned_by
    visit.import_run = 1
    assert letterhead_of(desk, visit.patient, visit, "superbill").unsigned_by == ""


def test_what_left_the_program_is_logged_numbered_and_handed_over_once(desk: Desk, visit: Encounter) -> None:
    assert letterhead_of(desk, visit.patient, visit, "superbill").version == "superbill v1"
    entry = note_document(
        desk, kind="superbill", digest="ab" * 32, patient_id=visit.patient_id, encounter_id=visit.id, copies=2
    )
    assert DocumentReference.get_by_id(entry).copies == 2
    assert AuditEvent.select().order_by(AuditEvent.seq.desc()).first().action == "print"
    assert letterhead_of(desk, visit.patient, visit, "superbill").version == "superbill v2"
    with pytest.raises(RuleBroken, match="which two"):
        hand_over_document(desk, entry, " ")
    hand_over_document(desk, entry, "name and birth date")
    assert DocumentReference.get_by_id(entry).identity_how == "name and birth date"
    with pytest.raises(RuleBroken, match="already"):
        hand_over_document(desk, entry, "name and birth date")


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    write_page(None, tmp_path / "new folder" / "page.pdf", b"%PDF")
    assert (tmp_path / "new folder" / "page.pdf").read_bytes() == b"%PDF"
    (tmp_path / "a file").write_text("x")
    for place in (tmp_path, tmp_path / "a file" / "page.pdf"):
        with pytest.raises(RuleBroken, match=r"\.$"):
            write_page(None, place, b"%PDF")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a file", "new folder"]


def test_a_full_disk_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RuleBroken, match="disk is full"):
        write_page(None, tmp_path / "page.pdf", b"%PDF")
    assert list(tmp_path.iterdir()) == []


def test_a_medicine_that_the_assistant_wrote_down_is_marked_until_the_provider_confirms(desk: Desk) -> None:
    visit = Encounter.select().where(Encounter.stage == "provider").get()
    assistant = desk.acting_as(Worker(desk.worker.user_id, "mia", "Mia M.", Role.MA))
    medicine = add_medicine(assistant, visit.patient_id, display="Fish oil", encounter_id=visit.id)

    def told() -> Medicine:
        return next(m for m in visit_summary_page(desk, visit.id).medicines if m.name == "Fish oil")

    assert not told().confirmed
    assert told().change is None, "nothing is claimed of what no provider looked at"
    assert "has not confirmed it yet" in whole(after_visit_summary.render(visit_summary_page(desk, visit.id)))
    confirm_lists(
        desk.acting_as(Worker(desk.worker.user_id, "ito", "Kenji Ito", Role.PROVIDER)), visit.patient_id
    )
    assert told().confirmed
    assert told().change is Change.SAME
    assert MedicationRequest.get_by_id(medicine).intent is None


def test_results_print_rounded_and_their_units_in_words(desk: Desk) -> None:
    visit = Encounter.select().where(Encounter.stage == "provider").get()
    with desk.work("Result", needs=Permission.RECORD_VITALS) as work:
        work.insert(
            Observation(
                patient=visit.patient_id, encounter=visit.id, category="laboratory", code="33914-3",
                display="Glomerular filtration rate [Volume Rate/Area] in Serum", value=92.8686970007712,
                unit="mL/min/{1.73_m2}", effective_at=work.now,
            )
        )  # fmt: skip
    page = whole(after_visit_summary.render(visit_summary_page(desk, visit.id)))
    assert "Glomerular filtration rate in Serum: 92.9 mL/min/1.73 m²" in page
