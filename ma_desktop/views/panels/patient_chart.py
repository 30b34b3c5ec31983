"""The chart of the active patient."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ma_desktop.domain import money
from ma_desktop.i18n import _
from ma_desktop.services.chart.open_chart import open_chart
from ma_desktop.services.chart.patient_banner import PatientBanner, patient_banner
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.visit_view import VisitView, visit_view
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.documents_tab import DocumentsTab
from ma_desktop.views.chart.history_tab import HistoryTab
from ma_desktop.views.chart.immunizations_tab import ImmunizationsTab
from ma_desktop.views.chart.ledger_tab import LedgerTab
from ma_desktop.views.chart.messages_tab import MessagesTab
from ma_desktop.views.chart.notes_tab import NotesTab
from ma_desktop.views.chart.results_tab import ResultsTab
from ma_desktop.views.chart.summary_tab import SummaryTab
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.chart.timeline_tab import TimelineTab
from ma_desktop.views.chart.visit_tab import VisitTab
from ma_desktop.views.commands import Command
from ma_desktop.views.door_commands import door_commands
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.screening_steps import bring_back_screenings, screening_commands
from ma_desktop.views.widgets.banner import Banner, BannerData, ChipData
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.empty_state import EmptyState

#: The tabs in the order of the desk's questions: now, in short, before, found, given, sent in, kept, said, owed, and all of it.
TABS: tuple[type[ChartTab], ...] = (
    VisitTab, SummaryTab, HistoryTab, ResultsTab, ImmunizationsTab, DocumentsTab, NotesTab, MessagesTab, LedgerTab, TimelineTab,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chart:
    """``front``: what the tab in front reads of the patient; ``tab``: its name."""

    banner: PatientBanner | None
    visit: VisitView | None = None
    tab: str = ""
    front: Any = None


class PatientChartPanel(Panel):
    """Who this is, the visit of today, and what is known."""

    TITLE = _("Patient chart")
    ICON = "chart"
    SHORTCUT = "Ctrl+Shift+C"
    AREA = "chart"
    SHOWS = frozenset({"Patient", "Encounter", "Coverage", "Appointment", "RelatedPerson"}).union(
        *(tab.SHOWS for tab in TABS)
    )
    PLACE = Place("center")
    HELP = "chart"
    FOLLOWS_DAY = False

    def build(self) -> QWidget:
        self.stack = QStackedWidget()
        empty = Card()
        empty.body.addWidget(
            EmptyState(_("No patient is chosen. Press F2 and type a name, a birth date or a phone number."), _("Find patient"),
                       lambda: self.bench.commands.run("find_patient"))
        )  # fmt: skip
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.banner = Banner()
        self.tabs = _Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)  # a tab that is out of sight is not found; a shortened one is
        self.tabs.setElideMode(Qt.TextElideMode.ElideRight)
        self.tab = {kind.NAME: kind(self) for kind in TABS}
        for tab in self.tab.values():
            self.tabs.addTab(tab, tab.TITLE)
            self.bench.reopen(f"chart.{tab.NAME}", lambda _p, _e, tab=tab: tab.come_to_front())
        bring_back_screenings(self.bench, lambda: self.widget().window())
        self.bench.reopen("rooming", lambda _p, _e: self.visit_tab.room())
        self.tab[VisitTab.NAME].make()
        self.front = VisitTab.NAME
        self.tabs.currentChanged.connect(self._turned)
        column.addWidget(self.banner)
        column.addWidget(self.tabs, 1)
        self.stack.addWidget(empty)
        self.stack.addWidget(page)
        documents = self.tab[DocumentsTab.NAME]
        assert isinstance(documents, DocumentsTab)
        documents.take_drops_of(page)
        self._looked_at: int | None = None
        return self.stack

    @property
    def visit_tab(self) -> VisitTab:
        tab = self.tab[VisitTab.NAME]
        assert isinstance(tab, VisitTab)
        return tab

    def choose_tab(self, name: str) -> None:
        """Brings a tab to the front; the chart itself comes with it."""
        self.bench.raise_panel(self.name)
        self.tabs.setCurrentWidget(self.tab[name])
        self.tab[name].take_keyboard()

    def show_tab(self, name: str) -> None:
        """In front of the others; the keyboard stays where it is."""
        self.tabs.setCurrentWidget(self.tab[name])

    def help_page(self) -> str:
        return "rooming" if self.front == VisitTab.NAME and self.visit_tab.rooms_now else self.HELP

    def search_chart(self) -> None:
        """The search of the tab in front; where it has none, that of everything."""
        front = self.tab[self.front]
        if front.search is None:
            self.choose_tab(TimelineTab.NAME)
            front = self.tab[TimelineTab.NAME]
        else:
            self.bench.raise_panel(self.name)
        if front.search is not None:
            front.search.take_keyboard()

    def _turned(self, _place: int) -> None:
        tab = self.tabs.currentWidget()
        assert isinstance(tab, ChartTab)
        tab.make()
        self.front = tab.NAME
        self.invalidate()

    def query(self, desk: Desk, focus: Focus) -> Chart:
        """The banner, the visit, and what the tab in front shows."""
        if focus.patient_id is None:
            return Chart(None)
        name = self.front
        return Chart(
            patient_banner(desk, focus.patient_id, focus.encounter_id),
            visit_view(desk, focus.encounter_id) if focus.encounter_id is not None else None,
            name,
            self.tab[name].query(desk, focus),
        )

    def show(self, data: Chart) -> None:
        if data.banner is None:
            self.stack.setCurrentIndex(0)
            return
        self.stack.setCurrentIndex(1)
        self.banner.set(banner_data(data.banner))
        self.visit_tab.show_visit(data.visit)
        self.tab[data.tab].paint_data(data.front)
        if self._looked_at != data.banner.patient_id:
            self._looked_at = data.banner.patient_id
            self.bench.do(open_chart, data.banner.patient_id, panel=self)

    def _order(self) -> None:
        if self.visit_tab.visit is None:
            self.bench.say(_("Choose a visit of today first."), "info")
        else:
            self.visit_tab.orders.place()

    def _paint(self, data: Any) -> None:
        super()._paint(data)
        self.visit_tab.settle()

    def commands(self) -> list[Command]:
        steps = self.visit_tab.steps
        return [
            *door_commands(self.bench, lambda: self.widget().window()),
            *screening_commands(self.bench, lambda: self.widget().window()),
            Command("search_chart", _("Search this chart"), self.search_chart, "F3", "search", "go"),
            Command("review_allergies", _("Allergies: review, add"), lambda: steps.review("allergies"), "", "alert", "go"),
            Command("review_medicines", _("Medicines: review, add"), lambda: steps.review("medications"), "", "pill", "go",
                    words="medication drug"),
            Command("place_order", _("Order: enter what the provider said"), self._order, "Ctrl+Shift+D", "task", "go",
                    words="verbal read back pend"),
        ] + [
            Command(f"chart_tab_{tab.NAME}", _("Chart: {tab}").format(tab=tab.TITLE),
                    lambda name=tab.NAME: self.choose_tab(name), f"Alt+{n % 10}", "", "go")
            for n, tab in enumerate(self.tab.values(), 1)
        ] + [command for tab in self.tab.values() for command in tab.commands()]  # fmt: skip


class _Tabs(QTabWidget):
    """Its tabs stand closer before their words are shortened."""

    ROOMY = 900

    def resizeEvent(self, event: QResizeEvent) -> None:
        dense = event.size().width() < theme.px(self.ROOMY)
        if dense != bool(self.tabBar().property("dense")):
            theme.retone(self.tabBar(), dense=dense)
        super().resizeEvent(event)


def banner_data(who: PatientBanner) -> BannerData:
    """The banner's words."""
    nickname = " · ".join(
        part for part in (f"“{who.preferred_name}”" if who.preferred_name else "", who.pronouns) if part
    )
    facts = f"{who.sex} · {who.age} · " + _("born {date} · #{number}").format(
        date=f"{who.birth_date:%m/%d/%Y}", number=who.record_number
    )
    chips = [ChipData(text, "danger", "alert") for text in who.allergies[:4]]
    if len(who.allergies) > 4:
        chips.append(ChipData(_("{n} more allergies").format(n=len(who.allergies) - 4), "danger", "alert"))
    if not who.allergies:
        chips.append(
            ChipData(_("No known allergies"), "ok")
            if who.allergies_known
            else ChipData(_("Allergies not asked yet"), "warn", "alert")
        )
    chips += [ChipData(need, "info", "ear" if "ear" in need.casefold() else "info") for need in who.needs]
    chips += [ChipData(words, "warn", "shield") for words in who.implants]
    chips += [ChipData(words, "warn", "person") for words in who.name_alerts]
    if who.alert:
        chips.append(ChipData(who.alert, "warn", "bell"))
    verified = _("verified today") if who.coverage_verified else _("not verified today")
    copay = _("Copay {amount} due").format(amount=money.show(who.copay_due)) + " · " if who.copay_due else ""
    owed = who.balance
    balance = (
        _("credit {amount}").format(amount=money.show(-owed))
        if owed < 0
        else _("balance {amount}").format(amount=money.show(owed))
    )
    return BannerData(
        who.name,
        who.initials,
        who.band,
        nickname,
        facts,
        tuple(chips),
        f"{who.coverage} · {verified}",
        copay + balance,
        who.photo,
    )
