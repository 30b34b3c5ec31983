"""Entry of vital signs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.domain import measurements, vital_checks, vital_signs
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.domain.measurements import Measured, NotUnderstood
from ma_desktop.domain.vital_checks import Level, Previous
from ma_desktop.i18n import _
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.record_vitals import Typed, record_vitals
from ma_desktop.services.visit.vitals_sheet import VitalField, VitalsSheet, vitals_sheet
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.widgets.card import clear
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.sparkline import Sparkline


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
        holder = QWidget()
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(14, 0, 14, 12)
        self.column.setSpacing(6)
        self.entries: dict[str, Entry] = {}
        self.sheet: VitalsSheet | None = None
        self._asking: set[str] = set()
        self._built: tuple[object, ...] = ()
        self.caption = label("", "caption")
        self.set_header(self.caption)
        self.scroll = Sheet(self._fit)
        self.scroll.setWidget(holder)
        return self.scroll

    def _fit(self, width: int) -> None:
        """Narrow panels do without the small curves."""
        for entry in self.entries.values():
            entry.spark.setVisible(width >= theme.px(385))

    def query(self, desk: Desk, focus: Focus) -> VitalsSheet | None:
        return vitals_sheet(desk, focus.encounter_id) if focus.encounter_id is not None else None

    def show(self, data: VitalsSheet | None) -> None:
        keys = tuple(f.key for f in data.fields) if data else ()
        fresh = (data.encounter_id if data else None, keys)
        self.sheet = data
        if fresh != self._built:
            self._built = fresh
            self._lay_out(data)
        if data is not None:
            for field in data.fields:
                self.entries[field.key].show(field)
            self.summary.setText(self._summary(data))
            self.summary.setVisible(bool(self.summary.text()))

    def commands(self) -> list[Command]:
        return [
            Command(
                "vitals", _("Enter vitals"), lambda: self.bench.raise_panel(self.name), "", "vitals", "go"
            )
        ]

    def _lay_out(self, data: VitalsSheet | None) -> None:
        clear(self.column)
        self.entries = {}
        self._asking = set()
        if data is None:
            self.column.addWidget(EmptyState(_("Choose a visit of today to enter vitals.")))
            return
        grid = QWidget()
        lines = QGridLayout(grid)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(4)
        lines.setColumnStretch(4, 1)
        for number, field in enumerate(data.fields):
            entry = Entry(field)
            entry.put(lines, number * 2)
            entry.input.editingFinished.connect(lambda entry=entry: self._judge(entry))
            entry.input.returnPressed.connect(lambda: self.widget().focusNextChild())
            self.entries[field.key] = entry
        self._fit(self.scroll.viewport().width())
        self.column.addWidget(grid)
        self.summary = label("", "caption", wrap=True)
        self.column.addWidget(self.summary)
        self.column.addLayout(self._buttons())
        self.column.addStretch(1)
        for key, entry in self.entries.items():
            self.remember(entry.input, f"vital.{key}")

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        save = button(_("Save"), "primary", "save", tip=_("Save (Ctrl+Enter)"))
        save.setShortcut("Ctrl+Return")
        save.clicked.connect(self.save)
        self.save_button = save
        row.addWidget(save)
        row.addWidget(label(_("“refused”, “unable” and “not done” are answers too"), "caption", wrap=True), 1)
        return row

    # -- judging ------------------------------------------------------------------------------------------

    def _judge(self, entry: Entry) -> bool:
        """Says at once what is wrong or unlikely; answers whether the value can be saved as it stands."""
        assert self.sheet is not None
        text = entry.input.text().strip()
        entry.clear()
        if not text:
            return True
        try:
            reading = measurements.read(entry.field.key, text, self.sheet.age)
        except NotUnderstood as error:
            entry.say(error.sentence, "danger")
            return False
        if not isinstance(reading, tuple):
            return True
        entry.understood(reading)
        findings = [
            finding for part in reading
            for finding in vital_checks.judge(part.vital, part.value, self.sheet.age, entry.previous(self.desk.now()))
        ]  # fmt: skip
        if len(reading) == 2:
            findings += vital_checks.judge_pressures(reading[0].value, reading[1].value)
        if not findings:
            return True
        worst = min(
            findings, key=lambda f: [Level.REJECT, Level.ALERT, Level.ASK, Level.HIGHLIGHT].index(f.level)
        )
        tone = {Level.REJECT: "danger", Level.ALERT: "danger", Level.ASK: "warn", Level.HIGHLIGHT: "warn"}[
            worst.level
        ]
        entry.say(worst.sentence, tone)
        entry.asks = tuple(f.sentence for f in findings if f.level is Level.ASK)
        return worst.level is not Level.REJECT

    def save(self) -> None:
        """Unlikely values are asked about once: the second Save is the answer."""
        if self.sheet is None:
            return
        good = [self._judge(entry) for entry in self.entries.values()]
        if not all(good):
            self.notice(_("One value cannot be right. Nothing is saved yet; mend it and save again."))
            return
        asked = {
            key: entry.asks
            for key, entry in self.entries.items()
            if entry.asks and entry.input.text().strip()
        }
        new = {f"{key}={self.entries[key].input.text()}" for key in asked}
        if not new <= self._asking:
            self._asking |= new
            self.notice(
                _("Unlikely: {list}. Save again if this is right.").format(
                    list=" ".join(line for lines in asked.values() for line in lines)
                ),
                "warn",
            )
            return
        typed = [
            Typed(key, entry.input.text(), confirmed=asked.get(key, ()))
            for key, entry in self.entries.items() if entry.input.text().strip()
        ]  # fmt: skip
        self.do(record_vitals, self.sheet.encounter_id, typed, then=self._saved)

    def _saved(self, alerts: tuple[str, ...]) -> None:
        self.draft.drop()
        self._asking = set()
        for entry in self.entries.values():
            entry.input.clear()
            entry.clear()
        if alerts:
            self.notice(_("Tell the provider now: {what}").format(what="; ".join(alerts)))
        else:
            self.bench.say(_("Vitals saved."))

    def _summary(self, data: VitalsSheet) -> str:
        parts = []
        if data.bmi:
            parts.append(_("BMI {n}").format(n=data.bmi))
        if data.average:
            parts.append(_("average BP {bp}").format(bp=data.average))
        if data.second_pressure:
            parts.append(_("second blood pressure required"))
        return "  ·  ".join(parts)


class Sheet(QScrollArea):
    """Scrolls up and down only; tells how wide it is."""

    def __init__(self, fit: Callable[[int], None]) -> None:
        super().__init__()
        self._fit = fit
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(self.viewport().width())


class Entry:
    """One measurement row: label, input, unit, sparkline, last value; a sentence below when there is one."""

    def __init__(self, field: VitalField) -> None:
        self.field = field
        self.asks: tuple[str, ...] = ()
        self.name = label(field.label, "strong" if field.required else "")
        self.input = Field()
        self.input.setAccessibleName(field.label)
        self.input.setFixedWidth(theme.px(86))
        self.unit = label(field.unit, "muted")
        self.spark = Sparkline()
        self.last = label("", "muted")
        self.last.setMinimumWidth(theme.px(46))
        self.sentence = label("", "caption", wrap=True)
        self.sentence.hide()

    def put(self, grid: QGridLayout, row: int) -> None:
        for place, widget in enumerate((self.name, self.input, self.unit, self.spark, self.last)):
            grid.addWidget(widget, row, place, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.sentence, row + 1, 0, 1, 5)

    def show(self, field: VitalField) -> None:
        self.field = field
        self.spark.set(field.history)
        self.input.setPlaceholderText(" · ".join(field.today))
        self.last.setText(field.last)
        self.last.setToolTip(
            f"{field.last_at:%b} {field.last_at.day}, {field.last_at.year}" if field.last_at else ""
        )

    def previous(self, now: object) -> Previous | None:
        from datetime import datetime

        if (
            self.field.last_value is None
            or self.field.last_at is None
            or self.field.key == vital_signs.BLOOD_PRESSURE
        ):
            return None
        assert isinstance(now, datetime)
        return Previous(self.field.last_value, (now - self.field.last_at).days)

    def understood(self, reading: tuple[Measured, ...]) -> None:
        """Shows how the text was read, in both units."""
        if len(reading) == 2:
            pressure = Pressure(reading[0].value, reading[1].value)
            self.input.setToolTip(f"{pressure}")
            return
        self.input.setToolTip(reading[0].display)
        if any(ch.isalpha() or ch in "'\"" for ch in reading[0].original):
            self.say(reading[0].display, "")

    def say(self, sentence: str, tone: str) -> None:
        self.sentence.setText(sentence)
        self.sentence.show()
        theme.retone(self.sentence, tone=tone)
        theme.retone(self.input, tone=tone)

    def clear(self) -> None:
        self.asks: tuple[str, ...] = ()
        self.sentence.hide()
        theme.retone(self.input, tone="")


class Field(QLineEdit):
    """Up and Down walk through the fields, as on paper."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)
