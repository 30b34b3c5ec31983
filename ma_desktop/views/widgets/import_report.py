"""What an import took, what was there before, and what it refused and why."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QHeaderView, QTableView, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.views import theme
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.row_height import RowHeight

#: More refusals keep one height a row: measuring each takes too long.
_WRAPPED = 500
_Index = QModelIndex | QPersistentModelIndex


def desk_words() -> dict[str, str]:
    """Resources as the desk calls them, in the order of the report."""
    return {
        "Patient": _("Patients"), "Encounter": _("Visits"), "Condition": _("Problems"),
        "AllergyIntolerance": _("Allergies"), "MedicationRequest": _("Medicines"), "Immunization": _("Immunizations"),
        "Observation": _("Measurements and results"), "Procedure": _("Procedures"), "Coverage": _("Coverage"),
        "Claim": _("Claims"), "Practitioner": _("Providers"), "Organization": _("Payers and organizations"),
    }  # fmt: skip


def refusals_of(report: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """File, row and reason of everything that was not taken; a file as a whole has no row."""
    unread = [(line["source"], "", line["reason"]) for line in report.get("unread", ())]
    return unread + [
        (line["source"], f"{line['row']:,}" if line["row"] else "", line["reason"])
        for line in report["refused"]
    ]


def refusals_csv(report: Mapping[str, Any]) -> str:
    """The same as a file for a spreadsheet; nothing of a patient is in it."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([_("File"), _("Row"), _("Reason")])
    writer.writerows((file, row.replace(",", ""), reason) for file, row, reason in refusals_of(report))
    return out.getvalue()


class ImportReport(QWidget):
    """Three numbers, a line for each kind, and a table of refusals that may be long."""

    def __init__(self, report: Mapping[str, Any]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        taken, present = report["taken"], report.get("present", {})
        self.refusals = refusals_of(report)
        numbers = QHBoxLayout()
        numbers.setSpacing(8)
        refused = len(report["refused"])
        self.numbers = [
            _number(sum(taken.values()), _("taken"), "ok" if taken else ""),
            _number(sum(present.values()), _("already there"), ""),
            _number(refused, _("refused"), "warn" if refused else ""),
        ]
        for card in self.numbers:
            numbers.addWidget(card, 1)
        column.addLayout(numbers)
        column.addWidget(self._kinds(taken, present))
        if self.refusals:
            column.addWidget(label(_("Not taken, and why"), "strong"))
            column.addWidget(self._table(), 1)
        else:
            column.addWidget(label(_("Nothing was refused."), "muted"))
            column.addStretch(1)

    def _kinds(self, taken: Mapping[str, int], present: Mapping[str, int]) -> QFrame:
        """Two columns of kinds, so that twelve of them stay short."""
        frame = QFrame()
        frame.setObjectName("card")
        grid = QGridLayout(frame)
        grid.setContentsMargins(14, 10, 14, 10)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        words = desk_words()
        kinds = [
            name
            for name in (*words, *sorted({*taken, *present} - set(words)))
            if name in {**taken, **present}
        ]
        half = (len(kinds) + 1) // 2
        for start in (0, 4):
            if start and not kinds[half:]:
                break
            for place, title in enumerate(("", _("taken"), _("there before"))):
                grid.addWidget(_right(label(title, "caption")) if place else label(""), 0, start + place)
        for n, name in enumerate(kinds):
            row, start = n % half + 1, 4 * (n // half)
            grid.addWidget(label(words.get(name, name)), row, start)
            for place, counts in ((1, taken), (2, present)):
                count = counts.get(name, 0)
                told = label(f"{count:,}" if count else "–", "strong" if count and place == 1 else "muted")
                grid.addWidget(_right(told), row, start + place)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(4, 1)
        grid.setColumnMinimumWidth(3, 12)
        if not kinds:
            grid.addWidget(label(_("No rows were found."), "muted"), 1, 0)
        return frame

    def _table(self) -> QTableView:
        self.table = QTableView()
        self.table.setModel(_Refusals(self.refusals, self.table))
        self.table.setAccessibleName(_("Not taken, and why"))
        self.table.setShowGrid(False)
        self.table.setWordWrap(True)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        RowHeight(self.table, 28)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self.table.setColumnWidth(0, theme.px(170))
        self.table.setColumnWidth(1, theme.px(64))
        self.table.setMinimumHeight(theme.px(150))
        if len(self.refusals) <= _WRAPPED:
            self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return self.table


def _number(count: int, words: str, tone: str) -> QFrame:
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(0)
    column.addWidget(label(f"{count:,}", "name", tone))
    column.addWidget(label(words, "caption"))
    card.setAccessibleName(f"{count:,} {words}")
    return card


def _right(widget: Any) -> Any:
    widget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return widget


class _Refusals(QAbstractTableModel):
    """A million lines cost nothing here until they are looked at."""

    def __init__(self, rows: list[tuple[str, str, str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows
        self._titles = (_("File"), _("Row"), _("Reason"))

    def rowCount(self, parent: _Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index | None = None) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = 0) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 1:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None
