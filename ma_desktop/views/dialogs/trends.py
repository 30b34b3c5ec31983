"""Any vital sign and any result of a patient over time: several chosen from a list, a plot for each, the values beside them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
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

from ma_desktop.i18n import _
from ma_desktop.services.chart.trends import TrendCode, Trends, trends
from ma_desktop.views import theme
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.printing import preview_trends
from ma_desktop.views.widgets.labels import Elided, button, keyed, label
from ma_desktop.views.widgets.plot_view import PlotView
from ma_desktop.views.workbench import Workbench

_KEY = Qt.ItemDataRole.UserRole
#: Plots that can be told apart on one screen, and that one page holds.
_MOST = 3


class OverTime(Dialog):
    """Type to filter, Up and Down choose, Space ticks several; Tab goes on to the plots."""

    HELP = "vitals"
    WIDTH = 900
    WHOSE = False

    def __init__(
        self, bench: Workbench, patient_id: int, code: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, _("Over time"), parent=parent, yes=_("Close"))
        self.no_button.hide()
        self.yes_button.setProperty("role", "")
        self.patient_id = patient_id
        self._codes: tuple[str, ...] = (code,) if code else ()
        self.found: Trends | None = None
        self.resize(theme.px(1160), theme.px(680))
        self.who = label("", "strong")
        self.body.addWidget(self.who)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addLayout(self._left())
        middle = QVBoxLayout()
        self.plots = [PlotView() for _n in range(_MOST)]
        self.titles = [label("", "strong") for _n in range(_MOST)]
        for title, plot in zip(self.titles, self.plots, strict=True):
            plot.setMinimumHeight(theme.px(120))
            plot.pointed.connect(self._tell)
            middle.addWidget(title)
            middle.addWidget(plot, 1)
        self.told = Elided("", "muted")
        self.empty = Elided(
            _("Nothing was measured yet. Vitals are entered during a visit; results come with an import."),
            "muted",
        )
        middle.addWidget(self.empty)
        middle.addWidget(self.told)
        across.addLayout(middle, 1)
        self.table = self._table()
        across.addWidget(self.table)
        self.body.addLayout(across, 1)
        self.print_button = button(
            _("Print…"), "primary", "print", tip=_("What is chosen, on one page (Ctrl+P)")
        )
        keyed(self.print_button, "Ctrl+P", within=self)
        self.print_button.clicked.connect(self._print)
        self.foot.insertWidget(self.foot.count() - 1, self.print_button)
        self.filter.setFocus()
        self.read()

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        self.filter = _Filter()
        self.filter.setPlaceholderText(_("filter: pulse, sodium …"))
        self.filter.setAccessibleName(_("Filter"))
        self.filter.setFixedWidth(theme.px(220))
        self.filter.textEdited.connect(lambda _text: self._sift())
        self.list = QListWidget()
        self.filter.list = self.list
        self.list.setAccessibleName(_("Vital signs and results"))
        self.list.setFixedWidth(theme.px(220))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _before: self._chose(item))
        self.list.itemChanged.connect(lambda _item: self._ticked())
        left.addWidget(self.filter)
        left.addWidget(self.list, 1)
        left.addWidget(label(_("Space ticks up to three"), "caption"))
        return left

    def _table(self) -> QTableWidget:
        made = QTableWidget(0, 4)
        made.setAccessibleName(_("Values"))
        made.setHorizontalHeaderLabels([_("Date"), _("Value"), _("As typed"), _("By")])
        made.verticalHeader().hide()
        made.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        made.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        made.setTabKeyNavigation(False)
        made.setShowGrid(False)
        made.setFixedWidth(theme.px(410))
        made.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        made.horizontalHeader().setHighlightSections(False)
        made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        made.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        return made

    # -- reading ------------------------------------------------------------------------------------------

    def read(self) -> None:
        self.bench.read(trends, self.patient_id, self._codes, then=self._paint, latest="trends", panel=self)

    def _paint(self, found: Trends) -> None:
        first = self.found is None
        self.found = found
        self.who.setText(
            _("{name} · born {date}").format(name=found.who.name, date=f"{found.who.birth_date:%m/%d/%Y}")
        )
        if first:
            self._codes = tuple(found.drawn)
            self._list(found.codes)
        for number, (title, view) in enumerate(zip(self.titles, self.plots, strict=True)):
            plot = found.plots[number] if number < len(found.plots) else None
            view.setVisible(plot is not None)
            title.setVisible(plot is not None)
            if plot is not None:
                title.setText(f"{plot.title} ({plot.unit})" if plot.unit else plot.title)
                view.set(plot, found.rows[0].at.tzinfo)
        self.empty.setVisible(not found.plots)
        self.print_button.setEnabled(bool(found.plots))
        self._fill(found)
        self._tell("")

    def _list(self, codes: tuple[TrendCode, ...]) -> None:
        self.list.blockSignals(True)
        for one in codes:
            item = QListWidgetItem(f"{one.label} · {one.count}")
            item.setToolTip(
                _("last {day}").format(day=f"{one.last_at:%b} {one.last_at.day}, {one.last_at.year}")
            )
            item.setData(_KEY, one.code)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if one.code in self._codes else Qt.CheckState.Unchecked)
            self.list.addItem(item)
            if one.code == self._codes[0]:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)

    def _fill(self, found: Trends) -> None:
        self.table.setRowCount(len(found.rows))
        several = len(found.plots) > 1
        for number, row in enumerate(found.rows):
            value = f"{row.label} {row.text}" if several else row.text
            cells = (f"{row.at:%m/%d/%Y}", value, row.original, row.who)
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setToolTip(f"{row.label} {row.text} · {row.at:%m/%d/%Y %H:%M}")
                self.table.setItem(number, column, item)

    def _tell(self, note: str) -> None:
        self.told.set(note or _("← → from point to point · + − or wheel zoom · 0 all"))

    # -- choosing -----------------------------------------------------------------------------------------

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _sift(self) -> None:
        wanted = self.filter.text().casefold().split()
        shown = []
        for item in self._items():
            fits = all(word in item.text().casefold() for word in wanted)
            item.setHidden(not fits)
            shown += [item] if fits else []
        if shown and (self.list.currentItem() is None or self.list.currentItem().isHidden()):
            self.list.setCurrentItem(shown[0])

    def _chose(self, item: QListWidgetItem | None) -> None:
        """While only one is ticked, the tick follows the choice: Up and Down walk through the plots."""
        if item is None:
            return
        ticked = [one for one in self._items() if one.checkState() == Qt.CheckState.Checked]
        if len(ticked) <= 1:
            self.list.blockSignals(True)
            for one in ticked:
                one.setCheckState(Qt.CheckState.Unchecked)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.blockSignals(False)
            self._ticked()

    def _ticked(self) -> None:
        codes = tuple(one.data(_KEY) for one in self._items() if one.checkState() == Qt.CheckState.Checked)
        if len(codes) > _MOST:
            self.notice(_("Three at a time: take one tick away first."), "info")
            return
        self.notice_line.clear()
        if codes and codes != self._codes:
            self._codes = codes
            self.read()

    def _print(self) -> None:
        preview_trends(self.bench, self.patient_id, self._codes, panel=self)

    def accept(self) -> None:
        self.finish()


class _Filter(QLineEdit):
    """Up and Down go to the list without leaving the field."""

    list: QListWidget

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.setFocus(Qt.FocusReason.TabFocusReason)
            self.list.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
