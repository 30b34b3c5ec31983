"""How the vital signs of this visit were measured: arm, position, cuff, site."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from ma_desktop.domain import vital_methods
from ma_desktop.i18n import _
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.workbench import Workbench


class MeasuredHow(Dialog):
    """``then(method)`` with the chosen codes; what stays “not said” is left out of the record."""

    def __init__(
        self,
        bench: Workbench,
        method: Mapping[str, str],
        last: Mapping[str, str],
        then: Callable[[dict[str, str]], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(bench, _("Measured how"), parent=parent, yes=_("Use"))
        self._then = then
        self.boxes: dict[str, QComboBox] = {}
        captions = {
            vital_methods.SITE: _("Blood pressure at"),
            vital_methods.POSITION: _("Position"),
            vital_methods.CUFF: _("Cuff"),
            vital_methods.TEMPERATURE_SITE: _("Temperature"),
        }
        form = QFormLayout()
        for key, options in vital_methods.choices().items():
            box = QComboBox()
            box.addItem(_("not said"), "")
            for code, text in options:
                box.addItem(text, code)
            box.setCurrentIndex(max(0, box.findData(method.get(key, ""))))
            box.setAccessibleName(captions[key])
            self.boxes[key] = box
            form.addRow(captions[key], box)
        if last:
            self.body.addWidget(
                words(_("Last visit: {how}").format(how=vital_methods.words(last)), "caption")
            )
        self.body.addLayout(form)
        self.boxes[vital_methods.SITE].setFocus()

    def accept(self) -> None:
        chosen = {key: box.currentData() for key, box in self.boxes.items() if box.currentData()}
        self.finish()
        self._then(chosen)
