"""What is said about the vital signs while they are typed: refusals, questions, index, average, what is still required."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ma_desktop.domain import (
    blood_pressure,
    body_mass,
    body_place,
    vital_checks,
    vital_entry,
    vital_methods,
    vital_signs,
)
from ma_desktop.domain.blood_pressure import Category, Pressure
from ma_desktop.domain.measurements import NotUnderstood, Reading
from ma_desktop.domain.vital_answers import Answer
from ma_desktop.domain.vital_checks import Circumstances, Finding, Level
from ma_desktop.domain.vital_entry import Entry
from ma_desktop.i18n import _
from ma_desktop.services.visit.vitals_sheet import VitalField, VitalsSheet
from ma_desktop.views import theme
from ma_desktop.views.widgets.vital_row import VitalRow

if TYPE_CHECKING:
    from ma_desktop.views.panels.vitals import VitalsPanel

_ORDER = (Level.REJECT, Level.ALERT, Level.ASK, Level.HIGHLIGHT)
_TONES = {Level.REJECT: "danger", Level.ALERT: "danger", Level.ASK: "warn", Level.HIGHLIGHT: "warn"}


#: Before this age pain is watched (FLACC), not told (common practice: preverbal children).
_TELLS_FROM_YEARS = 3


class VitalJudge:
    def __init__(self, panel: VitalsPanel) -> None:
        self.panel = panel

    @property
    def sheet(self) -> VitalsSheet:
        assert self.panel.sheet is not None
        return self.panel.sheet

    def look_at(self, row: VitalRow) -> bool:
        """Says at once what is wrong or unlikely; answers whether the value can be saved as it stands."""
        text = row.input.text().strip()
        row.clear()
        if not text:
            return True
        try:
            entry = vital_entry.read(row.key, text, self.sheet.age, self.sheet.here.today)
        except NotUnderstood as error:
            row.say(error.sentence, "danger")
            return False
        row.understood(entry)
        findings = self._findings(row, entry)
        if not findings:
            return True
        worst = min(findings, key=lambda found: _ORDER.index(found.level))
        how = vital_methods.words(entry.method)
        row.say(
            f"{how[:1].upper()}{how[1:]}. {worst.sentence}" if how else worst.sentence, _TONES[worst.level]
        )
        row.asks = tuple(found.sentence for found in findings if found.level is Level.ASK)
        return worst.level is not Level.REJECT

    def _findings(self, row: VitalRow, entry: Entry) -> tuple[Finding, ...]:
        before = row.previous(self.panel.desk.now())
        method = vital_methods.belonging(row.key, {**self.panel.method.values, **entry.method})
        return vital_checks.findings(entry, method, self.here, before)

    @property
    def here(self) -> Circumstances:
        """What this visit says, and what is ticked or typed just now: signs, a pregnancy."""
        here = self.sheet.here
        signs = getattr(self.panel, "signs", None)
        context = here.context.union(signs.values if signs is not None else ())
        row = self.panel.rows.get(vital_signs.PREGNANCY)
        said = self._read(row) if row is not None and row.input.text().strip() else None
        if isinstance(said, Answer):
            context = (context | {"pregnant"}) if said.value == "pregnant" else context - {"pregnant"}
        return replace(here, context=context)

    # -- what stands on the sheet -------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Rows, summary line and chip as they follow from what is saved and what is typed."""
        sheet = self.sheet
        fields = {field.key: field for field in sheet.fields}
        pressures = self._pressures()
        many = self._pressure_rows(pressures)
        for row in self.panel.rows.values():
            field = fields.get(row.key)
            shown = field is not None and self._stands(row, field)
            shown = shown and (row.key != vital_signs.BLOOD_PRESSURE or row.reading < many)
            row.set_visible(shown, curves=self.panel._curves, last=self.panel._lasts)
            if field is not None and shown:
                numbered = row.key == vital_signs.BLOOD_PRESSURE and many > 1
                row.show(field, _("BP {n}").format(n=row.reading + 1) if numbered else self._short(row.key))
                theme.retone(row.saved, tone=self._tone_of_saved(row))
        self.panel.summary.setText(self._summary(pressures))
        self.panel.summary.setVisible(bool(self.panel.summary.text()))
        theme.retone(self.panel.summary, tone="warn" if self.sheet.fell else "")
        sentence, tone = self._warning(pressures)
        self.panel.chip.setVisible(bool(sentence))
        self.panel.chip.set(sentence, tone)

    def _stands(self, row: VitalRow, field: VitalField) -> bool:
        """Fields that nobody needs here come only when they are asked for."""
        wanted = getattr(self.panel, "extra", ())
        return field.usual or row.key in wanted or bool(row.input.text()) or row.again

    def _short(self, key: str) -> str:
        if key == vital_signs.PAIN and self.sheet.age.years < _TELLS_FROM_YEARS:
            return _("Pain (FLACC)")
        return _("BP") if key == vital_signs.BLOOD_PRESSURE else vital_signs.label(key)

    def _tone_of_saved(self, row: VitalRow) -> str:
        """Saved and unusual stays visible: the tint of the worst that is to be said about the value."""
        if row.taken is None or row.taken.value is None:
            return ""
        values = [(row.key, row.taken.value)]
        if row.key == vital_signs.BLOOD_PRESSURE:
            pressure = self.sheet.pressures[row.reading] if row.reading < len(self.sheet.pressures) else None
            if pressure is None:
                return ""
            kind = blood_pressure.category(pressure, self.sheet.age)
            if kind in (Category.STAGE_2, Category.SEVERE):
                return "danger" if kind is Category.SEVERE else "warn"
            values = [(vital_signs.SYSTOLIC, pressure.systolic), (vital_signs.DIASTOLIC, pressure.diastolic)]
        here, site = self.sheet.here, self.panel.method.values.get(vital_methods.TEMPERATURE_SITE, "oral")
        levels = {
            f.level
            for key, value in values
            if key in vital_signs.VITALS
            for f in vital_checks.judge(
                key,
                value,
                here.age,
                site=site,
                context=here.context,
                alert_limits=here.alert_limits,
                best_peak_flow=here.best_peak_flow,
            )
        }
        if Level.ALERT in levels:
            return "danger"
        return (
            "warn"
            if Level.ASK in levels or (Level.HIGHLIGHT in levels and row.key != "blood_pressure")
            else ""
        )

    def _pressures(self) -> list[Pressure]:
        """Saved ones, and typed ones that can be read."""
        found = list(self.sheet.pressures)
        for row in self.panel.rows.values():
            if row.key == vital_signs.BLOOD_PRESSURE and row.input.text().strip():
                reading = self._read(row)
                if isinstance(reading, tuple) and reading[0].value > reading[1].value:
                    found.append(Pressure(reading[0].value, reading[1].value))
        return found

    def _read(self, row: VitalRow) -> Reading | Answer | None:
        try:
            return vital_entry.read(row.key, row.input.text(), self.sheet.age, self.sheet.here.today).reading
        except NotUnderstood:
            return None

    def _pressure_rows(self, pressures: list[Pressure]) -> int:
        """One row for each reading, one more when the first was high, and one for *Measure again*."""
        rows = [row for row in self.panel.rows.values() if row.key == vital_signs.BLOOD_PRESSURE]
        used = max((row.reading + 1 for row in rows if row.input.text().strip() or row.again), default=1)
        saved = next((len(f.today) for f in self.sheet.fields if f.key == vital_signs.BLOOD_PRESSURE), 0)
        second = 2 if pressures and blood_pressure.needs_second(pressures[:1], self.sheet.age) else 1
        return min(len(rows), max(used, saved, second))

    def _summary(self, pressures: list[Pressure]) -> str:
        parts = self._size()
        if len(pressures) > 1:
            parts.append(_("average BP {bp}").format(bp=blood_pressure.average(pressures)))
        elif pressures:
            kind = blood_pressure.label(blood_pressure.category(pressures[0], self.sheet.age))
            parts.append(_("BP of this reading: {kind}").format(kind=kind))
        lines = ["  ·  ".join(parts), *self.sheet.standing]
        return "\n".join(line for line in lines if line)

    def _size(self) -> list[str]:
        """Index and surface, as they follow from what is typed and saved."""
        weight, height = (
            self._now(vital_signs.WEIGHT, self.sheet.weight),
            self._now(vital_signs.HEIGHT, self.sheet.height),
        )
        if not weight or not height or not body_mass.applies(self.sheet.age):
            return []
        index = body_mass.body_mass_index(weight, height)
        surface = _("BSA {n} m²").format(n=f"{body_mass.body_surface(weight, height):.2f}")
        return [
            _("BMI {n}").format(n=f"{index:.1f}"),
            *body_place.words(index, self.sheet.sex, self.sheet.age),
            surface,
        ]

    def _now(self, key: str, saved: float | None) -> float | None:
        row = self.panel.rows[key]
        reading = self._read(row) if row.input.text().strip() else None
        return reading[0].value if isinstance(reading, tuple) else saved

    def _warning(self, pressures: list[Pressure]) -> tuple[str, str]:
        if len(pressures) != 1 or not blood_pressure.needs_second(pressures, self.sheet.age):
            return "", "warn"
        severe = blood_pressure.category(pressures[0], self.sheet.age) is Category.SEVERE
        if severe:
            return _("Severe: measure again, tell the provider"), "danger"
        return _("Stage 2: a second reading is required"), "warn"
