"""The weekly template as a week that is edited like the appointment book."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import template
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.template import Kind, TemplateRow
from ma_desktop.i18n import _
from ma_desktop.services.schedule.hours_and_blocks import HoursAndBlocks
from ma_desktop.services.schedule.remove_hours import remove_hours
from ma_desktop.services.schedule.save_hours import save_hours
from ma_desktop.views.dialogs.when import parse_time
from ma_desktop.views.schedule.book_page import Scroll
from ma_desktop.views.widgets.day_axis import Head, Shade
from ma_desktop.views.widgets.day_heads import DayHeads
from ma_desktop.views.widgets.day_layout import DayBlock
from ma_desktop.views.widgets.day_view import DayView
from ma_desktop.views.widgets.form import Form
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.workbench import Workbench

_TONES = {Kind.OPEN: "ok", Kind.WAVE: "violet", Kind.HOLD: "info", Kind.BLOCK: "muted", Kind.CLOSED: "muted"}


def kind_words(kind: Kind) -> str:
    return {
        Kind.OPEN: _("open"), Kind.WAVE: _("wave"), Kind.HOLD: _("held for the same day"), Kind.BLOCK: _("blocked"),
        Kind.CLOSED: _("closed"),
    }[kind]  # fmt: skip


class HoursPage(QWidget):
    """Left the week: drag a line, or its edges; double-click a gap for a new one. Right its fields; several days at once."""

    changed = Signal()

    def __init__(self, bench: Workbench, notices: Any) -> None:
        super().__init__()
        self.bench, self.notices = bench, notices
        self.known: HoursAndBlocks | None = None
        self.current: TemplateRow | None = None
        self._mine: dict[int, TemplateRow] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(16)
        row.addLayout(self._left(), 7)
        row.addLayout(self._right(), 4)

    # -- laying out ---------------------------------------------------------------------------------------

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        self.who = QComboBox()
        self.who.setAccessibleName(_("Whose hours"))
        self.who.currentIndexChanged.connect(lambda _place: self._paint())
        self.view = DayView()
        self.view.hour_px = 44
        self.view.setAccessibleName(_("Weekly template"))
        self.heads = DayHeads(self.view)
        self.scroll = Scroll()
        self.scroll.setWidget(self.view)
        self.view.chosen.connect(self._choose)
        self.view.moved.connect(self._moved)
        self.view.resized.connect(self._resized)
        self.view.asked.connect(self._begin_at)
        self.view.opened.connect(lambda _ident: self.opens.setFocus())
        column.addWidget(self.who)
        column.addWidget(self.heads)
        column.addWidget(self.scroll, 1)
        return column

    def _right(self) -> QVBoxLayout:
        self.title = label("", "strong")
        form = self.form = Form()
        self.kind = QComboBox()
        for kind in (Kind.OPEN, Kind.BLOCK, Kind.HOLD, Kind.WAVE):
            self.kind.addItem(kind_words(kind), kind)
        self.kind.currentIndexChanged.connect(lambda _place: self._arm())
        days = QHBoxLayout()
        days.setSpacing(4)
        self.days: list[QCheckBox] = []
        for name in (_("M"), _("T"), _("W"), _("T"), _("F"), _("S"), _("S")):
            box = QCheckBox(name)
            self.days.append(box)
            days.addWidget(box)
        for box, name in zip(self.days, _day_names(), strict=True):
            box.setAccessibleName(name)
            box.setToolTip(name)
        self.opens, self.closes, self.words = QLineEdit(), QLineEdit(), QLineEdit()
        self.opens.setPlaceholderText("8:00")
        self.closes.setPlaceholderText("17:00")
        self.words.setPlaceholderText(_("Lunch, meeting, same day"))
        self.capacity, self.release = QSpinBox(), QSpinBox()
        for box in (self.capacity, self.release):
            box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.capacity.setRange(1, 12)
        self.release.setRange(0, 2880)
        self.release.setSuffix(" " + _("min before"))
        self.release.setSpecialValueText(_("by hand only"))
        for title, widget in (
            (_("Kind"), self.kind), (_("From"), self.opens), (_("To"), self.closes), (_("Words"), self.words),
            (_("Patients at once"), self.capacity), (_("Opens by itself"), self.release),
        ):  # fmt: skip
            widget.setAccessibleName(title)
            form.line(title, widget)
        form.insertRow(1, _("Days"), days)
        for field in (self.opens, self.closes, self.words):
            field.returnPressed.connect(self.submit)
        right = QVBoxLayout()
        right.addWidget(self.title)
        right.addLayout(form)
        right.addLayout(self._steps())
        right.addWidget(label(_("Drag a line or its edges in the week; double-click a gap for a new one. A provider with hours of "
                                "their own does not keep those of the practice."), "caption", wrap=True))  # fmt: skip
        right.addStretch(1)
        self.begin_new()
        return right

    def _steps(self) -> QHBoxLayout:
        steps = QHBoxLayout()
        self.new = button(_("New line"), "", "plus", tip=_("A new line (Alt+N)"))
        begin = QShortcut(QKeySequence("Alt+N"), self, self.begin_new)
        begin.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.new.clicked.connect(self.begin_new)
        self.remove = button(_("Remove"), "quiet", tip=_("Takes the chosen line out (Delete)"))
        self.remove.clicked.connect(self.remove_line)
        self.save = button(_("Save"), "primary")
        self.save.clicked.connect(self.submit)
        steps.addWidget(self.new)
        steps.addWidget(self.remove)
        steps.addStretch(1)
        steps.addWidget(self.save)
        delete = QShortcut(QKeySequence("Delete"), self.view, self.remove_line)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        return steps

    def take_keyboard(self) -> None:
        self.view.setFocus()

    # -- showing ------------------------------------------------------------------------------------------

    def show_hours(self, known: HoursAndBlocks) -> None:
        self.known = known
        chosen = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        self.who.addItem(_("The whole practice"), None)
        for provider in known.providers:
            self.who.addItem(provider.name, provider.practitioner_id)
        self.who.setCurrentIndex(max(self.who.findData(chosen), 0))
        self.who.blockSignals(False)
        self._paint()

    def _paint(self) -> None:
        """The lines of one provider as blocks; what the practice keeps stays behind them."""
        assert self.known is not None
        who, zone = self.who.currentData(), self.known.zone
        now = self.bench.desk.now()
        monday = now.date() - timedelta(days=now.weekday())
        days = [monday + timedelta(days=n) for n in range(7)]
        mine = [row for row in self.known.rows if row.practitioner_id == who]
        behind = [row for row in self.known.rows if who is not None and row.practitioner_id is None]
        self._mine = {row.id: row for row in mine}

        def at(row: TemplateRow, moment: time) -> datetime:
            return template.local(days[row.weekday], moment, zone)

        heads = [
            Head(
                f"{day:%a}", template.midnights(day, zone)[0],
                tuple(
                    Shade(at(row, row.opens), at(row, row.closes), _behind(row), row.label or kind_words(row.kind))
                    for row in behind
                    if row.weekday == day.weekday()
                ),
            )
            for day in days
        ]  # fmt: skip
        blocks = [
            DayBlock(
                row.id, row.weekday, at(row, row.opens), _minutes(row), row.label or kind_words(row.kind),
                f"{row.opens:%H:%M}–{row.closes:%H:%M}", "", _TONES[row.kind], tip=_tip(row),
            )
            for row in mine
        ]  # fmt: skip
        self.view.set(blocks, heads, None)
        self.heads.refresh()
        if self.current is not None:
            self.current = self._mine.get(self.current.id)
            self.view.mark(self.current.id if self.current else None)
        self._arm()

    def _choose(self, ident: int) -> None:
        row = self.current = self._mine.get(ident)
        if row is None:
            return
        self.title.setText(_("Change this line"))
        self.kind.setCurrentIndex(self.kind.findData(row.kind))
        for n, box in enumerate(self.days):
            box.setChecked(n == row.weekday)
        self.opens.setText(f"{row.opens:%H:%M}")
        self.closes.setText(f"{row.closes:%H:%M}")
        self.words.setText(row.label)
        self.capacity.setValue(row.capacity)
        self.release.setValue(row.release_minutes or 0)
        self._arm()

    def _arm(self) -> None:
        kind = self.kind.currentData()
        self.form.setRowVisible(self.capacity, kind is Kind.WAVE)
        self.form.setRowVisible(self.release, kind is Kind.HOLD)
        self.remove.setEnabled(self.current is not None)

    def begin_new(self) -> None:
        self.current = None
        self.view.mark(None)
        self.title.setText(_("New line"))
        self._arm()
        self.kind.setFocus()

    def _begin_at(self, start: datetime, column: int) -> None:
        self.begin_new()
        for n, box in enumerate(self.days):
            box.setChecked(n == column)
        self.opens.setText(f"{start:%H:%M}")
        self.closes.clear()
        self.closes.setFocus()

    # -- changing -----------------------------------------------------------------------------------------

    def _moved(self, ident: int, start: datetime, column: int) -> None:
        row = self._mine[ident]
        self._put(row, column, start, _minutes(row))

    def _resized(self, ident: int, start: datetime, minutes: int) -> None:
        self._put(self._mine[ident], self._mine[ident].weekday, start, minutes)

    def _put(self, row: TemplateRow, weekday: int, start: datetime, minutes: int) -> None:
        end = start + timedelta(minutes=minutes)
        closes = end.time() if end.date() == start.date() else time(23, 59)
        self._save(
            row.id, weekdays=(weekday,), opens=start.time(), closes=closes, kind=row.kind, label=row.label,
            capacity=row.capacity, release_minutes=row.release_minutes, valid_from=row.valid_from,
            valid_until=row.valid_until,
        )  # fmt: skip

    def submit(self) -> None:
        try:
            opens, closes = parse_time(self.opens.text()), parse_time(self.closes.text())
        except RuleBroken as error:
            self.notices.notice(error.sentence, "warn")
            return
        row = self.current
        chosen = [n for n, box in enumerate(self.days) if box.isChecked()]
        if row is not None and row.weekday in chosen:  # the line itself first, the other days are new lines
            chosen = [row.weekday, *(n for n in chosen if n != row.weekday)]
        self._save(
            row.id if row else None, weekdays=chosen, opens=opens, closes=closes, kind=self.kind.currentData(),
            label=self.words.text(), capacity=self.capacity.value(), release_minutes=self.release.value() or None,
            valid_from=row.valid_from if row else None, valid_until=row.valid_until if row else None,
        )  # fmt: skip

    def _save(self, ident: int | None, **values: Any) -> None:
        self.bench.do(
            save_hours,
            ident,
            then=self._saved,
            panel=self.notices,
            practitioner_id=self.who.currentData(),
            **values,
        )

    def remove_line(self) -> None:
        if self.current is not None:
            ident, self.current = self.current.id, None
            self.bench.do(remove_hours, ident, then=self._saved, panel=self.notices)

    def _saved(self, _answer: Any) -> None:
        self.notices.notice(_("Saved."), "ok")
        self.changed.emit()


def _minutes(row: TemplateRow) -> int:
    return (row.closes.hour - row.opens.hour) * 60 + row.closes.minute - row.opens.minute


def _behind(row: TemplateRow) -> str:
    return {Kind.OPEN: "released", Kind.WAVE: "wave", Kind.HOLD: "hold"}.get(row.kind, "block")


def _tip(row: TemplateRow) -> str:
    more = {
        Kind.WAVE: _("{n} patients at once").format(n=row.capacity),
        Kind.HOLD: _("opens {n} minutes before").format(n=row.release_minutes) if row.release_minutes else "",
    }.get(row.kind, "")
    parts = (kind_words(row.kind), row.label, f"{row.opens:%H:%M}–{row.closes:%H:%M}", more)
    return " · ".join(part for part in parts if part)


def _day_names() -> tuple[str, ...]:
    return (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
