"""History: problems, past, family, life, implants, wishes; added by a line, gone through by a key."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.domain import history
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_history import PatientHistory, Reviewed, patient_history
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.history_card import HistoryCard
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.commands import Command
from ma_desktop.views.dialogs.history_changes import ShowChanges, day_words
from ma_desktop.views.dialogs.history_entry import HistoryEntry
from ma_desktop.views.icons import icon
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.labels import button, keyed, label

if TYPE_CHECKING:
    from ma_desktop.views.panels.patient_chart import PatientChartPanel

#: Narrower than this, at 100 % text, the cards stand in one column.
_TWO_COLUMNS = 620
#: Which cards stand in which column, in the order of the questions.
_COLUMNS = (("problems", "past", "implants", "directives"), ("tobacco", "family", "social", "obstetric"))


class HistoryTab(ChartTab):
    """One card a section, each with a line that takes what people say; one key says that nothing changed."""

    NAME = "history"
    TITLE = _("History")
    SHOWS = frozenset(
        {
            "Condition",
            "Procedure",
            "FamilyMemberHistory",
            "DeviceUseStatement",
            "Consent",
            "Observation",
            "List",
            "Task",
        }
    )

    def __init__(self, panel: PatientChartPanel) -> None:
        super().__init__(panel)
        for key in history.SECTIONS:
            self.bench.reopen(f"history_entry.{key}", lambda _p, _e, key=key: self._reopen(key))

    def build(self) -> None:
        self.data: PatientHistory | None = None
        self.cards = {key: HistoryCard(self, history.section(key)) for key in history.SECTIONS}
        self.column.setSpacing(6)
        self.column.addWidget(self._head())
        holder = QWidget()
        self.across = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.setSpacing(8)
        for keys in _COLUMNS:
            column = QVBoxLayout()
            column.setSpacing(8)
            for key in keys:
                column.addWidget(self.cards[key])
            column.addStretch(1)
            self.across.addLayout(column, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(holder)
        self.column.addWidget(scroll, 1)
        for key, card in self.cards.items():
            self.remember(card.line, f"line.{key}")

    def _head(self) -> Card:
        card = Card()
        card.body.setContentsMargins(14, 6, 8, 6)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.reviewed = label("", "caption")
        self.confirm = button(_("Provider confirms…"), "quiet", "shield")
        self.confirm.clicked.connect(self._confirm)
        self.changes = button(
            _("What changed…"),
            "quiet",
            "history",
            tip=_("Since the last visit, with who and when (Alt+Shift+H)"),
        )
        self.changes.clicked.connect(self.show_changes)
        self.no_change = button(_("Reviewed, no change  B"), tip=_("The whole history was reviewed (Alt+B)"))
        keyed(self.no_change, "Alt+B", within=self)
        self.no_change.clicked.connect(lambda: self.review(history.ALL))
        row.addWidget(self.reviewed, 1)
        for press in (self.confirm, self.changes, self.no_change):
            row.addWidget(press)
        card.body.addLayout(row)
        return card

    def commands(self) -> list[Command]:
        return [
            Command("history_changes", _("What changed since the last visit"), self.show_changes, "Alt+Shift+H", "history", "go",
                    words="difference versions who"),
        ]  # fmt: skip

    # -- showing ------------------------------------------------------------------------------------------

    def query(self, desk: Desk, focus: Focus) -> PatientHistory | None:
        assert focus.patient_id is not None
        return patient_history(desk, focus.patient_id)

    def show_data(self, data: PatientHistory | None) -> None:
        self.data = data
        if data is None:
            return
        views = {view.key: view for view in data.sections}
        for key, card in self.cards.items():
            card.setVisible(key in views)
            if key in views:
                card.show_section(views[key])
        here = self.focus.encounter_id is not None
        today = data.reviewed is not None and data.reviewed.at.date() == self.panel.desk.now().date()
        said = reviewed_words(data.reviewed) or _("Never reviewed as a whole")
        self.reviewed.setText(said)
        self.no_change.setVisible(here)
        theme.retone(self.no_change, role="" if today else "primary")
        self.no_change.setIcon(icon("check", "text" if today else "on_accent", 16))
        self.confirm.setVisible(data.unconfirmed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._built:
            wide = self.width() >= theme.px(_TWO_COLUMNS)
            self.across.setDirection(
                QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
            )

    # -- doing --------------------------------------------------------------------------------------------

    def review(self, code: str) -> None:
        """One dated answer; what is half-typed must not stay behind."""
        if self.focus.encounter_id is None:
            self.panel.notice(_("A review belongs to a visit. Choose one of today."), "info")
            return
        half = [
            card.declared.title for card in self.typed_cards() if code in (history.ALL, card.declared.key)
        ]
        if half:
            self.panel.notice(
                _("Half-typed: {list}. Save or clear it first.").format(list=", ".join(half)), "warn"
            )
            return
        self.do(review_list, self.focus.encounter_id, code, self._outcome(code))

    def typed_cards(self) -> Iterator[HistoryCard]:
        return (card for card in self.cards.values() if card.line.text().strip())

    def _outcome(self, code: str) -> str:
        """Changed when something was written in this sitting after the last review of today."""
        cards = self.cards.values() if code == history.ALL else (self.cards[code],)
        return "changed" if any(card.changed_for == self.focus.patient_id for card in cards) else "no-change"

    def open_form(
        self, section: str, fields: dict[str, str], *, entry_id: int | None = None, unread: str = ""
    ) -> None:
        if self.focus.patient_id is not None:
            typed = self.cards[section].line.text()
            HistoryEntry(
                self.bench, self.focus, section, fields, entry_id=entry_id, unread=unread,
                saved=lambda _id: self.cards[section].saved(typed), parent=self.window(),
            ).open()  # fmt: skip

    def _reopen(self, section: str) -> None:
        """A half-typed form comes back at start, before anybody looked at the tab."""
        self.come_to_front()
        self.open_form(section, {})

    def show_changes(self) -> None:
        if self.focus.patient_id is None:
            self.bench.say(_("Choose a patient first."), "info")
            return
        ShowChanges(self.bench, self.focus, parent=self.window()).open()

    def _confirm(self) -> None:
        self.panel.visit_tab.steps.confirm_lists()


def reviewed_words(reviewed: Reviewed | None) -> str:
    """``Reviewed Nov 23, 2026 by Ada R.``"""
    if reviewed is None:
        return ""
    by = _(" by {name}").format(name=reviewed.by) if reviewed.by else ""
    return _("Reviewed {day}{by}").format(day=day_words(reviewed.at), by=by)
