"""Hours and blocks: the weekly template as an editable week, dated exceptions, holidays."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QTabWidget, QVBoxLayout, QWidget

from ma_desktop.domain import settings
from ma_desktop.i18n import _
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.schedule.hours_and_blocks import HoursAndBlocks, hours_and_blocks
from ma_desktop.views import theme
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.schedule.exceptions_page import ExceptionsPage
from ma_desktop.views.schedule.hours_page import HoursPage
from ma_desktop.views.workbench import Workbench


class HoursAndBlocksDialog(Dialog):
    """Every change is saved at once and is one step of Undo."""

    HELP = "hours"
    WIDTH = 980

    def __init__(self, bench: Workbench, *, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Hours and blocks"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.yes_button.setProperty("role", "")
        self.yes_button.setDefault(False)
        self.yes_button.setAutoDefault(False)
        room = self.screen().availableGeometry()
        self.resize(min(theme.px(1180), room.width() - 40), min(theme.px(660), room.height() - 40))
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.body.addWidget(self.tabs, 1)
        self.week = HoursPage(bench, self)
        self.dates = ExceptionsPage(bench, self)
        self.week.changed.connect(self.read)
        self.dates.changed.connect(self.read)
        self.holidays = QListWidget()
        self.holidays.setProperty("role", "rows")
        self.holidays.setAccessibleName(_("Holidays"))
        self.holidays.itemChanged.connect(self._keep_holidays)
        page = QWidget()
        column = QVBoxLayout(page)
        self.holiday_words: QLabel = words(
            _(
                "Ticked holidays close the practice; the state of the letterhead decides which ones are listed."
            ),
            "muted",
        )
        column.addWidget(self.holiday_words)
        column.addWidget(self.holidays, 1)
        self.tabs.addTab(self.week, _("Week"))
        self.tabs.addTab(self.dates, _("Dates"))
        self.tabs.addTab(page, _("Holidays"))
        self.tabs.tabBarClicked.connect(
            lambda place: QTimer.singleShot(0, self, lambda: self._take_keyboard(place))
        )
        self._known: HoursAndBlocks | None = None
        self.week.take_keyboard()
        self.read()

    def _take_keyboard(self, place: int) -> None:
        (self.week.take_keyboard, self.dates.take_keyboard, self.holidays.setFocus)[place]()

    def read(self) -> None:
        self.bench.read(hours_and_blocks, then=self._show, panel=self)

    def _show(self, known: HoursAndBlocks) -> None:
        self._known = known
        self.week.show_hours(known)
        self.dates.show_exceptions(known)
        here = self.holidays.currentRow()
        self.holidays.blockSignals(True)
        self.holidays.clear()
        for holiday in known.holidays:
            item = QListWidgetItem(
                f"{holiday.name} · {holiday.day:%a, %b} {holiday.day.day}, {holiday.day.year}"
            )
            item.setData(Qt.ItemDataRole.UserRole, holiday.name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if holiday.kept else Qt.CheckState.Unchecked)
            self.holidays.addItem(item)
        self.holidays.setCurrentRow(max(here, 0))
        self.holidays.blockSignals(False)

    def _keep_holidays(self, _item: QListWidgetItem) -> None:
        items = [self.holidays.item(n) for n in range(self.holidays.count())]
        kept = [i.data(Qt.ItemDataRole.UserRole) for i in items if i.checkState() == Qt.CheckState.Checked]
        self.bench.do(change_setting, settings.HOLIDAYS.key, "; ".join(kept), then=self._kept, panel=self)

    def _kept(self, _none: Any) -> None:
        self.notice(_("Saved."), "ok")
        self.read()
