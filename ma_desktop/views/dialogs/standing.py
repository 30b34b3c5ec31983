"""Orthostatic series: five minutes lying, then standing after one and three minutes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from ma_desktop.domain import blood_pressure, measurements, vital_signs
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.domain.measurements import Measured, NotUnderstood
from ma_desktop.domain.vital_checks import Level
from ma_desktop.i18n import _
from ma_desktop.services.visit.record_standing import Step, record_standing, step_findings
from ma_desktop.services.visit.vitals_sheet import VitalsSheet
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.dialog import Dialog, words
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.workbench import Workbench

_STEPS = (("supine", 5), ("standing", 1), ("standing", 3))


class StandingSeries(Dialog):
    """Enter goes to the next field; the fall is said while it is typed."""

    FORM = "standing"
    HELP = "vitals"
    WIDTH = 560
    WHOSE = False

    def __init__(self, bench: Workbench, sheet: VitalsSheet, parent: QWidget | None = None) -> None:
        super().__init__(
            bench, _("Lying and standing"), parent=parent, scope=Focus(sheet.patient_id, sheet.encounter_id)
        )
        self.sheet = sheet
        self._asked: tuple[str, ...] = ()
        self.body.addWidget(
            words(
                _("{name} · born {date}").format(
                    name=sheet.who.name, date=f"{sheet.who.birth_date:%m/%d/%Y}"
                ),
                "strong",
            )
        )
        self.body.addWidget(
            words(
                _("Lie five minutes, then stand. Stay beside the patient; if they feel faint, stop and let them lie down."),
                "muted",
            )
        )  # fmt: skip
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        for column, head in enumerate(("", _("BP"), _("Pulse"), _("Symptoms"))):
            grid.addWidget(label(head, "caption"), 0, column)
        self.lines: list[tuple[QLineEdit, QLineEdit, QLineEdit]] = []
        for row, (position, minute) in enumerate(_STEPS, 1):
            self._line(grid, row, position, minute)
        grid.setColumnStretch(3, 1)
        self.body.addLayout(grid)
        self.fall = label("", "", wrap=True)
        self.fall.hide()
        self.fainted = QCheckBox(_("Felt faint: stopped"))
        self.body.addWidget(self.fall)
        self.body.addWidget(self.fainted)
        self.remember(self.fainted, "fainted")
        self.lines[0][0].setFocus()

    def _line(self, grid: QGridLayout, row: int, position: str, minute: int) -> None:
        name = (
            _("Lying {n} min").format(n=minute)
            if position == "supine"
            else _("Standing {n} min").format(n=minute)
        )
        grid.addWidget(label(name), row, 0)
        fields = (QLineEdit(), QLineEdit(), QLineEdit())
        heads = (_("blood pressure"), _("pulse"), _("symptoms"))
        for column, (field, head) in enumerate(zip(fields, heads, strict=True), 1):
            field.setAccessibleName(f"{name}: {head}")
            if column < 3:
                field.setFixedWidth(theme.px(92))
                field.textEdited.connect(lambda _text: self._tell())
            grid.addWidget(field, row, column)
            self.remember(field, f"{position}.{minute}.{column}")
        fields[0].setPlaceholderText("120/80")
        fields[2].setPlaceholderText(_("dizzy, blurred sight …") if position == "standing" else "")
        self.lines.append(fields)

    # -- while it is typed --------------------------------------------------------------------------------

    def _pressure(self, text: str) -> Pressure | None:
        try:
            reading = measurements.read(vital_signs.BLOOD_PRESSURE, text, self.sheet.age)
        except NotUnderstood:
            return None
        return Pressure(reading[0].value, reading[1].value) if isinstance(reading, tuple) else None

    def _tell(self) -> None:
        lying = self._pressure(self.lines[0][0].text())
        fallen = []
        for (_position, minute), fields in zip(_STEPS[1:], self.lines[1:], strict=True):
            standing = self._pressure(fields[0].text())
            if lying and standing and blood_pressure.orthostatic_drop(lying, standing, self.sheet.fall):
                fallen.append(
                    _("after {n} min by {fall}").format(
                        n=minute,
                        fall=f"{lying.systolic - standing.systolic:.0f}/{lying.diastolic - standing.diastolic:.0f}",
                    )
                )
        self.fall.setText(
            _("Fell {list} mmHg. Tell the provider.").format(list=", ".join(fallen)) if fallen else ""
        )
        theme.retone(self.fall, tone="warn" if fallen else "")
        self.fall.setVisible(bool(fallen))

    # -- saving -------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field goes to the next one; from the last of them it saves."""
        here = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(here, QLineEdit):
            fields = [field for line in self.lines for field in line]
            place = fields.index(here) + 1
            if place < len(fields):
                fields[place].setFocus(Qt.FocusReason.TabFocusReason)
                return
        super().keyPressEvent(event)

    def accept(self) -> None:
        try:
            asks = self._asks()
        except NotUnderstood as error:
            self.notice(error.sentence)
            return
        if not set(asks) <= set(self._asked):
            self._asked = asks
            self.notice(
                _("Unlikely: {list}. Save again if this is right.").format(list=" ".join(asks)), "warn"
            )
            return
        steps = [
            Step(position, minute, fields[0].text(), fields[1].text(), fields[2].text())
            for (position, minute), fields in zip(_STEPS, self.lines, strict=True)
        ]
        self.save(
            record_standing, self.sheet.encounter_id, steps, fainted=self.fainted.isChecked(), confirmed=asks,
            then=lambda _lines: self.bench.say(_("Series saved.")),
        )  # fmt: skip

    def _asks(self) -> tuple[str, ...]:
        """The questions that the verb will want answered."""
        found: dict[str, None] = {}
        for fields in self.lines:
            for key, field in zip((vital_signs.BLOOD_PRESSURE, vital_signs.PULSE), fields, strict=False):
                if field.text().strip():
                    reading = measurements.read(key, field.text(), self.sheet.age)
                    if isinstance(reading, tuple):
                        found |= dict.fromkeys(self._sentences(reading))
        return tuple(found)

    def _sentences(self, reading: tuple[Measured, ...]) -> list[str]:
        return [
            found.sentence for found in step_findings(reading, self.sheet.here) if found.level is Level.ASK
        ]
