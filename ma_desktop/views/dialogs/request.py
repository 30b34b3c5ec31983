"""Somebody calls and wants a time: onto the waiting list, in their own words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from ma_desktop.domain import waiting_rank
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_banner import PatientBanner, patient_banner
from ma_desktop.services.schedule.booking_choices import BookingChoices, booking_choices
from ma_desktop.services.schedule.change_request import change_request
from ma_desktop.services.schedule.find_patient import find_patient
from ma_desktop.services.schedule.take_request import take_request
from ma_desktop.services.schedule.waiting_list import Waiting
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.dialogs.red_flag import Caller, StopCard
from ma_desktop.views.dialogs.when import parse_day
from ma_desktop.views.widgets.form_grid import day_text
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.patient_field import PatientField
from ma_desktop.views.widgets.weekday_row import WeekdayRow
from ma_desktop.views.workbench import Workbench


class TakeRequest(Dialog):
    """Who, why, how urgent, what would do. Red-flag words stop it like a booking."""

    HELP = "waiting-list"
    FORM = "request"
    WIDTH = 640

    def __init__(
        self,
        bench: Workbench,
        *,
        patient_id: int | None = None,
        reason: str = "",
        service_id: int | None = None,
        practitioner_id: int | None = None,
        change: Waiting | None = None,
        then: Callable[[int], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """``change``: the request that is changed, instead of a new one."""
        title = (
            _("Request of {patient}").format(patient=change.patient)
            if change
            else _("Request for an appointment")
        )
        super().__init__(
            bench,
            title,
            parent=parent,
            yes=_("Save") if change else _("Onto the waiting list"),
            scope=Focus(),
        )
        self._change = change
        self._service, self._provider, self._then = service_id, practitioner_id, then
        self._build()
        bench.read(booking_choices, then=self._fill)
        self.reason.setText(reason)
        self.who.setFocus()
        if change is not None:
            self._put(change)
        elif patient_id is not None:
            bench.read(patient_banner, patient_id, then=self._known)

    def _put(self, request: Waiting) -> None:
        """As it was asked for; who waits and how they asked does not change."""
        asked = request.asked
        self.who.put(
            request.patient_id, f"{request.patient} · {request.birth_date:%m/%d/%Y}", request.birth_date
        )
        self.who.setEnabled(False)
        self.channel.setEnabled(False)
        self._service, self._provider = request.service_id, asked.provider
        self.stop.accepted(request.reason)
        self.reason.setText(request.reason)
        for edit, words in (
            (self.caller, request.caller), (self.call_back, request.call_back), (self.first, day_text(asked.earliest)),
            (self.last, day_text(asked.latest)),
        ):  # fmt: skip
            edit.setText(words)
        self.urgency.setCurrentIndex(max(0, self.urgency.findData(asked.urgency)))
        self.part.setCurrentIndex(max(0, self.part.findData(asked.day_part)))
        self.days.set(asked.weekdays)
        self.reason.setFocus()

    def _build(self) -> None:
        self.who = PatientField()
        self.who.searched.connect(
            lambda text: self.bench.read(
                find_patient, text, 6, then=self.who.show_found, latest="request.find"
            )
        )
        self.who.chosen.connect(self._who_chosen)
        self.reason, self.caller, self.call_back, self.first, self.last = (QLineEdit() for _n in range(5))
        self.service, self.provider, self.urgency, self.part, self.channel = (QComboBox() for _n in range(5))
        self.days = WeekdayRow()
        self.reason.setPlaceholderText(_("In the caller's own words"))
        self.caller.setPlaceholderText(_("Who calls, when it is not the patient"))
        self.call_back.setPlaceholderText(_("Where to call back"))
        self.first.setPlaceholderText(_("any day"))
        self.last.setPlaceholderText(_("any day"))
        for edit in (self.first, self.last):
            edit.setToolTip(_("12/8, tomorrow, fri, 10d, 2w or 3m"))
        for urgency in reversed(waiting_rank.URGENCIES):
            self.urgency.addItem(waiting_rank.urgency_words(urgency), urgency)
        for value, text in (
            ("", _("Any time of day")),
            ("morning", _("Morning")),
            ("afternoon", _("Afternoon")),
        ):
            self.part.addItem(text, value)
        for value, text in (("phone", _("By phone")), ("in-person", _("At the desk")), ("portal", _("Portal")), ("letter", _("Letter"))):  # fmt: skip
            self.channel.addItem(text, value)
        self.stop = StopCard(
            self.bench, self.reason, lambda: Caller(self.who.patient_id, self.who.birth_date, self._caller())
        )
        self.stop.changed.connect(self._settle)
        self.body.addLayout(self._grid())
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
        for widget, name in () if self._change else ((self.reason, "reason"), (self.caller, "caller"), (self.call_back, "call_back"),
                             (self.first, "first"), (self.last, "last")):  # fmt: skip
            self.remember(widget, name)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        rows: tuple[tuple[tuple[str, QWidget], ...], ...] = (
            ((_("Patient"), self.who), (_("How"), self.channel)),
            ((_("Reason"), self.reason), (_("How urgent"), self.urgency)),
            ((_("Kind of visit"), self.service), (_("Provider"), self.provider)),
            ((_("Caller"), self.caller), (_("Call back"), self.call_back)),
            ((_("From"), self.first), (_("Until"), self.last)),
            ((_("Days"), self.days), (_("Time"), self.part)),
        )
        self._hidden_while_stopped: list[QWidget] = []
        for number, row in enumerate(rows):
            for place, (text, widget) in enumerate(row):
                caption = label(text, "muted")
                caption.setBuddy(widget)
                caption.setFixedHeight(theme.px(32))
                widget.setAccessibleName(text)
                grid.addWidget(caption, number, place * 2, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(widget, number, place * 2 + 1, Qt.AlignmentFlag.AlignTop)
                if number >= 2 and widget not in (self.caller, self.call_back):
                    self._hidden_while_stopped += [caption, widget]
        return grid

    def _fill(self, choices: BookingChoices) -> None:
        for service in choices.services:
            self.service.addItem(
                _("{name} · {n} min").format(name=service.name, n=service.minutes), service.id
            )
        self.provider.addItem(_("Any provider"), None)
        for provider in choices.providers:
            self.provider.addItem(provider.name, provider.id)
        self.service.setCurrentIndex(max(0, self.service.findData(self._service)))
        self.provider.setCurrentIndex(max(0, self.provider.findData(self._provider)))

    def _known(self, banner: PatientBanner | None) -> None:
        if banner is not None:
            words = f"{banner.name} · {banner.birth_date:%m/%d/%Y} · #{banner.record_number}"
            self.who.put(banner.patient_id, words, banner.birth_date)
            self.reason.setFocus()

    def _who_chosen(self) -> None:
        if self.who.phone and not self.call_back.text():
            self.call_back.setText(self.who.phone)
        self.stop.look()

    def _caller(self) -> str:
        """For the provider, whom to call back: who is not registered yet by name."""
        name = "" if self.who.patient_id is not None else self.who.edit.text().strip()
        return ", ".join(
            part for part in (name, self.caller.text().strip(), self.call_back.text().strip()) if part
        )

    def _settle(self) -> None:
        for widget in self._hidden_while_stopped:
            widget.setVisible(not self.stop.held)
        self.yes_button.setEnabled(not self.stop.held)
        self.give.setVisible(not self.stop.held)

    def accept(self) -> None:
        if self.stop.held:
            self.stop.give()
            return
        if self.who.patient_id is None:
            self.notice(
                _("Choose the patient from the list. A new one is registered with New patient first."), "info"
            )
            self.who.setFocus()
            return
        today = self.bench.desk.now().date()
        try:
            earliest, latest = (
                parse_day(e.text(), today) if e.text().strip() else None for e in (self.first, self.last)
            )
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            return
        form = {
            "service_id": self.service.currentData(), "reason": self.reason.text(), "practitioner_id": self.provider.currentData(),
            "urgency": self.urgency.currentData(), "caller": self.caller.text(), "call_back": self.call_back.text(),
            "earliest": earliest, "latest": latest, "weekdays": self.days.days, "day_part": self.part.currentData(),
            "red_flag_task": self.stop.task_id,
        }  # fmt: skip
        if self._change is not None:
            self.save(
                change_request,
                self._change.request_id,
                then=lambda _none: self.bench.say(_("Request changed.")),
                **form,
            )
            return
        self.save(
            take_request,
            patient_id=self.who.patient_id,
            channel=self.channel.currentData(),
            then=self._taken,
            **form,
        )

    def _taken(self, request: Any) -> None:
        self.bench.say(_("On the waiting list."))
        if self._then is not None:
            self._then(request)
