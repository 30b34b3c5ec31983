"""Going through the medicines with the patient: one sheet, by keys; what is taken, how, what else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from ma_desktop.domain import medicine_fields, medicine_names, phones
from ma_desktop.domain.medicine_sig import Sig, read_sig
from ma_desktop.i18n import _
from ma_desktop.services.chart.add_medicine import add_medicine
from ma_desktop.services.chart.end_medicine import end_medicine
from ma_desktop.services.chart.mark_taking import mark_taking
from ma_desktop.services.chart.patient_summary import Medicine, PatientSummary
from ma_desktop.services.chart.substance_check import substance_check
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.medicine_entry import MedicineEntry
from ma_desktop.views.dialogs.pharmacy import ChoosePharmacy
from ma_desktop.views.dialogs.review import Review
from ma_desktop.views.dialogs.versions import ShowVersions
from ma_desktop.views.widgets.entry_rows import Row, RowAction
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.suggest import FoundList, SuggestField
from ma_desktop.views.workbench import Workbench

_ANSWERS = {"taking": "taking", "not": "not-taking", "unknown": "unknown"}


class ReviewMedicines(Review):
    """The MA writes down what the patient says; the orders stay as they are until the provider changes them."""

    HELP = "chart"
    FORM = "review_medicines"
    CODE = "medications"
    WIDTH = 760

    def __init__(self, bench: Workbench, focus: Focus, parent: QWidget | None = None) -> None:
        actions = (
            RowAction("details", _("Details…"), Qt.Key.Key_Return, _("Enter")), RowAction("taking", _("Taking"), Qt.Key.Key_T, "T"),
            RowAction("not", _("Not taking"), Qt.Key.Key_N, "N"), RowAction("differently", _("Differently…"), Qt.Key.Key_D, "D"),
            RowAction("unknown", _("Not known"), Qt.Key.Key_U, "U"), RowAction("error", _("Entered in error…"), Qt.Key.Key_Delete, _("Del")),
            RowAction("versions", _("Who changed what…"), Qt.Key.Key_W, "W"),
        )  # fmt: skip
        ask = _(
            "Ask about each: “Do you take it? How? When last?” And: “Anything from the store, vitamins, herbs?”"
        )
        super().__init__(bench, focus, _("Medicines"), ask, _("None on the list."), actions, parent)
        self.medicines: tuple[Medicine, ...] = ()
        self.body.addLayout(self._form())
        self.body.addWidget(self.preview)
        self.body.addWidget(self.found)
        self.body.addLayout(self._pharmacy_row())
        self.fill_up()
        self.line.setFocus()
        self.read(first=True)

    def _form(self) -> QHBoxLayout:
        self.line = SuggestField(
            _("Add: lisinopril 20 mg 1 tab by mouth daily"), _("Add a medicine: name, strength, how")
        )
        self.found = FoundList(_("Found"))
        self.suggest(self.line, self.found, self._names, self._take_name)
        self.line.entered.connect(self.accept)
        self.line.escaped.connect(self._escaped)
        self.line.textChanged.connect(lambda _text: self._preview())
        self.source = QComboBox()
        for code, words in medicine_fields.sources().items():
            self.source.addItem(words if code else _("source?"), code)
        self.source.setAccessibleName(_("Source of what is added and answered"))
        self.add_button = button(_("Add"), "", "plus")
        self.add_button.clicked.connect(self.add)
        self.preview = label("", "caption", wrap=True)
        self.preview.hide()
        self.remember(self.line, "line")
        self.remember(self.source, "source")
        row = QHBoxLayout()
        row.addWidget(self.line, 1)
        row.addWidget(self.source)
        row.addWidget(self.add_button)
        return row

    def _pharmacy_row(self) -> QHBoxLayout:
        self.pharmacy = label("", "caption", wrap=True)
        press = button(_("Pharmacy…"), "quiet", tip=_("Alt+P"))
        keyed(press, "Alt+P")
        press.clicked.connect(self._choose_pharmacy)
        row = QHBoxLayout()
        row.addWidget(self.pharmacy, 1)
        row.addWidget(press)
        return row

    # -- what it says of itself ---------------------------------------------------------------------------

    def rows_of(self, summary: PatientSummary) -> Sequence[Row]:
        self.medicines = summary.medicines
        where = " · ".join(part for part in (summary.pharmacy, phones.show(summary.pharmacy_phone)) if part)
        self.pharmacy.setText(_("Pharmacy: {where}").format(where=where or _("not asked yet")))
        return [_row(medicine) for medicine in summary.medicines]

    def verdicts(self) -> dict[str, str]:
        return {"close": _("Close"), "none-known": _("Takes no medicines"), "changed": _("Reviewed, changed"),
                "no-change": _("Reviewed, taken as listed")}  # fmt: skip

    def typed(self) -> bool:
        return bool(self.line.text().strip())

    # -- the list -----------------------------------------------------------------------------------------

    def act(self, name: str, key: Any) -> None:
        medicine = next(each for each in self.medicines if each.medication_id == key)
        self.notice_line.clear()
        if name == "details":
            MedicineEntry(self.bench, self.scope, medicine, saved=self.done_step, parent=self).open()
        elif name == "versions":
            ShowVersions(
                self.bench, "MedicationRequest", key, medicine.display, focus=self.scope, parent=self
            ).open()
        elif name == "differently":
            AskReason(
                self.bench, _("How is {medicine} taken?").format(medicine=medicine.display), medicine.dose,
                lambda note: self._mark(medicine, "differently", note), choices=_ways(), yes=_("Note it"), parent=self,
            ).open()  # fmt: skip
        elif name == "error":
            AskReason(
                self.bench, _("Take {what} off the list?").format(what=medicine.display), _("Only for what nobody ordered: the provider stops an order."),
                lambda reason: self.bench.do(
                    end_medicine, medicine.medication_id, reason, encounter_id=self.scope.encounter_id, then=self.done_step, panel=self
                ),
                choices=(_("entered for the wrong patient"), _("patient never took it")), yes=_("Take off"), parent=self,
            ).open()  # fmt: skip
        else:
            self._mark(medicine, _ANSWERS[name], "")

    def _mark(self, medicine: Medicine, answer: str, note: str) -> None:
        """The keyboard goes on to the next medicine."""
        self.bench.do(
            mark_taking, medicine.medication_id, answer, note, source=self.source.currentData() or "",
            encounter_id=self.scope.encounter_id, then=lambda _none: self._marked(medicine, answer, note), panel=self,
        )  # fmt: skip

    def _marked(self, medicine: Medicine, answer: str, note: str) -> None:
        self.changed = self.changed or (answer, note) not in (
            ("taking", ""), (medicine.taking, medicine.taking_note)
        )  # fmt: skip
        shown = self.list.shown
        here = next((row for row in shown if row.data.key == medicine.medication_id), None)
        if here is not None and here is not shown[-1]:
            shown[shown.index(here) + 1].setFocus(Qt.FocusReason.OtherFocusReason)
        elif here is not None:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.read()

    # -- adding -------------------------------------------------------------------------------------------

    def _names(self, typed: str) -> Sequence[tuple[str, Any]]:
        """Names are offered as long as only a name is typed."""
        if any(letter.isdigit() for letter in typed) or medicine_names.known(typed) is not None:
            return []
        return [(each.shown, each) for each in medicine_names.find(typed)]

    def _take_name(self, each: medicine_names.MedicineName) -> None:
        self.line.setText(f"{each.name} ")
        if self._draft is not None:
            self._draft.touch()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _escaped(self) -> None:
        if self.found.isHidden():
            self.reject()
        self.found.hide()

    def _preview(self) -> None:
        sig = read_sig(self.line.text())
        doubts = _doubts(sig)
        self.preview.setText(f"{sig.display}: {sig.plain}" if sig.plain else sig.display)
        theme.retone(self.preview, tone="warn" if doubts else "")
        if doubts:
            self.preview.setText(f"{self.preview.text()}\n" + "\n".join(doubts))
        self.preview.setVisible(bool(sig.display))

    def add(self) -> None:
        """What is risky, not understood or speaks against it is asked about once; the same again keeps it."""
        self.notice_line.clear()
        self.found.hide()
        typed = self.line.text()
        sig = read_sig(typed)
        self.bench.read(
            substance_check, self.scope.patient_id, sig.medicine, medicine=True, panel=self,
            then=lambda found: self._ask(typed, sig, [*found, *_doubts(sig)]),
        )  # fmt: skip

    def _ask(self, typed: str, sig: Sig, doubts: list[str]) -> None:
        if doubts:
            kept = sig.original if sig.unread else sig.plain
            doubts = [
                *doubts,
                _("Enter again keeps: {display}, {direction}").format(
                    display=sig.display, direction=kept or _("no direction")
                ),
            ]
        self.ask_once(typed, doubts, lambda: self._add(typed, sig))

    def _add(self, typed: str, sig: Sig) -> None:
        self.notice_line.clear()
        self.bench.do(
            add_medicine, self.scope.patient_id, display=sig.display, sig=sig, source=self.source.currentData() or "",
            encounter_id=self.scope.encounter_id, then=lambda _id: self._added(typed), panel=self,
        )  # fmt: skip

    def _added(self, typed: str) -> None:
        if self.line.text() == typed:
            self.line.clear()
            if self._draft is not None:
                self._draft.drop("line")
            self.line.setFocus()
        self.done_step()

    def _choose_pharmacy(self) -> None:
        ChoosePharmacy(self.bench, self.scope, self.summary, lambda _none: self.read(), parent=self).open()


def _ways() -> tuple[str, ...]:
    return (
        _("half the dose"),
        _("only when needed"),
        _("once a day only"),
        _("skips some days"),
        _("ran out"),
    )


def _doubts(sig: Sig) -> list[str]:
    unread = (
        [_("Not understood: {words}. The direction stays as typed.").format(words=" ".join(sig.unread))]
        if sig.unread
        else []
    )
    return [*sig.asks, *unread]


def _row(medicine: Medicine) -> Row:
    words, tone = medicine_fields.answers().get(medicine.taking, (medicine.taking, "muted"))
    if medicine.taking == "differently":
        words = f"{words}: {medicine.taking_note}"
    chips = [(words, tone)]
    if medicine.proposed:
        chips.append((_("unconfirmed"), "warn"))
    source = medicine_fields.sources().get(medicine.source, "") if medicine.source else ""
    detail = " · ".join(
        part
        for part in (
            medicine.dose, _("for {reason}").format(reason=medicine.reason) if medicine.reason and medicine.reason not in medicine.dose else "",
            _("last taken {when}").format(when=medicine.last_taken) if medicine.last_taken else "", medicine.prescriber,
            _("source: {source}").format(source=source) if source else "",
        )
        if part
    )  # fmt: skip
    return Row(
        medicine.medication_id,
        medicine.display,
        detail,
        tuple(chips),
        "",
        frozenset() if medicine.proposed else frozenset({"error"}),
    )
