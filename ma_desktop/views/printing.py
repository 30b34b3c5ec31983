"""Making a page, previewing it from memory, and noting that it left the program."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.views.workbench import Workbench


def preview_visit_page(
    bench: Workbench, kind: str, encounter_id: int, patient_id: int, panel: Any = None
) -> None:
    """``kind``: after-visit-summary or superbill. Printing and saving are logged with the page's digest."""
    from ma_desktop.services.billing.superbill_page import superbill_page
    from ma_desktop.services.visit.visit_summary_page import visit_summary_page

    reading, title = {
        "after-visit-summary": (visit_summary_page, _("After-visit summary")),
        "superbill": (superbill_page, _("Superbill")),
    }[kind]
    bench.read(
        reading,
        encounter_id,
        then=lambda doc: _render(bench, kind, title, doc, patient_id, encounter_id, panel),
        panel=panel,
    )


def preview_receipt(
    bench: Workbench, payment_id: int, patient_id: int, encounter_id: int | None, *, copy: bool = False
) -> None:
    from ma_desktop.services.billing.receipt_page import receipt_page

    bench.read(receipt_page, payment_id, copy=copy,
               then=lambda doc: _render(bench, "receipt", _("Receipt"), doc, patient_id, encounter_id, None))  # fmt: skip


def _render(
    bench: Workbench, kind: str, title: str, doc: Any, patient_id: int, encounter_id: int | None, panel: Any
) -> None:
    from ma_desktop.services.visit.note_document import note_document

    def shown(pdf: bytes) -> None:
        digest = sha256(pdf).hexdigest()

        def note(how: str) -> Callable[..., object]:
            def left(copies: int = 1) -> object:
                return bench.do(note_document, kind=kind, digest=digest, patient_id=patient_id, encounter_id=encounter_id,
                                how=how, copies=copies)  # fmt: skip

            return left

        bench.show_pdf(pdf, title, on_print=note("printed"), on_save=note("saved"))

    bench.render(_renderer(kind), doc, then=shown, panel=panel)


def _renderer(kind: str) -> Callable[[Any], bytes]:
    """ReportLab and its fonts are loaded when the first page is made."""
    from ma_desktop.reports import after_visit_summary, receipt, superbill

    modules = {"after-visit-summary": after_visit_summary, "superbill": superbill, "receipt": receipt}
    return modules[kind].render
