"""Make an appointment the first of a series: the rule, and at once what it would be."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from ma_desktop.domain.recurrence import MOST, Recurrence, check
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.schedule.day_schedule import DayEntry
from ma_desktop.services.schedule.repeat_appointment import repeat_appointment
from ma_desktop.services.schedule.series_plan import Occurrence, SeriesPlan, series_plan
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.dialogs.when import parse_day
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench


class Repeat(Dialog):
    """Nothing is booked before the list was seen. Days that are taken can be ticked; they need a reason."""

    HELP = "schedule"
    WIDTH = 560

    def __init__(self, bench: Workbench, entry: DayEntry, *, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Repeat the appointment"), parent=parent, yes=_("Book the series"))
        self.entry = entry
        self.plan: SeriesPlan | None = None
        self.body.addWidget(
            label(
                f"{entry.patient} · {entry.service} · {entry.start:%a %b} {entry.start.day} {entry.start:%H:%M}",
                "strong",
            )
        )
        self._build()
        self.summary = words("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(_("Appointments of the series"))
        self.list.setProperty("role", "rows")
        self.list.setMinimumHeight(190)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(_("Why the ticked ones are booked all the same"))
        self.reason.setAccessibleName(_("Reason"))
        self.reason.hide()
        for widget in (self.summary, self.list, self.reason):
            self.body.addWidget(widget)
        self.list.itemChanged.connect(self._ticked)
        self.every.setFocus()
        self.every.selectAll()
        self.refresh()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.every = QSpinBox()
        self.every.setRange(1, 52)
        self.every.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.every.setAccessibleName(_("Every"))
        self.unit = QComboBox()
        for text, unit in ((_("weeks on"), "weeks"), (_("months on the"), "months")):
            self.unit.addItem(text, unit)
        self.unit.setAccessibleName(_("Weeks or months"))
        self.nth = QComboBox()
        for text, nth in (
            (_("first"), 1), (_("second"), 2), (_("third"), 3), (_("fourth"), 4), (_("fifth"), 5), (_("last"), -1),
        ):  # fmt: skip
            self.nth.addItem(text, nth)
        self.nth.setCurrentIndex((self.entry.start.day - 1) // 7)
        self.nth.setAccessibleName(_("Which of the month"))
        grid.addWidget(label(_("Every"), "muted"), 0, 0)
        grid.addLayout(_row(self.every, self.unit, self.nth), 0, 1)
        self.days: list[QCheckBox] = []
        for n, name in enumerate((_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))):
            box = QCheckBox(name)
            box.setChecked(n == self.entry.start.weekday())
            box.toggled.connect(self.refresh)
            self.days.append(box)
        grid.addWidget(label(_("Days"), "muted"), 1, 0)
        grid.addLayout(_row(*self.days), 1, 1)
        self.count = QSpinBox()
        self.count.setRange(1, MOST)
        self.count.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.count.setValue(6)
        self.count.setAccessibleName(_("How often in all"))
        self.until = QLineEdit()
        self.until.setMinimumWidth(220)
        self.until.setPlaceholderText(_("or until a day: 3/31, 3m"))
        self.until.setAccessibleName(_("Until"))
        grid.addWidget(label(_("How often"), "muted"), 2, 0)
        grid.addLayout(_row(self.count, self.until), 2, 1)
        self.body.addLayout(grid)
        for box in (self.every, self.count):
            box.valueChanged.connect(self.refresh)
        for choice in (self.unit, self.nth):
            choice.currentIndexChanged.connect(self.refresh)
        self.until.textEdited.connect(self.refresh)

    def rule(self) -> Recurrence:
        """As it is chosen now; raises ``RuleBroken``."""
        monthly = self.unit.currentData() == "months"
        until = None
        if self.until.text().strip():
            until = parse_day(self.until.text(), self.bench.desk.now().date())
        made = Recurrence(
            every=self.every.value(), weekdays=tuple(n for n, box in enumerate(self.days) if box.isChecked()),
            monthly=monthly, nth=self.nth.currentData() if monthly else 0,
            count=None if until else self.count.value(), until=until,
        )  # fmt: skip
        check(made)
        return made

    def refresh(self) -> None:
        """Reads the list anew for what is chosen."""
        self.nth.setVisible(self.unit.currentData() == "months")
        self.count.setEnabled(not self.until.text().strip())
        try:
            rule = self.rule()
        except RuleBroken as error:
            self.plan = None
            self.list.clear()
            self.summary.setText(error.sentence)
            self.yes_button.setEnabled(False)
            return
        self.bench.read(
            series_plan, self.entry.appointment_id, rule, then=self._show, panel=self, latest="repeat.plan"
        )

    def _show(self, plan: SeriesPlan) -> None:
        self.plan = plan
        self.list.blockSignals(True)
        self.list.clear()
        for each in plan.occurrences:
            item = QListWidgetItem(_line(each))
            item.setData(Qt.ItemDataRole.UserRole, each.day)
            if each.problem and each.asks:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
            elif each.problem:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self._say()

    def _ticked(self, _item: QListWidgetItem) -> None:
        self._say()

    def also(self) -> list[date]:
        found = []
        for n in range(self.list.count()):
            item = self.list.item(n)
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable and item.checkState() == Qt.CheckState.Checked:
                found.append(item.data(Qt.ItemDataRole.UserRole))
        return found

    def _say(self) -> None:
        assert self.plan is not None
        ticked = len(self.also())
        placed, missing = len(self.plan.placed) + ticked, len(self.plan.missing) - ticked
        text = self.plan.words[:1].upper() + self.plan.words[1:] + ". "
        text += _("{n} more will be booked.").format(n=placed)
        if missing:
            text += " " + _("{n} cannot be placed and are left out.").format(n=missing)
        self.summary.setText(text)
        self.reason.setVisible(bool(ticked))
        self.yes_button.setEnabled(placed > 0)
        self.yes_button.setText(_("Book {n} more").format(n=placed) if placed else _("Book the series"))

    def accept(self) -> None:
        also = self.also()
        if also and not self.reason.text().strip():
            self.notice(_("Say why the ticked ones are booked all the same."), "info")
            self.reason.setFocus()
            return
        try:
            rule = self.rule()
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            return
        self.save(
            repeat_appointment, self.entry.appointment_id, rule, also=also, reason=self.reason.text(),
            then=lambda made: self.bench.say(_("{n} more appointments are booked.").format(n=len(made))),
        )  # fmt: skip


def _line(each: Occurrence) -> str:
    when = f"{each.day:%a, %b} {each.day.day}, {each.day.year} · {each.start:%H:%M}"
    return f"{when}  —  {each.problem}" if each.problem else when


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row
