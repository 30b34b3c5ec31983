"""Pages filled from the record: visit_summary_page, superbill_page, receipt_page, letterhead_of, note_document."""

from __future__ import annotations

import io
from decimal import Decimal

import pypdf
import pytest

from ma_desktop.models import AuditEvent, Condition, DocumentReference, Encounter
from ma_desktop.reports import after_visit_summary, receipt, superbill
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.add_diagnosis import add_diagnosis
from ma_desktop.services.billing.receipt_page import receipt_page
from ma_desktop.services.billing.superbill_page import superbill_page
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of
from ma_desktop.services.visit.note_document import note_document
from ma_desktop.services.visit.visit_summary_page import visit_summary_page


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


def test_a_sensitive_problem_stays_off_the_patients_page_until_released(desk: Desk, visit: Encounter) -> None:
    add_diagnosis(desk, visit.id, code="Z69.11", display="Mental health services for victim of abuse")
    row = Condition.select().where(Condition.code == "Z69.11").first()
    Condition.update(sensitive=True).where(Condition.id == row.id).execute()
    for page in (
        after_visit_summary.render(visit_summary_page(desk, visit.id)),
        superbill.render(superbill_page(desk, visit.id)),
    ):
        assert "abuse" not in "\n".join(text_of(page))
    Condition.update(released=True).where(Condition.id == row.id).execute()
    assert "abuse" in "\n".join(text_of(after_visit_summary.render(visit_summary_page(desk, visit.id))))


def test_the_superbill_carries_codes_charges_and_what_was_paid(desk: Desk, visit: Encounter) -> None:
    add_diagnosis(desk, visit.id, code="I10", display="Essential (primary) hypertension")
    add_charge(desk, visit.id, "99213")
    payment = take_payment(
        desk, patient_id=visit.patient_id, encounter_id=visit.id, amount=Decimal(25), method="card"
    )
    whole = "\n".join(text_of(superbill.render(superbill_page(desk, visit.id))))
    for words in ("I10", "99213", "$128.00", "25.00", "1558598797"[:0] + visit.patient.record_number):
        assert words in whole
    paid = "\n".join(text_of(receipt.render(receipt_page(desk, payment, copy=True))))
    assert "$25.00" in paid
    assert "COPY" in paid


def test_every_visit_of_the_demo_has_its_pages(desk: Desk) -> None:
    for row in Encounter.select().limit(25):
        assert superbill.render(superbill_page(desk, row.id)).startswith(b"%PDF")
        assert after_visit_summary.render(visit_summary_page(desk, row.id)).startswith(b"%PDF")


def test_what_left_the_program_is_logged_and_numbered(desk: Desk, visit: Encounter) -> None:
    assert letterhead_of(desk, visit.patient, visit, "superbill").version == "v1"
    entry = note_document(
        desk, kind="superbill", digest="ab" * 32, patient_id=visit.patient_id, encounter_id=visit.id, copies=2
    )
    assert DocumentReference.get_by_id(entry).copies == 2
    assert AuditEvent.select().order_by(AuditEvent.seq.desc()).first().action == "print"
    assert letterhead_of(desk, visit.patient, visit, "superbill").version == "v2"
