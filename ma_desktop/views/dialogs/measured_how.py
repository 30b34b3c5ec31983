"""How the vital signs of this visit were measured: only the details of the measurement in question are shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from ma_desktop.domain import vital_methods, vital_signs
from ma_desktop.i18n import _
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench


class MeasuredHow(Dialog):
    """``then(method)`` with the chosen codes; what stays “not said” is left out of the record.

    ``vital``: the measurement whose details come first; ``vitals``: those that stand on the sheet; ``avoid``: the chart's warning.
    """

    HELP = "vitals"

    def __init__(
        self,
        bench: Workbench,
        method: Mapping[str, str],
        last: Mapping[str, str],
        then: Callable[[dict[str, str]], object],
        parent: QWidget | None = None,
        *,
        vital: str = vital_signs.BLOOD_PRESSURE,
        vitals: Sequence[str] = (),
        avoid: str = "",
    ) -> None:
        super().__init__(bench, _("Measured how"), parent=parent, yes=_("Use"))
        self._then = then
        self.boxes: dict[str, QComboBox] = {}
        self.texts: dict[str, QLineEdit] = {}
        self.form = Form()
        self.which = QComboBox()
        self.which.setAccessibleName(_("Measurement"))
        for key in vital_signs.ORDER:
            if key in vital_methods.OF and (not vitals or key in vitals):
                self.which.addItem(vital_signs.label(key), key)
        self.form.line(_("Measurement"), self.which)
        for key, detail in vital_methods.details().items():
            if any(key in mine for mine in vital_methods.OF.values()):
                self._add(detail, method.get(key, ""))
        self.hint = label("", "caption", wrap=True)
        if last:
            self.body.addWidget(
                words(_("Last visit: {how}").format(how=vital_methods.words(last)), "caption")
            )
        if avoid:
            warning = words(avoid)
            warning.setProperty("tone", "warn")
            self.body.addWidget(warning)
        self.body.addLayout(self.form)
        self.body.addWidget(self.hint)
        self.texts[vital_methods.ARM].textEdited.connect(lambda _text: self._cuff())
        self.which.currentIndexChanged.connect(lambda _n: self._show())
        self.which.setCurrentIndex(max(0, self.which.findData(vital)))
        self._show()
        self._first().setFocus()

    def _add(self, detail: vital_methods.Detail, value: str) -> None:
        if detail.choices:
            box = QComboBox()
            box.addItem(_("not said"), "")
            for code, text in detail.choices:
                box.addItem(text, code)
            box.setCurrentIndex(max(0, box.findData(value)))
            self.boxes[detail.key] = box
            field: QWidget = box
        else:
            line = QLineEdit(value)
            line.setPlaceholderText(detail.unit)
            self.texts[detail.key] = line
            field = line
        field.setAccessibleName(detail.caption)
        self.form.line(detail.caption, field)

    def _field(self, key: str) -> QWidget:
        return self.boxes.get(key) or self.texts[key]

    def _mine(self) -> tuple[str, ...]:
        return vital_methods.OF[self.which.currentData()]

    def _first(self) -> QWidget:
        return self._field(self._mine()[0])

    def _show(self) -> None:
        mine = self._mine()
        for key in (*self.boxes, *self.texts):
            self.form.setRowVisible(self._field(key), key in mine)
        self._cuff()

    def _cuff(self) -> None:
        """The cuff that fits the arm is named, never chosen."""
        text, said = self.texts[vital_methods.ARM].text().strip().removesuffix("cm").strip(), ""
        if vital_methods.ARM in self._mine() and text:
            try:
                cuff = vital_methods.cuff_for(float(text.replace(",", ".")))
            except ValueError:
                said = _("Type the circumference of the arm in centimeters, such as 31.")
            else:
                named = dict(vital_methods.choices()[vital_methods.CUFF]).get(cuff)
                said = (
                    _("For this arm: {cuff}.").format(cuff=named)
                    if named
                    else _("No cuff goes around this arm. Ask the provider where to measure.")
                )
        self.hint.setText(said)
        self.hint.setVisible(bool(said))

    def accept(self) -> None:
        chosen = {key: str(box.currentData()) for key, box in self.boxes.items() if box.currentData()}
        chosen |= {key: line.text().strip() for key, line in self.texts.items() if line.text().strip()}
        for key, unit, top in (
            (vital_methods.FLOW, _("oxygen flow"), 60), (vital_methods.FIO2, _("oxygen share"), 100), (vital_methods.ARM, _("arm"), 90),
        ):  # fmt: skip
            if key in chosen and not self._number(chosen, key, top):
                self.notice(_("Type the {what} as a number.").format(what=unit))
                self._field(key).setFocus()
                return
        if vital_methods.FLOW in chosen or vital_methods.FIO2 in chosen:
            chosen[vital_methods.OXYGEN] = "oxygen"
        self.finish()
        self._then(chosen)

    def _number(self, chosen: dict[str, str], key: str, top: float) -> bool:
        try:
            value = float(chosen[key].replace(",", ".").rstrip("%clmCLM/in "))
        except ValueError:
            return False
        chosen[key] = f"{value:g}"
        return 0 < value <= top
