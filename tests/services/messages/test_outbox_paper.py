"""Paper instead of a message: pages from the record, and the items they close."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Appointment, AuditEvent, Consent, DocumentReference, OutboxItem, Patient
from ma_desktop.reports import appointment_card, call_sheet
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.appointment_card_page import appointment_card_page
from ma_desktop.services.messages.call_sheet_page import call_sheet_page
from ma_desktop.services.messages.mark_printed import mark_printed
from ma_desktop.services.messages.outbox import outbox
from ma_desktop.services.messages.queue_message import queue_message
from ma_desktop.services.practice.change_setting import change_setting
from tests.reports.conftest import whole


@pytest.fixture
def lines(desk: Desk) -> list[int]:
    """Two call lines and a card, of the demo's appointments that are still to come."""
    rows = list(
        Appointment.standing()
        .where((Appointment.status == "booked") & (Appointment.start > desk.now()))
        .limit(3)
    )
    return [
        queue_message(
            desk, key=f"t{n}", route=route, title="Reminder", recipient=row.patient.phone, payload={},
            patient_id=row.patient_id, appointment_id=row.id,
        )
        for n, (row, route) in enumerate(zip(rows, ("call-sheet", "call-sheet", "card"), strict=True))
    ]  # fmt: skip


def test_a_call_sheet_closes_its_lines_and_is_logged(desk: Desk, lines: list[int]) -> None:
    page = call_sheet_page(desk, lines[:2])
    said = whole(call_sheet.render(page))
    for row in OutboxItem.select().where(OutboxItem.id.in_(lines[:2])):
        assert Patient.get_by_id(row.patient_id).family in said
    entry = mark_printed(desk, lines[:2], kind="call-sheet", digest="ab" * 32, copies=2)
    logged = DocumentReference.get_by_id(entry)
    assert (logged.kind, logged.copies, logged.recipient, logged.patient_id) == (
        "call-sheet",
        2,
        "staff",
        None,
    )
    assert AuditEvent.select().order_by(AuditEvent.seq.desc()).get().action == "print"
    shown = {one.item_id: one for one in outbox(desk).lines}
    assert [shown[ident].state for ident in lines[:2]] == ["Printed: answer?"] * 2, (
        "the answers are still to come"
    )
    assert shown[lines[2]].state == "To print"
    assert mark_printed(desk, lines[:2], kind="call-sheet", digest="ab" * 32) != entry, (
        "a second print is a second entry"
    )


def test_a_card_instead(desk: Desk, lines: list[int]) -> None:
    row = OutboxItem.get_by_id(lines[2])
    with desk.work("Test", needs=Permission.REGISTER) as work:
        work.update(
            row.patient,
            language="es",
            given="Dana",
            preferred_name="",
            city="Dayton",
            state="OH",
            postal_code="45402",
        )
    said = whole(appointment_card.render(appointment_card_page(desk, [lines[2]])))
    assert "Su cita Dana lunes 23 de noviembre" in said
    assert f"Dana {row.patient.family}" in said, "the envelope needs the whole name"
    assert row.appointment.reason == "" or row.appointment.reason not in said
    change_setting(desk, "reminders.name_practice", "no")
    assert appointment_card_page(desk, [lines[2]]).named == ""
    mark_printed(desk, [lines[2]], kind="appointment-card", digest="cd" * 32)
    assert lines[2] not in {one.item_id for one in outbox(desk).lines}
    assert lines[2] in {one.item_id for one in outbox(desk, done=True).lines}


@pytest.mark.parametrize(
    ("status", "words"),
    [("active", "may name day and time"), ("rejected", "Leave no voicemail"), ("", "call-back number only")],
)
def test_what_a_voicemail_may_say(desk: Desk, lines: list[int], status: str, words: str) -> None:
    patient = OutboxItem.get_by_id(lines[0]).patient_id
    if status:
        with desk.work("Test", needs=Permission.REGISTER) as work:
            work.insert(Consent(patient=patient, kind="voicemail", status=status, given_at=desk.now()))
    assert words in call_sheet_page(desk, [lines[0]]).lines[0].message


@pytest.mark.parametrize("page", [call_sheet_page, appointment_card_page])
def test_nothing_to_print_is_a_sentence(desk: Desk, page: Callable[..., Any]) -> None:
    with pytest.raises(RuleBroken):
        page(desk, [])
