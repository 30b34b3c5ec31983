"""Below the fields of Vitals: signs the MA sees, fields that are seldom needed, and what else can be looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ma_desktop.domain import body_mass, provider_alerts, stages, vital_signs
from ma_desktop.i18n import _
from ma_desktop.services.visit.vitals_sheet import VitalsSheet, vitals_sheet
from ma_desktop.views.commands import Command
from ma_desktop.views.widgets.labels import button
from ma_desktop.views.widgets.tick_menu import TickMenu

if TYPE_CHECKING:
    from ma_desktop.views.panels.vitals import VitalsPanel


#: A series of lying and standing is measured from this age on (common practice).
_STANDS_FROM_YEARS = 6


class VitalExtras(QWidget):
    def __init__(self, panel: VitalsPanel) -> None:
        super().__init__()
        self.setObjectName("clear")
        self.panel = panel
        self._menu: QMenu | None = None
        self.signs = TickMenu(_("Signs…"), _("Signs"), provider_alerts.sign_words())
        self.signs.setToolTip(
            _("What you see besides the numbers: it changes when the provider is told (Ctrl+Shift+A)")
        )
        self.signs.ticked.connect(self._ticked)
        self.more = button(
            _("More…"), tip=_("Other measurements, orthostatic series, growth chart (Ctrl+Shift+M)")
        )
        self.more.clicked.connect(self.open_menu)
        panel.bench.reopen("standing", self._standing_again)
        panel.bench.reopen("growth", lambda _patient, _visit: self.show_growth())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.signs)
        line.addWidget(self.more)
        line.addStretch(1)

    def _ticked(self) -> None:
        """What was typed is judged anew by what is seen."""
        for row in self.panel.rows.values():
            if row.input.text().strip():
                self.panel.judge.look_at(row)
        self.panel.judge.lay_out()

    def open_menu(self) -> None:
        sheet = self.panel.sheet
        if sheet is None:
            return
        if self._menu is not None:
            self._menu.deleteLater()
        self._menu = menu = QMenu(self.more)
        over = stages.Stage(sheet.stage) in stages.ENDS
        for field in sheet.fields:
            row = self.panel.rows.get(field.key)
            if row is not None and not row.shown:
                action = menu.addAction(field.label, lambda key=field.key: self.ask_for(key))
                action.setEnabled(not over)
        menu.addSeparator()
        standing = menu.addAction(_("Lying and standing…"), self.open_standing)
        standing.setEnabled(not over and sheet.age.years >= _STANDS_FROM_YEARS)
        if sheet.age.years < body_mass.ADULT_FROM_YEARS:
            menu.addAction(_("Growth chart…"), self.show_growth)
        menu.addAction(_("Over time…"), self.show_trend)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def ask_for(self, key: str) -> None:
        """Brings a field onto the sheet and the keyboard into it."""
        self.panel.extra.add(key)
        self.panel.judge.lay_out()
        row = self.panel.rows[key]
        row.input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.panel.scroll.ensureWidgetVisible(row.input)

    def open_standing(self) -> None:
        self._standing(self.panel.sheet)

    def _standing_again(self, _patient: int | None, encounter_id: int | None) -> None:
        """After a crash: the series comes back with what was typed, before the panel has read the visit."""
        if encounter_id is not None:
            self.panel.bench.read(vitals_sheet, encounter_id, then=self._standing, panel=self.panel)

    def _standing(self, sheet: VitalsSheet | None) -> None:
        from ma_desktop.views.dialogs.standing import StandingSeries

        if sheet is not None:
            StandingSeries(self.panel.bench, sheet, parent=self.panel.widget().window()).open()

    def with_sheet(self, step: str) -> None:
        """``signs``, ``more`` or ``standing``; without a visit it says what is missing."""
        if self.panel.sheet is None:
            self.panel.bench.say(_("Choose a visit of today first."), "info")
            return
        self.panel.bench.raise_panel(self.panel.name)
        {"signs": self.signs.open, "more": self.open_menu, "standing": self.open_standing}[step]()

    def show_trend(self) -> None:
        from ma_desktop.views.dialogs.trends import OverTime

        if self.panel.focus.patient_id is not None:
            code = (
                vital_signs.code_of(self.panel._last.key)
                if self.panel._last is not None and self.panel._last.shown
                else ""
            )
            OverTime(
                self.panel.bench, self.panel.focus.patient_id, code, parent=self.panel.widget().window()
            ).open()
        else:
            self.panel.bench.say(_("Choose a patient first."), "info")

    def show_growth(self) -> None:
        from ma_desktop.views.dialogs.growth import GrowthCharts

        if self.panel.focus.patient_id is not None:
            GrowthCharts(
                self.panel.bench, self.panel.focus.patient_id, parent=self.panel.widget().window()
            ).open()
        else:
            self.panel.bench.say(_("Choose a patient first."), "info")


def vital_commands(panel: VitalsPanel) -> list[Command]:
    """What the palette can do with the vital signs; the panel may not be built yet."""
    return [
        Command(
            "vitals_signs",
            _("Vitals: signs you see…"),
            lambda: panel.extras.with_sheet("signs"),
            "Ctrl+Shift+A",
            "",
            "go",
        ),
        Command(
            "vitals_more",
            _("Vitals: more measurements…"),
            lambda: panel.extras.with_sheet("more"),
            "Ctrl+Shift+M",
            "",
            "go",
            words="waist peak flow glucose pain last period pregnant",
        ),
        Command(
            "vitals_standing",
            _("Vitals: lying and standing…"),
            lambda: panel.extras.with_sheet("standing"),
            "",
            "",
            "go",
            words="orthostatic",
        ),
        Command(
            "trends",
            _("Over time: vitals and results"),
            lambda: panel.extras.show_trend(),
            "Ctrl+Shift+T",
            "trend",
            "go",
            words="trend plot lab results print",
        ),
        Command(
            "growth",
            _("Growth chart"),
            lambda: panel.extras.show_growth(),
            "Ctrl+Shift+G",
            "trend",
            "go",
            words="percentile WHO CDC child",
        ),
    ]
