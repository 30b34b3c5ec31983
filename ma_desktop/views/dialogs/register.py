"""Register a patient in two minutes, or finish and correct a registration; possible duplicates show while typing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QScrollArea, QWidget

from ma_desktop.domain import dates, registration
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_images import PatientImages, patient_images
from ma_desktop.services.schedule.change_registration import change_registration
from ma_desktop.services.schedule.likely_duplicates import Likely, Typed, likely_duplicates
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient, still_open
from ma_desktop.services.schedule.registration import Registration
from ma_desktop.services.schedule.registration import registration as read_registration
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.widgets.likely_list import LikelyList
from ma_desktop.views.widgets.registration_form import RegistrationForm
from ma_desktop.views.workbench import Workbench

#: Milliseconds of rest before the charts are compared.
_REST = 120


class Register(Dialog):
    """``patient_id``: an existing chart to finish; ``then(patient_id)`` after saving, else the chart opens.

    Family name and birth date are needed, nothing else. With a likely duplicate on the screen the button says so, Alt+O opens
    that chart instead, and going on is kept with the step.
    """

    HELP = "registration"
    FORM = "register"
    WIDTH = 940
    WHOSE = False

    def __init__(
        self,
        bench: Workbench,
        *,
        patient_id: int | None = None,
        typed: str = "",
        then: Callable[[int], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Registration") if patient_id is not None else _("Register a patient")
        super().__init__(
            bench, title, parent=parent, yes=_("Save") if patient_id is not None else _("Register"), scope=Focus(patient_id)
        )  # fmt: skip
        self.patient_id, self._then = patient_id, then
        self.likely: tuple[Likely, ...] = ()
        self._seen: Typed | None = None
        self._waits = False
        self._build()
        self.form.suggest_name(typed)
        bench.read(read_registration, patient_id, then=self._fill)

    def _build(self) -> None:
        self.likely_list = LikelyList()
        self.likely_list.chosen.connect(self.open_instead)
        self.likely_list.hide()
        self.body.addWidget(self.likely_list)
        self.form = RegistrationForm()
        scroll = QScrollArea()
        scroll.setWidget(self.form)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setMinimumHeight(theme.px(430))
        self.body.addWidget(scroll, 1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._compare)
        self.form.changed.connect(self._touched)
        QShortcut(QKeySequence("Alt+O"), self, lambda: self.likely_list.choose_first())
        if self.patient_id is None:
            for name, widget in self.form.fields().items():
                self.remember(widget, name)

    def _fill(self, data: Registration) -> None:
        self.form.offer_payers(data.payers)
        if data.person is not None:
            self.form.put(data.person, set(data.left))
            self._fit_age()
            self.heading.setText(
                _("Registration · {name}, {given} · #{number}").format(
                    name=data.person.family, given=data.person.given, number=data.record_number
                )
            )
            self.bench.read(patient_images, self.patient_id, then=self._show_card)
        self.form.begin(data.left)

    def _show_card(self, images: PatientImages) -> None:
        if images.front is not None:
            self.form.show_card(images.front.content)

    # -- duplicates ---------------------------------------------------------------------------------------

    def _touched(self) -> None:
        self._rest.start()
        self._fit_age()

    def _fit_age(self) -> None:
        birth = self.typed().birth_date
        self.form.ask_weeks(age_on(birth, self.bench.desk.now().date()) if birth is not None else None)

    def typed(self) -> Typed:
        """What stands in the form; a birth date that is not whole yet is left out."""
        form = self.form
        try:
            birth = dates.parse_birth_date(form.birth.text(), self.bench.desk.now().date())
        except RuleBroken:
            birth = None
        return Typed(
            form.family.text().strip(), form.given.text().strip(), birth, form.sex.currentData(), form.phone.text(),
            form.address.text(), form.city.text(), form.state.text(), form.postal.text(), self.patient_id,
        )  # fmt: skip

    def _compare(self) -> None:
        typed = self.typed()
        self.bench.read(
            likely_duplicates,
            typed,
            then=lambda found: self._compared(typed, found),
            latest="register.likely",
        )

    def _compared(self, typed: Typed, found: tuple[Likely, ...]) -> None:
        known = {one.patient_id for one in self.likely}
        self.likely, self._seen = found, typed
        self.likely_list.set(found)
        warned = self.likely_list.warnings()
        if self.patient_id is None:
            self.yes_button.setText(_("Somebody else: register") if warned else _("Register"))
        if self._waits:
            self._waits = False
            if any(one.patient_id not in known for one in warned):
                self.notice(
                    _("This may be somebody who is on file. Look at the list; then go on or open the chart."),
                    "warn",
                )
            else:
                self._save()

    def open_instead(self, patient_id: int) -> None:
        """The chart that is there already, instead of a second one."""
        self.finish()
        if self._then is not None:
            self._then(patient_id)
        else:
            self.bench.active.choose_patient(patient_id)
        self.bench.say(_("Opened the chart that is there already. Nothing was registered."))

    # -- saving -------------------------------------------------------------------------------------------

    def accept(self) -> None:
        """What was typed last has to be compared first."""
        if self._seen == self.typed() or self.patient_id is not None:
            self._save()
            return
        self._waits = True
        self._rest.stop()
        self._compare()

    def _save(self) -> None:
        try:
            new = self.form.read(self.bench.desk.now().date())
        except RuleBroken as error:
            self.notice(error.sentence, "warn")
            self.form.go_to(getattr(error, "field", ""))
            return
        if self.patient_id is not None:
            patient_id = self.patient_id
            self.save(change_registration, patient_id, new, then=lambda _none: self._saved(patient_id, new))
            return
        self.save(
            register_patient,
            new,
            although=self.likely_list.although(),
            then=lambda patient: self._saved(patient, new),
        )

    def _saved(self, patient_id: int, new: NewPatient) -> None:
        left = still_open(new, self.bench.desk.now().date())
        self.bench.say(
            _("Registered. To be asked later: {list}.").format(list=registration.words(left))
            if left
            else _("Registration complete.")
        )
        if self._then is not None:
            self._then(patient_id)
        elif self.patient_id is None:
            self.bench.active.choose_patient(patient_id)
