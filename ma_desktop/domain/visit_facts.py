"""The frozen picture of a visit that the rules of what is missing look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ma_desktop.domain import money, settings
from ma_desktop.domain.ages import Age
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.domain.screenings_due import Screening


@dataclass(frozen=True, slots=True)
class VisitFacts:
    """Everything the needs look at. ``day`` is the date of service.

    ``coverage_verified_for``: the date of service for which coverage was checked; ``self_pay``: no coverage applies.
    ``copay_expected`` is ``None`` when no copay is due. ``vitals_required``/``vitals_taken``: keys of
    ``vital_signs``; a refused one counts as taken. ``pressures``: readings of this visit, in order.
    ``alerts``: sentences of provider alerts nobody acknowledged. ``charges_without_diagnosis``: charge lines
    that point to none. ``history_wanted``: this kind of visit goes through the history. ``orders`` counts the orders of this visit, ``orders_open`` names
    those nobody did, put off or cancelled. ``next_appointment``: the day the patient is booked for again.

    ``insured``: an insurance applies; ``address_days``, ``card_days``: after how many days both are asked again. ``forms``: words for
    what has to be signed or acknowledged. ``balance``: owed from earlier visits. ``unfinished``: keys of ``registration.LATER``.
    ``companion``: who came with a minor; ``authority``: on what ground somebody here consents for a minor, empty when nobody does;
    ``reach``: whom to call then. ``screenings``: those due on this day, and those done or refused in this visit.
    """

    day: date
    age: Age
    identity_checked: bool = False
    self_pay: bool = False
    coverage_verified_for: date | None = None
    copay_expected: Decimal | None = None
    copay_paid: Decimal = money.ZERO
    phone: str = ""
    address_checked_on: date | None = None
    reason: str = ""
    vitals_required: tuple[str, ...] = ()
    vitals_taken: frozenset[str] = frozenset()
    pressures: tuple[Pressure, ...] = ()
    alerts: tuple[str, ...] = field(default=())
    allergies_reviewed: bool = False
    medicines_reviewed: bool = False
    history_wanted: bool = False
    history_reviewed: bool = False
    orders: int = 0
    orders_open: tuple[str, ...] = ()
    plan: str = ""
    follow_up: str = ""
    diagnoses: int = 0
    charges: int = 0
    charges_without_diagnosis: int = 0
    summary_printed: bool = False
    superbill_printed: bool = False
    next_appointment: date | None = None
    address_days: int = settings.ADDRESS_STALE.default
    insured: bool = False
    card_seen_on: date | None = None
    card_days: int = settings.CARD_STALE.default
    forms: tuple[str, ...] = ()
    balance: Decimal = money.ZERO
    unfinished: tuple[str, ...] = ()
    companion: str = ""
    authority: str = ""
    reach: str = ""
    screenings: tuple[Screening, ...] = ()
