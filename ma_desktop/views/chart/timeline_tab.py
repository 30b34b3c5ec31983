"""Timeline: what happened to the patient, newest first, found by its words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import overload

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QStackedWidget

from ma_desktop.domain import names
from ma_desktop.i18n import _, ngettext
from ma_desktop.services.chart.chart_history import ChartHistory, Event, chart_history
from ma_desktop.services.desk import Desk
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.chart_search import ChartSearch
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import label
from ma_desktop.views.widgets.timeline import Line, Timeline

_PICTURES = {
    "visit": "calendar", "problem": "stethoscope", "medicine": "pill", "allergy": "alert", "vaccine": "vaccine",
    "procedure": "task", "implant": "shield", "told": "note", "result": "tube",
}  # fmt: skip


def _titles() -> dict[str, str]:
    return {
        "": _("Everything"), "visit": _("Visits"), "problem": _("Problems"), "medicine": _("Medicines"),
        "allergy": _("Allergies"), "vaccine": _("Immunizations"), "procedure": _("Procedures"), "implant": _("Implants"), "told": _("Told history"), "result": _("Results"),
    }  # fmt: skip


def _changes() -> dict[tuple[str, str], str]:
    return {
        ("problem", "began"): _("began"), ("problem", "ended"): _("resolved"),
        ("medicine", "began"): _("started"), ("medicine", "ended"): _("stopped"),
        ("allergy", "began"): _("recorded"), ("allergy", "ended"): _("no longer holds"), ("implant", "ended"): _("taken out"),
    }  # fmt: skip


class TimelineTab(ChartTab):
    """A search over the whole chart, a choice of kind, and the timeline."""

    NAME = "timeline"
    TITLE = _("Timeline")
    SHOWS = frozenset(
        {
            "Encounter", "Condition", "MedicationRequest", "AllergyIntolerance", "Immunization", "Procedure",
            "Observation", "FamilyMemberHistory", "DeviceUseStatement", "Consent",
        }
    )  # fmt: skip

    def build(self) -> None:
        self.data: ChartHistory | None = None
        card = Card()
        card.body.setContentsMargins(4, 12, 4, 8)
        self.column.addWidget(card)
        card.body.addLayout(self._bar())
        self.timeline = Timeline(_("History of the patient"))
        self.first = self.timeline
        self.nothing = EmptyState(
            _("Nothing is on record yet. What is done at a visit or imported is listed here, newest first.")
        )
        self.no_match = EmptyState(_("Nothing in this chart matches."), _("Show everything"), self.clear)
        self.stack = QStackedWidget()
        for page in (self.timeline, self.nothing, self.no_match):
            self.stack.addWidget(page)
        card.body.addWidget(self.stack, 1)

    def query(self, desk: Desk, focus: Focus) -> ChartHistory:
        assert focus.patient_id is not None
        return chart_history(desk, focus.patient_id)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(10, 0, 10, 0)
        bar.setSpacing(8)
        self.search = search = ChartSearch(_("Search this chart (F3)"), self.take_keyboard)
        search.textChanged.connect(lambda _text: self._fill())
        self.kind = QComboBox()
        self.kind.setAccessibleName(_("Kind of entry"))
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for key, title in _titles().items():
            self.kind.addItem(title, key)
        self.kind.currentIndexChanged.connect(lambda _n: self._fill())
        self.count = label("", "caption")
        bar.addWidget(search, 1)
        bar.addWidget(self.kind)
        bar.addWidget(self.count)
        return bar

    def take_keyboard(self) -> None:
        super().take_keyboard()
        if self.timeline.lines and not self.timeline.currentIndex().isValid():
            self.timeline.setCurrentIndex(self.timeline.model().index(0, 0))

    def clear(self) -> None:
        if self.search is not None:
            self.search.clear()
        self.kind.setCurrentIndex(0)

    def show_data(self, data: ChartHistory) -> None:
        """Another patient begins without the search of the one before."""
        other = self.data is None or self.data.patient_id != data.patient_id
        self.data = data
        counts = Counter(event.kind for event in data.events)
        for place, (key, title) in enumerate(_titles().items()):
            number = counts[key] if key else len(data.events)
            self.kind.setItemText(place, f"{title} ({number})")
        if other:
            self.clear()
        self._fill()

    def _fill(self) -> None:
        if self.data is None or self.search is None:
            return
        kind, words = self.kind.currentData(), names.fold(self.search.text()).split()
        lines = _Lines([e for e in self.data.events if (not kind or e.kind == kind) and _matches(e, words)])
        self.timeline.show_lines(lines)
        self.stack.setCurrentIndex(0 if lines else 2 if self.data.events else 1)
        found = ngettext("{n} entry", "{n} entries", len(lines)).format(n=len(lines))
        left = self.data.left_out
        self.count.setText(found + (_(", {n} older results are not listed").format(n=left) if left else ""))


class _Lines(Sequence[Line]):
    """The events as lines, each made when it is first looked at: a long history has thousands, a screen shows forty."""

    def __init__(self, events: Sequence[Event]) -> None:
        self._events = events
        self._made: dict[int, Line] = {}
        self._changes = _changes()

    def __len__(self) -> int:
        return len(self._events)

    @overload
    def __getitem__(self, place: int) -> Line: ...
    @overload
    def __getitem__(self, place: slice) -> list[Line]: ...
    def __getitem__(self, place: int | slice) -> Line | list[Line]:
        if isinstance(place, slice):
            return [self[n] for n in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        if place not in self._made:
            event = self._events[place]
            first = place == 0 or _year(self._events[place - 1]) != _year(event)
            tag = self._changes.get((event.kind, event.change), "")
            self._made[place] = _line(event, tag, first_of_year=first)
        return self._made[place]


def _year(event: Event) -> str:
    return str(event.day.year) if event.day is not None else _("Day not known")


def _line(event: Event, tag: str, *, first_of_year: bool) -> Line:
    tone = {"problem": "accent", "medicine": "accent", "visit": "accent"}.get(event.kind, "muted")
    if event.kind == "allergy" and event.change == "began":
        tone = "danger"
    if event.abnormal:
        tag, tone = _("out of range"), "warn"
    if event.change == "ended":
        tone = "muted"
    return Line(
        f"{event.day:%b} {event.day.day}" if event.day is not None else "",
        _PICTURES[event.kind], event.title, event.detail, tag, tone, _year(event) if first_of_year else "",
    )  # fmt: skip


def _matches(event: Event, words: list[str]) -> bool:
    """Every word stands somewhere in the entry, its kind and its day included."""
    if not words:
        return True
    day = f"{event.day:%B %d %Y %m/%d/%Y}" if event.day is not None else ""
    change = _changes().get((event.kind, event.change), "")
    text = names.fold(" ".join((event.title, event.detail, _titles()[event.kind], change, day)))
    return all(word in text for word in words)
