"""How long visits take, stage by stage: a table with a bar for the median beside the practice's own threshold."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ma_desktop.domain.cycle_times import Times
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.visit.cycle_times import cycle_times
from ma_desktop.views import theme
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.workbench import Workbench


class CycleTimes(Dialog):
    """The span and the grouping above, the table below; read anew with each choice."""

    WIDTH = 680

    def __init__(self, bench: Workbench, *, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Cycle times"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.span, self.by = QComboBox(), QComboBox()
        for text, days in ((_("Today"), 1), (_("7 days"), 7), (_("30 days"), 30), (_("90 days"), 90)):
            self.span.addItem(text, days)
        for text, key in (
            (_("All visits"), "all"),
            (_("By kind of visit"), "type"),
            (_("By provider"), "provider"),
        ):
            self.by.addItem(text, key)
        self.span.setAccessibleName(_("Span of days"))
        self.by.setAccessibleName(_("Grouped"))
        self.span.setCurrentIndex(2)
        row = QHBoxLayout()
        row.addWidget(self.span)
        row.addWidget(self.by)
        row.addStretch(1)
        self.table = QTableWidget(0, 6)
        self.table.setHorizontalHeaderLabels(
            [_("Group"), _("Stage"), _("Visits"), _("Median"), _("Slowest tenth"), _("Over the threshold")]
        )
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setMinimumHeight(theme.px(300))
        self.none = words(_("No visit ended a stage in these days."))
        self.body.addLayout(row)
        self.body.addWidget(self.table)
        self.body.addWidget(self.none)
        self.body.addWidget(
            words(_("Minutes. The slowest tenth is left out below ten visits: it would say nothing."))
        )
        for choice in (self.span, self.by):
            choice.currentIndexChanged.connect(lambda _place: self.read())
        self.read()

    def read(self) -> None:
        today = self.bench.desk.now().date()
        first = today - timedelta(days=self.span.currentData() - 1)
        self.bench.read(
            cycle_times, first, today, self.by.currentData(), then=self.show_times, panel=self,
            latest="dialog.cycle_times",
        )  # fmt: skip

    def show_times(self, rows: tuple[Times, ...]) -> None:
        self.none.setVisible(not rows)
        self.table.setVisible(bool(rows))
        self.table.setColumnHidden(0, self.by.currentData() == "all")
        self.table.setRowCount(len(rows))
        for number, row in enumerate(rows):
            slowest = "—" if row.slowest is None else f"{row.slowest:.0f}"
            texts = (row.group or "—", stage_label(row.stage), str(row.count), f"{row.median:.0f}", slowest, f"{row.over:.0%}")  # fmt: skip
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                if column > 1:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(number, column, item)

    def accept(self) -> None:
        self.finish()
