"""The visit that the pictures show: a blood pressure check with a past, with orders on it and on others. Nobody of this exists."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal

from ma_desktop.domain import orders, vital_signs
from ma_desktop.domain.permissions import Permission
from ma_desktop.models import (
    AllergyIntolerance,
    Condition,
    Encounter,
    MedicationRequest,
    Observation,
    Organization,
    Task,
)
from ma_desktop.services.care.finish_order import finish_order
from ma_desktop.services.care.place_order import place_order
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.demo_told import tell_history
from ma_desktop.services.schedule.register_patient import NewCoverage, NewPatient, register_patient
from ma_desktop.services.work import Work

#: Quarters before today with systolic, diastolic, pulse and pounds, oldest first.
_PAST = (
    (97, 122, 78, 74, 176.0), (85, 126, 80, 72, 176.8), (73, 124, 79, 78, 177.4), (61, 130, 84, 75, 178.0),
    (49, 128, 82, 77, 178.4), (37, 134, 86, 76, 179.2), (25, 131, 84, 74, 178.8), (13, 138, 86, 76, 178.6),
)  # fmt: skip
_MEDICINES = (
    ("Lisinopril 20 mg tablet", "1 tablet every morning", 13),
    ("Atorvastatin 40 mg tablet", "1 tablet at bedtime", 61),
    ("Cetirizine 10 mg tablet", "1 tablet a day in season", 85),
    ("Ibuprofen 400 mg tablet", "1 tablet when needed, with food", 25),
)


def the_guest(desk: Desk, now: datetime, provider: int) -> int:
    """The patient of the blood pressure check, with two years behind her; answers ``patient.id``."""
    payer = Organization.standing().where(Organization.kind == "pay").order_by(Organization.id).first()
    patient = register_patient(
        desk,
        NewPatient(
            family="Whitfield", given="Dana", birth_date=date(1968, 3, 14), sex="female", phone="9375550127",
            address="88 Linden Ct", city="Dayton", state="OH", postal_code="45403", preferred_name="Dee", pronouns="she/her",
            needs=("Afraid of needles", "Hard of hearing, left"),
            coverage=NewCoverage(
                payor_id=payer.id, kind="commercial", plan="PPO", member_id="X204118765", copay=Decimal(25)
            ),
        ),
        although="demo",
    )  # fmt: skip
    with desk.work("Demo guest", needs=Permission.IMPORT_DATA, undoable=False, patient_id=patient) as work:
        for substance, reaction in (("Penicillin", "hives"), ("Latex", "rash")):
            work.insert(
                AllergyIntolerance(
                    patient=patient, display=substance, reaction=reaction, severity="moderate",
                    verification_status="confirmed",
                )
            )  # fmt: skip
        for code, words in (
            ("I10", "Essential (primary) hypertension"),
            ("E78.5", "Hyperlipidemia, unspecified"),
        ):
            work.insert(Condition(patient=patient, code=code, display=words, onset_on=date(2023, 5, 2)))
        _history(work, patient, provider, now)
        tell_history(work, patient)
    return patient


def _history(work: Work, patient: int, provider: int, now: datetime) -> None:
    panel = 1_900_000_000
    for number, (weeks, systolic, diastolic, pulse, pounds) in enumerate(_PAST):
        at = (now - timedelta(weeks=weeks)).replace(hour=9, minute=30, second=0, microsecond=0)
        visit = work.insert(
            Encounter(
                patient=patient, practitioner=provider, status="finished", stage="billed", type_text="Follow-up",
                reason="Blood pressure", started_at=at, ended_at=at + timedelta(minutes=35),
                identity_how="name and birth date", follow_up="3 months",
            )
        )  # fmt: skip
        values = {
            vital_signs.SYSTOLIC: systolic, vital_signs.DIASTOLIC: diastolic, vital_signs.PULSE: pulse,
            vital_signs.WEIGHT: round(pounds * 0.45359237, 2), vital_signs.TEMPERATURE: 36.6 + number % 4 * 0.15,
            vital_signs.RESPIRATION: 14 + number % 3, vital_signs.SPO2: (98, 97, 97, 98, 99, 98, 97, 98)[number], vital_signs.HEIGHT: 162.6,
        }  # fmt: skip
        for key, value in values.items():
            sign = vital_signs.VITALS[key]
            work.insert(
                Observation(
                    patient=patient, encounter=visit.id, code=sign.code, value=float(value), unit=sign.unit,
                    effective_at=at, panel=panel + number,
                )
            )  # fmt: skip
    for words, dose, weeks in _MEDICINES:
        work.insert(
            MedicationRequest(
                patient=patient, display=words, dose=dose, taking="taking", authored_at=now - timedelta(weeks=weeks)
            )
        )  # fmt: skip
    for weeks, ldl in ((61, 142.0), (11, 118.0)):
        work.insert(
            Observation(
                patient=patient, category="laboratory", code="13457-7", display="LDL", value=ldl, unit="mg/dL",
                effective_at=now - timedelta(weeks=weeks),
            )
        )  # fmt: skip
    work.insert(
        Task(
            patient=patient, kind="other", description="Called: dizzy in the morning", status="completed",
            done_at=now - timedelta(weeks=9), outcome="answered", owner_role="ma",
        )
    )  # fmt: skip


def place_orders(desk: Desk) -> None:
    """What stands as chips on the cards of the board."""
    told, written = orders.VERBAL, orders.WRITTEN
    for kind, rows in (
        ("MA visit: BP check", (("Repeat BP, both arms", "procedure", "Both arms", told, False),
                                ("Basic metabolic panel, gold top", "lab", "BMP", written, False))),
        ("Well child", (("MMR", "injection", "MMR", written, False), ("Urine dip", "lab", "UA", written, True))),
        ("Acute visit", (("EKG, 12 leads", "procedure", "EKG", told, False),)),
    ):  # fmt: skip
        visit = (
            Encounter.standing()
            .where(
                (Encounter.type_text == kind)
                & Encounter.stage.in_(["vitals", "ready", "provider"])
                & (Encounter.started_at >= desk.now().replace(hour=0, minute=0, second=0, microsecond=0))
            )
            .order_by(Encounter.id.desc())
            .first()
        )
        if visit is None:
            continue
        for words, of, chip, how, done in rows:
            order = place_order(desk, visit.id, words=words, kind=of, chip=chip, how=how)
            if done:
                finish_order(desk, order, "negative")
