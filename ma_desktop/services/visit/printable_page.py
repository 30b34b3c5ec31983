"""Any page about a patient, by its name: what it says, and how it becomes a PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import on_paper as _
from ma_desktop.i18n import speaking
from ma_desktop.models import Appointment, Encounter, PaymentNotice
from ma_desktop.reports import (
    after_visit_summary,
    appointment_card,
    cycle_times,
    day_schedule,
    growth_chart,
    huddle_sheet,
    mailing,
    receipt,
    routing_slip,
    screening_form,
    superbill,
    trends,
)
from ma_desktop.services.billing.receipt_page import receipt_page
from ma_desktop.services.billing.superbill_page import superbill_page
from ma_desktop.services.chart.growth_page import growth_page
from ma_desktop.services.chart.trend_page import trend_page
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.next_appointment_card import next_appointment_card
from ma_desktop.services.schedule.day_schedule_page import day_schedule_page
from ma_desktop.services.schedule.huddle_page import huddle_addendum_page, huddle_page
from ma_desktop.services.visit.cycle_times import By
from ma_desktop.services.visit.cycle_times_page import cycle_times_page
from ma_desktop.services.visit.patient_labels_page import patient_labels_page
from ma_desktop.services.visit.routing_slip_page import routing_slip_page
from ma_desktop.services.visit.screening_form_page import screening_form_page
from ma_desktop.services.visit.visit_summary_page import visit_summary_page

#: Every document, in the order of the command line's help: (name, whether large print is offered).
DOCUMENTS = {"after-visit-summary": True, "superbill": False, "receipt": True, "routing-slip": False}
#: Pages about a whole day, for the office.
DAY_DOCUMENTS = ("day-schedule", "huddle", "huddle-addendum", "cycle-times")
#: Days that a page of cycle times covers when only its last day is given.
CYCLE_DAYS = 30


@dataclass(frozen=True, slots=True)
class PrintablePage:
    """``content``: the report's frozen value. ``number``: of a receipt. ``withheld``: sensitive items kept back."""

    kind: str
    content: Any
    draw: Callable[[Any], bytes]
    patient_id: int | None
    encounter_id: int | None
    number: str = ""
    withheld: int = 0

    @speaking("en")
    def render(self) -> bytes:
        """The PDF; no record is needed for that."""
        return self.draw(self.content)


@speaking("en")
def printable_page(
    desk: Desk, kind: str, row_id: int, *, size: str = "letter", large_print: bool = False
) -> PrintablePage:
    """``row_id``: of the visit; of the payment for a receipt. ``size``: letter or a4."""
    if kind == "receipt":
        payment: PaymentNotice = PaymentNotice.get_by_id(row_id)
        paid = receipt_page(desk, row_id, size=size, large_print=large_print)
        return PrintablePage(
            kind, paid, receipt.render, payment.patient_id, payment.encounter_id, paid.number
        )
    visit: Encounter = Encounter.get_by_id(row_id)
    if kind == "superbill":
        bill = superbill_page(desk, row_id, size=size)
        return PrintablePage(kind, bill, superbill.render, visit.patient_id, visit.id)
    if kind == "after-visit-summary":
        summary = visit_summary_page(desk, row_id, size=size, large_print=large_print)
        return PrintablePage(
            kind, summary, after_visit_summary.render, visit.patient_id, visit.id, withheld=summary.withheld
        )
    if kind == "routing-slip":
        slip = routing_slip_page(desk, encounter_id=row_id, size=size)
        return PrintablePage(kind, slip, routing_slip.render, visit.patient_id, visit.id)
    if kind == "patient-labels":
        return PrintablePage(
            kind, patient_labels_page(desk, row_id), mailing.labels, visit.patient_id, visit.id
        )
    if kind == "appointment-card":
        card = next_appointment_card(desk, visit.patient_id, size=size, large_print=large_print)
        return PrintablePage(kind, card, appointment_card.render, visit.patient_id, visit.id)
    raise RuleBroken(_("There is no page called {kind}.").format(kind=kind))


@speaking("en")
def printable_form(
    desk: Desk,
    patient_id: int,
    tool: str,
    language: str = "",
    *,
    size: str = "letter",
    large_print: bool = False,
) -> PrintablePage:
    """A screening to be filled in by hand; no visit is needed for that."""
    form = screening_form_page(desk, patient_id, tool, language, size=size, large_print=large_print)
    return PrintablePage("screening-form", form, screening_form.render, patient_id, None)


@speaking("en")
def printable_slip(desk: Desk, appointment_id: int, *, size: str = "letter") -> PrintablePage:
    """The routing slip of an appointment, before or after its patient has come."""
    slip = routing_slip_page(desk, appointment_id=appointment_id, size=size)
    booked: Appointment = Appointment.get_by_id(appointment_id)
    visit = Encounter.standing().where(Encounter.appointment == appointment_id).first()
    return PrintablePage(
        "routing-slip", slip, routing_slip.render, booked.patient_id, visit.id if visit else None
    )


@speaking("en")
def printable_span(
    desk: Desk, kind: str, first: date, last: date, by: By = "all", *, size: str = "letter"
) -> PrintablePage:
    """A page about a span of days, both included."""
    if kind != "cycle-times":
        raise RuleBroken(_("There is no page called {kind}.").format(kind=kind))
    return PrintablePage(
        kind, cycle_times_page(desk, first, last, by, size=size), cycle_times.render, None, None
    )


@speaking("en")
def printable_growth(
    desk: Desk, patient_id: int, *, sheet: str = "", chart: str = "", corrected: bool | None = None, size: str = "letter"
) -> PrintablePage:  # fmt: skip
    """A child's growth: two charts on a page."""
    page = growth_page(desk, patient_id, sheet=sheet, chart=chart, corrected=corrected, size=size)
    return PrintablePage("growth-chart", page, growth_chart.render, patient_id, None)


@speaking("en")
def printable_trends(
    desk: Desk, patient_id: int, codes: Sequence[str] = (), *, size: str = "letter"
) -> PrintablePage:
    """Vital signs and results over time, by LOINC codes."""
    page = trend_page(desk, patient_id, codes, size=size)
    return PrintablePage("trends", page, trends.render, patient_id, None)


@speaking("en")
def printable_day(desk: Desk, kind: str, day: date, *, size: str = "letter") -> PrintablePage:
    """A page about everybody of a day; no patient gets it."""
    if kind == "huddle":
        return PrintablePage(kind, huddle_page(desk, day, size=size), huddle_sheet.render, None, None)
    if kind == "huddle-addendum":
        return PrintablePage(
            kind, huddle_addendum_page(desk, day, size=size), huddle_sheet.render, None, None
        )
    if kind == "day-schedule":
        return PrintablePage(kind, day_schedule_page(desk, day, size=size), day_schedule.render, None, None)
    return printable_span(desk, kind, day - timedelta(days=CYCLE_DAYS - 1), day, "type", size=size)


def last_payment(desk: Desk, encounter_id: int) -> int:
    """The visit's last payment with a receipt, also when it was taken back; ``desk`` opens the record."""
    row = (
        PaymentNotice.standing()
        .where((PaymentNotice.encounter == encounter_id) & PaymentNotice.receipt_number.is_null(False))
        .order_by(PaymentNotice.id.desc())
        .first()
    )
    if row is None:
        raise RuleBroken(_("Nothing was paid for this visit, so there is no receipt."))
    return int(row.id)
