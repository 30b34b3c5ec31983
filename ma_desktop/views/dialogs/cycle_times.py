"""How long visits take: the whole visit beside its goal, stage by stage, over time; by kind of visit or provider, on paper too."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain.cycle_times import Times
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.visit.cycle_report import CycleReport, cycle_report
from ma_desktop.services.visit.cycle_times_page import few_words, goal_words
from ma_desktop.views import theme
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.dialogs.when import parse_day
from ma_desktop.views.printing import preview_cycle_times
from ma_desktop.views.widgets.cycle_plot import Bar, CoursePlot, Series, StageBars
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench


class CycleTimes(Dialog):
    """Days and grouping above, two plots, the table below; read anew with each choice."""

    HELP = "flow-board"
    WIDTH = 900

    def __init__(self, bench: Workbench, *, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Cycle times"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.report: CycleReport | None = None
        today = bench.desk.now().date()
        self._days = (today, today)
        self.body.addLayout(self._choices())
        self.sums = label("", "strong", wrap=True)
        self.few = label("", "", "warn", wrap=True)
        self.body.addWidget(self.sums)
        self.body.addWidget(self.few)
        self.body.addLayout(self._plots())
        self.table = self._table()
        self.none = words(_("No stage of a visit was finished in these days."))
        self.body.addWidget(self.table)
        self.body.addWidget(self.none)
        self.body.addWidget(
            words(_("Minutes. The slowest tenth is shown only from ten visits on."), "caption")
        )
        self._choose_span()
        self.span.setFocus()

    def _choices(self) -> QHBoxLayout:
        self.span, self.by = QComboBox(), QComboBox()
        for text, days in (
            (_("Today"), 1), (_("7 days"), 7), (_("30 days"), 30), (_("90 days"), 90), (_("Other days"), 0),
        ):  # fmt: skip
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
        self.first, self.last = QLineEdit(), QLineEdit()
        for field, name in ((self.first, _("First day")), (self.last, _("Last day"))):
            field.setAccessibleName(name)
            field.setFixedWidth(theme.px(104))
            field.setToolTip(_("Month/day/year; Enter reads these days"))
            field.textEdited.connect(lambda _text: self._other_days())
            field.editingFinished.connect(self._days_typed)
        self.span.currentIndexChanged.connect(lambda _place: self._choose_span())
        self.by.currentIndexChanged.connect(lambda _place: self.read())
        self.print_button = button(_("Print…"), "", "print", tip=_("Preview, print or save these days"))
        self.print_button.clicked.connect(self.print_page)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.span, self.first, label("–"), self.last, self.by):
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.print_button)
        return row

    def _plots(self) -> QHBoxLayout:
        self.bars, self.course = StageBars(), CoursePlot()
        self.goal = label("", "caption", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(20)
        for title, plot, below in (
            (
                _("Median in each stage"),
                self.bars,
                words(_("Thin line: slowest tenth. Dotted: the practice's limit."), "caption"),
            ),
            (_("The whole visit, median"), self.course, self.goal),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label(title, "title"))
            column.addWidget(plot)
            column.addWidget(below)
            column.addStretch(1 if plot is self.bars else 0)
            row.addLayout(column, 1)
        return row

    def _table(self) -> QTableWidget:
        table = QTableWidget(0, 6)
        table.setHorizontalHeaderLabels(
            [_("Group"), _("Stage"), _("Visits"), _("Median"), _("Slowest tenth"), _("Over the threshold")]
        )
        table.setAccessibleName(_("Cycle times"))
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme.px(27))
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.setMinimumHeight(theme.px(170))
        return table

    # -- choosing -------------------------------------------------------------------------------------------

    def _choose_span(self) -> None:
        """The days that the choice stands for; *Other days* leaves them as they are."""
        days = self.span.currentData()
        if days:
            today = self.bench.desk.now().date()
            self._set_days(today - timedelta(days=days - 1), today)
            self.read()
        else:
            self.first.setFocus()

    def _set_days(self, first: date, last: date) -> None:
        self._days = (first, last)
        for field, day in ((self.first, first), (self.last, last)):
            field.setText(f"{day:%m/%d/%Y}")

    def _other_days(self) -> None:
        self.span.blockSignals(True)
        self.span.setCurrentIndex(self.span.findData(0))
        self.span.blockSignals(False)

    def _days_typed(self) -> None:
        today = self.bench.desk.now().date()
        try:
            typed = (_past_day(self.first.text(), today), _past_day(self.last.text(), today))
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            return
        if typed != self._days:
            self._set_days(*typed)
            self.read()

    def days(self) -> tuple[date, date]:
        return self._days

    def read(self) -> None:
        self.notice_line.clear()
        first, last = self.days()
        self.bench.read(
            cycle_report, first, last, self.by.currentData(), then=self.show_report, panel=self,
            latest="dialog.cycle_times",
        )  # fmt: skip

    def print_page(self) -> None:
        first, last = self.days()
        preview_cycle_times(self.bench, first, last, self.by.currentData(), self)

    # -- showing --------------------------------------------------------------------------------------------

    def show_report(self, data: CycleReport) -> None:
        self.report = data
        rows = data.detail or data.stages
        self.none.setVisible(not rows)
        for part in (self.table, self.bars, self.course):
            part.setVisible(bool(rows))
        self.print_button.setEnabled(bool(rows))
        self.sums.setText(_sums(data))
        self.few.setText(few_words(data))
        self.few.setVisible(bool(rows) and data.few)
        red = dict(data.red)
        self.bars.set(
            tuple(Bar(stage_label(t.stage), t.median, t.slowest, red.get(str(t.stage))) for t in data.stages)
        )
        self.course.set(
            tuple(
                Series(one.group, tuple((day, minutes) for day, minutes, _n in one.points))
                for one in data.courses
            ),
            data.goal.minutes,
        )
        self.goal.setText(goal_words(data))
        self._fill(rows)

    def _fill(self, rows: tuple[Times, ...]) -> None:
        together = self.by.currentData() == "all"
        self.table.setColumnHidden(0, together)
        wide = QHeaderView.ResizeMode.Stretch if together else QHeaderView.ResizeMode.ResizeToContents
        self.table.horizontalHeader().setSectionResizeMode(1, wide)
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
        """Enter in a day reads it; anywhere else it closes."""
        if self.focusWidget() in (self.first, self.last):
            self._days_typed()
        else:
            self.finish()


def _past_day(text: str, today: date) -> date:
    """A day without its year is the last one, not the next: nobody looks for visits of the future."""
    day = parse_day(text, today)
    if day > today and len(text.replace("-", "/").replace(".", "/").split("/")) < 3:
        day = day - relativedelta(years=1)
    return day


def _sums(data: CycleReport) -> str:
    """``Whole visit 42 min · with the provider 8 min · 63 % within the goal · 23 visits``."""
    whole = data.whole
    if whole is None:
        return _("No visit was closed in these days.")
    return " · ".join(
        (
            _("Whole visit {n} min").format(n=f"{whole.median:.0f}"),
            _("with the provider {n} min").format(n=f"{whole.seen:.0f}"),
            _("{share} within the goal").format(share=f"{whole.within:.0%}"),
            _("{n} visits closed").format(n=whole.count),
        )
    )
