"""Call sheets and cards as the preview wants them; printing closes the items that are on the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.views.workbench import Workbench


def preview_call_sheet(bench: Workbench, item_ids: Sequence[int], panel: Any = None) -> None:
    _open(bench, "call-sheet", item_ids, panel)


def preview_cards(bench: Workbench, item_ids: Sequence[int], panel: Any = None) -> None:
    _open(bench, "appointment-card", item_ids, panel)


def _open(bench: Workbench, kind: str, item_ids: Sequence[int], panel: Any) -> None:
    page = OutboxPage(bench, kind, item_ids)
    page.make(
        "letter", False,
        then=lambda pdf: bench.show_pdf(page, pdf), failed=lambda error: bench.fail(error, panel),
    )  # fmt: skip


class OutboxPage:
    """Several people stand on it, so the preview asks for nobody's identifiers; the page is for staff or the post."""

    def __init__(self, bench: Workbench, kind: str, item_ids: Sequence[int]) -> None:
        self.bench, self.kind, self.item_ids = bench, kind, tuple(item_ids)
        self.title = _("Call sheet") if kind == "call-sheet" else _("Appointment cards")
        self.large_offered = kind == "appointment-card"
        self.identifiers = ""
        self.posts = True
        self.saves = True
        self.withheld = 0

    def make(
        self, size: str, large: bool, then: Callable[[bytes], object], failed: Callable[[Exception], object]
    ) -> None:
        """Read on one thread, set on another."""
        from ma_desktop.reports import appointment_card, call_sheet
        from ma_desktop.services.messages.appointment_card_page import appointment_card_page
        from ma_desktop.services.messages.call_sheet_page import call_sheet_page

        tasks, desk = self.bench.tasks, self.bench.desk
        if self.kind == "call-sheet":
            tasks.read(call_sheet_page, desk, self.item_ids, size=size, failed=failed,
                       then=lambda page: tasks.render(call_sheet.render, page, then=then, failed=failed))  # fmt: skip
            return
        tasks.read(appointment_card_page, desk, self.item_ids, size=size, large_print=large, failed=failed,
                   then=lambda page: tasks.render(appointment_card.render, page, then=then, failed=failed))  # fmt: skip

    @property
    def file_name(self) -> str:
        return f"{self.title} {self.bench.desk.now():%Y-%m-%d %H%M}.pdf"

    def left(self, how: str, pdf: bytes, copies: int, then: Callable[[int], object], panel: Any) -> None:
        from ma_desktop.services.messages.mark_printed import mark_printed

        self.bench.do(
            mark_printed, self.item_ids, kind=self.kind, digest=sha256(pdf).hexdigest(), how=how, copies=copies,
            then=then, panel=panel,
        )  # fmt: skip

    def write(
        self, path: Path, pdf: bytes, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.visit.write_page import write_page

        self.bench.tasks.render(write_page, None, path, pdf, then=then, failed=failed)

    def hand_over(self, entry: int, how: str, then: Callable[[Any], object], panel: Any) -> None:
        """Nobody at the desk is given these pages."""

    def release(self, window: Any, then: Callable[[Any], object], panel: Any) -> None:
        """Nothing is kept back from these pages."""
