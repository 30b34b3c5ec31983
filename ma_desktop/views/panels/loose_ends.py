"""Whatever is open."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.complete_task import complete_task
from ma_desktop.services.visit.loose_ends import LooseEnd, LooseEnds, loose_ends
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.icons import pixmap
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.chip import Chip

Index = QModelIndex | QPersistentModelIndex


class LooseEndsPanel(Panel):
    """Open tasks and what the visits of today miss; danger first. Enter does the next action."""

    TITLE = _("Loose ends")
    ICON = "loose-ends"
    SHORTCUT = "Ctrl+Shift+E"
    AREA = "visit"
    SHOWS = frozenset(
        {"Task", "Encounter", "Observation", "List", "PaymentNotice", "Coverage", "DocumentReference"}
    )
    PLACE = Place("bottom", 0)
    HELP = "loose-ends"
    FOLLOWS_PATIENT = False
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 0, 10, 8)
        self.model = _Rows()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Loose ends"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(29))
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for place in (0, 2, 3, 4):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.table.activated.connect(self._activate)
        self.table.clicked.connect(self._clicked)
        column.addWidget(self.table)
        chips = QWidget()
        row = QHBoxLayout(chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.late, self.today = Chip("", "danger"), Chip("", "warn")
        row.addWidget(self.late)
        row.addWidget(self.today)
        self.set_header(chips)
        return page

    def query(self, desk: Desk, focus: Focus) -> LooseEnds:
        return loose_ends(desk)

    def show(self, data: LooseEnds) -> None:
        self.model.set(data.rows)
        self.late.set(_("{n} late").format(n=data.late))
        self.late.setVisible(data.late > 0)
        self.today.set(_("{n} today").format(n=data.today))
        self.today.setVisible(data.today > 0)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if row.patient_id is not None:
            self.bench.active.choose_patient(row.patient_id, row.encounter_id)
        if index.column() == 4:
            self._activate(index)

    def _activate(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if row.patient_id is not None:
            self.bench.active.choose_patient(row.patient_id, row.encounter_id)
        if row.task_id is not None:
            task = row.task_id
            AskReason(self.bench, row.sentence, _("How did it end? The answer stays with the task."),
                      lambda words: self.do(complete_task, task, words),
                      choices=(_("done"), _("reached"), _("left message"), _("told the provider")), yes=_("Close task"),
                      parent=self.widget().window()).open()  # fmt: skip
        elif row.need:
            self.bench.commands.run(f"need.{row.action}.{row.argument}") or self.bench.raise_panel(
                "patient_chart"
            )


class _Rows(QAbstractTableModel):
    HEAD = (_("Due"), _("Loose end"), _("Patient"), _("Owner"), _("Next action"))

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[LooseEnd, ...] = ()

    def set(self, rows: tuple[LooseEnd, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return len(self.HEAD)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.HEAD[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.due, row.sentence, row.patient, row.owner, row.next_action)[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == 0:
                return QColor(theme.tokens().strong(row.tone))
            if index.column() == 4:
                return theme.color("accent")
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return pixmap({"danger": "late", "warn": "clock"}.get(row.tone, "open"), row.tone, 16)
        return None
