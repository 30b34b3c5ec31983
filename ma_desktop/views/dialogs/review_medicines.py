"""Going through the medicines with the patient: what is taken, what not, what else."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.chart.add_medicine import add_medicine
from ma_desktop.services.chart.mark_taking import mark_taking
from ma_desktop.services.chart.patient_summary import Medicine, PatientSummary, patient_summary
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import Elided, button, label
from ma_desktop.views.workbench import Workbench


class ReviewMedicines(Dialog):
    """The MA writes down what the patient says; the orders stay as they are until the provider changes them."""

    HELP = "chart"
    FORM = "review_medicines"
    WIDTH = 620

    def __init__(self, bench: Workbench, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Medicines"), parent=parent, scope=focus)
        self.medicines: tuple[Medicine, ...] = ()
        self.rows: dict[int, tuple[QComboBox, QLineEdit]] = {}
        self._changed = False
        self.body.addWidget(
            words(_("Ask about each: “Do you take it? How? When last?” And: “Anything from the store, vitamins, herbs?”"),
                  "caption")
        )  # fmt: skip
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.body.addLayout(self.lines)
        self.name, self.dose = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText(_("Add: medicine and strength"))
        self.dose.setPlaceholderText(_("How much, how often"))
        self.name.setAccessibleName(_("Medicine"))
        self.dose.setAccessibleName(_("Dose"))
        self.remember(self.name, "name")
        self.remember(self.dose, "dose")
        self.add_button = button(_("Add"), "", "plus")
        self.add_button.clicked.connect(self.add)
        row = QHBoxLayout()
        for part, stretch in ((self.name, 3), (self.dose, 2), (self.add_button, 0)):
            row.addWidget(part, stretch)
        self.body.addLayout(row)
        self.name.setFocus()
        self._read(first=True)

    def _read(self, first: bool = False) -> None:
        self.bench.read(
            patient_summary,
            self.scope.patient_id,
            then=lambda summary: self._show(summary, first),
            panel=self,
        )

    def _show(self, summary: PatientSummary | None, first: bool) -> None:
        self.medicines = summary.medicines if summary is not None else ()
        clear(self.lines)
        self.rows = {}
        for medicine in self.medicines:
            self.lines.addWidget(self._line(medicine))
        if not self.medicines:
            self.lines.addWidget(label(_("None on the list."), "muted"))
        if self.scope.encounter_id is None:
            self.yes_button.setText(_("Close"))
        elif not self.medicines:
            self.yes_button.setText(_("Takes no medicines"))
        else:
            self.yes_button.setText(
                _("Reviewed, changed") if self._changed else _("Reviewed, taken as listed")
            )
        if first and self.medicines and not self.name.text():
            self.yes_button.setFocus()

    def _line(self, medicine: Medicine) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(Elided(f"{medicine.display} {medicine.dose}".strip(), "strong"), 1)
        if medicine.proposed:
            row.addWidget(Chip(_("unconfirmed"), "warn"))
        box, note = QComboBox(), QLineEdit()
        for text, code in ((_("not asked"), "unknown"), (_("taking"), "taking"), (_("not taking"), "not-taking"),
                           (_("differently"), "differently")):  # fmt: skip
            box.addItem(text, code)
        box.setCurrentIndex(max(0, box.findData(medicine.taking)))
        box.setAccessibleName(_("How {medicine} is taken").format(medicine=medicine.display))
        note.setText(medicine.taking_note)
        note.setPlaceholderText(_("how?"))
        note.setAccessibleName(_("How differently"))
        note.setMaximumWidth(theme.px(160))
        note.setVisible(medicine.taking == "differently")
        box.activated.connect(lambda _n: self._answer(medicine, box, note))
        note.editingFinished.connect(lambda: self._noted(medicine, box, note))
        row.addWidget(box)
        row.addWidget(note)
        self.rows[medicine.medication_id] = (box, note)
        return made

    def _answer(self, medicine: Medicine, box: QComboBox, note: QLineEdit) -> None:
        answer = box.currentData()
        note.setVisible(answer == "differently")
        if answer == "differently":
            note.setFocus()
        elif answer != medicine.taking:
            self._mark(medicine, answer, "")

    def _noted(self, medicine: Medicine, box: QComboBox, note: QLineEdit) -> None:
        if box.currentData() == "differently" and note.text().strip() not in ("", medicine.taking_note):
            self._mark(medicine, "differently", note.text())

    def _mark(self, medicine: Medicine, answer: str, note: str) -> None:
        self.notice_line.clear()
        self.bench.do(
            mark_taking, medicine.medication_id, answer, note, encounter_id=self.scope.encounter_id,
            then=self._done, panel=self,
        )  # fmt: skip

    def add(self) -> None:
        self.notice_line.clear()
        self.bench.do(
            add_medicine, self.scope.patient_id, display=self.name.text(), dose=self.dose.text(),
            encounter_id=self.scope.encounter_id, then=self._added, panel=self,
        )  # fmt: skip

    def _added(self, answer: object) -> None:
        self.name.clear()
        self.dose.clear()
        if self._draft is not None:
            self._draft.drop()
        self.name.setFocus()
        self._done(answer)

    def _done(self, _answer: object) -> None:
        self._changed = True
        self._read()

    def accept(self) -> None:
        """Enter with something typed adds it; with nothing typed it ends the review."""
        if self.name.text().strip():
            self.add()
            return
        if any(
            box.currentData() == "differently" and not note.text().strip() for box, note in self.rows.values()
        ):
            self.notice(_("Type how the patient takes it."), "warn")
            return
        if self.scope.encounter_id is None:
            self.finish()
            return
        outcome = "none-known" if not self.medicines else "changed" if self._changed else "no-change"
        self.save(review_list, self.scope.encounter_id, "medications", outcome)
