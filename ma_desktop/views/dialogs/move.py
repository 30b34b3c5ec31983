"""Another time for a booked appointment, by the keyboard; dragging does the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.schedule.change_series import change_series
from ma_desktop.services.schedule.day_schedule import DayColumn, DayEntry, Place
from ma_desktop.services.schedule.move_appointment import move_appointment
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.series_scope import SeriesScope
from ma_desktop.views.dialogs.when import parse_day, parse_time
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench


class Move(Dialog):
    """Day, time, length, provider and room; *Why over* only when it goes against a rule."""

    HELP = "schedule"

    def __init__(
        self,
        bench: Workbench,
        entry: DayEntry,
        columns: Sequence[DayColumn],
        rooms: Sequence[Place] = (),
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bench, _("Move the appointment"), parent=parent, yes=_("Move"))
        self.entry = entry
        self.day = QLineEdit(f"{entry.start:%m/%d/%Y}")
        self.at = QLineEdit(f"{entry.start:%H:%M}")
        self.provider = QComboBox()
        for column in columns:
            self.provider.addItem(column.name, column.practitioner_id)
        self.provider.setCurrentIndex(max(0, self.provider.findData(entry.practitioner_id)))
        self.minutes = QLineEdit(str(entry.minutes))
        self.room = QComboBox()
        self.room.addItem(_("none yet"), None)
        for room in rooms:
            self.room.addItem(room.name, room.id)
        self.room.setCurrentIndex(max(0, self.room.findData(entry.location_id)))
        self.over = QLineEdit()
        self.over.setPlaceholderText(_("Only when it goes against a rule"))
        self.body.addWidget(label(entry.patient, "strong"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        rows = (
            (_("Day"), self.day),
            (_("Time"), self.at),
            (_("Minutes"), self.minutes),
            (_("Provider"), self.provider),
            (_("Room"), self.room),
            (_("Why over"), self.over),
        )
        for number, (text, widget) in enumerate(rows):
            widget.setAccessibleName(text)
            grid.addWidget(label(text, "muted"), number, 0)
            grid.addWidget(widget, number, 1)
        self.body.addLayout(grid)
        self.at.setFocus()
        self.at.selectAll()

    def accept(self) -> None:
        now = self.bench.desk.now()
        try:
            day, at = parse_day(self.day.text(), now.date()), parse_time(self.at.text())
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            return
        if not self.minutes.text().strip().isdecimal():
            self.notice(_("Type the minutes as a number, such as 20."), "warn")
            return
        start = datetime.combine(day, at, tzinfo=now.tzinfo)
        where = {
            "start": start, "practitioner_id": self.provider.currentData(), "minutes": int(self.minutes.text()),
            "overlap_reason": self.over.text(),
        }  # fmt: skip
        if self.entry.series is None:
            self._save(move_appointment, location_id=self.room.currentData(), **where)
        else:
            SeriesScope(
                self.bench, _("Change which of the series?"), self.entry,
                lambda scope: self._save(change_series, scope=scope, **where), parent=self,
            ).open()  # fmt: skip

    def _save(self, verb: Callable[..., object], **where: object) -> None:
        self.save(verb, self.entry.appointment_id, then=lambda _answer: self.bench.say(_("Moved.")), **where)
