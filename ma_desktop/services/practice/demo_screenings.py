"""Screenings of the people of today: some done lately, some long ago, one followed over a year and a half."""

from __future__ import annotations

from datetime import datetime, timedelta

from ma_desktop.domain.ages import age_on
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.screening_tools import tool_of
from ma_desktop.domain.screenings import Kind, score
from ma_desktop.models import Appointment, Encounter, Patient, QuestionnaireResponse
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.screening_rows import observation, score_rows, write
from ma_desktop.services.work import Work

#: Of grown people in turn: tool, days ago, answers in order. Somebody whose row leaves a tool out was never asked.
ADULTS: tuple[tuple[tuple[str, int, str], ...], ...] = (
    (("phq-2", 400, "01"), ("audit-c", 62, "210")),
    (("phq-2", 95, "00"), ("audit-c", 95, "110")),
    (("phq-2", 31, "10"), ("audit-c", 31, "000"), ("gad-7", 31, "1100100")),
    (("audit-c", 240, "321"),),
    (("phq-9", 540, "2222211210"), ("phq-9", 380, "2212110101"), ("phq-9", 200, "111111010"), ("phq-9", 45, "1101100000"),
     ("audit-c", 45, "000")),
)  # fmt: skip
#: From 65 on, of every other person.
OLD = (("falls", 150, "000"),)
#: Of every other small child: tool, days ago, result.
CHILDREN = (("hemoglobin", 40, "11.8"), ("m-chat", 40, "1"))


def add_screenings(desk: Desk, now: datetime) -> None:
    begin = Appointment.start.db_value(now.replace(hour=0, minute=0, second=0, microsecond=0))
    booked = Appointment.select(Appointment.patient).where(Appointment.start >= begin)
    here = Encounter.select(Encounter.patient).where(Encounter.started_at >= begin)
    rows = Patient.select().where(Patient.id.in_(booked) | Patient.id.in_(here)).order_by(Patient.id)
    with desk.work("Demo screenings", needs=Permission.IMPORT_DATA, undoable=False) as work:
        for place, patient in enumerate(rows):
            age = age_on(patient.birth_date, now.date())
            if age.adult:
                turn = 0 if patient.given == "Dana" else place % len(ADULTS)
                wanted = (*ADULTS[turn], *(OLD if age.years >= 65 and place % 2 else ()))
                for tool, days, digits in wanted:
                    _asked(work, patient, tool, digits, now - timedelta(days=days))
            elif age.years < 3 and place % 2:
                for tool, days, result in CHILDREN if age.total_months > 12 else ():
                    _measured(work, patient, tool, result, now - timedelta(days=days))


def _asked(work: Work, patient: Patient, key: str, digits: str, at: datetime) -> None:
    tool = tool_of(key)
    items = [item for item in tool.items if not item.only_if] + [item for item in tool.items if item.only_if]
    answers: dict[str, int | None] = {
        item.key: int(digit) for item, digit in zip(items, digits, strict=False)
    }
    found = score(tool, answers, sex=patient.sex)
    row = QuestionnaireResponse(
        patient=patient.id, tool=key, answers=answers, score=found.score, band=found.band, authored_at=at,
        positive=None if found.positive is None else int(found.positive),
    )  # fmt: skip
    write(work, row, score_rows(row, tool, found, None))


def _measured(work: Work, patient: Patient, key: str, result: str, at: datetime) -> None:
    tool = tool_of(key)
    row = QuestionnaireResponse(
        patient=patient.id, tool=key, result=result, source="paper", authored_at=at,
        score=int(result) if tool.kind is Kind.OWNED else None,
    )  # fmt: skip
    write(work, row, [observation(row, tool, value=float(result), meaning="NEG")])
