"""Making a page, previewing it from memory, and noting that it left the program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.views.workbench import Workbench

#: Documents that come in large print, and those that are handed to the patient.
_FOR_PATIENTS = {"after-visit-summary", "receipt", "screening-form"}
#: Documents about one patient that stay in the office.
_FOR_STAFF = {"routing-slip"}
#: Charts about a patient, of no visit; they may be handed over like any page.
_CHARTS = {"growth-chart", "trends"}


def preview_visit_page(
    bench: Workbench, kind: str, encounter_id: int, patient_id: int, panel: Any = None
) -> None:
    """``kind``: after-visit-summary or superbill. Printing and saving are logged with the page's digest."""
    _open(bench, kind, encounter_id, panel)


def preview_receipt(
    bench: Workbench, payment_id: int, patient_id: int, encounter_id: int | None, *, copy: bool = False
) -> None:
    """Marked COPY from its second print on, whoever asks."""
    _open(bench, "receipt", payment_id, None)


def _open(bench: Workbench, kind: str, row_id: int, panel: Any) -> None:
    """The preview opens when the page is there; until then the screen stays as it is, and usable."""
    page = PatientPage(bench, kind, row_id)
    _show(bench, page, panel)


def _show(bench: Workbench, page: PatientPage, panel: Any) -> None:
    page.make(
        "letter",
        False,
        then=lambda pdf: bench.show_pdf(page, pdf),
        failed=lambda error: bench.fail(error, panel),
    )


def preview_slip(bench: Workbench, appointment_id: int, panel: Any = None) -> None:
    """The routing slip of an appointment, come or yet to come."""
    page = SlipPage(bench, "routing-slip", appointment_id)
    _show(bench, page, panel)


def preview_growth(
    bench: Workbench, patient_id: int, sheet: str, chart: str, *, corrected: bool, panel: Any = None
) -> None:
    """The printed sheet of the chart that is looked at."""
    asked = {"sheet": sheet, "chart": chart, "corrected": corrected}
    _show(bench, ChartPage(bench, "growth-chart", patient_id, asked), panel)


def preview_trends(bench: Workbench, patient_id: int, codes: tuple[str, ...], panel: Any = None) -> None:
    """``codes``: LOINC, as they stand in the dialog."""
    _show(bench, ChartPage(bench, "trends", patient_id, {"codes": codes}), panel)


def preview_day(bench: Workbench, kind: str, panel: Any = None) -> None:
    """``kind``: day-schedule or huddle, of the day that the schedule shows."""
    page = DayPage(bench, kind, bench.focus.day or bench.desk.now().date())
    _show(bench, page, panel)


def preview_form(bench: Workbench, patient_id: int, tool: str, language: str, panel: Any = None) -> None:
    """A blank screening with the patient's name on it, to be filled in by hand."""
    page = FormPage(bench, patient_id, tool, language)
    _show(bench, page, panel)


class PatientPage:
    """One document about a patient: made anew for each paper size, printed, saved, handed over."""

    def __init__(self, bench: Workbench, kind: str, row_id: int) -> None:
        self.bench, self.kind, self.row_id = bench, kind, row_id
        self.title = {
            "after-visit-summary": _("After-visit summary"),
            "superbill": _("Superbill"),
            "growth-chart": _("Growth chart"),
            "trends": _("Over time"),
            "receipt": _("Receipt"),
            "routing-slip": _("Routing slip"),
            "screening-form": _("Screening form"),
            "day-schedule": _("Day schedule"),
            "huddle": _("Huddle sheet"),
            "huddle-addendum": _("Huddle addendum"),
            "cycle-times": _("Cycle times"),
            "appointment-card": _("Appointment card"),
            "patient-labels": _("Patient labels"),
            "letters": _("Letters"),
            "postcards": _("Postcards"),
            "envelopes": _("Envelopes"),
            "labels": _("Address labels"),
        }[kind]
        self.large_offered = kind in _FOR_PATIENTS
        self.identifiers = ""
        self.posts = False
        self.saves = True
        self.withheld = 0
        self._page: Any = None

    def make(
        self, size: str, large: bool, then: Callable[[bytes], object], failed: Callable[[Exception], object]
    ) -> None:
        """Read on one thread, set on another; ReportLab and its fonts are loaded when the first page is made."""
        bench = self.bench

        def read(page: Any) -> None:
            bench.tasks.render(page.render, then=lambda pdf: shown(page, pdf), failed=failed)

        def shown(page: Any, pdf: bytes) -> None:
            self._page, self.withheld = page, page.withheld
            if self.large_offered or self.kind in _CHARTS:
                patient = page.content.head.patient
                self.identifiers = f"{patient.called} · {patient.identifiers}"
            then(pdf)

        self._read(size, large, read, failed)

    def _read(
        self, size: str, large: bool, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.visit.printable_page import printable_page

        self.bench.tasks.read(
            printable_page, self.bench.desk, self.kind, self.row_id,
            size=size, large_print=large, then=then, failed=failed,
        )  # fmt: skip

    @property
    def file_name(self) -> str:
        """A name to suggest, with the day and without the patient."""
        return f"{self.title} {self.bench.desk.now():%Y-%m-%d %H%M}.pdf"

    def left(self, how: str, pdf: bytes, copies: int, then: Callable[[int], object], panel: Any) -> None:
        """Notes that this very page was printed or saved; ``then(entry)``."""
        from ma_desktop.services.visit.note_document import note_document

        self.bench.do(
            note_document, kind=self.kind, digest=sha256(pdf).hexdigest(), patient_id=self._page.patient_id,
            encounter_id=self._page.encounter_id, how=how, copies=copies, number=self._page.number,
            recipient="patient" if self._page.patient_id and self.kind not in _FOR_STAFF else "staff",
            then=then, panel=panel,
        )  # fmt: skip

    def write(
        self, path: Path, pdf: bytes, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.visit.write_page import write_page

        self.bench.tasks.render(write_page, None, path, pdf, then=then, failed=failed)

    def hand_over(self, entry: int, how: str, then: Callable[[Any], object], panel: Any) -> None:
        from ma_desktop.services.visit.hand_over_document import hand_over_document

        self.bench.do(hand_over_document, entry, how, then=then, panel=panel)

    def release(self, window: Any, then: Callable[[Any], object], panel: Any) -> None:
        """The provider at the desk releases directly; anybody else has the provider sign in over the window."""
        from ma_desktop.domain.permissions import Permission
        from ma_desktop.services.visit.release_sensitive import release_sensitive

        if self.bench.desk.may(Permission.RELEASE_SENSITIVE):
            self.bench.do(release_sensitive, self.row_id, then=then, panel=panel)
            return
        ports = getattr(window, "ports", None)
        if ports is None or ports.log_in is None:
            panel.notice(_("Only a provider releases these. Signing in place is not set up here."), "info")
            return
        from ma_desktop.views.dialogs.sign_in_place import SignInPlace

        SignInPlace(
            self.bench, _("Release what is kept back, for this patient's page"), ports.log_in,
            lambda desk: self.bench.do_as(desk, release_sensitive, self.row_id, then=then, panel=panel),
            parent=panel,
        ).open()  # fmt: skip


class SlipPage(PatientPage):
    """By the appointment: its patient may not have come yet."""

    def _read(
        self, size: str, large: bool, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.visit.printable_page import printable_slip

        self.bench.tasks.read(
            printable_slip, self.bench.desk, self.row_id, size=size, then=then, failed=failed
        )


class ChartPage(PatientPage):
    """A growth chart or values over time; ``asked``: what is to be drawn."""

    def __init__(self, bench: Workbench, kind: str, patient_id: int, asked: dict[str, Any]) -> None:
        super().__init__(bench, kind, patient_id)
        self.asked = asked

    def _read(
        self, size: str, large: bool, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.visit.printable_page import printable_growth, printable_trends

        reading = printable_growth if self.kind == "growth-chart" else printable_trends
        self.bench.tasks.read(
            reading, self.bench.desk, self.row_id, size=size, then=then, failed=failed, **self.asked
        )


class FormPage(PatientPage):
    """A screening's questions on paper."""

    def __init__(self, bench: Workbench, patient_id: int, tool: str, language: str) -> None:
        super().__init__(bench, "screening-form", patient_id)
        self.tool, self.language = tool, language

    def _read(
        self, size: str, large: bool, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.visit.printable_page import printable_form

        self.bench.tasks.read(
            printable_form, self.bench.desk, self.row_id, self.tool, self.language,
            size=size, large_print=large, then=then, failed=failed,
        )  # fmt: skip


class DayPage(PatientPage):
    """One page about everybody of a day, for the office; nobody is handed it."""

    def __init__(self, bench: Workbench, kind: str, day: date) -> None:
        super().__init__(bench, kind, 0)
        self.day = day

    def _read(
        self, size: str, large: bool, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.visit.printable_page import printable_day

        self.bench.tasks.read(
            printable_day, self.bench.desk, self.kind, self.day, size=size, then=then, failed=failed
        )


def preview_cycle_times(bench: Workbench, first: date, last: date, by: str, panel: Any = None) -> None:
    """``by``: all, type or provider; the days are both included."""
    page = SpanPage(bench, "cycle-times", first, last, by)
    page.make(
        "letter",
        False,
        then=lambda pdf: bench.show_pdf(page, pdf),
        failed=lambda error: bench.fail(error, panel),
    )


class SpanPage(PatientPage):
    """One page about many days, for the office."""

    def __init__(self, bench: Workbench, kind: str, first: date, last: date, by: str) -> None:
        super().__init__(bench, kind, 0)
        self.first, self.last, self.by = first, last, by

    def _read(
        self, size: str, large: bool, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.visit.printable_page import printable_span

        self.bench.tasks.read(
            printable_span, self.bench.desk, self.kind, self.first, self.last, self.by, size=size,
            then=then, failed=failed,
        )  # fmt: skip
