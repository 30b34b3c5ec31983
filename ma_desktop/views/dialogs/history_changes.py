"""What changed since the last visit: added, changed, ended, with who and when."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ma_desktop.domain import history
from ma_desktop.i18n import _
from ma_desktop.services.chart.history_changes import HistoryChange, HistoryChanges, history_changes
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.read_only import ReadOnly
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench


def kinds() -> dict[str, tuple[str, str]]:
    return {
        "added": (_("added"), "ok"), "changed": (_("changed"), "info"), "ended": (_("ended"), "muted"), "error": (_("error"), "warn"),
    }  # fmt: skip


class ShowChanges(ReadOnly):
    def __init__(self, bench: Workbench, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("What changed since the last visit"), focus=focus, parent=parent)
        bench.read(history_changes, focus.patient_id, then=self._show, panel=self)

    def _show(self, read: HistoryChanges) -> None:
        self.read = read
        self.above.setText(
            _("Since the visit of {day}").format(day=day_words(read.since))
            if read.since
            else _("First visit here: everything is new.")
        )
        for change in read.changes:
            self.lines.addWidget(_line(change))
        if not read.changes:
            self.lines.addWidget(label(_("Nothing was added, changed or ended."), "muted"))
        self.lines.addStretch(1)


def _line(change: HistoryChange) -> QFrame:
    made = QFrame()
    made.setObjectName("sunken")
    across = QHBoxLayout(made)
    across.setContentsMargins(10, 6, 10, 6)
    across.setSpacing(10)
    words, tone = kinds()[change.kind]
    chip = Chip(words, tone)
    chip.setFixedWidth(theme.px(76))
    across.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addWidget(label(change.what, "strong", wrap=True))
    if change.detail:
        column.addWidget(label(change.detail, wrap=True))
    who = " · ".join(
        part for part in (section_words(change.section), day_words(change.at), change.by) if part
    )
    column.addWidget(label(who, "caption", wrap=True))
    across.addLayout(column, 1)
    return made


def section_words(key: str) -> str:
    return {"allergies": _("Allergies"), "medications": _("Medicines")}.get(key) or history.section(key).title


def day_words(moment: datetime) -> str:
    return f"{moment:%b} {moment.day}, {moment.year}"
