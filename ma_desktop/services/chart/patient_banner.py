"""Who this is: the facts on every panel and page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ma_desktop.domain import names, plain_terms
from ma_desktop.domain.ages import age_on, age_text
from ma_desktop.domain.coverage import CoverageFacts, expected_copay, primary_on
from ma_desktop.i18n import _
from ma_desktop.models import (
    AllergyIntolerance,
    Coverage,
    DeviceUseStatement,
    Encounter,
    Organization,
    Patient,
    ReviewedList,
)
from ma_desktop.services.billing.patient_balance import patient_balance
from ma_desktop.services.chart.patient_images import photo_of
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.name_alerts import name_alerts
from ma_desktop.services.visit.visit_facts import copay_paid, coverage_facts


@dataclass(frozen=True, slots=True)
class PatientBanner:
    """``allergies``: words with reactions; ``allergies_known``: ``False`` when nobody ever asked.

    ``name_alerts``: who could be taken for this patient. ``implants``: what somebody must know of before a procedure, a magnet or a cuff. ``balance``: what the patient owes now; ``copay_due``: of the open visit, ``None`` when none is due.
    """

    patient_id: int
    name: str
    initials: str
    band: int
    preferred_name: str
    pronouns: str
    sex: str
    age: str
    birth_date: date
    record_number: str
    phone: str
    allergies: tuple[str, ...]
    allergies_known: bool
    needs: tuple[str, ...]
    alert: str
    coverage: str
    coverage_verified: bool
    copay_due: Decimal | None
    balance: Decimal
    name_alerts: tuple[str, ...] = ()
    photo: bytes = b""
    implants: tuple[str, ...] = ()


def patient_banner(desk: Desk, patient_id: int, encounter_id: int | None = None) -> PatientBanner | None:
    """``None`` when there is no such patient."""
    patient = Patient.get_or_none(Patient.id == patient_id)
    if patient is None or patient.error_at is not None:
        return None
    today = desk.now().date()
    allergies = active_allergies(patient_id)
    asked = ReviewedList.standing().where(
        (ReviewedList.patient == patient_id) & (ReviewedList.code == "allergies")
    )
    coverages = coverage_facts(patient_id)
    primary = primary_on(today, coverages)
    return PatientBanner(
        patient_id=patient.id,
        name=names.display(patient.family, patient.given, patient.suffix),
        initials=names.initials(patient.family, patient.given),
        band=names.band(patient.record_number),
        preferred_name=patient.preferred_name,
        pronouns=patient.pronouns,
        sex={"female": _("F"), "male": _("M"), "other": _("X")}.get(patient.sex, "?"),
        age=age_text(age_on(patient.birth_date, today)),
        birth_date=patient.birth_date,
        record_number=patient.record_number,
        phone=patient.phone,
        allergies=tuple(" — ".join(part for part in (plain_terms.name(a.display), a.reaction) if part) for a in allergies),
        allergies_known=bool(allergies) or asked.exists(),
        needs=tuple(patient.needs or ()) + ((_("Interpreter: {language}").format(language=patient.language),)
                                            if patient.interpreter else ()),
        alert=patient.alert,
        coverage=_coverage_name(primary.id) if primary else _("Self-pay"),
        coverage_verified=primary is not None and primary.verified_for == today,
        copay_due=_copay_due(encounter_id, today, coverages),
        balance=patient_balance(desk, patient_id),
        name_alerts=name_alerts(desk, patient_id),
        implants=_implants(patient_id),
        photo=photo_of(desk, patient.photo) if patient.photo else b"",
    )  # fmt: skip


def active_allergies(patient_id: int) -> list[AllergyIntolerance]:
    rows = AllergyIntolerance.standing().where(
        (AllergyIntolerance.patient == patient_id) & (AllergyIntolerance.clinical_status == "active")
    )
    return list(rows.order_by(AllergyIntolerance.id))


def _implants(patient_id: int) -> tuple[str, ...]:
    rows = DeviceUseStatement.select(DeviceUseStatement.alert, DeviceUseStatement.body_site).where(
        (DeviceUseStatement.patient == patient_id) & (DeviceUseStatement.status == "active") & (DeviceUseStatement.alert != "")
        & DeviceUseStatement.stands()
    )  # fmt: skip
    return tuple(f"{alert} ({site})" if site else alert for alert, site in rows.tuples())


def _coverage_name(coverage_id: int) -> str:
    coverage = Coverage.get_by_id(coverage_id)
    payer = Organization.get_by_id(coverage.payor_id).name if coverage.payor_id else ""
    return " ".join(part for part in (payer, coverage.plan) if part)


def _copay_due(encounter_id: int | None, today: date, coverages: tuple[CoverageFacts, ...]) -> Decimal | None:
    visit = Encounter.get_or_none(Encounter.id == encounter_id) if encounter_id else None
    if visit is None:
        return None
    takes = visit.service.copay if visit.service_id else True
    expected = expected_copay(visit.started_at.date(), coverages, takes_copay=takes)
    if expected is None:
        return None
    left = expected - copay_paid(visit.id)
    return left if left > 0 else None
