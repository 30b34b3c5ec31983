"""Entry of vital signs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import stages, vital_signs
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.record_vitals import record_vitals
from ma_desktop.services.visit.vitals_sheet import VitalsSheet, vitals_sheet
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.vital_extras import VitalExtras, vital_commands
from ma_desktop.views.chart.vital_judge import VitalJudge
from ma_desktop.views.chart.vital_saving import VitalSaving
from ma_desktop.views.commands import Command
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.chip import Chip
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.method_button import MethodButton
from ma_desktop.views.widgets.patient_line import PatientLine
from ma_desktop.views.widgets.sheet import Sheet
from ma_desktop.views.widgets.vital_row import VitalRow, lay_rows


class VitalsPanel(Panel):
    """Vital signs, typed as people type them; Enter goes on, Ctrl+Enter saves."""

    TITLE = _("Vitals")
    ICON = "vitals"
    SHORTCUT = "Ctrl+Shift+V"
    AREA = "visit"
    SHOWS = frozenset({"Observation", "Encounter"})
    PLACE = Place("right", 0, frozenset({"front", "rooming", "office"}), share=3)
    HELP = "vitals"
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        self.sheet: VitalsSheet | None = None
        self._curves = self._lasts = True
        self._width = 0
        self._menu: QMenu | None = None
        self._last: VitalRow | None = None
        self.rows: dict[str, VitalRow] = {}
        self.extra: set[str] = set()
        self.extras = VitalExtras(self)
        self.signs = self.extras.signs
        self.judge, self.saving = VitalJudge(self), VitalSaving(self)
        self.method = MethodButton()
        self.method.clicked.connect(self.choose_method)
        self.set_header(self.method)
        holder = QWidget()
        self._column = column = QVBoxLayout(holder)
        column.setSpacing(6)
        self.who = PatientLine()
        column.addWidget(self._grid())
        self.summary = label("", "caption", wrap=True)
        self.chip, self.avoid = Chip("", "warn", "late"), Chip("", "warn", "alert")
        column.addWidget(self.summary)
        for chip in (self.chip, self.avoid):
            chips = QHBoxLayout()
            chips.addWidget(chip)
            chips.addStretch(1)
            column.addLayout(chips)
        column.addLayout(self._buttons())
        column.addWidget(self.extras)
        column.addStretch(1)
        self.scroll = Sheet(self._fit)
        theme.current.changed.connect(self._fit_text)
        self.scroll.setWidget(holder)
        keyed(self.save_button, "Ctrl+Return", within=holder)
        self.stack = QStackedWidget()
        self.stack.addWidget(EmptyState(_("Choose a visit of today to enter vitals.")))
        self.stack.addWidget(self.who.above(self.scroll))
        for key, row in self.rows.items():
            self.remember(row.input, f"vital.{key}")
        self.remember(self.method, "method")
        self.remember(self.signs, "signs")
        return self.stack

    @property
    def entries(self) -> dict[str, VitalRow]:
        """The rows of the present sheet, by key; further blood pressures are ``blood_pressure.2`` and ``.3``."""
        return {key: row for key, row in self.rows.items() if row.shown}

    def _grid(self) -> QWidget:
        """Every row is made once and only shown or hidden, so that a change of patient loses no field."""
        grid = QWidget()
        self._lines = lines = QGridLayout(grid)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setVerticalSpacing(4)
        lines.setColumnStretch(4, 1)
        self.rows.update(lay_rows(lines))
        for row in self.rows.values():
            row.input.editingFinished.connect(lambda row=row: self._typed(row))
            row.input.textEdited.connect(lambda _text: self._live())
            row.input.returnPressed.connect(lambda row=row: self._walk(row, 1))
            row.input.focused.connect(lambda row=row: self._remember_row(row))
            row.input.walked.connect(lambda step, row=row: self._walk(row, step))
            row.saved.clicked.connect(lambda _on=False, row=row: self._saved_menu(row))
        return grid

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.save_button = button(_("Save"), "primary", "save", tip=_("Save (Ctrl+Enter)"))
        self.save_button.clicked.connect(self.save)
        self.not_done = button(_("Not done…"), tip=_("Refused, unable or not done (Alt+X)"))
        keyed(self.not_done, "Alt+X")
        self.not_done.clicked.connect(self.not_done_menu)
        trend = button("", "icon", "trend", tip=_("Over time"))
        trend.clicked.connect(self.extras.show_trend)
        for part in (self.save_button, self.not_done, trend):
            line.addWidget(part)
        line.addStretch(1)
        return line

    def _fit_text(self) -> None:
        self._fit(self._width)

    def _fit(self, width: int) -> None:
        """Narrow panels do without the small curves, narrower ones stand closer, the narrowest do without the last values."""
        self._width = width
        self._curves, self._lasts = width >= theme.px(385), width >= theme.px(282)
        tight = width < theme.px(340)
        self._column.setContentsMargins(10 if tight else 14, 0, 6 if tight else 14, 12)
        self._lines.setHorizontalSpacing(6 if tight else 8)
        for row in self.rows.values():
            row.fit_text(tight=tight)
            row.spark.setVisible(self._curves and row.shown)
            row.last.setVisible(self._lasts and row.shown)

    # -- showing ------------------------------------------------------------------------------------------

    def query(self, desk: Desk, focus: Focus) -> VitalsSheet | None:
        return vitals_sheet(desk, focus.encounter_id) if focus.encounter_id is not None else None

    def show(self, data: VitalsSheet | None) -> None:
        if data is None or self.sheet is None or data.encounter_id != self.sheet.encounter_id:
            self.saving.start_over()
            self.extra.clear()
            for row in self.rows.values():
                row.again = False
                row.clear()
        self.sheet = data
        self.stack.setCurrentIndex(0 if data is None else 1)
        self.method.setVisible(data is not None)
        self.who.set(data.who if data is not None else None)
        if data is None:
            return
        self.method.show_saved(dict(data.method))
        self.avoid.setVisible(bool(data.arm_warning))
        self.avoid.set(data.arm_warning, "warn")
        over = stages.Stage(data.stage) in stages.ENDS
        for row in self.rows.values():
            row.input.setEnabled(not over)
        self.save_button.setEnabled(not over)
        self.not_done.setEnabled(not over)
        self.signs.setEnabled(not over)
        self.judge.lay_out()

    def _paint(self, data: Any) -> None:
        """What was typed before comes back after the painting; only then it is known which rows stand."""
        super()._paint(data)
        if self.sheet is not None:
            self.judge.lay_out()

    def commands(self) -> list[Command]:
        return [
            Command("vitals", _("Enter vitals"), self.enter, "", "vitals", "go"),
            Command("vitals_method", _("Measured how…"), self.choose_method, "Alt+J", "", "go"),
            *vital_commands(self),
        ]

    def enter(self) -> None:
        """The keyboard goes to the first field that waits for a value, the needed ones before the others."""
        self.bench.raise_panel(self.name)
        waiting = [row for row in self.rows.values() if row.typing and not row.input.text()]
        needed = [row for row in waiting if row.field is not None and (row.field.required or row.reading)]
        for row in (needed or waiting)[:1]:
            row.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- typing -------------------------------------------------------------------------------------------

    def _typed(self, row: VitalRow) -> None:
        if self.sheet is not None:
            if row.again and not row.input.text():
                row.again = False
            self.judge.look_at(row)
            self.judge.lay_out()

    def _live(self) -> None:
        """While typing: the second blood pressure, the index and the average follow at once; sentences wait."""
        if self.sheet is not None:
            self.judge.lay_out()

    def _walk(self, row: VitalRow, step: int) -> None:
        """To the next field, down or up; Enter in the last one goes to Save."""
        self._typed(row)
        fields = [other for other in self.rows.values() if other.typing or other is row]
        place = fields.index(row) + step
        if place >= len(fields):
            self.save_button.setFocus(Qt.FocusReason.TabFocusReason)
        elif place >= 0:
            fields[place].input.setFocus(Qt.FocusReason.TabFocusReason)
            self.scroll.ensureWidgetVisible(fields[place].input)

    def _saved_menu(self, row: VitalRow) -> None:
        menu = self._fresh_menu(row.saved)
        menu.addAction(_("Correct…"), lambda: self.correct(row))
        again = menu.addAction(_("Measure again"), lambda: self._again(row))
        again.setEnabled(self.sheet is not None and stages.Stage(self.sheet.stage) not in stages.ENDS)
        menu.popup(row.saved.mapToGlobal(row.saved.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def _remember_row(self, row: VitalRow) -> None:
        self._last = row

    def _fresh_menu(self, parent: QWidget) -> QMenu:
        """One menu at a time; the one before goes only now, when nothing of it can still be running."""
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = QMenu(parent)
        return self._menu

    def _again(self, row: VitalRow) -> None:
        """A further blood pressure gets the next row; anything else is measured in its own."""
        if row.key == vital_signs.BLOOD_PRESSURE:
            rows = [self.rows[key] for key in ("blood_pressure", "blood_pressure.2", "blood_pressure.3")]
            row = next((other for other in rows if other.taken is None), rows[-1])
            row.again = True
            self.judge.lay_out()
        row.measure_again()

    def correct(self, row: VitalRow) -> None:
        from ma_desktop.views.dialogs.correct_vital import CorrectVital

        if row.taken is not None and self.sheet is not None:
            CorrectVital(
                self.bench, row.key, row.name.text(), row.taken, self.sheet.age, parent=self.widget().window(),
                before=row.previous(self.desk.now()), here=self.sheet.here,
            ).open()  # fmt: skip

    def choose_method(self) -> None:
        from ma_desktop.views.dialogs.measured_how import MeasuredHow

        if self.sheet is None:
            return
        known = self.method.values or dict(self.sheet.method) or dict(self.sheet.last_method)
        MeasuredHow(
            self.bench, known, dict(self.sheet.last_method), self.method.choose, parent=self.widget().window(),
            vital=self._last.key if self._last is not None and self._last.shown else vital_signs.BLOOD_PRESSURE,
            vitals=tuple(row.key for row in self.entries.values()), avoid=self.sheet.arm_warning,
        ).open()  # fmt: skip

    def not_done_menu(self) -> None:
        """For the field that had the keyboard last, and for all that this visit needs and nobody measured."""
        menu = self._fresh_menu(self.not_done)
        waiting = [row for row in self.rows.values() if row.typing and not row.input.text()]
        needed = [row for row in waiting if row.field is not None and row.field.required]
        here = [row for row in waiting if row is self._last]
        groups = [(row.name.text(), [row]) for row in here]
        if needed and needed != here:
            groups.append((_("All that is needed"), needed))
        groups = groups or [(row.name.text(), [row]) for row in waiting]
        answers = ((_("refused"), "refused"), (_("unable to measure"), "unable"), (_("not done"), "not done"))
        for text, rows in groups:
            for words, said in answers:
                menu.addAction(
                    _("{what}: {answer}").format(what=text, answer=words),
                    lambda rows=rows, said=said: self._absent(rows, said),
                )
            menu.addSeparator()
        menu.popup(self.not_done.mapToGlobal(self.not_done.rect().bottomLeft()))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def _absent(self, rows: list[VitalRow], said: str) -> None:
        for row in rows:
            row.input.setText(said)
        self.draft.touch()
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- saving -------------------------------------------------------------------------------------------

    def save(self) -> None:
        if self.sheet is None:
            return
        typed = self.saving.typed()
        if typed is not None:
            self.do(
                record_vitals, self.sheet.encounter_id, typed, context=self.sheet.here.context, seen=self.signs.values,
                then=self.draft.saving(self._saved, elsewhere=self._tell_saved), failed=lambda error: self.saving.broke(error, self.bench),
            )  # fmt: skip

    def _saved(self, alerts: tuple[str, ...]) -> None:
        self.saving.start_over()
        for row in self.rows.values():
            row.input.clear()
            row.again = False
            row.clear()
        self.signs.set_values(())
        self.draft.drop()
        self.judge.lay_out()
        self.save_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._tell_saved(alerts)

    def _tell_saved(self, alerts: tuple[str, ...]) -> None:
        if alerts:
            self.notice(_("Tell the provider now: {what}").format(what="; ".join(alerts)))
        else:
            self.bench.say(_("Vitals saved."))
