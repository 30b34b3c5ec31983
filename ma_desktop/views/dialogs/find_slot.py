"""When can they come? The next times that fit, by keys; Enter books."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from ma_desktop.domain.open_times import ALL_WEEK
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_banner import PatientBanner, patient_banner
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.find_slot import FoundSlot, FoundSlots, Person, Search, find_slot
from ma_desktop.services.schedule.labs_back import LabsBack, labs_back
from ma_desktop.views import theme
from ma_desktop.views.dialogs.booking_step import book_found
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.red_flag import Caller, StopCard
from ma_desktop.views.dialogs.when import parse_day
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.patient_field import PatientField
from ma_desktop.views.widgets.weekday_row import WeekdayRow
from ma_desktop.views.workbench import Workbench


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the dialog opens with. ``service``: id or words that its name begins with; ``earliest``: as typed, like ``3m``."""

    patient_id: int | None = None
    service: int | str = ""
    practitioner_id: int | None = None
    earliest: str = "today"
    latest: str = ""
    reason: str = ""
    weekdays: frozenset[int] = frozenset()
    day_part: str = ""
    urgent: bool = False


class FindSlot(Dialog):
    """``then(slot, service_id)`` takes the time instead of booking it: the form that asked goes on with it."""

    HELP = "schedule"
    WIDTH = 720

    def __init__(
        self, bench: Workbench, wanted: Wanted | None = None, *,
        then: Callable[[FoundSlot, int], object] | None = None, title: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(
            bench,
            title or _("Find a time"),
            parent=parent,
            yes=_("Take this time") if then else _("Book this time"),
        )
        self.wanted, self._then = wanted or Wanted(), then
        self.slots: tuple[FoundSlot, ...] = ()
        self.labs_ready: date | None = None
        self._build()
        self.service.currentIndexChanged.connect(lambda _n: self.search())
        bench.read(booking_choices, then=self._fill)
        if self.wanted.patient_id is not None:
            bench.read(patient_banner, self.wanted.patient_id, then=self._known)

    # -- laying out ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        self.who, self.also = PatientField(), PatientField(_("Nobody else"))
        self.service, self.provider, self.part, self.how = (QComboBox() for _n in range(4))
        self.second = QComboBox()
        self.first, self.last, self.reason = (
            QLineEdit(self.wanted.earliest),
            QLineEdit(self.wanted.latest),
            QLineEdit(),
        )
        self.first.setToolTip(_("12/8, tomorrow, fri, 10d, 2w or 3m"))
        self.last.setPlaceholderText(_("half a year on"))
        self.reason.setText(self.wanted.reason)
        self.reason.setPlaceholderText(_("In the patient's own words"))
        self.days = WeekdayRow()
        self.urgent = QCheckBox(_("Today's held times too"))
        self.stop = StopCard(self.bench, self.reason, self._caller)
        self.stop.changed.connect(self._settle)
        for value, text in (
            ("", _("Any time of day")),
            ("morning", _("Morning")),
            ("afternoon", _("Afternoon")),
        ):
            self.part.addItem(text, value)
        self.how.addItem(_("one after the other"), False)
        self.how.addItem(_("both at once"), True)
        self._rows(grid)
        self.results = QListWidget()
        self.results.setAccessibleName(_("Times that fit"))
        self.results.setMinimumHeight(theme.px(210))
        self.results.itemActivated.connect(lambda _item: self.accept())
        self.third = label("", "muted", wrap=True)
        self.body.addLayout(grid)
        self.body.addWidget(self.stop)
        self.labs = button("", "quiet", "tube")
        self.labs.clicked.connect(self._after_labs)
        self.labs.hide()
        self.body.addWidget(self.labs, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(self.third)
        self.body.addWidget(self.results, 1)
        self._connect()

    def _rows(self, grid: QGridLayout) -> None:
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            ((_("Patient"), self.who), (_("Kind of visit"), self.service)),
            ((_("Also comes"), self.also), (_("Their visit"), self.second)),
            ((_("Provider"), self.provider), (_("Together"), self.how)),
            ((_("From"), self.first), (_("Until"), self.last)),
            ((_("Days"), self.days), (_("Time"), self.part)),
            ((_("Reason"), self.reason), ("", self.urgent)),
        )
        self._captions: dict[QWidget, QWidget] = {}
        for number, row in enumerate(rows):
            for place, (text, widget) in enumerate(row):
                caption = label(text, "muted")
                caption.setBuddy(widget)
                caption.setFixedHeight(theme.px(32))
                if text:
                    widget.setAccessibleName(text)
                self._captions[widget] = caption
                grid.addWidget(caption, number, place * 2, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(widget, number, place * 2 + 1, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        for field, name in ((self.who, "find_slot.who"), (self.also, "find_slot.also")):
            field.searched.connect(
                lambda text, field=field, name=name: self.bench.read(
                    find_patient, text, 6, then=field.show_found, latest=name
                )
            )
            field.chosen.connect(self._people)
        for box in (self.provider, self.part, self.how, self.second):
            box.currentIndexChanged.connect(lambda _n: self.search())
        for edit in (self.first, self.last):
            edit.textChanged.connect(lambda _text: self.search())
        self.days.changed.connect(self.search)
        self.urgent.toggled.connect(lambda _on: self.search())
        for widget in (
            self.first,
            self.last,
            self.reason,
            *self.days.buttons,
            self.urgent,
            self.service,
            self.provider,
            self.part,
        ):
            widget.installEventFilter(self)
        self.days.set(self.wanted.weekdays)
        self.part.setCurrentIndex(max(0, self.part.findData(self.wanted.day_part)))
        self.urgent.setChecked(self.wanted.urgent)
        self._people()

    def _fill(self, choices: BookingChoices) -> None:
        self.provider.blockSignals(True)
        self.service.blockSignals(True)
        self.provider.addItem(_("Any provider"), None)
        for provider in choices.providers:
            self.provider.addItem(provider.name, provider.id)
        self.provider.setCurrentIndex(max(0, self.provider.findData(self.wanted.practitioner_id)))
        for service in choices.services:
            text = _("{name} · {n} min").format(name=service.name, n=service.minutes)
            self.service.addItem(text, service.id)
            self.second.addItem(text, service.id)
        asked = self.wanted.service
        place = self.service.findData(asked) if isinstance(asked, int) else self.service.findText(asked, Qt.MatchFlag.MatchStartsWith)  # fmt: skip
        self.service.setCurrentIndex(max(0, place))
        self.provider.blockSignals(False)
        self.service.blockSignals(False)
        self.search()
        if self.wanted.patient_id is None and self._then is None:
            self.who.setFocus()
        else:
            self.results.setFocus()

    def _known(self, banner: PatientBanner | None) -> None:
        if banner is not None:
            words = f"{banner.name} · {banner.birth_date:%m/%d/%Y} · #{banner.record_number}"
            self.who.put(banner.patient_id, words, banner.birth_date)

    def _people(self) -> None:
        two = self.also.patient_id is not None
        for widget in (self.second, self.how):
            widget.setVisible(two)
            self._captions[widget].setVisible(two)
        self.stop.look()
        if self.who.patient_id is not None:
            self.bench.read(labs_back, self.who.patient_id, then=self._labs, latest="find_slot.labs")
        self.search()

    def _labs(self, found: LabsBack | None) -> None:
        """A visit about results waits for them."""
        self.labs_ready = found.ready if found else None
        self.labs.setVisible(found is not None)
        if found is not None:
            self.labs.setText(
                _("After the labs are back ({names}): from {day}  Alt+L").format(
                    names=found.names, day=f"{found.ready:%m/%d}"
                )
            )
            self.labs.setShortcut("Alt+L")

    def _after_labs(self) -> None:
        if self.labs_ready is not None:
            self.first.setText(f"{self.labs_ready:%m/%d/%Y}")

    # -- searching ----------------------------------------------------------------------------------------

    def search(self) -> None:
        """Reads anew whatever changed; a newer question makes an older one unwanted."""
        service = self.service.currentData()
        if service is None:
            return
        today = self.bench.desk.now().date()
        try:
            earliest = parse_day(self.first.text() or "today", today)
            latest = parse_day(self.last.text(), today) if self.last.text().strip() else None
        except RuleBroken:
            return  # half a date is being typed
        provider = self.provider.currentData()
        chosen = (provider,) if provider is not None else ()
        second = Person(self.second.currentData(), self.also.patient_id) if self.also.patient_id else None
        search = Search(
            Person(service, self.who.patient_id or 0, providers=chosen), earliest, latest, self.days.days or ALL_WEEK,
            self.part.currentData() or "", urgent=self.urgent.isChecked(), second=second,
            at_once=bool(self.how.currentData()),
        )  # fmt: skip
        self.bench.read(find_slot, search, then=self._show, panel=self, latest=f"find_slot.{id(self)}")

    def _show(self, found: FoundSlots) -> None:
        self.slots = found.slots
        self.results.clear()
        day: date | None = None
        for place, slot in enumerate(found.slots):
            if slot.start.date() != day:
                day = slot.start.date()
                self._head(f"{day:%A, %B} {day.day}")
            item = QListWidgetItem(_line(slot))
            item.setData(Qt.ItemDataRole.UserRole, place)
            item.setSizeHint(QSize(0, theme.px(27)))
            self.results.addItem(item)
            if self.results.currentRow() < 1:
                self.results.setCurrentItem(item)
        if found.sentence:
            self._head(found.sentence)
        self.third.setText(_access(found))
        self._settle()

    def _head(self, text: str) -> None:
        item = QListWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = theme.font()
        font.setBold(True)
        item.setFont(font)
        item.setSizeHint(QSize(0, theme.px(30)))
        item.setForeground(theme.color("muted"))
        self.results.addItem(item)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down go through the times from any single-line field, so that the hands stay where they are."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and not isinstance(watched, QComboBox)
        ):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self.step(step)
                return True
        return super().eventFilter(watched, event)

    def step(self, by: int) -> None:
        """To the next time, over the days' headings."""
        row = self.results.currentRow() + by
        while 0 <= row < self.results.count():
            if self.results.item(row).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.results.setCurrentRow(row)
                return
            row += by

    # -- taking -------------------------------------------------------------------------------------------

    def chosen(self) -> FoundSlot | None:
        item = self.results.currentItem()
        place = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        return self.slots[place] if place is not None else None

    def _caller(self) -> Caller:
        return Caller(self.who.patient_id, self.who.birth_date)

    def _settle(self) -> None:
        """While booking is stopped there are no times to choose."""
        self.results.setVisible(not self.stop.held)
        self.third.setVisible(not self.stop.held)
        self.yes_button.setEnabled(not self.stop.held and self.chosen() is not None)

    def accept(self) -> None:
        slot = self.chosen()
        if self.stop.held:
            self.stop.give()
            return
        if slot is None:
            self.notice(_("Choose a time from the list."), "info")
            return
        if self._then is not None:
            service = self.service.currentData()
            self.finish()
            self._then(slot, service)
            return
        if self.who.patient_id is None:
            self.notice(_("Choose the patient first."), "info")
            self.who.setFocus()
            return
        self.save(
            book_found, self.who.patient_id, self.service.currentData(), slot, self.reason.text(), self.stop.task_id,
            self.also.patient_id, self.second.currentData(), then=lambda _ids: self._booked(slot),
        )  # fmt: skip

    def _booked(self, slot: FoundSlot) -> None:
        self.bench.active.choose_patient(
            self.who.patient_id, None
        ) if self.bench.focus.patient_id != self.who.patient_id else None
        self.bench.say(_("Booked for {when}.").format(when=_when(slot.start)))


def _line(slot: FoundSlot) -> str:
    parts = [f"{slot.start:%H:%M}", slot.provider, _("{n} min").format(n=slot.minutes)]
    if slot.second is not None:
        start, minutes, _provider, name = slot.second
        other = f"{start:%H:%M}" + (f" {name}" if name != slot.provider else "")
        parts.append(_("then {other}, {n} min").format(other=other, n=minutes) if start != slot.start else _("and {other}").format(other=other))  # fmt: skip
    if slot.held:
        parts.append(_("held for the same day"))
    return " · ".join(parts)


def _when(start: datetime) -> str:
    return f"{start:%a, %b} {start.day} {start:%H:%M}"


def _access(found: FoundSlots) -> str:
    """The figure of access, and whether the practice has told its hours."""
    parts = []
    if found.third is not None:
        parts.append(
            _("Third next available: {when} ({n} days)").format(when=_when(found.third), n=found.third_days)
            if found.third_days
            else _("Third next available: today {time}").format(time=f"{found.third:%H:%M}")
        )
    if found.withheld:
        parts.append(found.withheld)
    if not found.known:
        parts.append(_("No working hours are set: looked Monday to Friday, 8 to 17."))
    return " · ".join(parts)
