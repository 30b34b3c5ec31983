"""From files and from the record to pages on the screen: read here, decrypted there, drawn on the third thread, in memory only."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from shiboken6 import isValid

from ma_desktop.domain.documents import MOST
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.interop.scanned_file import ScannedFile, as_pdf, examine
from ma_desktop.services.chart.document_content import DocumentContent, document_content
from ma_desktop.services.chart.take_document import AlreadyHere, take_document
from ma_desktop.views.paper import page_image
from ma_desktop.views.workbench import Workbench, sentence_of

#: Pixels across the small picture of a first page.
_SMALL = 96


def pages_of(found: DocumentContent) -> bytes:
    """As PDF. For the third thread."""
    return as_pdf(found.content, found.media_type)


def small_page(found: DocumentContent) -> QImage:
    """The first page, small. For the third thread."""
    return page_image(pages_of(found), 0, width=_SMALL)


def examined_file(path: Path) -> ScannedFile:
    """For the third thread. Raises ``RuleBroken`` with a sentence."""
    try:
        if path.is_dir():
            raise RuleBroken(_("This is a folder. Take in the files in it."))
        if path.stat().st_size > MOST:
            raise RuleBroken(
                _("This file is larger than {most} MB. Scan it with a lower resolution or in parts.").format(
                    most=MOST // 1024**2
                )
            )
        return examine(path.read_bytes())
    except OSError as error:
        raise RuleBroken(_("This file cannot be read. Nothing was taken in.")) from error


class Scans(QObject):
    """Reads documents for one widget, its parent; an answer that comes after the widget is gone is dropped."""

    def __init__(self, bench: Workbench, parent: QObject) -> None:
        super().__init__(parent)
        self.bench = bench

    def pages(
        self, attachment_id: int, then: Callable[[bytes], object], failed: Callable[[str], object],
        still: Callable[[], bool],
    ) -> None:  # fmt: skip
        """``then(pdf)``; ``failed(sentence)`` for what cannot be shown."""
        self._read(attachment_id, pages_of, then, failed, still)

    def small(self, attachment_id: int, then: Callable[[QImage], object], still: Callable[[], bool]) -> None:
        """An empty picture for what cannot be shown."""
        self._read(attachment_id, small_page, then, lambda _words: then(QImage()), still)

    def _read(
        self, attachment_id: int, draw: Callable[[DocumentContent], Any], then: Callable[[Any], object],
        failed: Callable[[str], object], still: Callable[[], bool],
    ) -> None:  # fmt: skip
        def wanted() -> bool:
            return isValid(self) and still()

        def broke(error: Exception) -> None:
            if wanted():
                failed(sentence_of(error) or _("This document cannot be shown."))

        self.bench.tasks.read(
            document_content, self.bench.desk, attachment_id, still=wanted, failed=broke,
            then=lambda found: self.bench.tasks.render(draw, found, then=then, failed=broke, still=wanted),
        )  # fmt: skip


@dataclass
class Taken:
    """``taken``: (attachment, file) that the record has now, ``known`` those it had before; ``refused``: (name, sentence)."""

    taken: list[tuple[int, Path]] = field(default_factory=list)
    known: list[tuple[int, Path, str]] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    @property
    def files(self) -> list[tuple[int, Path]]:
        """Those that may be removed."""
        return [*self.taken, *((row, path) for row, path, _words in self.known)]


class Taking:
    """Takes files in, one after the other; ``then(Taken)``. ``files``: (path, origin)."""

    def __init__(
        self, bench: Workbench, files: Sequence[tuple[Path, str]], *, source: str, patient_id: int | None, panel: Any,
        then: Callable[[Taken], object],
    ) -> None:  # fmt: skip
        self.bench, self.source, self.patient_id, self.panel, self.then = (
            bench,
            source,
            patient_id,
            panel,
            then,
        )
        self._left = list(files)
        self.result = Taken()
        self._next()

    def _next(self) -> None:
        if not self._left:
            self.then(self.result)
            return
        path, origin = self._left.pop(0)
        self.bench.tasks.render(
            examined_file, path, then=lambda scanned: self._take(path, origin, scanned),
            failed=lambda error: self._failed(path, error),
        )  # fmt: skip

    def _take(self, path: Path, origin: str, scanned: ScannedFile) -> None:
        self.bench.do(
            take_document, scanned, patient_id=self.patient_id, source=self.source, origin=origin, panel=self.panel,
            then=lambda row: self._done(row, path), failed=lambda error: self._failed(path, error),
        )  # fmt: skip

    def _done(self, row: int, path: Path) -> None:
        self.result.taken.append((row, path))
        self._next()

    def _failed(self, path: Path, error: Exception) -> None:
        if isinstance(error, AlreadyHere):
            self.result.known.append((error.attachment_id, path, error.sentence))
        else:
            sentence = sentence_of(error)
            if sentence is None:
                self.bench.fail(error, self.panel)
            self.result.refused.append((path.name, sentence or _("This file was not taken in.")))
        self._next()
