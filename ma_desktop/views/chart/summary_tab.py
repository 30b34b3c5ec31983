"""Summary: the facts needed to room, call or refill."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_summary import PatientSummary
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.labels import label

if TYPE_CHECKING:
    from ma_desktop.views.panels.panel import Panel


def day(moment: datetime | date | None) -> str:
    """``Aug 18, 2026``; empty for none."""
    return f"{moment:%b} {moment.day}, {moment.year}" if moment is not None else ""


class Facts(Card):
    """A titled card of lines: what, and at the right when."""

    def __init__(self, title: str, empty: str) -> None:
        super().__init__(title)
        self._lines: list[_Line] = []
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.body.addLayout(self.lines)
        self._nothing, self._footer = label(empty, "muted", wrap=True), label("", "caption", wrap=True)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._footer)
        self.body.addStretch(1)

    def set(self, rows: Sequence[tuple[str, str]], footer: str = "") -> None:
        """Lines are kept from one patient to the next: making them anew took most of the time of a chart."""
        while len(self._lines) < len(rows):
            self._lines.append(_Line())
            self.lines.addWidget(self._lines[-1])
        for line, (what, when) in zip(self._lines, rows, strict=False):
            line.say(what, when)
        for line in self._lines[len(rows) :]:
            line.forget()
        self._nothing.setVisible(not rows)
        self._footer.setText(footer)
        self._footer.setVisible(bool(footer))


class _Line(QWidget):
    """What, and at the right when."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 2, 0, 2)
        self.what, self.when = label("", wrap=True), label("", "caption")
        across.addWidget(self.what, 1)
        across.addWidget(self.when)

    def say(self, what: str, when: str) -> None:
        self.what.setText(what)
        self.what.setToolTip(what)
        self.when.setText(when)
        self.show()

    def forget(self) -> None:
        """Nothing of the patient before stays in a hidden line."""
        self.hide()
        self.what.clear()
        self.what.setToolTip("")
        self.when.clear()


class SummaryTab(QScrollArea):
    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self.problems = Facts(_("Problems"), _("No problems are recorded."))
        self.medicines = Facts(_("Medicines"), _("No medicines are recorded."))
        self.allergies = Facts(_("Allergies"), _("None recorded. Blank means nobody asked yet."))
        self.vitals = Facts(_("Last measurements"), _("Nothing measured yet."))
        self.visits = Facts(_("Last visits"), _("No earlier visits."))
        self.shots = Facts(_("Immunizations"), _("None recorded."))
        self.contact = Facts(_("Contact"), _("No phone or address yet."))
        places = (
            self.problems,
            self.medicines,
            self.allergies,
            self.vitals,
            self.visits,
            self.shots,
            self.contact,
        )
        for number, card in enumerate(places):
            grid.addWidget(card, number // 2, number % 2)
        grid.setRowStretch(4, 1)
        self.setWidget(holder)

    def show_summary(self, data: PatientSummary) -> None:
        self.problems.set([(p.display, day(p.since)) for p in data.problems])
        reviewed = (
            _("Reviewed {day}").format(day=day(data.medicines_reviewed))
            if data.medicines_reviewed
            else _("Never reviewed here")
        )
        self.medicines.set(
            [(f"{m.display}: {m.dose}" if m.dose else m.display, day(m.since)) for m in data.medicines],
            reviewed,
        )
        asked = (
            _("Reviewed {day}").format(day=day(data.allergies_reviewed)) if data.allergies_reviewed else ""
        )
        self.allergies.set(
            [
                (f"{a.display} — {a.reaction}" if a.reaction else a.display, a.severity)
                for a in data.allergies
            ],
            asked,
        )
        self.vitals.set([(f"{v.label}  {v.text}", day(v.at)) for v in data.vitals])
        self.visits.set(
            [(f"{v.title}: {v.reason}" if v.reason else v.title, day(v.at)) for v in data.visits[:8]]
        )
        self.shots.set([(s.display, day(s.at)) for s in data.shots[:8]])
        self.contact.set([(line, "") for line in data.contact])
