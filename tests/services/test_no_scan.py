"""No step of a visit reads a large table from end to end, nor sorts one: what takes nothing in a test takes seconds in a
practice with a million visits."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from ma_desktop.models import Appointment, Encounter, Location, Patient, database
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.billing.visit_bill import visit_bill
from ma_desktop.services.chart.patient_banner import patient_banner
from ma_desktop.services.chart.patient_documents import patient_documents
from ma_desktop.services.chart.patient_summary import patient_summary
from ma_desktop.services.chart.row_versions import row_versions
from ma_desktop.services.chart.unfiled_documents import unfiled_documents
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.day_schedule import day_schedule
from ma_desktop.services.visit.check_in import check_in
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.services.visit.loose_ends import loose_ends
from ma_desktop.services.visit.record_vitals import Typed, record_vitals
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.visit_view import visit_view
from ma_desktop.services.visit.vitals_sheet import vitals_sheet
from ma_desktop.views.shell.seat import make_ports

#: Tables that grow with the patients of the practice.
LARGE = {
    "patient", "encounter", "observation", "condition", "medication_request", "allergy_intolerance", "immunization",
    "procedure", "coverage", "claim", "charge_item", "payment_notice", "provenance", "audit_event", "appointment",
    "encounter_status_history", "identifier", "document_reference", "reviewed_list", "patient_word", "patient_number",
    "patient_birth", "attachment",
}  # fmt: skip


def whole_tables(statement: str, values: Any) -> list[str]:
    """Large tables that SQLite would read from end to end for this statement."""
    alias = {short: table for table, short in re.findall(r'"?(\w+)"? AS "(\w+)"', statement)}
    plan = [row[3] for row in database.obj.connection().execute("EXPLAIN QUERY PLAN " + statement, values)]
    scanned = [re.match(r"SCAN (\w+)", line) for line in plan]
    names = [alias.get(found[1], found[1]) for found in scanned if found]
    # The newest row by its number is one step, whatever the plan calls it.
    newest = re.search(r"ORDER BY \S*(?:id|seq)\"? DESC LIMIT", statement) and "WHERE" not in statement
    return [] if newest else [name for name in names if name in LARGE]


@pytest.fixture
def scans(desk: Desk, record: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    really = record.database.execute_sql

    def execute_sql(sql: str, params: Any = None, *more: Any) -> Any:
        if sql.lstrip().upper().startswith(("SELECT", "UPDATE", "DELETE")):
            found.extend((table, sql) for table in whole_tables(sql, params or ()))
        return really(sql, params, *more)

    monkeypatch.setattr(record.database, "execute_sql", execute_sql)
    return found


def test_no_step_of_a_visit_reads_a_large_table_whole(
    desk: Desk, record: Any, scans: list[tuple[str, str]]
) -> None:
    booked = Appointment.select().where(Appointment.status == "booked").first()
    room = Location.select().where(Location.state == "clean").first()
    scans.clear()
    visit = check_in(desk, booked.id)
    room_patient(desk, visit, room.id)
    record_vitals(desk, visit, [Typed("pulse", "72"), Typed("temperature", "98.6")])
    add_charge(desk, visit, "99213")
    take_payment(desk, patient_id=booked.patient_id, encounter_id=visit, amount=Decimal(20), method="card")
    for reading in (visit_view, vitals_sheet, visit_bill):
        reading(desk, visit)
    patient_banner(desk, booked.patient_id, visit)
    patient_summary(desk, booked.patient_id, history=True)
    day_schedule(desk, desk.now().date())
    loose_ends(desk)
    flow_board(desk)
    patient_documents(desk, booked.patient_id)
    unfiled_documents(desk, booked.patient_id)
    row_versions(desk, "Patient", booked.patient_id)
    find = make_ports(record, desk).find
    for typed in ("m", "dana wh", "wihtfield dana", "3/14/1968", "0142", "10007", "tran 3/14"):
        find(desk, typed)
    assert scans == []


def test_the_next_visit_number_looks_at_these_days_only(desk: Desk, scans: list[Any], record: Any) -> None:
    """From the start of the year on it took two seconds in a practice of a million visits."""
    asked: list[Any] = []
    really = record.database.execute_sql
    record.database.execute_sql = lambda sql, params=None, *more: (asked.append((sql, params)), really(sql, params, *more))[1]  # fmt: skip
    check_in(desk, Appointment.select().where(Appointment.status == "booked").first().id)
    since = next(params[1] for sql, params in asked if '"number" LIKE' in sql)
    assert since >= "2026-11-20"
    assert Encounter.select().order_by(Encounter.id.desc()).first().number.startswith("2026-1123-")


def test_a_scan_is_noticed(desk: Desk, scans: list[tuple[str, str]]) -> None:
    list(Patient.select().where(Patient.family == "Tran"))
    assert [table for table, _sql in scans] == ["patient"]
