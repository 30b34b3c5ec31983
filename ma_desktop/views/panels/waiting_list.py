"""Who waits for a time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ma_desktop.domain.waiting_rank import urgency_words
from ma_desktop.i18n import _
from ma_desktop.services.desk import Change, Desk
from ma_desktop.services.schedule.close_request import close_request
from ma_desktop.services.schedule.freed_times import FreedTimes, freed_times
from ma_desktop.services.schedule.offer_slot import ANSWERS, offer_slot
from ma_desktop.services.schedule.released_holds import ReleasedHolds, released_holds
from ma_desktop.services.schedule.waiting_list import Waiting, WaitingList, waiting_list
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.access import AccessTable
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.find_slot import FindSlot
from ma_desktop.views.dialogs.find_slot import Wanted as WantedSlot
from ma_desktop.views.dialogs.offer_slot import answer_words, tell_freed
from ma_desktop.views.dialogs.request import TakeRequest
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.row_list import ListColumn, RowList
from ma_desktop.views.widgets.step_bar import ListStep, StepBar
from ma_desktop.views.workbench import Workbench

#: Seconds until the holds are looked at again when none is to open before: the day turns meanwhile.
_LONGEST = 3600.0


class WaitingListPanel(Panel):
    """Open requests in the order in which they are called, each with the first time that would do."""

    TITLE = _("Waiting list")
    ICON = "hourglass"
    SHORTCUT = "Ctrl+Shift+W"
    AREA = "schedule"
    SHOWS = frozenset(
        {"Appointment", "AppointmentResponse", "Schedule", "Slot", "Patient", "HealthcareService"}
    )
    PLACE = Place("bottom", 1)
    HELP = "waiting-list"
    FOLLOWS_PATIENT = False
    FOLLOWS_DAY = False

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(bench, parent)
        self._since: int | None = None
        self._looked: datetime | None = None
        self._opens = QTimer(self)
        self._opens.setSingleShot(True)
        self._opens.timeout.connect(self._watch)
        bench.active.changed.connect(lambda _focus: None if self._opens.isActive() else self._watch())

    def build(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 0, 10, 4)
        column.setSpacing(2)
        self.table = RowList(_("Waiting list"), _columns(), lambda row: row.request_id)
        self.model = self.table.rows
        self.table.moved.connect(self._arm)
        self.table.activated.connect(lambda _index: self.other_times())
        self.table.clicked.connect(self._clicked)
        self.empty = label(_("Nobody is waiting for a time. Ctrl+R takes a request."), "muted", wrap=True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.overdue, self.urgent = Chip("", "danger"), Chip("", "warn")
        chips = QWidget()
        row = QHBoxLayout(chips)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for chip in (self.urgent, self.overdue):
            row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self.bar = StepBar(self._steps(), chips)
        self.table.keys = {step.key: step.run for step in self.bar.steps if step.key}
        column.addWidget(self.empty)
        column.addWidget(self.table, 1)
        column.addWidget(self.bar)
        page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        page.setFocusProxy(self.table)
        return page

    def _steps(self) -> tuple[ListStep, ...]:
        return (
            ListStep("A", _("Accepted: book"), lambda: self.answer("A"), "check"),
            ListStep("D", _("Declined"), lambda: self.answer("D")),
            ListStep("L", _("Left message"), lambda: self.answer("L")),
            ListStep("N", _("No answer"), lambda: self.answer("N")),
            ListStep("T", _("Other times…"), self.other_times, "search"),
            ListStep("E", _("Change…"), self.change_chosen, "edit"),
            ListStep("C", _("Take off…"), self.close_chosen),
            ListStep("P", _("Call sheet"), self.print_sheet, "print"),
            ListStep("", _("Request…"), self.take, "plus", _("Ctrl+R")),
        )

    def query(self, desk: Desk, focus: Focus) -> tuple[WaitingList, FreedTimes]:
        return waiting_list(desk), freed_times(desk, None)

    def show(self, found: tuple[WaitingList, FreedTimes]) -> None:
        data = found[0]
        if self._since is None:
            self._since = found[1].until
        self.table.set(data.rows)
        self.table.setVisible(bool(data.rows))
        self.empty.setVisible(not data.rows)
        self.urgent.set(_("{n} urgent").format(n=data.urgent))
        self.urgent.setVisible(data.urgent > 0)
        self.overdue.set(_("{n} overdue").format(n=data.overdue))
        self.overdue.setVisible(data.overdue > 0)
        self.bar.fold()

    def commands(self) -> list[Command]:
        return [
            Command("take_request", _("Request for an appointment"), self.take, "Ctrl+R", "hourglass", "go",
                    words="waiting list phone caller wants time"),
            Command("find_slot", _("Find a time"), self.find, "Ctrl+F", "search", "go", words="slot next available free opening"),
            Command("access", _("Third next available"), self.access, "", "clock", "go", words="access how soon wait days"),
        ]  # fmt: skip

    # -- times that become free ---------------------------------------------------------------------------

    def concerns(self, change: Change) -> bool:
        """Also hears of times that became free, by whatever step, while the list is not in sight."""
        if not {"Slot", "Schedule"}.isdisjoint(change.resources) or not self._opens.isActive():
            self._watch()
        if "Appointment" in change.resources:
            self.bench.read(freed_times, self._since, then=self._freed, latest="waiting.freed")
        return super().concerns(change)

    def _watch(self) -> None:
        """Holds open by hand or by the clock: looks now, and again when the next one opens."""
        self.bench.read(released_holds, self._looked, then=self._opened, latest="waiting.opened")

    def _opened(self, found: ReleasedHolds) -> None:
        self._looked = found.at
        wait = timedelta(hours=1) if found.next_at is None else found.next_at - found.at
        self._opens.start(round(min(max(wait.total_seconds(), 0.0) + 1, _LONGEST) * 1000))
        if found.times:
            tell_freed(self.bench, self, found.times[0], self.widget().window())

    def _freed(self, found: FreedTimes) -> None:
        self._since = found.until
        if found.times:
            tell_freed(self.bench, self, found.times[-1], self.widget().window())

    # -- what a person does -------------------------------------------------------------------------------

    def chosen(self) -> Waiting | None:
        row: Waiting | None = self.table.current()
        return row

    def take(self) -> None:
        TakeRequest(self.bench, patient_id=self.focus.patient_id, parent=self.widget().window()).open()

    def change_chosen(self) -> None:
        """Reason, urgency, days, kind of visit, provider."""
        row = self.chosen()
        if row is not None:
            TakeRequest(self.bench, change=row, parent=self.widget().window()).open()

    def find(self) -> None:
        FindSlot(
            self.bench, WantedSlot(patient_id=self.focus.patient_id), parent=self.widget().window()
        ).open()

    def access(self) -> None:
        AccessTable(self.bench, self.widget().window()).open()

    def answer(self, key: str) -> None:
        """For the first time that would do, as the line shows it."""
        row = self.chosen()
        if row is None:
            return
        if row.first is None:
            self.notice(
                _("There is no time to offer. T looks with wider wishes, C takes the request off."), "info"
            )
            return
        why = _("urgent: same-day time") if row.first.held else ""
        self.do(
            offer_slot, row.request_id, start=row.first.start, practitioner_id=row.first.practitioner_id,
            answer=ANSWERS[key], overlap_reason=why, then=lambda _id: self._answered(key, row),
        )  # fmt: skip

    def _answered(self, key: str, row: Waiting) -> None:
        if key == "A" and row.first is not None:
            self.bench.say(_("Booked for {when}.").format(when=_when(row.first)))
            self.bench.active.choose_patient(row.patient_id, None)

    def other_times(self) -> None:
        """All times that would do, and wider ones; the one that is taken books and closes the request."""
        row = self.chosen()
        if row is None:
            return
        asked = row.asked
        wanted = WantedSlot(
            row.patient_id, row.service_id, asked.provider,
            f"{asked.earliest:%m/%d/%Y}" if asked.earliest else "today",
            f"{asked.latest:%m/%d/%Y}" if asked.latest and not row.overdue else "", row.reason, asked.weekdays, asked.day_part,
            row.urgency == "urgent",
        )  # fmt: skip

        def taken(slot: Any, _service: int) -> None:
            why = _("urgent: same-day time") if slot.held else ""
            self.do(offer_slot, row.request_id, start=slot.start, practitioner_id=slot.practitioner_id, answer="accepted",
                    overlap_reason=why, then=lambda _id: self.bench.say(_("Booked.")))  # fmt: skip

        FindSlot(
            self.bench, wanted, then=taken, title=_("Times for {patient}").format(patient=row.patient),
            parent=self.widget().window(),
        ).open()  # fmt: skip

    def close_chosen(self) -> None:
        row = self.chosen()
        if row is None:
            return
        AskReason(self.bench, _("Take {patient} off the waiting list?").format(patient=row.patient),
                  _("The request stays in the record with the reason and every offer."),
                  lambda reason: self.do(close_request, row.request_id, reason),
                  choices=(_("no longer needs it"), _("went elsewhere"), _("cannot be reached")), yes=_("Take off"),
                  parent=self.widget().window()).open()  # fmt: skip

    def print_sheet(self) -> None:
        from ma_desktop.views.call_sheet_print import preview_waiting_calls

        preview_waiting_calls(self.bench, self)

    def _clicked(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        self.bench.active.choose_patient(row.patient_id, None)

    def _arm(self) -> None:
        row = self.chosen()
        for step in self.bar.steps:
            if step.key and step.key != "P":
                fits = row is not None and (step.key not in ANSWERS or row.first is not None)
                self.bar.buttons[step.key].setEnabled(fits)


def _columns() -> tuple[ListColumn, ...]:
    tones = {"urgent": "danger", "soon": "warn"}

    def tone(row: Waiting) -> str:
        return "danger" if row.overdue else tones.get(row.urgency, "muted")

    def picture(row: Waiting) -> tuple[str, str]:
        return ("late" if row.overdue else "alert" if row.urgency == "urgent" else "clock", tone(row))

    return (
        ListColumn(_("Urgency"), _urgency, tone, picture),
        ListColumn(_("Patient"), lambda row: str(row.patient)),
        ListColumn(_("Phone"), lambda row: str(row.phone), drop=3),
        ListColumn(_("Kind of visit"), lambda row: str(row.service), drop=1),
        ListColumn(
            _("First time that fits"), lambda row: _when(row.first) if row.first else _("none"),
            lambda row: "accent" if row.first else "muted",
        ),
        ListColumn(_("Last answer, reason, wishes"), _about, wide=True, drop=2),
    )  # fmt: skip


def _urgency(row: Waiting) -> str:
    waits = _("today") if row.days == 0 else _("{n} d").format(n=row.days)
    return f"{_('Overdue') if row.overdue else urgency_words(row.urgency)} · {waits}"


def _about(row: Waiting) -> str:
    last = ""
    if row.offers:
        offer = row.offers[-1]
        last = f"{answer_words(offer.answer)} {offer.at:%m/%d}"
    return " · ".join(part for part in (last, f"“{row.reason}”", row.wishes) if part)


def _when(slot: Any) -> str:
    return f"{slot.start:%a %m/%d %H:%M} {slot.provider.split(',')[0].split()[-1]}" + (
        _(" (held)") if slot.held else ""
    )
