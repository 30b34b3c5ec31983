"""Whatever is open."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

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
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.row_height import RowHeight

Index = QModelIndex | QPersistentModelIndex


class LooseEndsPanel(Panel):
    """Open tasks and what the visits of today miss; danger first, then the open visit. Enter does the next action."""

    TITLE = _("Loose ends")
    ICON = "loose-ends"
    SHORTCUT = "Ctrl+Shift+E"
    AREA = "visit"
    SHOWS = frozenset(
        {
            "Task",
            "Encounter",
            "Observation",
            "List",
            "PaymentNotice",
            "Coverage",
            "DocumentReference",
            "Appointment",
        }
    )
    PLACE = Place("bottom", 0)
    HELP = "loose-ends"
    FOLLOWS_DAY = False
    FOLLOWS_PATIENT = False  # another visit on the screen only moves its rows to the top

    def build(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 0, 10, 8)
        self.model = _Rows()
        self.table = _Table()
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Loose ends"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        RowHeight(self.table)
        self.table.setTabKeyNavigation(False)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for place in (0, 2, 3, 4):
            head.setSectionResizeMode(place, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setItemDelegateForColumn(4, _Action(self.table))
        self.table.setItemDelegateForColumn(2, _Whole(self.table))
        self.table.activated.connect(self._activate)
        self.table.clicked.connect(self._clicked)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        column.addWidget(self.table)
        self.nothing = label(_("Nothing is open: no task, and no visit of today misses anything."), "muted")
        column.addWidget(self.nothing)
        chips = QWidget()
        row = QHBoxLayout(chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.late, self.today = Chip("", "danger"), Chip("", "warn")
        row.addWidget(self.late)
        row.addWidget(self.today)
        self.counts = label("", "caption")
        row.addWidget(self.counts)
        self.set_header(chips)
        self.data = LooseEnds((), 0, 0)
        self.bench.active.changed.connect(lambda _focus: self._lay())
        return page

    def query(self, desk: Desk, focus: Focus) -> LooseEnds:
        return loose_ends(desk)

    def show(self, data: LooseEnds) -> None:
        self.data = data
        self._lay()
        self.table.setVisible(bool(data.rows))
        self.nothing.setVisible(not data.rows)
        self.late.set(_("{n} late").format(n=data.late))
        self.late.setVisible(data.late > 0)
        self.today.set(_("{n} today").format(n=data.today))
        self.today.setVisible(data.today > 0)
        more = _(" · {n} more later").format(n=data.more) if data.more else ""
        self.counts.setText(_("Tasks {n}").format(n=data.tasks) + more)

    def _lay(self) -> None:
        """In the order beside the visit on the screen."""
        held = self._current()
        self.model.set(self.data.beside(self.focus.encounter_id).rows)
        self.table.fit()
        if held is not None:
            self._return_to(held)

    def _current(self) -> LooseEnd | None:
        place = self.table.currentIndex().row()
        return self.model.rows[place] if 0 <= place < len(self.model.rows) else None

    def _return_to(self, held: LooseEnd) -> None:
        """The row the keyboard was on, however the others moved."""
        key = (held.task_id, held.encounter_id, held.need)
        for place, row in enumerate(self.model.rows):
            if (row.task_id, row.encounter_id, row.need) == key:
                self.table.setCurrentIndex(self.model.index(place, 0))
                return

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if index.column() == 4:
            self._activate(index)
        elif row.patient_id is not None:
            self.bench.active.choose_patient(row.patient_id, row.encounter_id)

    def _activate(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if row.patient_id is not None:
            self.bench.active.choose_patient(row.patient_id, row.encounter_id)
        if row.action == "red_flag" and row.task_id is not None:
            from ma_desktop.views.dialogs.red_flag import AnswerRedFlag

            AnswerRedFlag(self.bench, row.task_id, row.sentence, self.widget().window()).open()
        elif row.action == "registration":
            self.bench.commands.run("finish_registration")
        elif row.task_id is not None:
            task = row.task_id
            about = "" if row.patient_id is None else row.patient + ". "
            AskReason(self.bench, row.sentence, about + _("How did it end? The answer stays with the task."),
                      lambda words: self.do(complete_task, task, words),
                      choices=(_("done"), _("reached"), _("left message"), _("told the provider")), yes=_("Close task"),
                      parent=self.widget().window()).open()  # fmt: skip
        elif row.need or row.action == "waiting":
            self._go_to(row)

    def _go_to(self, row: LooseEnd) -> None:
        """To the place where it is done, with the patient's banner in sight: nothing is ticked off from a list."""
        if row.action == "waiting":
            self.bench.raise_panel("waiting_list")
        elif row.action == "record_vitals":
            self.bench.raise_panel("vitals")
        elif row.action in {"take_payment", "add_diagnosis", "add_charge"}:
            self.bench.raise_panel("billing")
        else:
            self.bench.commands.run("chart_tab_visit")
            self.bench.raise_panel("patient_chart")


class _Table(QTableView):
    """What is open needs the most room: where it is narrow the owner gives way to it, then the words of the day."""

    DUE, OWNER = 0, 3

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    def fit(self) -> None:
        left = self.viewport().width() - sum(self.sizeHintForColumn(place) for place in (0, 2, 4))
        self.setColumnHidden(self.OWNER, left - self.sizeHintForColumn(self.OWNER) < theme.px(210))
        rows = self.model()
        assert isinstance(rows, _Rows)
        rows.narrow = left < theme.px(110)
        self.setColumnHidden(self.DUE, rows.narrow)


class _Whole(QStyledItemDelegate):
    """A name is never cut: the column is as wide as its longest."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideNone


class _Action(QStyledItemDelegate):
    """The next action and its key."""

    def displayText(self, value: object, locale: object) -> str:
        return f"{value}   " + _("Enter")


class _Rows(QAbstractTableModel):
    HEAD = (_("Due"), _("Loose end"), _("Patient"), _("Owner"), _("Next action"))

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[LooseEnd, ...] = ()
        #: The day has no column: its icon and tone go to the sentence, its words to the tooltip.
        self.narrow = False

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
        first = 1 if self.narrow else 0
        if role == Qt.ItemDataRole.ToolTipRole and self.narrow and index.column() == 1:
            return f"{row.due}: {row.sentence}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (row.due, row.sentence, row.patient, row.owner, row.next_action)[index.column()]
        if role == Qt.ItemDataRole.FontRole and row.here and index.column() in (0, 2):
            return theme.font(bold=True)
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == first:
                return QColor(theme.tokens().strong(row.tone))
            if index.column() == 4:
                return theme.color("accent")
        if role == Qt.ItemDataRole.DecorationRole and index.column() == first:
            return pixmap({"danger": "late", "warn": "clock"}.get(row.tone, "open"), row.tone, 16)
        return None
