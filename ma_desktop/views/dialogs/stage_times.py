"""Where one visit has been, and how long: a small sheet to look at."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.visit.stage_history import StageHistory, StageStay, stage_history
from ma_desktop.views import theme
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.icons import icon
from ma_desktop.views.widgets.patient_line import PatientLine
from ma_desktop.views.workbench import Workbench

_MINUTES, _REASON = 3, 5


class StageTimes(Dialog):
    """Every stage with its times, the minutes in it, who brought the visit there, and the reason of a step back."""

    WIDTH = 720

    def __init__(self, bench: Workbench, encounter_id: int, *, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Stages and times"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.who = PatientLine()
        self.sums = words("", "muted")
        self.table = QTableWidget(0, 6)
        self.table.setHorizontalHeaderLabels(
            [_("Stage"), _("From"), _("Until"), _("Minutes"), _("Who"), _("Reason")]
        )
        self.table.setAccessibleName(_("Stages and times"))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setShowGrid(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(29))
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_REASON, QHeaderView.ResizeMode.Stretch)
        self.none = words(_("No stages are on file for this visit: it came with an import."), "muted")
        self.none.hide()
        for part in (self.who, self.sums, self.table, self.none):
            self.body.addWidget(part)
        self.yes_button.setFocus()
        bench.read(stage_history, encounter_id, then=self.show_history, panel=self)

    def show_history(self, data: StageHistory | None) -> None:
        if data is None:
            self.notice(_("This visit is no longer in the record."), "info")
            return
        self.who.set(data.who)
        total = _("{n} min in the office so far") if data.open else _("{n} min in the office")
        self.sums.setText(f"{data.title} · " + total.format(n=data.minutes))
        self.none.setVisible(not data.stays)
        self.table.setVisible(bool(data.stays))
        self.table.setRowCount(len(data.stays))
        for row, stay in enumerate(data.stays):
            self._fill(row, stay)
        rows = self.table.verticalHeader().defaultSectionSize() * max(len(data.stays), 1)
        self.table.setMinimumHeight(min(rows + theme.px(36), theme.px(330)))

    def _fill(self, row: int, stay: StageStay) -> None:
        until = f"{stay.until:%H:%M}" if stay.until else _("now") if stay.minutes is not None else ""
        minutes = "" if stay.minutes is None else str(stay.minutes)
        texts = (stage_label(stay.stage), f"{stay.at:%H:%M}", until, minutes, stay.by, stay.reason)
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(text if column == _REASON else "")
            if column == _MINUTES:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.table.setItem(row, column, item)
        if stay.back:
            first = self.table.item(row, 0)
            first.setIcon(icon("undo", "warn", 16))
            first.setText(_("back to {stage}").format(stage=stage_label(stay.stage)))

    def accept(self) -> None:
        self.finish()
