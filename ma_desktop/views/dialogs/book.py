"""Give a patient a time, or take a walk-in: a new patient is registered in the same step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from ma_desktop.domain import dates
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_banner import PatientBanner, patient_banner
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.services.schedule.find_patient import FoundPatient, find_patient
from ma_desktop.services.schedule.find_slot import FoundSlot
from ma_desktop.services.schedule.huddle_page import add_on_checks
from ma_desktop.services.schedule.likely_duplicates import Typed, likely_duplicates
from ma_desktop.services.schedule.register_patient import NewPatient
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.booking_step import register_and_book, split_name
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.find_slot import FindSlot, Wanted
from ma_desktop.views.dialogs.red_flag import Caller, StopCard
from ma_desktop.views.dialogs.wait_line import WaitLine
from ma_desktop.views.dialogs.when import parse_day, parse_time
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.likely_list import LikelyList
from ma_desktop.views.workbench import Workbench


class Book(Dialog):
    """Who, what, when, why. ``patient_id``: already chosen; ``walk_in``: books now and checks in."""

    HELP = "schedule"
    FORM = "book"
    WIDTH = 560

    def __init__(
        self,
        bench: Workbench,
        *,
        patient_id: int | None = None,
        start: datetime | None = None,
        practitioner_id: int | None = None,
        walk_in: bool = False,
        service_id: int | None = None,
        then: Callable[[int], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``then(appointment)`` once it is booked."""
        super().__init__(
            bench, _("Walk-in") if walk_in else _("Book an appointment"), parent=parent,
            yes=_("Check in") if walk_in else _("Book"), scope=Focus(),
        )  # fmt: skip
        self.walk_in, self._service, self._then = walk_in, service_id, then
        self._put_away: list[QWidget] = []
        self.patient_id: int | None = None
        self.found: tuple[FoundPatient, ...] = ()
        self._build()
        self._stop_card()
        self._fill_when(start)
        bench.read(booking_choices, then=lambda choices: self._fill(choices, practitioner_id))
        if patient_id is not None:
            bench.read(patient_banner, patient_id, then=self._known)

    # -- laying out ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.who = QLineEdit()
        self.who.setPlaceholderText(_("Name, birth date, phone or record number"))
        self.who.textEdited.connect(self._search)
        self.who.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Patients found"))
        self.list.setMaximumHeight(116)
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.list.hide()
        self.new_button = button(_("New patient"), "quiet", "plus")
        self.new_button.clicked.connect(self._show_new)
        self.service, self.provider = QComboBox(), QComboBox()
        self.day, self.at, self.reason = QLineEdit(), QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(_("In the patient's own words"))
        self.day.setPlaceholderText(_("month/day/year"))
        self.day.setToolTip(_("12/8, tomorrow, fri, 10d, 2w or 3m"))
        self.at.setPlaceholderText("9:30")
        self.over = QLineEdit()
        self.over.setPlaceholderText(_("Only when it goes over another appointment"))
        rows: list[tuple[str, QWidget]] = [(_("Patient"), self.who), ("", self.list), ("", self.new_button)]
        rows += [("", self._likely()), *self._new_fields()]
        rows += [(_("Kind of visit"), self.service), (_("Provider"), self.provider)]
        if not self.walk_in:
            rows += [(_("Day"), self.day), (_("Time"), self.at), ("", self._find_button())]
        else:
            self.wait = WaitLine(self.bench, self.service, self.provider, lambda: self.patient_id)
            rows.append(("", self.wait))
        rows.append((_("Reason"), self.reason))
        if not self.walk_in:
            rows.append((_("Why over"), self.over))
        self._later: list[QWidget] = []
        for number, (text, widget) in enumerate(rows):
            caption = label(text, "muted")
            caption.setBuddy(widget)
            caption.setVisible(bool(text))
            widget.setAccessibleName(text or widget.accessibleName())
            grid.addWidget(caption, number, 0)
            side = Qt.AlignmentFlag.AlignLeft if isinstance(widget, QPushButton) else Qt.AlignmentFlag(0)
            grid.addWidget(widget, number, 1, side)
            if widget is self.over:
                self._over_caption = caption
                caption.hide()
                widget.hide()
            if widget in self.new:
                self._captions.append(caption)
                caption.hide()
                widget.hide()
            if widget not in (self.who, self.list, self.likely_list, self.reason, *self.new):
                self._later += [caption, widget]
        self.body.addLayout(grid)
        self.who.setFocus()
        for widget, name in ((self.who, "who"), (self.reason, "reason"), (self.day, "day"), (self.at, "at"),
                             (self.family, "family"), (self.given, "given"), (self.birth, "birth"), (self.phone, "phone")):  # fmt: skip
            self.remember(widget, name)

    def _find_button(self) -> QWidget:
        """The next times that fit, instead of a typed day."""
        press = button(_("Find a time…  Ctrl+F"), "quiet", "search")
        press.setAccessibleName(_("Find a time"))
        press.clicked.connect(self.find_time)
        QShortcut(QKeySequence("Ctrl+F"), self, self.find_time)
        return press

    def find_time(self) -> None:
        wanted = Wanted(
            self.patient_id, self.service.currentData() or "", self.provider.currentData(), self.day.text() or "today",
            reason=self.reason.text(),
        )  # fmt: skip
        FindSlot(self.bench, wanted, then=self._take_slot, parent=self).open()

    def _take_slot(self, slot: FoundSlot, service_id: int) -> None:
        self.service.setCurrentIndex(max(0, self.service.findData(service_id)))
        self.provider.setCurrentIndex(max(0, self.provider.findData(slot.practitioner_id)))
        self.day.setText(f"{slot.start:%m/%d/%Y}")
        self.at.setText(f"{slot.start:%H:%M}")
        if slot.held:
            self.over.setText(_("urgent: same-day time"))
            self._over_caption.show()
            self.over.show()
        self.reason.setFocus()

    # -- red flags ----------------------------------------------------------------------------------------

    def _stop_card(self) -> None:
        self.stop = StopCard(self.bench, self.reason, self._caller)
        self.stop.changed.connect(self._settle_stop)
        self.body.addWidget(self.stop)
        self.body.addStretch(1)
        self.give = button(
            _("Give to the provider now  Alt+G"),
            "quiet",
            "alert",
            tip=_("Stops booking without a word that matches"),
        )
        self.give.setAccessibleName(_("Give to the provider now"))
        self.give.clicked.connect(self.stop.by_hand)
        QShortcut(QKeySequence("Alt+G"), self, self.stop.by_hand)
        self.foot.insertWidget(0, self.give)
        self.birth.textEdited.connect(lambda _typed: self.stop.look())

    def _caller(self) -> Caller:
        try:
            birth = dates.parse_birth_date(self.birth.text(), self.bench.desk.now().date())
        except RuleBroken:
            birth = None
        new = ", ".join(
            part
            for part in (self.family.text().strip(), self.given.text().strip(), self.phone.text().strip())
            if part
        )
        return Caller(
            self.patient_id,
            birth if self.patient_id is None else None,
            new if self.patient_id is None else "",
        )

    def _settle_stop(self) -> None:
        """While booking is stopped there is nothing to choose; afterwards the form is as it was."""
        held = self.stop.held
        if held and not self._put_away:
            self._put_away = [widget for widget in self._later if not widget.isHidden()]
            for widget in self._put_away:
                widget.hide()
        elif not held:
            for widget in self._put_away:
                widget.show()
            self._put_away = []
        self.give.setVisible(not held)
        self.yes_button.setEnabled(not held)

    def _likely(self) -> LikelyList:
        """Who the new patient may be already; choosing one books for that chart."""
        self.likely_list = LikelyList()
        self.likely_list.chosen.connect(self._take_likely)
        self.likely_list.hide()
        QShortcut(QKeySequence("Alt+O"), self, self.likely_list.choose_first)
        return self.likely_list

    def _compare(self) -> None:
        try:
            birth = dates.parse_birth_date(self.birth.text(), self.bench.desk.now().date())
        except RuleBroken:
            birth = None
        typed = Typed(self.family.text(), self.given.text(), birth, self.sex.currentData(), self.phone.text())
        self.bench.read(likely_duplicates, typed, then=self.likely_list.set, latest="book.likely")

    def _take_likely(self, patient_id: int) -> None:
        for widget in (*self.new, *self._captions, self.likely_list):
            widget.hide()
        self.new_button.show()
        self.bench.read(patient_banner, patient_id, then=self._known)

    def _new_fields(self) -> list[tuple[str, QWidget]]:
        self._captions: list[QWidget] = []
        self.family, self.given, self.birth, self.phone = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.birth.setPlaceholderText("3/14/1968")
        self.sex = QComboBox()
        for text, code in (
            (_("unknown"), "unknown"),
            (_("female"), "female"),
            (_("male"), "male"),
            (_("other"), "other"),
        ):
            self.sex.addItem(text, code)
        self.new: list[QWidget] = [self.family, self.given, self.birth, self.sex, self.phone]
        for field in (self.family, self.given, self.birth, self.phone):
            field.textEdited.connect(lambda _typed: self._compare())
        names = (_("Family name"), _("Given name"), _("Birth date"), _("Sex"), _("Phone"))
        return list(zip(names, self.new, strict=True))

    def _fill(self, choices: BookingChoices, practitioner_id: int | None) -> None:
        for provider in choices.providers:
            self.provider.addItem(provider.name, provider.id)
        for service in choices.services:
            self.service.addItem(
                _("{name} · {n} min").format(name=service.name, n=service.minutes), service.id
            )
        if practitioner_id is not None:
            self.provider.setCurrentIndex(max(0, self.provider.findData(practitioner_id)))
        if self._service is not None:
            self.service.setCurrentIndex(max(0, self.service.findData(self._service)))

    def _fill_when(self, start: datetime | None) -> None:
        now = self.bench.desk.now()
        day = self.bench.focus.day or now.date()
        when = start or (now + timedelta(minutes=15 - now.minute % 15))
        self.day.setText(f"{(start.date() if start else day):%m/%d/%Y}")
        self.at.setText(f"{when:%H:%M}")

    # -- who ----------------------------------------------------------------------------------------------

    def _search(self, typed: str) -> None:
        self.patient_id = None
        self.bench.read(find_patient, typed, 6, then=self._show_found, latest="book.find")

    def _show_found(self, found: tuple[FoundPatient, ...]) -> None:
        self.found = found
        self.list.clear()
        for row in found:
            birth = f"{row.birth_date:%m/%d/%Y}"
            near = _(" (similar)") if row.near else ""
            item = QListWidgetItem(f"{row.name} · {birth} · {row.age} · #{row.record_number}{near}")
            item.setData(Qt.ItemDataRole.UserRole, row.patient_id)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(found))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the patient's field the arrows choose from the list and Enter takes; it books only from a later field."""
        if watched is self.who and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.isVisible():
                self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), self.list.count() - 1))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.patient_id is None:
                self._enter_pressed()
                return True
        return super().eventFilter(watched, event)

    def _enter_pressed(self) -> None:
        if self.list.isVisible() and self.list.currentItem() is not None:
            self._take(self.list.currentItem())
        elif self.who.text().strip() and self.family.isHidden():
            self._show_new()

    def _take(self, item: QListWidgetItem) -> None:
        self.patient_id = item.data(Qt.ItemDataRole.UserRole)
        self.who.setText(item.text())
        self.list.hide()
        self.stop.look()
        self.service.setFocus()

    def _known(self, banner: PatientBanner | None) -> None:
        if banner is not None:
            self.patient_id = banner.patient_id
            self.who.setText(
                f"{banner.name} · {banner.birth_date:%m/%d/%Y} · {banner.age} · #{banner.record_number}"
            )
            self.service.setFocus()

    def _show_new(self) -> None:
        """The four fields of a quick registration; what was typed as a name moves there."""
        self.patient_id = None
        for widget in (*self.new, *self._captions):
            widget.show()
        family, given = split_name(self.who.text())
        if family and not self.family.text():
            self.family.setText(family)
            self.given.setText(given)
        self.list.hide()
        self.new_button.hide()
        self.family.setFocus()

    # -- saving -------------------------------------------------------------------------------------------

    def accept(self) -> None:
        if self.stop.held:
            self.stop.give()
            return
        try:
            new = self._new_patient() if not self.family.isHidden() else None
            start = None if self.walk_in else self._start()
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            return
        if self.patient_id is None and new is None:
            self.notice(_("Choose the patient from the list, or press New patient."), "info")
            return
        if self.service.currentData() is None or self.provider.currentData() is None:
            self.notice(
                _("The practice has no provider or kinds of visit yet. Add them in the settings."), "info"
            )
            return
        self.save(
            register_and_book, new, self.likely_list.although() if new else "", self.patient_id, self.provider.currentData(), self.service.currentData(), start,
            self.reason.text(), self.over.text(), self.stop.task_id, then=self._booked,
        )  # fmt: skip

    def notice(self, sentence: str, tone: str = "danger") -> None:
        """Over another appointment: the field for the reason appears, with the keyboard in it."""
        super().notice(sentence, tone)
        if "goes over it" in sentence and not self.walk_in:
            self._over_caption.show()
            self.over.show()
            self.over.setFocus()

    def _booked(self, answer: tuple[int, int | None, int | None]) -> None:
        patient, encounter, appointment = answer
        if encounter is not None or self.bench.focus.patient_id != patient:
            self.bench.active.choose_patient(patient, encounter)
        self.bench.say(_("Checked in.") if self.walk_in else _("Booked."))
        if appointment is not None:
            self.bench.read(add_on_checks, appointment, then=self._tell_checks)
        if self._then is not None and appointment is not None:
            self._then(appointment)

    def _tell_checks(self, checks: tuple[tuple[str, str], ...]) -> None:
        """A same-day add-on missed the morning's round: what it would have asked."""
        if checks:
            told = " · ".join(f"{label}: {words}" for label, words in checks)
            self.bench.say(_("Added today. {checks}").format(checks=told), "warn")

    def _new_patient(self) -> NewPatient:
        today = self.bench.desk.now().date()
        return NewPatient(
            family=self.family.text(), given=self.given.text(), sex=self.sex.currentData(), phone=self.phone.text(),
            birth_date=dates.parse_birth_date(self.birth.text(), today),
        )  # fmt: skip

    def _start(self) -> datetime:
        now = self.bench.desk.now()
        return datetime.combine(
            parse_day(self.day.text(), now.date()), parse_time(self.at.text()), tzinfo=now.tzinfo
        )
