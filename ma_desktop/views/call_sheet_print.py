"""The waiting list on paper, to call from."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.views.workbench import Workbench


def preview_waiting_calls(bench: Workbench, panel: Any) -> None:
    """The preview opens when the page is there."""
    page = WaitingCallsPage(bench)
    page.make(
        "letter", False, then=lambda pdf: bench.show_pdf(page, pdf),
        failed=lambda error: bench.fail(error, panel),
    )  # fmt: skip


class WaitingCallsPage:
    """For the desk: no patient gets it, so nothing is handed over or kept back."""

    KIND = "waiting-calls"

    def __init__(self, bench: Workbench) -> None:
        self.bench = bench
        self.title = _("Waiting list: calls")
        self.large_offered = False
        self.identifiers = ""
        self.posts = False
        self.saves = True
        self.withheld = 0

    @property
    def file_name(self) -> str:
        return f"{self.title.replace(':', '')} {self.bench.desk.now():%Y-%m-%d %H%M}.pdf"

    def make(
        self, size: str, large: bool, then: Callable[[bytes], object], failed: Callable[[Exception], object]
    ) -> None:
        """Read on one thread, set on another."""
        from ma_desktop.reports.waiting_calls import render
        from ma_desktop.services.schedule.waiting_calls_page import waiting_calls_page

        tasks = self.bench.tasks

        def read(content: Any) -> None:
            tasks.render(render, content, then=then, failed=failed)

        tasks.read(waiting_calls_page, self.bench.desk, size=size, then=read, failed=failed)

    def left(self, how: str, pdf: bytes, copies: int, then: Callable[[int], object], panel: Any) -> None:
        """Names and numbers left the program: noted with the digest."""
        from ma_desktop.services.visit.note_document import note_document

        self.bench.do(
            note_document, kind=self.KIND, digest=sha256(pdf).hexdigest(), patient_id=None, encounter_id=None, how=how,
            copies=copies, recipient="desk", then=then, panel=panel,
        )  # fmt: skip

    def write(
        self, path: Path, pdf: bytes, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.visit.write_page import write_page

        self.bench.tasks.render(write_page, None, path, pdf, then=then, failed=failed)

    def hand_over(self, entry: int, how: str, then: Callable[[Any], object], panel: Any) -> None:
        raise TypeError("a call sheet is handed to nobody")

    def release(self, window: Any, then: Callable[[Any], object], panel: Any) -> None:
        raise TypeError("a call sheet keeps nothing back")
