"""For somebody at the desk: who is free first, chosen already, and when that is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy

from ma_desktop.i18n import _
from ma_desktop.services.schedule.least_wait import Proposal, least_wait
from ma_desktop.views.workbench import Workbench


class WaitLine(QLabel):
    """Follows the kind of visit; chooses the provider with the least wait until somebody chooses another."""

    def __init__(
        self, bench: Workbench, service: QComboBox, provider: QComboBox, patient: Callable[[], int | None]
    ) -> None:
        super().__init__()
        self.bench, self.service, self.provider, self.patient = bench, service, provider, patient
        self.own_choice = False
        self.setProperty("role", "muted")
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        service.currentIndexChanged.connect(lambda _n: self.propose())
        provider.activated.connect(self._chosen)

    def _chosen(self, _place: int) -> None:
        self.own_choice = True

    def propose(self) -> None:
        service = self.service.currentData()
        if service is not None:
            self.bench.read(least_wait, service, self.patient() or 0, then=self._show, latest="book.wait")

    def _show(self, found: Proposal | None) -> None:
        if found is None:
            self.setText(
                _(
                    "Nobody is free for the rest of today. Ctrl+R in the window takes a request for another day."
                )
            )
            return
        if not self.own_choice:
            self.provider.setCurrentIndex(max(0, self.provider.findData(found.practitioner_id)))
        words = (
            _("Least wait: {provider} at {time}, about {n} min.")
            if found.waits > 1
            else _("{provider} is free now.")
        )
        squeezed = " " + _("Squeezed in: the time is shorter than the visit.") if found.squeezed else ""
        self.setText(
            words.format(provider=found.provider, time=f"{found.start:%H:%M}", n=found.waits) + squeezed
        )
