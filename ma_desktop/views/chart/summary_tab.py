"""Summary: the ten facts needed to room, call or refill."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.chart.chart_facts import Booked, ChartFacts, chart_facts
from ma_desktop.services.chart.patient_summary import Medicine, PatientSummary, patient_summary
from ma_desktop.services.desk import Desk
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.labels import button, label

#: Narrower than this, at 100 % text, the cards stand in one column.
_TWO_COLUMNS = 560


def day(moment: datetime | date | None) -> str:
    """``Aug 18, 2026``; empty for none."""
    return f"{moment:%b} {moment.day}, {moment.year}" if moment is not None else ""


@dataclass(frozen=True, slots=True)
class Fact:
    """``when`` stands at the right, ``detail`` below in small."""

    what: str
    when: str = ""
    detail: str = ""
    tone: str = ""


class Facts(Card):
    """A titled card of lines; where there are none, one sentence and the action that fills it."""

    def __init__(
        self, title: str, empty: str, action: str = "", run: Callable[[], object] | None = None
    ) -> None:
        self.press = button(action, "quiet") if action else None
        super().__init__(title, self.press)
        if self.press is not None and run is not None:
            self.press.setFixedHeight(theme.px(24))
            self.press.setProperty("small", True)
            self.press.setAccessibleName(f"{title}: {action}")
            self.press.clicked.connect(lambda: run())
        self._lines: list[_Line] = []
        self.lines = QVBoxLayout()
        self.lines.setSpacing(4)
        self.body.addLayout(self.lines)
        self._nothing, self._footer = label(empty, "muted", wrap=True), label("", "caption", wrap=True)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._footer)

    def set(self, rows: Sequence[Fact], footer: str = "", *, empty: str = "") -> None:
        """Lines are kept from one patient to the next: making them anew took most of the time of a chart."""
        while len(self._lines) < len(rows):
            self._lines.append(_Line())
            self.lines.addWidget(self._lines[-1])
        for line, fact in zip(self._lines, rows, strict=False):
            line.say(fact)
        for line in self._lines[len(rows) :]:
            line.forget()
        if empty:
            self._nothing.setText(empty)
        self._nothing.setVisible(not rows)
        self._footer.setText(footer)
        self._footer.setVisible(bool(footer))


class _Line(QWidget):
    """What, at the right when, below it what else is to be said."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("clear")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 1, 0, 1)
        column.setSpacing(0)
        across = QHBoxLayout()
        across.setSpacing(10)
        self.what, self.when, self.detail = (
            label("", wrap=True),
            label("", "caption"),
            label("", "caption", wrap=True),
        )
        across.addWidget(self.what, 1)
        across.addWidget(self.when, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(across)
        column.addWidget(self.detail)

    def say(self, fact: Fact) -> None:
        self.what.setText(fact.what)
        if self.what.property("tone") != fact.tone:
            theme.retone(self.what, tone=fact.tone)
        self.when.setText(fact.when)
        self.when.setVisible(bool(fact.when))
        self.detail.setText(fact.detail)
        self.detail.setVisible(bool(fact.detail))
        self.show()

    def forget(self) -> None:
        """Nothing of the patient before stays in a hidden line."""
        self.hide()
        for part in (self.what, self.when, self.detail):
            part.clear()


class SummaryTab(ChartTab):
    NAME = "summary"
    TITLE = _("Summary")
    SHOWS = frozenset(
        {
            "Observation", "List", "Task", "AllergyIntolerance", "MedicationRequest", "Condition", "Immunization",
            "DocumentReference",
        }
    )  # fmt: skip

    def build(self) -> None:
        panel = self.panel

        def review(code: str) -> Callable[[], object]:
            return lambda: panel.visit_tab.steps.review(code)

        def command(name: str) -> Callable[[], object]:
            return lambda: panel.bench.commands.run(name)

        self.allergies = Facts(_("Allergies"), "", _("Review…"), review("allergies"))
        self.problems = Facts(
            _("Problems"),
            _("None on the list. They are added under History."),
            _("History…"),
            self._to_history,
        )
        self.medicines = Facts(
            _("Medicines"),
            _("None recorded. Ask, and add what is taken."),
            _("Review…"),
            review("medications"),
        )
        self.visits = Facts(
            _("Visits"), _("Not seen here yet, and nothing is booked."), _("Book…"), command("book")
        )
        self.contact = Facts(
            _("To reach"),
            _("No phone or address yet. Ask at the desk."),
            _("Correct…"),
            command("finish_registration"),
        )
        self.told = Facts(_("To know"), _("Tobacco, implants and advance directive: not asked yet."))
        self.open = Facts(_("Open for this patient"), _("Nothing is open."))
        self.vitals = Facts(
            _("Last measurements"),
            _("Nothing measured yet. Vitals are entered during a visit."),
            _("Over time…"),
            command("trends"),
        )
        self.shots = Facts(_("Immunizations"), _("None recorded. Shots from elsewhere come with an import."))
        self.scroll = QScrollArea()
        self.scroll.setWidgetResizable(True)
        self.scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.scroll.setWidget(self._columns())
        self.column.addWidget(self.scroll)

    def query(self, desk: Desk, focus: Focus) -> tuple[PatientSummary, ChartFacts]:
        assert focus.patient_id is not None
        return patient_summary(desk, focus.patient_id), chart_facts(desk, focus.patient_id)

    def _to_history(self) -> None:
        self.panel.choose_tab("history")

    def _columns(self) -> QWidget:
        holder = QWidget()
        self.across = QBoxLayout(QBoxLayout.Direction.LeftToRight, holder)
        self.across.setContentsMargins(0, 0, 0, 0)
        self.across.setSpacing(8)
        for cards in (
            (self.allergies, self.medicines, self.problems, self.told, self.open),
            (self.contact, self.visits, self.vitals, self.shots),
        ):
            column = QVBoxLayout()
            column.setSpacing(8)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
            self.across.addLayout(column, 1)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._built:
            return
        wide = self.width() >= theme.px(_TWO_COLUMNS)
        self.across.setDirection(
            QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        )

    def show_data(self, read: tuple[PatientSummary, ChartFacts]) -> None:
        data, facts = read
        self._show_lists(data)
        last = [_visit(facts.last, _("Last"))] if facts.last else []
        coming = [_visit(facts.next, _("Next"))] if facts.next else []
        self.visits.set([*coming, *last], "" if coming or not last else _("Nothing is booked."))
        reach = [Fact(way) for way in facts.reach]
        place = [Fact(facts.place)] if facts.place else []
        people = [Fact(person.name, person.phone, person.role) for person in facts.people]
        language = (
            [Fact(_("Speaks {language}").format(language=facts.language), tone="info")]
            if facts.language
            else []
        )
        self.contact.set([*reach, *place, *people, *language])
        self.told.set([Fact(words) for words in facts.to_know])
        more = _("and {n} more in Loose ends").format(n=facts.more_tasks) if facts.more_tasks else ""
        self.open.set([Fact(words, tone="warn") for words in facts.open_tasks], more)

    def _show_lists(self, data: PatientSummary) -> None:
        asked = data.allergies_reviewed
        self.allergies.set(
            [
                Fact(
                    a.display, "",
                    " · ".join(part for part in (a.reaction, a.severity, "" if a.confirmed else _("not confirmed by the provider")) if part),
                    tone="danger",
                )
                for a in data.allergies
            ],
            _("Reviewed {day}").format(day=day(asked)) if asked else "",
            empty=_("No known allergies.") if asked else _("Nobody asked yet. Ask at the visit; “none” is an answer, too."),
        )  # fmt: skip
        reviewed = data.medicines_reviewed
        pharmacy = [_("Pharmacy: {where}").format(where=data.pharmacy)] if data.pharmacy else []
        self.medicines.set(
            [_medicine(medicine) for medicine in data.medicines],
            " · ".join(
                [
                    _("Reviewed {day}").format(day=day(reviewed)) if reviewed else _("Never reviewed here"),
                    *pharmacy,
                ]
            ),
            empty=_("Takes no medicines.") if reviewed else _("None recorded. Ask, and add what is taken."),
        )
        self.problems.set(
            [
                Fact(p.display, _("since {day}").format(day=f"{p.since:%b %Y}") if p.since else "")
                for p in data.problems
            ]
        )
        self.vitals.set([Fact(f"{v.label}  {v.text}", day(v.at)) for v in data.vitals])
        self.shots.set([Fact(s.display[:1].upper() + s.display[1:], day(s.at)) for s in data.shots[:6]],
                       _("and more under Timeline") if len(data.shots) > 6 else "")  # fmt: skip


def _medicine(medicine: Medicine) -> Fact:
    taking = {
        "not-taking": _("does not take it"), "differently": _("takes it differently: {note}").format(note=medicine.taking_note),
    }.get(medicine.taking, "")  # fmt: skip
    proposed = _("not confirmed by the provider") if medicine.proposed else ""
    said = " · ".join(part for part in (medicine.dose, taking, proposed) if part)
    return Fact(medicine.display, _("since {day}").format(day=f"{medicine.since:%b %Y}"), said)


def _visit(booked: Booked, which: str) -> Fact:
    who = _("with {name}").format(name=booked.with_whom) if booked.with_whom else ""
    return Fact(f"{which}: {booked.about}" if booked.about else which, day(booked.at), who)
