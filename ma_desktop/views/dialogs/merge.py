"""One chart of two: find the other one, see both side by side, choose what goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QWidget,
)

from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.schedule.find_patient import FoundPatient, find_patient
from ma_desktop.services.schedule.likely_duplicates import Likely, Typed, likely_duplicates
from ma_desktop.services.schedule.merge_patients import merge_patients
from ma_desktop.services.schedule.merge_preview import Line, MergePreview, merge_preview
from ma_desktop.services.schedule.registration import registration
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench


class Merge(Dialog):
    """``patient_id``: the chart that goes on, unless the two change places."""

    HELP = "registration"
    WIDTH = 860
    WHOSE = False

    def __init__(self, bench: Workbench, patient_id: int, *, parent: QWidget | None = None) -> None:
        super().__init__(
            bench, _("Merge two charts of one person"), parent=parent, yes=_("Merge"), scope=Focus(patient_id)
        )
        self.patient_id = patient_id
        self.preview: MergePreview | None = None
        self.choices: dict[str, QRadioButton] = {}
        self.stays: dict[str, QRadioButton] = {}
        self.who = QLineEdit()
        self.who.setPlaceholderText(_("The other chart: name, birth date, phone or record number"))
        self.who.setAccessibleName(_("The other chart"))
        self.who.textEdited.connect(self._search)
        self.who.returnPressed.connect(self._first)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Charts that may be the same person"))
        self.list.setMaximumHeight(theme.px(130))
        self.list.itemActivated.connect(self._take)
        self.list.itemClicked.connect(self._take)
        self.body.addWidget(self.who)
        self.body.addWidget(self.list)
        self.grid = QGridLayout()
        self.grid.setHorizontalSpacing(14)
        self.grid.setVerticalSpacing(6)
        self.grid.setColumnStretch(1, 1)
        self.grid.setColumnStretch(2, 1)
        self.body.addLayout(self.grid)
        self.same = words("", "muted")
        self.body.addWidget(self.same)
        self.swap = button(_("The other chart goes on"), "quiet", "refresh")
        self.swap.clicked.connect(self._swap)
        self.swap.hide()
        self.foot.insertWidget(0, self.swap)
        self.yes_button.setEnabled(False)
        self.yes_button.setAutoDefault(False)
        self.yes_button.setDefault(False)
        self.who.setFocus()
        bench.read(_likely_of, patient_id, then=self._offer)

    # -- the other chart ----------------------------------------------------------------------------------

    def _offer(self, found: tuple[Likely, ...]) -> None:
        """Before anything is typed: who is likely the same."""
        if not self.who.text():
            self._show([(one.patient_id, f"{_told(one)} — {one.reasons}") for one in found])

    def _search(self, typed: str) -> None:
        self.bench.read(find_patient, typed, 8, then=self._found, latest="merge.find")

    def _found(self, found: tuple[FoundPatient, ...]) -> None:
        self._show(
            [
                (row.patient_id, f"{row.name} · {row.birth_date:%m/%d/%Y} · {row.age} · #{row.record_number}")
                for row in found
                if row.patient_id != self.patient_id
            ]
        )

    def _show(self, rows: list[tuple[int, str]]) -> None:
        self.list.clear()
        for patient, text in rows:
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, patient)
            self.list.addItem(item)
        self.list.setVisible(bool(rows))

    def _first(self) -> None:
        if self.list.count():
            self._take(self.list.currentItem() or self.list.item(0))

    def _take(self, item: QListWidgetItem) -> None:
        self.compare(self.patient_id, item.data(Qt.ItemDataRole.UserRole))

    def compare(self, goes_on: int, wrong: int) -> None:
        self.bench.read(merge_preview, goes_on, wrong, then=self._compared)

    def _swap(self) -> None:
        if self.preview is not None:
            self.compare(self.preview.wrong.patient_id, self.preview.goes_on.patient_id)

    # -- side by side -------------------------------------------------------------------------------------

    def _compared(self, preview: MergePreview) -> None:
        self.preview = preview
        self.list.hide()
        self.who.hide()
        self.notice_line.clear()
        clear(self.grid)
        self.choices, self.stays = {}, {}
        for column, side, what in ((1, preview.goes_on, _("goes on")), (2, preview.wrong, _("leads there"))):
            self.grid.addWidget(label(f"{side.name} · #{side.record_number}", "strong"), 0, column)
            self.grid.addWidget(label(f"{what} · {side.holds}", "muted"), 1, column)
        for number, line in enumerate(preview.lines, 2):
            self._line(number, line)
        self.same.setText(_("The same in both: {list}").format(list=", ".join(preview.same)))
        self.swap.show()
        self.yes_button.setText(_("Merge into #{number}").format(number=preview.goes_on.record_number))
        self.yes_button.setEnabled(True)
        pairs = ((choice if choice.isChecked() else self.stays[key]) for key, choice in self.choices.items())
        first = next(pairs, None)
        (first or self.yes_button).setFocus()

    def _line(self, number: int, line: Line) -> None:
        group = QButtonGroup(self)
        self.grid.addWidget(label(line.title, "muted"), number, 0)
        for column, text, on in ((1, line.mine, not line.take_other), (2, line.other, line.take_other)):
            choice = QRadioButton(text or _("(nothing)"))
            choice.setAccessibleName(f"{line.title}: {text or _('(nothing)')}")
            choice.setChecked(on)
            group.addButton(choice)
            self.grid.addWidget(choice, number, column)
            if column == 1:
                self.stays[line.key] = choice
            else:
                self.choices[line.key] = choice

    def accept(self) -> None:
        if self.preview is None:
            self._first()
            return
        take = [key for key, choice in self.choices.items() if choice.isChecked()]
        goes_on = self.preview.goes_on
        self.save(
            merge_patients, goes_on.patient_id, self.preview.wrong.patient_id, take=take, then=lambda _n: self._merged(goes_on.patient_id)
        )  # fmt: skip

    def _merged(self, goes_on: int) -> None:
        self.bench.active.choose_patient(goes_on)
        self.bench.say(_("One chart now. Both record numbers find it; Ctrl+Z takes them apart."))


def _told(one: Likely) -> str:
    return f"{one.name} · {one.birth_date:%m/%d/%Y} · {one.age} · #{one.record_number}"


def _likely_of(desk: Desk, patient_id: int) -> tuple[Likely, ...]:
    person = registration(desk, patient_id).person
    if person is None:
        return ()
    return likely_duplicates(
        desk, Typed(person.family, person.given, person.birth_date, person.sex, person.phone, person.address, person.city,
                    person.state, person.postal_code, patient_id),
    )  # fmt: skip
