"""Results: each test with its newest value, the one before, and its curve."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QStyledItemDelegate, QStyleOptionViewItem

from ma_desktop.domain import names
from ma_desktop.i18n import _, ngettext
from ma_desktop.services.chart.result_sheet import (
    ResultLine,
    ResultSheet,
    flag_words,
    group_words,
    result_sheet,
)
from ma_desktop.services.desk import Desk
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.chart_search import ChartSearch
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.dialogs.versions import ShowVersions
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.row_list import ListColumn, RowList

_TONES = {"critical": "danger", "high": "warn", "low": "warn", "abnormal": "warn"}
_CURVE = 4


class ResultsTab(ChartTab):
    """The laboratory first; the search narrows the list, Enter shows a test over the years."""

    NAME = "results"
    TITLE = _("Results")
    SHOWS = frozenset({"Observation"})

    def build(self) -> None:
        self.data: ResultSheet | None = None
        card = Card()
        card.body.setContentsMargins(12, 12, 12, 6)
        self.column.addWidget(card)
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        self.search = search = ChartSearch(_("Search results (F3)"), self.take_keyboard)
        search.textChanged.connect(lambda _text: self._fill())
        self.count = label("", "caption")
        bar.addWidget(search, 1)
        bar.addWidget(self.count)
        for words, command, tip in (
            (_("Over time…"), "trends", "Ctrl+Shift+T"), (_("Growth…"), "growth", "Ctrl+Shift+G"),
        ):  # fmt: skip
            press = button(words, "quiet", "trend", tip=tip)
            press.clicked.connect(lambda _on=False, name=command: self.bench.commands.run(name))
            bar.addWidget(press)
        card.body.addLayout(bar)
        self.list = RowList(_("Results"), _columns(), lambda line: line.code)
        self.list.setItemDelegateForColumn(_CURVE, Curve(self.list))
        self.list.keys = {"W": self.versions}
        self.first = self.list
        self.list.activated.connect(lambda _index: self.over_time())
        self.nothing = EmptyState(_("No results yet. They come with an import or from a test in the office."))
        self.no_match = EmptyState(_("No result matches."), _("Show everything"), search.clear)
        self.stack = QStackedWidget()
        for page in (self.list, self.nothing, self.no_match):
            self.stack.addWidget(page)
        card.body.addWidget(self.stack, 1)

    def over_time(self) -> None:
        """The test under the keyboard over the years, beside others that are ticked there."""
        line: ResultLine | None = self.list.current()
        if line is not None and self.focus.patient_id is not None:
            from ma_desktop.views.dialogs.trends import OverTime

            OverTime(self.bench, self.focus.patient_id, line.code, parent=self.window()).open()

    def query(self, desk: Desk, focus: Focus) -> ResultSheet:
        assert focus.patient_id is not None
        return result_sheet(desk, focus.patient_id)

    def show_data(self, data: ResultSheet) -> None:
        """Another patient begins without the search of the one before."""
        if self.search is not None and (self.data is None or self.data.patient_id != data.patient_id):
            self.search.clear()
        self.data = data
        self._fill()

    def versions(self) -> None:
        """Of the newest result: W in the list."""
        line: ResultLine | None = self.list.current()
        if line is not None:
            ShowVersions(
                self.bench, "Observation", line.newest_id, f"{line.name} · {line.at:%m/%d/%Y}", focus=self.focus, parent=self.window()
            ).open()  # fmt: skip

    def _fill(self) -> None:
        if self.data is None or self.search is None:
            return
        words = names.fold(self.search.text()).split()
        lines = tuple(line for line in self.data.lines if _matches(line, words))
        self.list.set(lines)
        self.stack.setCurrentIndex(0 if lines else 2 if self.data.lines else 1)
        found = ngettext("{n} test", "{n} tests", len(lines)).format(n=len(lines))
        left = self.data.left_out
        self.count.setText(found + (_(", {n} older results are not listed").format(n=left) if left else ""))


def _matches(line: ResultLine, words: list[str]) -> bool:
    text = names.fold(" ".join((line.name, line.code, group_words(line.group), flag_words(line.flag))))
    return all(word in text for word in words)


def _columns() -> tuple[ListColumn, ...]:
    return (
        ListColumn(_("Test"), lambda line: line.name, wide=True, bold=lambda line: bool(line.flag)),
        ListColumn(_("Result"), _shown, tone=lambda line: _TONES.get(line.flag, "")),
        ListColumn(_("Day"), lambda line: f"{line.at:%m/%d/%y}"),
        ListColumn(_("Before"), _before, tone=lambda _line: "muted", drop=3),
        ListColumn(_("Trend"), lambda line: " " * 16 if len(line.points) > 1 else "", drop=2, below=200),
        ListColumn(_("Kind"), lambda line: group_words(line.group), tone=lambda _line: "muted", drop=1),
    )


def _shown(line: ResultLine) -> str:
    flag = flag_words(line.flag)
    return f"{line.shown} · {flag}" if flag else line.shown


def _before(line: ResultLine) -> str:
    if line.before_at is None:
        return ""
    return _("{value} on {day}").format(value=line.before, day=f"{line.before_at:%m/%d/%y}")


class Curve(QStyledItemDelegate):
    """The last values as a line the size of a word."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        line = index.model().rows[index.row()]  # type: ignore[attr-defined]
        if len(line.points) < 2:
            return
        room: QRect = option.rect.adjusted(theme.px(6), theme.px(6), -theme.px(8), -theme.px(6))  # type: ignore[attr-defined]
        low, high = min(line.points), max(line.points)
        spread, step = (high - low) or 1.0, room.width() / (len(line.points) - 1)
        points = [
            QPointF(room.left() + n * step, room.bottom() - (value - low) / spread * room.height())
            for n, value in enumerate(line.points)
        ]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("muted"), 1.4))
        painter.drawPolyline(points)
        painter.setPen(theme.color("accent"))
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(points[-1], 2.4, 2.4)
        painter.restore()
