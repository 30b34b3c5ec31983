"""What the tabs of the chart stand on: result_sheet, shot_history, contact_log, ledger."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from ma_desktop.domain.permissions import Permission
from ma_desktop.models import Communication, Encounter, Immunization, Observation, OutboxItem, Recall
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.billing.ledger import ledger
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.billing.take_payment import take_payment
from ma_desktop.services.billing.void_payment import void_payment
from ma_desktop.services.chart.result_sheet import flag_words, group_words, result_sheet
from ma_desktop.services.chart.shot_history import shot_history
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.contact_log import contact_log
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient


@pytest.fixture
def patient(desk: Desk) -> int:
    return register_patient(
        desk, NewPatient(family="Quill", given="Zander", birth_date=date(2020, 3, 14), sex="male")
    )


def write(desk: Desk, *rows: object) -> None:
    with desk.work("Chart", needs=Permission.RECORD_VITALS) as work:
        for row in rows:
            work.insert(row)


def result(desk: Desk, patient: int, code: str, days_ago: int, value: object, **more: object) -> Observation:
    kept = {"value_text": value} if isinstance(value, str) else {"value": value}
    more = {"category": "laboratory", "display": code, "unit": "%"} | more
    return Observation(
        patient=patient, code=code, effective_at=desk.now() - timedelta(days=days_ago), **kept, **more
    )


def test_a_test_stands_once_with_its_newest_result(desk: Desk, patient: int) -> None:
    write(
        desk, result(desk, patient, "a1c", 400, 6.4), result(desk, patient, "a1c", 30, 7.1, interpretation="H"),
        result(desk, patient, "a1c", 200, 6.8), result(desk, patient, "color", 5, "yellow", unit=""),
        result(desk, patient, "phq", 1, 4.0, category="survey", unit="{score}"),
        result(desk, patient, "8867-4", 1, 80.0, category="vital-signs"),
    )  # fmt: skip
    color, a1c, phq = result_sheet(desk, patient).lines
    assert (color.name, color.shown, color.numeric, color.before) == ("color", "yellow", False, "")
    assert (a1c.shown, a1c.flag, a1c.before, a1c.points, a1c.count) == (
        "7.1%", "high", "6.8%", (6.4, 6.8, 7.1), 3,
    )  # fmt: skip
    assert (phq.group, group_words(phq.group), flag_words(a1c.flag)) == ("survey", "Questionnaires", "high")


def test_a_wrong_result_and_another_patients_are_not_there(desk: Desk, patient: int) -> None:
    other = register_patient(desk, NewPatient(family="Else", given="Some", birth_date=date(1980, 1, 1)))
    write(desk, result(desk, patient, "a1c", 3, 6.4), result(desk, other, "ldl", 3, 100.0))
    with desk.work("Wrong", needs=Permission.RECORD_VITALS) as work:
        work.mark_error(
            Observation.get(Observation.code == "a1c", Observation.patient == patient), "typed for another"
        )
    assert result_sheet(desk, patient).lines == ()


@pytest.mark.parametrize(
    ("sent", "flag"),
    [("N", ""), ("", ""), ("H", "high"), ("L", "low"), ("HH", "critical"), ("ll", "critical"), ("A", "abnormal"),
     ("POS", "abnormal"), ("NEG", ""), ("X?", "abnormal")],
)  # fmt: skip
def test_flags_are_those_of_the_laboratory(desk: Desk, patient: int, sent: str, flag: str) -> None:
    write(desk, result(desk, patient, "k", 1, 5.9, interpretation=sent))
    assert result_sheet(desk, patient).lines[0].flag == flag


def test_doses_are_counted_by_vaccine(desk: Desk, patient: int) -> None:
    def dose(cvx: str, display: str, year: int, **more: object) -> Immunization:
        return Immunization(
            patient=patient, cvx=cvx, display=display, occurred_at=desk.now().replace(year=year), **more
        )

    write(
        desk, dose("03", "MMR", 2021), dose("03", "MMR", 2024, given_here=True, lot="K12"), dose("21", "varicella", 2021),
        dose("03", "MMR", 2022, status="not-done"), dose("88", "influenza", 2019),
    )  # fmt: skip
    doses = shot_history(desk, patient).doses
    assert [(d.vaccine, d.number, d.here, d.status) for d in doses] == [
        ("Influenza", 1, False, "completed"), ("MMR", 1, False, "completed"), ("MMR", 1, False, "not-done"),
        ("MMR", 2, True, "completed"), ("Varicella", 1, False, "completed"),
    ]  # fmt: skip
    assert doses[0].age.total_days == 0, "before birth: an import's mistake, shown, not refused"
    assert doses[3].age.years == 4


def test_the_contact_log_tells_who_said_what(desk: Desk, patient: int) -> None:
    write(desk, Recall(patient=patient, reason="Blood pressure check", due_on=desk.now().date()))
    recall = Recall.get(Recall.patient == patient)
    write(
        desk,
        Communication(patient=patient, about="Recall", row=recall.id, outcome="left-message", at=desk.now() - timedelta(days=2)),
        Communication(patient=patient, about="Appointment", row=1, channel="letter", outcome="sent", at=desk.now()),
        OutboxItem(patient=patient, key="k1", route="email", title="Reminder", queued_at=desk.now() - timedelta(days=9)),
        OutboxItem(patient=patient, key="k2", route="email", title="Old", queued_at=desk.now(), status="cancelled"),
    )  # fmt: skip
    log = contact_log(desk, patient).contacts
    assert [(c.kind, c.about, c.waits) for c in log] == [
        ("e-mail", "Reminder", True), ("letter", "appointment", False), ("call", "Blood pressure check", False),
    ]  # fmt: skip
    assert log[2].by == desk.worker.name
    assert log[2].ended == "left message"


def pay(desk: Desk, visit: Encounter, amount: str) -> int:
    return take_payment(
        desk,
        patient_id=visit.patient_id,
        amount=Decimal(amount),
        method="cash",
        kind="balance",
        encounter_id=visit.id,
    )


def test_the_ledger_ends_at_the_balance(desk: Desk) -> None:
    visit: Encounter = Encounter.get(Encounter.stage == "provider")
    add_charge(desk, visit.id, "99213", pointers=())
    before = patient_balance(desk, visit.patient_id)
    payment = pay(desk, visit, "30.00")
    void_payment(desk, payment, "wrong patient")
    pay(desk, visit, "12.50")
    book = ledger(desk, visit.patient_id)
    assert book.balance == patient_balance(desk, visit.patient_id) == before - Decimal("12.50")
    assert book.lines[-1].after == book.balance == book.charged - book.paid
    assert [(line.kind, line.amount, line.voided) for line in book.lines[-3:]] == [
        ("balance", Decimal("-30.00"), True), ("void", Decimal("30.00"), False), ("balance", Decimal("-12.50"), False),
    ]  # fmt: skip


def test_an_empty_account(desk: Desk, patient: int) -> None:
    book = ledger(desk, patient)
    assert (book.lines, book.balance) == ((), Decimal(0))
