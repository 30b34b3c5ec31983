"""Going through the allergies with the patient: add, take off, and say that it was done."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.chart.add_allergy import add_allergy
from ma_desktop.services.chart.end_allergy import end_allergy
from ma_desktop.services.chart.patient_summary import Allergy, PatientSummary, patient_summary
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import Elided, button, label
from ma_desktop.views.workbench import Workbench


class ReviewAllergies(Dialog):
    """Each change is a step of its own; the one button at the end says what the review found.

    “No known allergies” is offered only when the list is empty, and is pressed, never assumed.
    """

    HELP = "chart"
    FORM = "review_allergies"
    WIDTH = 560

    def __init__(self, bench: Workbench, focus: Focus, parent: QWidget | None = None) -> None:
        super().__init__(bench, _("Allergies"), parent=parent, scope=focus)
        self.allergies: tuple[Allergy, ...] = ()
        self._changed = False
        self.body.addWidget(
            words(
                _("Ask: “Are you allergic to any medicine, food, latex or anything else? What happened?”"),
                "caption",
            )
        )
        self.lines = QVBoxLayout()
        self.lines.setSpacing(2)
        self.body.addLayout(self.lines)
        self.body.addLayout(self._form())
        self.substance.setFocus()
        self._read(first=True)

    def _form(self) -> QGridLayout:
        self.substance, self.reaction = QLineEdit(), QLineEdit()
        self.substance.setPlaceholderText(_("Add: what"))
        self.reaction.setPlaceholderText(_("What happened"))
        self.substance.setAccessibleName(_("Allergic to"))
        self.reaction.setAccessibleName(_("Reaction"))
        _complete(self.substance, (
            _("Penicillin"), _("Amoxicillin"), _("Sulfa drugs"), _("Aspirin"), _("Ibuprofen"), _("Codeine"), _("Latex"),
            _("Iodine contrast"), _("Adhesive tape"), _("Peanuts"), _("Tree nuts"), _("Shellfish"), _("Eggs"), _("Milk"),
            _("Bee stings"), _("Pollen"),
        ))  # fmt: skip
        _complete(self.reaction, (_("hives"), _("rash"), _("swelling"), _("trouble breathing"), _("anaphylaxis"),
                                  _("nausea"), _("vomiting"), _("itching")))  # fmt: skip
        self.severity = QComboBox()
        for text, code in (
            (_("how bad?"), ""),
            (_("mild"), "mild"),
            (_("moderate"), "moderate"),
            (_("severe"), "severe"),
        ):
            self.severity.addItem(text, code)
        self.severity.setAccessibleName(_("Severity"))
        self.kind = QComboBox()
        self.kind.addItem(_("allergy"), "allergy")
        self.kind.addItem(_("intolerance"), "intolerance")
        self.kind.setAccessibleName(_("Kind"))
        self.add_button = button(_("Add"), "", "plus")
        self.add_button.clicked.connect(self.add)
        grid = QGridLayout()
        grid.setSpacing(8)
        for place, part in enumerate((self.substance, self.reaction)):
            grid.addWidget(part, 0, place)
            self.remember(part, ("substance", "reaction")[place])
        under = QHBoxLayout()
        for widget in (self.severity, self.kind, self.add_button):
            under.addWidget(widget)
        under.addStretch(1)
        grid.addLayout(under, 1, 0, 1, 2)
        return grid

    def _read(self, first: bool = False) -> None:
        self.bench.read(
            patient_summary,
            self.scope.patient_id,
            then=lambda summary: self._show(summary, first),
            panel=self,
        )

    def _show(self, summary: PatientSummary | None, first: bool) -> None:
        self.allergies = summary.allergies if summary is not None else ()
        clear(self.lines)
        for allergy in self.allergies:
            self.lines.addWidget(self._line(allergy))
        if not self.allergies:
            self.lines.addWidget(label(_("None on the list."), "muted"))
        if self.scope.encounter_id is None:
            self.yes_button.setText(_("Close"))
        elif not self.allergies:
            self.yes_button.setText(_("No known allergies"))
        else:
            self.yes_button.setText(_("Reviewed, changed") if self._changed else _("Reviewed, no change"))
        if first and self.allergies and not self.substance.text():
            self.yes_button.setFocus()

    def _line(self, allergy: Allergy) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 2, 0, 2)
        said = f"{allergy.display} — {allergy.reaction}" if allergy.reaction else allergy.display
        row.addWidget(Elided(said + (f" ({allergy.severity})" if allergy.severity else ""), "strong"), 1)
        if not allergy.confirmed:
            row.addWidget(Chip(_("unconfirmed"), "warn"))
        for text, error in ((_("Not any more…"), False), (_("Error…"), True)):
            press = button(text, "quiet")
            press.setAccessibleName(f"{text} {allergy.display}")
            press.clicked.connect(lambda _on=False, error=error: self._end(allergy, error))
            row.addWidget(press)
        return made

    def _end(self, allergy: Allergy, error: bool) -> None:
        choices = (_("entered for the wrong patient"), _("patient never said so")) if error else (
            _("tolerated since"), _("tested negative"))  # fmt: skip
        AskReason(
            self.bench, _("Take {what} off the list?").format(what=allergy.display), "",
            lambda reason: self.bench.do(
                end_allergy, allergy.allergy_id, reason, error=error, encounter_id=self.scope.encounter_id,
                then=self._done, panel=self,
            ),
            choices=choices, yes=_("Take off"), parent=self,
        ).open()  # fmt: skip

    def add(self) -> None:
        self.notice_line.clear()
        self.bench.do(
            add_allergy, self.scope.patient_id, substance=self.substance.text(), reaction=self.reaction.text(),
            severity=self.severity.currentData(), kind=self.kind.currentData(), encounter_id=self.scope.encounter_id,
            then=self._added, panel=self,
        )  # fmt: skip

    def _added(self, answer: object) -> None:
        self.substance.clear()
        self.reaction.clear()
        self.severity.setCurrentIndex(0)
        if self._draft is not None:
            self._draft.drop()
        self.substance.setFocus()
        self._done(answer)

    def _done(self, _answer: object) -> None:
        self._changed = True
        self._read()

    def accept(self) -> None:
        """Enter with something typed adds it; with nothing typed it ends the review."""
        if self.substance.text().strip():
            self.add()
            return
        if self.scope.encounter_id is None:
            self.finish()
            return
        outcome = "none-known" if not self.allergies else "changed" if self._changed else "no-change"
        self.save(review_list, self.scope.encounter_id, "allergies", outcome)


def _complete(widget: QLineEdit, choices: tuple[str, ...]) -> None:
    completer = QCompleter(list(choices), widget)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    widget.setCompleter(completer)
