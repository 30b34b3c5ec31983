"""A filed document in the preview: shown large, printed by the same way as every page, and noted when it leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_documents import DocumentLine
from ma_desktop.services.visit.hand_over_document import hand_over_document
from ma_desktop.services.visit.note_document import note_document
from ma_desktop.views.workbench import Workbench


class DocumentPage:
    """``pdf``: its pages. A copy on disk leaves by ``export_document`` with its reason, so nothing is saved from here."""

    large_offered = False
    posts = False
    withheld = 0
    saves = False

    def __init__(self, bench: Workbench, line: DocumentLine, pdf: bytes, identifiers: str) -> None:
        self.bench, self.line, self.pdf, self.identifiers = bench, line, pdf, identifiers
        self.title = _("Document")

    @property
    def file_name(self) -> str:
        return f"{self.title}.pdf"

    def make(
        self, size: str, large: bool, then: Callable[[bytes], object], failed: Callable[[Exception], object]
    ) -> None:
        """It is as it came; neither paper nor print size change it."""
        then(self.pdf)

    def left(self, how: str, pdf: bytes, copies: int, then: Callable[[int], object], panel: Any) -> None:
        self.bench.do(
            note_document, kind="filed-document", digest=self.line.digest, patient_id=self.line.patient_id, encounter_id=None,
            how=how, copies=copies, number=str(self.line.attachment_id), then=then, panel=panel,
        )  # fmt: skip

    def write(
        self, path: Path, pdf: bytes, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        raise AssertionError("the preview offers no saving for this page")

    def hand_over(self, entry: int, how: str, then: Callable[[Any], object], panel: Any) -> None:
        self.bench.do(hand_over_document, entry, how, then=then, panel=panel)

    def release(self, window: Any, then: Callable[[Any], object], panel: Any) -> None:
        """Nothing is withheld of a document."""
