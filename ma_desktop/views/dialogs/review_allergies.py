"""Going through the allergies with the patient: add, correct, take off, answer what everybody is asked, and say that it was done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from ma_desktop.domain import allergens
from ma_desktop.i18n import _
from ma_desktop.services.chart.add_allergy import add_allergy
from ma_desktop.services.chart.allergy_answers import AllergyAnswer, allergy_answers
from ma_desktop.services.chart.end_allergy import end_allergy
from ma_desktop.services.chart.patient_summary import Allergy, PatientSummary
from ma_desktop.services.chart.substance_check import substance_check
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.allergy_entry import AllergyEntry
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.review import Review
from ma_desktop.views.dialogs.versions import ShowVersions
from ma_desktop.views.widgets.entry_rows import EntryRows, Row, RowAction
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.suggest import FoundList, SuggestField
from ma_desktop.views.workbench import Workbench


class ReviewAllergies(Review):
    """“No known allergies” is offered only when the list is empty, and is pressed, never assumed."""

    HELP = "chart"
    FORM = "review_allergies"
    CODE = "allergies"

    def __init__(self, bench: Workbench, focus: Focus, parent: QWidget | None = None) -> None:
        actions = (
            RowAction("change", _("All fields…"), Qt.Key.Key_Return, _("Enter")), RowAction("end", _("No longer…"), Qt.Key.Key_R, "R"),
            RowAction("refuted", _("Ruled out…"), Qt.Key.Key_F, "F"),
            RowAction("error", _("Entered in error…"), Qt.Key.Key_Delete, _("Del")), RowAction("versions", _("Who changed what…"), Qt.Key.Key_W, "W"),
        )  # fmt: skip
        ask = _("Ask: “Are you allergic to any medicine, food, latex or anything else? What happened?”")
        super().__init__(bench, focus, _("Allergies"), ask, _("None on the list."), actions, parent)
        self.allergies: tuple[Allergy, ...] = ()
        self.body.addLayout(self._form())
        self.body.addWidget(self.found)
        self.body.addWidget(label(_("Asked of everybody"), "caption"))
        answer = (RowAction("no", _("No"), Qt.Key.Key_N, "N"), RowAction("yes", _("Yes…"), Qt.Key.Key_Y, "Y"))
        self.questions = EntryRows(_("Asked of everybody"), answer, columns=2)
        self.questions.acted.connect(self._answer)
        self.body.addWidget(self.questions)
        self.no_drug = button(
            _("No known drug allergies  K"), tip=_("An answer of its own, dated today (Alt+K)")
        )
        keyed(self.no_drug, "Alt+K")
        self.no_drug.clicked.connect(lambda: self._deny(allergens.NO_DRUG))
        self.foot.insertWidget(0, self.no_drug)
        self.no_drug.hide()
        self.fill_up()
        self.substance.setFocus()
        self.read(first=True)
        self._read_answers()

    def _form(self) -> QGridLayout:
        self.substance = SuggestField(_("Add: what"), _("Allergic to"))
        self.found = FoundList(_("Found"))
        self.suggest(
            self.substance,
            self.found,
            lambda typed: [(each.name, each.name) for each in allergens.find(typed)],
            self._take,
        )
        self.substance.entered.connect(self.accept)
        self.substance.escaped.connect(self._escaped)
        self.reaction = QLineEdit()
        self.reaction.setPlaceholderText(_("What happened"))
        self.reaction.setAccessibleName(_("Reaction"))
        completer = QCompleter([_("hives"), _("rash"), _("swelling"), _("trouble breathing"), _("anaphylaxis"), _("nausea"), _("vomiting"), _("itching")], self.reaction)  # fmt: skip
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.reaction.setCompleter(completer)
        self.severity, self.kind = QComboBox(), QComboBox()
        for text, code in (
            (_("how bad?"), ""),
            (_("mild"), "mild"),
            (_("moderate"), "moderate"),
            (_("severe"), "severe"),
        ):
            self.severity.addItem(text, code)
        self.severity.setAccessibleName(_("Severity"))
        for text, code in ((_("allergy"), "allergy"), (_("intolerance"), "intolerance")):
            self.kind.addItem(text, code)
        self.kind.setAccessibleName(_("Kind"))
        self.add_button = button(_("Add"), "", "plus")
        self.add_button.clicked.connect(self.add)
        self.more_button = button(
            _("All fields…"), "quiet", tip=_("Criticality, first time, who says so (Shift+F2)")
        )
        keyed(self.more_button, "Shift+F2")
        self.more_button.clicked.connect(lambda: self.all_fields(None))
        for part, name in (
            (self.substance, "substance"),
            (self.reaction, "reaction"),
            (self.severity, "severity"),
            (self.kind, "kind"),
        ):
            self.remember(part, name)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.substance, 0, 0)
        grid.addWidget(self.reaction, 0, 1)
        under = QHBoxLayout()
        for widget in (self.severity, self.kind, self.add_button, self.more_button):
            under.addWidget(widget)
        under.addStretch(1)
        grid.addLayout(under, 1, 0, 1, 2)
        return grid

    # -- what it says of itself ---------------------------------------------------------------------------

    def rows_of(self, summary: PatientSummary) -> Sequence[Row]:
        self.allergies = summary.allergies
        return [_row(allergy) for allergy in summary.allergies]

    def verdicts(self) -> dict[str, str]:
        return {"close": _("Close"), "none-known": _("No known allergies"), "changed": _("Reviewed, changed"), "no-change": _("Reviewed, no change")}  # fmt: skip

    def typed(self) -> bool:
        return bool(self.substance.text().strip())

    def _read_answers(self) -> None:
        self.bench.read(allergy_answers, self.scope.patient_id, then=self._show_answers, panel=self)

    def _show_answers(self, answers: tuple[AllergyAnswer, ...]) -> None:
        here = self.scope.encounter_id is not None
        drug, *rest = answers
        self.no_drug.setVisible(here and not drug.listed and bool(self.allergies))
        self.no_drug.setText(
            _("No drug allergies: said {day}").format(day=f"{drug.denied_at:%b} {drug.denied_at.day}")
            if drug.denied_at
            else _("No known drug allergies  K")
        )
        questions = allergens.asked_words()
        without = frozenset() if here else frozenset({"no"})
        self.questions.set(
            [Row(each.code, questions[each.code], "", (_said(each),), without=without) for each in rest]
        )

    # -- doing --------------------------------------------------------------------------------------------

    def act(self, name: str, key: Any) -> None:
        allergy = next(each for each in self.allergies if each.allergy_id == key)
        if name == "change":
            self.all_fields(allergy)
            return
        if name == "versions":
            ShowVersions(
                self.bench, "AllergyIntolerance", key, allergy.display, focus=self.scope, parent=self
            ).open()
            return
        error, refuted = name == "error", name == "refuted"
        choices = {
            "error": (_("entered for the wrong patient"), _("patient never said so")), "refuted": (_("tested negative"), _("took it without harm")),
        }.get(name, (_("tolerated since"), _("outgrown")))  # fmt: skip
        AskReason(
            self.bench, _("Take {what} off the list?").format(what=allergy.display), "",
            lambda reason: self.bench.do(
                end_allergy, allergy.allergy_id, reason, error=error, refuted=refuted, encounter_id=self.scope.encounter_id,
                then=self.done_step, panel=self,
            ),
            choices=choices, yes=_("Take off"), parent=self,
        ).open()  # fmt: skip

    def all_fields(self, allergy: Allergy | None) -> None:
        fields = allergy.fields if allergy is not None else self._filled()
        typed = self.substance.text()
        AllergyEntry(
            self.bench, self.scope, fields, allergy_id=allergy.allergy_id if allergy is not None else None,
            saved=lambda _id: self._added(typed) if allergy is None else self.done_step(), parent=self,
        ).open()  # fmt: skip

    def _filled(self) -> dict[str, str]:
        substance = self.substance.text().strip()
        return {"substance": substance, "reaction": self.reaction.text(), "severity": str(self.severity.currentData()),
                "kind": str(self.kind.currentData()), "category": allergens.category_of(substance)}  # fmt: skip

    def _take(self, name: str) -> None:
        self.substance.setText(name)
        if self._draft is not None:
            self._draft.touch()
        self.reaction.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escaped(self) -> None:
        if self.found.isHidden():
            self.reject()
        self.found.hide()

    def add(self) -> None:
        """What speaks against it is asked about once."""
        self.notice_line.clear()
        self.found.hide()
        fields = self._filled()
        self.bench.read(
            substance_check, self.scope.patient_id, fields["substance"], panel=self,
            then=lambda doubts: self.ask_once(
                fields["substance"], [*doubts, _("Enter again adds it.")] if doubts else [], lambda: self._add(fields)),
        )  # fmt: skip

    def _add(self, fields: dict[str, str]) -> None:
        self.notice_line.clear()
        self.bench.do(
            add_allergy, self.scope.patient_id, **fields, encounter_id=self.scope.encounter_id,
            then=lambda _id: self._added(fields["substance"]), panel=self,
        )  # fmt: skip

    def _added(self, typed: str) -> None:
        if self.substance.text().strip() == typed.strip():
            for part in (self.substance, self.reaction):
                part.clear()
            self.severity.setCurrentIndex(0)
            if self._draft is not None:
                self._draft.drop()
            self.substance.setFocus()
        self.done_step()

    def done_step(self, _answer: object = None) -> None:
        super().done_step()
        self._read_answers()

    def _answer(self, name: str, code: str) -> None:
        if name == "no":
            self._deny(code)
            return
        self.substance.setText({"allergies-food": ""}.get(code, allergens.asked_words()[code]))
        (self.reaction if self.substance.text() else self.substance).setFocus(Qt.FocusReason.OtherFocusReason)

    def _deny(self, code: str) -> None:
        self.notice_line.clear()
        self.bench.do(
            review_list,
            self.scope.encounter_id,
            code,
            "none-known",
            then=lambda _id: self._read_answers(),
            panel=self,
        )


def _row(allergy: Allergy) -> Row:
    words = {"high": _("high risk"), "low": _("low risk")}
    detail = " · ".join(
        part
        for part in (
            allergy.reaction, allergy.severity, _("intolerance") if allergy.fields.get("kind") == "intolerance" else "",
            words.get(allergy.fields.get("criticality", ""), ""), allergens.categories().get(allergy.fields.get("category", ""), "") if allergy.fields.get("category") else "",
            allergy.fields.get("note", ""),
        )
        if part
    )  # fmt: skip
    chips = () if allergy.confirmed else ((_("unconfirmed"), "warn"),)
    return Row(allergy.allergy_id, allergy.display, detail, chips, "danger")


def _said(answer: AllergyAnswer) -> tuple[str, str]:
    if answer.listed:
        return _("yes: {list}").format(list=", ".join(answer.listed)), "danger"
    if answer.denied_at is not None:
        return _("no, {day}").format(
            day=f"{answer.denied_at:%b} {answer.denied_at.day}, {answer.denied_at.year}"
        ), "ok"
    return _("not asked"), "muted"
