"""The vital signs that this kind of visit needs, typed beside the board; the other rows on request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ma_desktop.domain import provider_alerts, stages, vital_signs
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.record_vitals import record_vitals
from ma_desktop.services.visit.vitals_sheet import VitalsSheet
from ma_desktop.views import theme
from ma_desktop.views.chart.vital_judge import VitalJudge
from ma_desktop.views.chart.vital_saving import VitalSaving
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.method_button import MethodButton
from ma_desktop.views.widgets.tick_menu import TickMenu
from ma_desktop.views.widgets.vital_row import VitalRow, lay_rows


class QuickVitals(QWidget):
    """Enter goes to the next field and in the last one saves; refusals, questions and alerts are the Vitals panel's own.

    ``host``: the side panel or the rooming sheet; it has ``bench``, ``draft``, ``scroll``, ``do``, ``notice``.
    """

    def __init__(self, host: Any, saved: Callable[[], object]) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.host, self._after = host, saved
        self.sheet: VitalsSheet | None = None
        self._whole: VitalsSheet | None = None
        self._curves, self._lasts = False, True
        self.rows: dict[str, VitalRow] = {}
        self.judge, self.saving = VitalJudge(self), VitalSaving(self)
        self.method = MethodButton()
        self.method.setToolTip(_("Arm, position, cuff and site"))
        self.method.clicked.connect(self.choose_method)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._grid())
        self.summary = label("", "caption", wrap=True)
        self.chip = Chip("", "warn", "late")
        chips = QHBoxLayout()
        chips.addWidget(self.chip)
        chips.addStretch(1)
        column.addWidget(self.summary)
        column.addLayout(chips)
        column.addLayout(self._buttons())
        for key, row in self.rows.items():
            host.draft.remember(row.input, f"vital.{key}")
        host.draft.remember(self.method, "method")
        host.draft.remember(self.signs, "signs")

    @property
    def desk(self) -> Desk:
        desk: Desk = self.host.bench.desk
        return desk

    def notice(self, sentence: str, tone: str = "danger") -> None:
        self.host.notice(sentence, tone)

    def _grid(self) -> QGridLayout:
        lines = QGridLayout()
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(4)
        lines.setColumnStretch(4, 1)
        self.rows.update(lay_rows(lines))
        for row in self.rows.values():
            row.input.editingFinished.connect(lambda row=row: self._typed(row))
            row.input.textEdited.connect(lambda _text: self._live())
            row.input.walked.connect(lambda step, row=row: self._walk(row, step))
            row.saved.clicked.connect(lambda _on=False, row=row: self._again(row))
        return lines

    def _buttons(self) -> QHBoxLayout:
        self.save_button = button(_("Save vitals"), "", "save", tip=_("Ctrl+Enter; Enter in the last field"))
        self.save_button.clicked.connect(self.save)
        self.all_button = button(
            _("All rows"), "quiet", tip=_("Also what this kind of visit does not ask for")
        )
        self.all_button.setCheckable(True)
        self.all_button.toggled.connect(lambda _on: self._lay_out())
        self.signs = TickMenu(_("Signs…"), _("Signs"), provider_alerts.sign_words())
        self.signs.setToolTip(_("What you see besides the numbers: it changes when the provider is told"))
        self.signs.ticked.connect(self._seen)
        line = QHBoxLayout()
        line.setSpacing(2)
        for part in (self.save_button, self.all_button, self.signs, self.method):
            line.addWidget(part)
        line.addStretch(1)
        return line

    # -- showing ------------------------------------------------------------------------------------------

    def show_sheet(self, data: VitalsSheet) -> None:
        """The rows this visit needs, what it has, and what somebody typed."""
        if self._whole is None or data.encounter_id != self._whole.encounter_id:
            self.start_over()
        self._whole = data
        self.method.show_saved(dict(data.method))
        over = stages.Stage(data.stage) in stages.ENDS
        for row in self.rows.values():
            row.input.setEnabled(not over)
        self._lay_out()

    def start_over(self) -> None:
        """Nothing said about one visit stands beside another's values."""
        self.saving.start_over()
        self.all_button.setChecked(False)
        for row in self.rows.values():
            row.again = False
            row.clear()

    def settle(self) -> None:
        """After a draft came back into the fields."""
        self._lay_out()

    def _lay_out(self) -> None:
        if self._whole is None:
            return
        typed = {row.key for row in self.rows.values() if row.input.text().strip() or row.again}
        fields = tuple(
            field
            for field in self._whole.fields
            if self.all_button.isChecked() or field.required or field.today or field.key in typed
        )
        self.sheet = replace(self._whole, fields=fields)
        self.judge.lay_out()
        inputs = any(row.typing for row in self.rows.values())
        theme.retone(self.save_button, role="primary" if typed else "")
        self.save_button.setVisible(inputs)
        self.method.setVisible(bool(fields))

    @property
    def extra(self) -> frozenset[str]:
        """Rows that nobody needs here and somebody asked for."""
        return frozenset(self.rows) if self.all_button.isChecked() else frozenset()

    def _seen(self) -> None:
        """What was typed is judged anew by what is seen."""
        for row in self.rows.values():
            if row.input.text().strip():
                self.judge.look_at(row)
        self._lay_out()

    @property
    def asked(self) -> tuple[VitalRow, ...]:
        """The rows that wait: what was typed and cannot be right first, then the needed ones, then the others."""
        wrong = [row for row in self.rows.values() if row.shown and row.input.property("tone") == "danger"]
        waiting = [row for row in self.rows.values() if row.typing and not row.input.text()]
        needed = sorted(waiting, key=lambda row: not (row.field is not None and row.field.required))
        return (*wrong, *needed)

    # -- typing -------------------------------------------------------------------------------------------

    def _typed(self, row: VitalRow) -> None:
        if self.sheet is None:
            return
        if row.again and not row.input.text():
            row.again = False
        self.judge.look_at(row)
        self._lay_out()

    def _live(self) -> None:
        if self.sheet is not None:
            self._lay_out()

    def enter(self) -> None:
        """Enter in a field: to the next one, from the last one the set is saved."""
        fields = [row for row in self.rows.values() if row.typing]
        here = next((row for row in fields if row.input.hasFocus()), None)
        if here is not None and here is not fields[-1]:
            self._walk(here, 1)
        elif here is not None:
            self._typed(here)
            further = [row for row in self.rows.values() if row.typing]
            if further[-1] is here:  # a high first pressure opens the row for the second
                self.save()
            else:
                self._walk(here, 1)

    def _walk(self, row: VitalRow, step: int) -> None:
        self._typed(row)
        fields = [other for other in self.rows.values() if other.typing or other is row]
        place = fields.index(row) + step
        if 0 <= place < len(fields):
            fields[place].input.setFocus(Qt.FocusReason.TabFocusReason)
            self.host.scroll.ensureWidgetVisible(fields[place].input)

    def _again(self, row: VitalRow) -> None:
        """A further blood pressure gets the next row; anything else is measured in its own. Corrections stay with the panel."""
        if row.key == vital_signs.BLOOD_PRESSURE:
            rows = [self.rows[key] for key in ("blood_pressure", "blood_pressure.2", "blood_pressure.3")]
            row = next((other for other in rows if other.taken is None), rows[-1])
            row.again = True
            self._lay_out()
        row.measure_again()

    def choose_method(self) -> None:
        from ma_desktop.views.dialogs.measured_how import MeasuredHow

        if self.sheet is None:
            return
        last = dict(self.sheet.last_method)
        MeasuredHow(
            self.host.bench, self.method.values or last, last, self.method.choose, parent=self.host.window()
        ).open()

    # -- saving -------------------------------------------------------------------------------------------

    def save(self) -> None:
        if self.sheet is None:
            return
        typed = self.saving.typed()
        if typed is not None:
            self.host.do(
                record_vitals,
                self.sheet.encounter_id,
                typed,
                context=self.sheet.here.context,
                then=self.host.draft.saving(self._saved, *self._names(), elsewhere=self._tell_saved),
                failed=lambda error: self.saving.broke(error, self.host.bench),
            )

    def _saved(self, alerts: tuple[str, ...]) -> None:
        self.saving.start_over()
        for row in self.rows.values():
            row.input.clear()
            row.again = False
            row.clear()
        self.signs.set_values(())
        self.host.draft.drop(*self._names())
        self._lay_out()
        self._tell_saved(alerts)
        self._after()

    def _names(self) -> tuple[str, ...]:
        return ("method", "signs", *(f"vital.{key}" for key in self.rows))

    def _tell_saved(self, alerts: tuple[str, ...]) -> None:
        if alerts:
            self.host.notice(_("Tell the provider now: {what}").format(what="; ".join(alerts)))
        else:
            self.host.bench.say(_("Vitals saved."))
