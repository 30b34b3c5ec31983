"""Who changed what in one row of the record: every version with when, who, what it was and is, and why."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.chart.row_versions import RowVersion, row_versions
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.read_only import ReadOnly
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench


class ShowVersions(ReadOnly):
    """The newest version first; ``what`` says which row it is."""

    def __init__(
        self, bench: Workbench, resource: str, row_id: int, what: str, *, focus: Focus, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(bench, _("Who changed what"), focus=focus, parent=parent)
        self.above.setText(what)
        self.versions: tuple[RowVersion, ...] = ()
        bench.read(row_versions, resource, row_id, then=self._show, panel=self)

    def _show(self, versions: tuple[RowVersion, ...]) -> None:
        self.versions = versions
        for version in versions:
            self.lines.addWidget(_card(version))
        self.lines.addStretch(1)


def _card(version: RowVersion) -> QFrame:
    made = QFrame()
    made.setObjectName("sunken")
    column = QVBoxLayout(made)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    head = QHBoxLayout()
    head.addWidget(label(version.step, "strong", wrap=True), 1)
    head.addWidget(label(_("version {n}").format(n=version.version), "caption"), 0, Qt.AlignmentFlag.AlignTop)
    column.addLayout(head)
    who = " · ".join(part for part in (f"{version.at:%m/%d/%Y %H:%M}", version.by) if part)
    column.addWidget(label(who, "caption", wrap=True))
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(2)
    grid.setColumnStretch(1, 1)
    for row, change in enumerate(version.changes):
        grid.addWidget(label(change.field, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
        words = f"{change.before} → {change.after or _('nothing')}" if change.before else change.after
        grid.addWidget(label(words, wrap=True), row, 1)
    column.addLayout(grid)
    if version.reason:
        column.addWidget(label(_("Why: {reason}").format(reason=version.reason), wrap=True))
    return made
