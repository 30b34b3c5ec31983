"""All screenings of the patient: what is due, the last results, start, decline, result, paper form, history."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableView, QWidget

from ma_desktop.domain.screenings import Kind
from ma_desktop.i18n import _
from ma_desktop.services.visit.screening_sheet import ScreeningSheet, SheetLine, screening_sheet
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.icons import pixmap
from ma_desktop.views.screening_steps import ScreeningSteps
from ma_desktop.views.widgets.labels import button, keyed
from ma_desktop.views.workbench import Workbench

Index = QModelIndex | QPersistentModelIndex


class Screenings(Dialog):
    """Enter starts the chosen one; arrow keys walk through them."""

    HELP = "screenings"
    WIDTH = 780
    WHOSE = False

    def __init__(self, bench: Workbench, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(
            bench, _("Screenings"), parent=parent, scope=focus, yes=_("Start  Enter"), no=_("Close")
        )
        self.steps = ScreeningSteps(bench, focus, self)
        self.sheet: ScreeningSheet | None = None
        self.model = _Rows()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(_("Screenings"))
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(theme.px(30))
        self.table.setTabKeyNavigation(False)
        self.table.setMinimumHeight(theme.px(380))
        self.table.doubleClicked.connect(lambda _index: self.accept())
        self.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        self.paper = button(_("Paper form  Alt+F"), "", "print")
        self.history = button(_("Over time  Alt+O"), "", "trend")
        self.decline = button(_("Declined…  Alt+D"), "")
        for press, keys, run in (
            (self.paper, "Alt+F", self._paper), (self.history, "Alt+O", self._history), (self.decline, "Alt+D", self._decline),
        ):  # fmt: skip
            keyed(press, keys)
            press.clicked.connect(run)
            row.addWidget(press)
        row.addStretch(1)
        self.body.addLayout(row)
        self.table.setFocus()
        bench.changed.connect(self._heard)
        self.read()

    def _heard(self, change: object) -> None:
        if "QuestionnaireResponse" in getattr(change, "resources", ()):
            self.read()

    def read(self) -> None:
        self.bench.read(
            screening_sheet,
            self.scope.patient_id,
            self.scope.encounter_id,
            then=self._show,
            panel=self,
            latest="screenings",
        )

    def _show(self, sheet: ScreeningSheet) -> None:
        held = self.line()
        self.sheet = sheet
        self.heading.setText(_("Screenings · {patient}").format(patient=sheet.patient))
        self.model.set(sheet.lines)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        keys = [line.tool.key for line in sheet.lines]
        place = keys.index(held.tool.key) if held is not None and held.tool.key in keys else 0
        self.table.setCurrentIndex(self.model.index(place, 0))

    def line(self) -> SheetLine | None:
        place = self.table.currentIndex().row()
        return self.model.rows[place] if 0 <= place < len(self.model.rows) else None

    def accept(self) -> None:
        line = self.line()
        if line is not None and self.sheet is not None:
            self.steps.begin(self.sheet, line.tool)

    def _paper(self) -> None:
        line = self.line()
        if line is None or self.sheet is None:
            return
        if line.tool.kind is not Kind.ASKED:
            self.notice(
                _("The form of this one is the practice's own; its questions are not kept here."), "info"
            )
            return
        self.steps.paper(line.tool, self.sheet.language)

    def _history(self) -> None:
        line = self.line()
        if line is not None and self.sheet is not None:
            self.steps.history(self.sheet, line.tool)

    def _decline(self) -> None:
        line = self.line()
        if line is not None:
            self.steps.decline(line.tool)


class _Rows(QAbstractTableModel):
    HEAD = (_("Screening"), _("About"), _("Now"), _("Last result"), _("On"))

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[SheetLine, ...] = ()

    def set(self, rows: tuple[SheetLine, ...]) -> None:
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
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.HEAD[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            now = {
                "due": _("due · {words}").format(words=line.words),
                "done": _("done today"),
                "refused": _("declined today"),
            }
            on = f"{line.last_on:%m/%d/%Y}" if line.last_on else ""
            return (line.tool.title, line.tool.about, now.get(line.state, ""), line.last, on)[index.column()]
        if role == Qt.ItemDataRole.FontRole and index.column() == 0:
            return theme.font(bold=line.state == "due")
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == 1 or (index.column() == 2 and line.state != "due"):
                return theme.color("muted")
            if index.column() == 2:
                return QColor(theme.tokens().strong("warn"))
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            name, tone = {
                "due": ("clock", "warn"),
                "done": ("done", "ok"),
                "refused": ("minus", "muted"),
            }.get(line.state, ("open", "muted"))
            return pixmap(name, tone, 16)
        return None
