"""Growth charts of a child: a list of charts, the chart, its points in a table, and the printed sheet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import gestation, growth, growth_curves
from ma_desktop.domain.growth_curves import CHARTS, CHILD, INFANT
from ma_desktop.i18n import _
from ma_desktop.services.chart.growth_chart import GrowthChart, GrowthSeries, growth_chart, line_of
from ma_desktop.services.chart.record_gestation import record_gestation
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.printing import preview_growth
from ma_desktop.views.widgets.labels import Elided, button, keyed, label
from ma_desktop.views.widgets.plot_view import PlotView
from ma_desktop.views.workbench import Workbench

#: The weeks at birth are asked for while the charts they change are still looked at.
_ASKED_UNTIL_MONTHS = 36
_KEY = Qt.ItemDataRole.UserRole


class GrowthCharts(Dialog):
    """Up and Down choose the chart, Tab goes to the curve, where the arrows go from point to point."""

    FORM = "growth"
    HELP = "vitals"
    WIDTH = 900
    WHOSE = False

    def __init__(self, bench: Workbench, patient_id: int, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Growth"), parent=parent, scope=Focus(patient_id), yes=_("Close"))
        self.no_button.hide()
        self.yes_button.setProperty("role", "")
        self.patient_id = patient_id
        self.chart: GrowthChart | None = None
        self.resize(theme.px(1160), theme.px(680))
        self.body.addLayout(self._head())
        across = QHBoxLayout()
        across.setSpacing(14)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Charts"))
        self.list.setProperty("role", "rows")
        self.list.setFixedWidth(theme.px(250))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda _item, _before: self._show())
        across.addWidget(self.list)
        right = QVBoxLayout()
        self.title = label("", "strong")
        self.plot = PlotView()
        self.told = Elided("", "muted")
        self.plot.pointed.connect(self._tell)
        self.table = self._table()
        self.empty = Elided("", "muted")  # a label that wraps would make the body ask for all its height
        for part, stretch in (
            (self.title, 0),
            (self.empty, 0),
            (self.plot, 3),
            (self.told, 0),
            (self.table, 1),
        ):
            right.addWidget(part, stretch)
        across.addLayout(right, 1)
        self.body.addLayout(across, 1)
        self.source = Elided("", "caption")
        self.body.addWidget(self.source)
        self.print_button = button(_("Print…"), "primary", "print", tip=_("Two charts on one page (Ctrl+P)"))
        keyed(self.print_button, "Ctrl+P", within=self)
        self.print_button.clicked.connect(self._print)
        self.foot.insertWidget(self.foot.count() - 1, self.print_button)
        self.list.setFocus()
        self.read()

    def _head(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self.who = label("", "strong")
        self.weeks = QLineEdit()
        self.weeks.setFixedWidth(theme.px(90))
        self.weeks.setPlaceholderText(_("34+3"))
        self.weeks.setAccessibleName(_("Weeks of pregnancy at birth"))
        self.weeks.returnPressed.connect(self._keep_weeks)
        self.keep = button(_("Keep"))
        self.keep.clicked.connect(self._keep_weeks)
        self.corrected = QCheckBox(_("corrected age"))
        self.corrected.clicked.connect(lambda _on: self.read(corrected=self.corrected.isChecked()))
        self.born, self.unit = label(_("Born at"), "muted"), label(_("weeks"), "muted")
        self.born.setBuddy(self.weeks)
        line.addWidget(self.who, 1)
        for part in (self.born, self.weeks, self.unit, self.keep, self.corrected):
            line.addWidget(part)
        self.remember(self.weeks, "weeks")
        return line

    def _table(self) -> QTableWidget:
        made = QTableWidget(0, 6)
        made.setAccessibleName(_("Points of the chart"))
        made.setHorizontalHeaderLabels([_("Date"), _("Age"), _("Measured"), _("Percentile"), "z", _("By")])
        made.verticalHeader().hide()
        made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        made.setTabKeyNavigation(False)
        made.setShowGrid(False)
        head = made.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        return made

    # -- reading ------------------------------------------------------------------------------------------

    def read(self, *, corrected: bool | None = None) -> None:
        self.bench.read(
            growth_chart, self.patient_id, corrected=corrected, then=self._paint, latest="growth", panel=self
        )

    def _paint(self, chart: GrowthChart) -> None:
        self.chart = chart
        sex = {"male": _("boy"), "female": _("girl")}.get(chart.sex, _("sex not on file"))
        self.who.setText(
            _("{name} · born {date} · {sex}").format(
                name=chart.who.name, date=f"{chart.birth:%m/%d/%Y}", sex=sex
            )
        )
        if not self.weeks.isModified():
            self.weeks.setText(gestation.short(chart.gestation_weeks))
        asked = chart.gestation_weeks is not None or chart.months < _ASKED_UNTIL_MONTHS
        for part in (self.born, self.weeks, self.unit, self.keep):
            part.setVisible(asked)
        self.corrected.setVisible(chart.correctable)
        self.corrected.setChecked(chart.corrected)
        self._list(chart)
        if chart.sex not in growth.SEXES:
            self.empty.set(
                _("Growth charts exist for male and female only. Correct the sex on the registration.")
            )
        self._show()

    def _list(self, chart: GrowthChart) -> None:
        kept = self.chosen or (chart.first_sheet, "")
        self.list.blockSignals(True)
        self.list.clear()
        for sheet in (INFANT, CHILD):
            head = QListWidgetItem(
                _("BIRTH TO 24 MONTHS · WHO") if sheet == INFANT else _("2 TO 20 YEARS · CDC")
            )
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(head)
            for name in CHARTS[sheet]:
                series = chart.of(sheet, name)
                newest = series.points[-1].words.split(",")[0] if series.points else _("never measured")
                item = QListWidgetItem(f"{growth_curves.title(sheet, name).split(',')[0]}\n{newest}")
                item.setData(_KEY, (sheet, name))
                self.list.addItem(item)
                if (sheet, name) == kept or (
                    kept[0] == sheet and not kept[1] and self.list.currentItem() is None
                ):
                    self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    @property
    def chosen(self) -> tuple[str, str] | None:
        item = self.list.currentItem()
        return tuple(item.data(_KEY)) if item is not None and item.data(_KEY) else None

    def _show(self) -> None:
        if self.chart is None or self.chosen is None:
            return
        sheet, name = self.chosen
        series = self.chart.of(sheet, name)
        plot = growth_curves.plot(sheet, name, self.chart.sex, line_of(series))
        self.title.setText(f"{growth_curves.title(sheet, name)} ({growth_curves.unit(name)})")
        self.plot.setVisible(plot is not None)
        self.empty.setVisible(plot is None)
        self.plot.set(plot)
        self.print_button.setEnabled(plot is not None)
        self.source.set(growth_curves.source(sheet))
        self._fill(series)
        self._tell("")

    def _fill(self, series: GrowthSeries) -> None:
        self.table.setRowCount(len(series.points))
        for row, point in enumerate(reversed(series.points)):
            cells = (
                f"{point.at:%m/%d/%Y}", point.age, point.text, point.words,
                f"{point.z:+.2f}" if point.z is not None else "", point.who,
            )  # fmt: skip
            for column, text in enumerate(cells):
                self.table.setItem(row, column, QTableWidgetItem(text))

    def _tell(self, note: str) -> None:
        hint = _("← → from point to point · + − zoom · 0 all")
        self.told.set(note or hint)

    # -- steps --------------------------------------------------------------------------------------------

    def _keep_weeks(self) -> None:
        def kept(_none: object) -> None:
            self.weeks.setModified(False)
            if self._draft is not None:
                self._draft.drop()
            self.read()

        self.notice_line.clear()
        self.bench.do(record_gestation, self.patient_id, self.weeks.text(), then=kept, panel=self)

    def _print(self) -> None:
        if self.chart is not None and self.chosen is not None:
            preview_growth(
                self.bench, self.patient_id, *self.chosen, corrected=self.chart.corrected, panel=self
            )

    def accept(self) -> None:
        """Enter in the field of weeks keeps them; anywhere else it closes."""
        if self.focusWidget() is self.weeks:
            return
        self.finish()
