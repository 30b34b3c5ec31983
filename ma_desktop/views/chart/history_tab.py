"""History: everything, also what is resolved, stopped and older."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_summary import PatientSummary
from ma_desktop.views.chart.summary_tab import Facts, day


class HistoryTab(QScrollArea):
    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(8)
        self.visits = Facts(_("Visits"), _("No visits."))
        self.problems = Facts(_("Problems, also resolved"), _("No problems are recorded."))
        self.medicines = Facts(_("Medicines, also stopped"), _("No medicines are recorded."))
        self.shots = Facts(_("Immunizations"), _("None recorded."))
        for place, card in enumerate((self.visits, self.problems, self.medicines, self.shots)):
            grid.addWidget(card, place // 2, place % 2)
        grid.setRowStretch(2, 1)
        self.setWidget(holder)

    def show_history(self, data: PatientSummary) -> None:
        """At most the newest sixty of each; the rest is said as a number."""
        self.visits.set(
            [(f"{v.title}: {v.reason}" if v.reason else v.title, day(v.at)) for v in data.visits[:60]],
            _rest(len(data.visits)),
        )
        self.problems.set(
            [(p.display + ("" if p.active else _(" (resolved)")), day(p.since)) for p in data.problems[:60]],
            _rest(len(data.problems)),
        )
        self.medicines.set(
            [(m.display + ("" if m.active else _(" (stopped)")), day(m.since)) for m in data.medicines[:60]],
            _rest(len(data.medicines)),
        )
        self.shots.set([(s.display, day(s.at)) for s in data.shots[:60]], _rest(len(data.shots)))


def _rest(count: int) -> str:
    return _("and {n} older").format(n=count - 60) if count > 60 else ""
