"""Mail for lines of the call list: made off the screen thread, previewed, printed, and noted with progress."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.services.messages.call_list import CallKey
from ma_desktop.views.printing import PatientPage
from ma_desktop.views.workbench import Workbench


def preview_mail(
    bench: Workbench, kind: str, keys: Sequence[CallKey], panel: Any = None, *, first: int = 1
) -> None:
    """``kind``: letters, postcards, envelopes or labels; ``first``: the label to begin at."""
    page = MailPage(bench, kind, tuple(keys), first)
    page.make(
        "letter", False, then=lambda pdf: page.shown(pdf), failed=lambda error: bench.fail(error, panel)
    )


class MailPage(PatientPage):
    """One file for the whole list."""

    def __init__(self, bench: Workbench, kind: str, keys: tuple[CallKey, ...], first: int) -> None:
        super().__init__(bench, kind, 0)
        self.keys, self.first = keys, first
        self.posts = kind in ("letters", "postcards")
        self.saves = True

    def _read(
        self, size: str, large: bool, then: Callable[[Any], object], failed: Callable[[Exception], object]
    ) -> None:
        from ma_desktop.services.messages.mailing_page import mailing_page

        def read(page: Any) -> None:
            self.without = page.withheld
            page_shown = _Shown(page)
            then(page_shown)

        self.bench.tasks.read(
            mailing_page,
            self.bench.desk,
            self.kind,
            self.keys,
            first=self.first,
            size=size,
            then=read,
            failed=failed,
        )

    def shown(self, pdf: bytes) -> None:
        from ma_desktop.services.messages.mailing_page import left_out_words

        self.bench.show_pdf(self, pdf)
        if self.without:
            self.bench.say(left_out_words(self.without), "warn")

    def left(self, how: str, pdf: bytes, copies: int, then: Callable[[int], object], panel: Any) -> None:
        from ma_desktop.services.messages.note_mailing import note_mailing

        self.bench.long(
            _("Noting what was sent"), note_mailing, self.keys, self.kind, digest=sha256(pdf).hexdigest(), how=how,
            copies=copies, then=then,
        )  # fmt: skip


class _Shown:
    """What the preview looks at: nothing here is a patient's sensitive finding that was kept back."""

    withheld = 0

    def __init__(self, page: Any) -> None:
        self.render = page.render
