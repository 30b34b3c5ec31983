"""One vital sign over the years."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from ma_desktop.domain import vital_signs
from ma_desktop.i18n import _
from ma_desktop.services.chart.vital_trend import Trend, vital_trend
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.trend_plot import Band, Line, TrendPlot
from ma_desktop.views.workbench import Workbench


class VitalTrends(Dialog):
    """Arrow keys in the box walk through the vital signs."""

    HELP = "vitals"
    WIDTH = 640

    def __init__(self, bench: Workbench, patient_id: int, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Over time"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.patient_id = patient_id
        self.which = QComboBox()
        self.which.setAccessibleName(_("Vital sign"))
        for key in (vital_signs.BLOOD_PRESSURE, *vital_signs.ORDER, vital_signs.BMI):
            if self.which.findData(key) < 0:
                self.which.addItem(vital_signs.label(key), key)
        self.plot = TrendPlot()
        self.plot.setMinimumHeight(260)
        self.empty = label(_("Never measured here."), "muted")
        self.body.addWidget(self.which)
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(self.empty)
        self.which.currentIndexChanged.connect(lambda _n: self._read())
        self.which.setFocus()
        self._read()

    def _read(self) -> None:
        self.bench.read(
            vital_trend,
            self.patient_id,
            self.which.currentData(),
            then=self._show,
            latest="vital.trend",
            panel=self,
        )

    def _show(self, trend: Trend) -> None:
        words = {vital_signs.SYSTOLIC: _("sys."), vital_signs.DIASTOLIC: _("dia.")}
        tones = ("accent", "info")
        bands = (
            (Band(90, 130, "ok"), Band(140, 250, "warn")) if trend.key == vital_signs.BLOOD_PRESSURE else ()
        )
        self.plot.set(
            tuple(
                Line(words.get(part, trend.unit), tones[place % 2], points)
                for place, (part, points) in enumerate(trend.series)
            ),
            bands,
        )
        has = any(points for _part, points in trend.series)
        self.plot.setVisible(has)
        self.empty.setVisible(not has)
