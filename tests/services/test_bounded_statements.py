"""FIELD, complaints 59 and 60: a reading asks the same number of questions of the record however long the chart is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.models import (
    AllergyIntolerance,
    ChargeItem,
    ClinicalNote,
    Communication,
    Condition,
    Encounter,
    EncounterStatusHistory,
    Immunization,
    MedicationRequest,
    Observation,
    PaymentNotice,
    Procedure,
    QuestionnaireResponse,
    ReviewedList,
    Task,
)
from ma_desktop.services.billing.ledger import ledger
from ma_desktop.services.chart.chart_facts import chart_facts
from ma_desktop.services.chart.chart_history import chart_history
from ma_desktop.services.chart.cosign_queue import cosign_queue
from ma_desktop.services.chart.growth_chart import growth_chart
from ma_desktop.services.chart.history_changes import history_changes
from ma_desktop.services.chart.patient_banner import patient_banner
from ma_desktop.services.chart.patient_documents import patient_documents
from ma_desktop.services.chart.patient_history import patient_history
from ma_desktop.services.chart.patient_notes import patient_notes
from ma_desktop.services.chart.patient_summary import patient_summary
from ma_desktop.services.chart.result_sheet import result_sheet
from ma_desktop.services.chart.shot_history import shot_history
from ma_desktop.services.chart.since_last_visit import since_last_visit
from ma_desktop.services.chart.trends import trends
from ma_desktop.services.chart.waiting_entries import waiting_entries
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.contact_log import contact_log
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.services.visit.loose_ends import loose_ends
from ma_desktop.services.visit.provider_calls import provider_calls
from ma_desktop.services.visit.rooming_sheet import rooming_sheet
from ma_desktop.services.visit.screening_history import screening_history
from ma_desktop.services.visit.screening_sheet import screening_sheet
from ma_desktop.services.visit.side_panel import side_panel
from ma_desktop.services.visit.visit_view import visit_view
from ma_desktop.services.visit.vital_calls import vital_calls
from ma_desktop.services.visit.vitals_sheet import vitals_sheet

Reading = Callable[[Desk, int, int], object]

#: Reading of a patient and a visit, and how many statements it may take at most.
READINGS: dict[str, tuple[Reading, int]] = {
    "banner": (lambda desk, who, visit: patient_banner(desk, who, visit), 21),
    "visit": (lambda desk, who, visit: visit_view(desk, visit), 50),
    "side panel": (lambda desk, who, visit: side_panel(desk, visit), 68),
    "rooming sheet": (lambda desk, who, visit: rooming_sheet(desk, visit), 102),
    "vitals": (lambda desk, who, visit: vitals_sheet(desk, visit), 11),
    "summary": (lambda desk, who, visit: patient_summary(desk, who, history=True), 12),
    "facts": (lambda desk, who, visit: chart_facts(desk, who), 11),
    "history": (lambda desk, who, visit: patient_history(desk, who), 15),
    "since last visit": (lambda desk, who, visit: since_last_visit(desk, visit), 14),
    "history changes": (lambda desk, who, visit: history_changes(desk, who), 30),
    "timeline": (lambda desk, who, visit: chart_history(desk, who), 20),
    "results": (lambda desk, who, visit: result_sheet(desk, who), 5),
    "trends": (lambda desk, who, visit: trends(desk, who), 10),
    "growth": (lambda desk, who, visit: growth_chart(desk, who), 6),
    "notes": (lambda desk, who, visit: patient_notes(desk, who), 5),
    "to sign": (lambda desk, who, visit: cosign_queue(desk), 9),
    "shots": (lambda desk, who, visit: shot_history(desk, who), 5),
    "documents": (lambda desk, who, visit: patient_documents(desk, who), 9),
    "messages": (lambda desk, who, visit: contact_log(desk, who), 8),
    "ledger": (lambda desk, who, visit: ledger(desk, who), 5),
    "screenings": (lambda desk, who, visit: screening_sheet(desk, who, visit), 10),
    "screening over time": (lambda desk, who, visit: screening_history(desk, who, "phq-9"), 8),
    "waiting entries": (lambda desk, who, visit: waiting_entries(desk, who), 17),
    "flow board": (lambda desk, who, visit: flow_board(desk), 40),
    "loose ends": (lambda desk, who, visit: loose_ends(desk), 56),
    "provider calls": (lambda desk, who, visit: provider_calls(desk), 5),
    "vital calls": (lambda desk, who, visit: vital_calls(desk), 5),
}


def live_through(desk: Desk, patient: int, since: int, until: int) -> None:
    """Visits ``since`` to ``until`` days ago, each with all that a visit leaves behind."""
    now = desk.now()
    with desk.work("Earlier", needs=Permission.RECORD_VITALS, patient_id=patient, undoable=False) as work:
        days = range(since, until)
        visits = work.insert_many(
            [Encounter(patient=patient, stage="billed", status="finished", type_text="Follow-up", reason=f"Visit {day}", plan="Rest",
                       started_at=now - timedelta(days=day), ended_at=now - timedelta(days=day)) for day in days]
        )  # fmt: skip
        for make in (
            lambda at, visit: Observation(patient=patient, encounter=visit, code="8867-4", value=70.0, unit="/min", effective_at=at),
            lambda at, visit: Observation(patient=patient, encounter=visit, code="29463-7", value=70.0, unit="kg", effective_at=at),
            lambda at, visit: Observation(patient=patient, encounter=visit, category="laboratory", code="4548-4", display="Hemoglobin A1c",
                                          value=6.1, unit="%", effective_at=at),
            lambda at, visit: ClinicalNote(patient=patient, encounter=visit, text="Seen.", about_at=at, written_at=at, status="final",
                                           signed_at=at, signed_by=1, cosign="waiting"),
            lambda at, visit: ClinicalNote(patient=patient, encounter=visit, text="Draft.", about_at=at, written_at=at),
            lambda at, visit: Condition(patient=patient, encounter=visit, category="encounter-diagnosis", display=f"Cough {at}", code="R05.9"),
            lambda at, visit: Condition(patient=patient, display=f"Problem {at}", code="I10", verification_status="unconfirmed"),
            lambda at, visit: Procedure(patient=patient, encounter=visit, display=f"ECG {at}", performed_at=at),
            lambda at, visit: MedicationRequest(patient=patient, encounter=visit, display=f"Drug {at}", authored_at=at, intent="proposal"),
            lambda at, visit: AllergyIntolerance(patient=patient, display=f"Allergen {at}", verification_status="unconfirmed"),
            lambda at, visit: Immunization(patient=patient, encounter=visit, display="Influenza", cvx="150", occurred_at=at),
            lambda at, visit: ChargeItem(patient=patient, encounter=visit, code="99213", fee=Decimal(100)),
            lambda at, visit: PaymentNotice(patient=patient, encounter=visit, amount=Decimal(25), received_at=at),
            lambda at, visit: Communication(patient=patient, outcome="reached", at=at),
            lambda at, visit: QuestionnaireResponse(patient=patient, encounter=visit, tool="phq-9", score=4, authored_at=at),
            lambda at, visit: EncounterStatusHistory(encounter=visit, stage="arrived", at=at),
            lambda at, visit: ReviewedList(patient=patient, encounter=visit, code="history", reviewed_at=at),
            lambda at, visit: Task(patient=patient, encounter=visit, description="Call back", due_at=at),
        ):  # fmt: skip
            work.insert_many([make(visit.started_at, visit.id) for visit in visits])


@pytest.fixture
def visit(desk: Desk) -> Encounter:
    found = Encounter.select().where(Encounter.stage.in_(["roomed", "vitals"])).first()
    live_through(desk, found.patient_id, 1, 13)
    return found  # type: ignore[no-any-return]


@pytest.fixture
def count(
    desk: Desk, record: Any, visit: Encounter, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], dict[str, int]]:
    asked: list[str] = []
    really = record.database.execute_sql

    def execute_sql(sql: str, *rest: Any) -> Any:
        asked.append(sql)
        return really(sql, *rest)

    monkeypatch.setattr(record.database, "execute_sql", execute_sql)

    def counted() -> dict[str, int]:
        found = {}
        for name, (reading, _most) in READINGS.items():
            asked.clear()
            reading(desk, visit.patient_id, visit.id)
            found[name] = len(asked)
        return found

    return counted


def test_700_visits_cost_no_more_statements_than_12(
    desk: Desk, visit: Encounter, count: Callable[[], dict[str, int]]
) -> None:
    count()  # what is read once and kept
    few = count()
    live_through(desk, visit.patient_id, 13, 701)
    assert Encounter.select().where(Encounter.patient == visit.patient_id).count() > 700
    many = count()
    assert {name: (few[name], many[name]) for name in few if many[name] > few[name]} == {}
    assert {name: many[name] for name, (_reading, most) in READINGS.items() if many[name] > most} == {}
