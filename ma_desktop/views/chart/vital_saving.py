"""From what is typed to what is saved: refused, asked about once, or handed on. Every form of vital signs goes through here."""

from __future__ import annotations

from typing import Any, Protocol

from ma_desktop.domain import vital_methods
from ma_desktop.i18n import _
from ma_desktop.services.visit.vital_rows import Typed
from ma_desktop.views.widgets.vital_row import VitalRow
from ma_desktop.views.workbench import Workbench


class VitalForm(Protocol):
    """``judge``: a ``VitalJudge`` over the same rows; ``method.values``: arm, position, cuff, site."""

    rows: dict[str, VitalRow]
    judge: Any
    method: Any

    def notice(self, sentence: str, tone: str = "danger") -> None: ...


class VitalSaving:
    """Unlikely values are asked about once: the second Save is the answer."""

    def __init__(self, form: VitalForm) -> None:
        self.form = form
        self._asking: set[str] = set()
        self._under_way = False

    def start_over(self) -> None:
        """Another visit, or saved: whatever was asked before is asked anew."""
        self._asking = set()
        self._under_way = False

    def broke(self, error: Exception, bench: Workbench) -> None:
        """The save was refused or failed: what is typed stays, and may be saved again."""
        self._under_way = False
        bench.fail(error, self.form)

    def typed(self) -> list[Typed] | None:
        """What goes to ``record_vitals``; ``None`` when something was refused or asked, and said so in the form.

        From here on *Save* is under way until ``start_over`` or ``broke``.
        """
        form = self.form
        if self._under_way:
            return None  # a second press of Save before the first was answered would save everything twice
        rows = [row for row in form.rows.values() if row.shown and row.input.text().strip()]
        good = [form.judge.look_at(row) for row in rows]
        form.judge.lay_out()
        if not all(good):
            form.notice(_("One value cannot be right. Nothing is saved yet; correct it and save again."))
            rows[good.index(False)].input.setFocus()
            return None
        asked = [(row, sentence) for row in rows for sentence in row.asks]
        new = {f"{row.key}.{row.reading}={row.input.text()}" for row, _sentence in asked}
        if not new <= self._asking:
            self._asking |= new
            form.notice(
                _("Unlikely: {list}. Save again if this is right.").format(
                    list=" ".join(s for _r, s in asked)
                ),
                "warn",
            )
            return None
        method = form.method.values
        self._under_way = True
        return [
            Typed(row.key, row.input.text(), method=vital_methods.belonging(row.key, method) or None, confirmed=row.asks) for row in rows
        ]  # fmt: skip
