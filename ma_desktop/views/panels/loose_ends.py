"""Whatever is open."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.complete_task import complete_task
from ma_desktop.services.visit.loose_ends import LooseEnd, LooseEnds, loose_ends
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.row_list import ListColumn, RowList

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
            "Media",
        }
    )
    PLACE = Place("bottom", 0)
    HELP = "loose-ends"
    FOLLOWS_DAY = False
    FOLLOWS_PATIENT = False  # another visit on the screen only moves its rows to the top

    def build(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 0, 10, 3)
        self.table = RowList(
            _("Loose ends"), _columns(), lambda row: (row.task_id, row.encounter_id, row.need)
        )
        self.model = self.table.rows
        self.table.activated.connect(self._activate)
        self.table.clicked.connect(self._clicked)
        column.addWidget(self.table)
        self.nothing = label(
            _("Nothing is open: no task, and nothing is missing for today's visits."), "muted"
        )
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
        self.table.set(self.data.beside(self.focus.encounter_id).rows)
        if not self.table.hasFocus():
            self.table.scrollToTop()  # what the visit on the screen misses is seen without a step

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
        elif row.action == "provider-needed" and row.task_id is not None:
            from ma_desktop.views.dialogs.provider_needed import ProviderNeeded

            ProviderNeeded(self.bench, row.task_id, parent=self.widget().window()).open()
        elif row.action == "registration":
            self.bench.commands.run("finish_registration")
        elif row.action == "file_documents":
            self.bench.commands.run("file_documents")
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


def _columns() -> tuple[ListColumn, ...]:
    def picture(row: LooseEnd) -> tuple[str, str]:
        return {"danger": "late", "warn": "clock"}.get(row.tone, "open"), row.tone

    def here(row: LooseEnd) -> bool:
        return row.here

    return (
        ListColumn(
            _("Due"), lambda row: str(row.due), lambda row: str(row.tone), picture, here, drop=2, below=110
        ),
        ListColumn(_("Loose end"), lambda row: str(row.sentence), wide=True),
        ListColumn(_("Patient"), lambda row: str(row.patient), bold=here),
        ListColumn(_("Owner"), lambda row: str(row.owner), drop=1, below=210),
        ListColumn(_("Next action"), lambda row: f"{row.next_action}   " + _("Enter"), lambda _row: "accent"),
    )
