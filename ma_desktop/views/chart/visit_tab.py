"""Visit: where it is, what is missing, why the patient came, what the provider decided."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain import prompts
from ma_desktop.domain.stages import Stage
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_summary import PatientSummary, patient_summary
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.record_plan import record_plan
from ma_desktop.services.visit.record_reason import record_reason
from ma_desktop.services.visit.visit_view import VisitView
from ma_desktop.services.visit.words_to_say import WordsToSay, words_to_say
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.chart.check_rows import check_row
from ma_desktop.views.chart.orders_card import OrdersSection
from ma_desktop.views.chart.steps import Steps
from ma_desktop.views.chart.tab import ChartTab
from ma_desktop.views.chart.visit_cards import PlanCard, ReasonCard, SinceCard
from ma_desktop.views.commands import Command
from ma_desktop.views.icons import icon
from ma_desktop.views.rooming.say_line import SayLine
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.checklist import Checklist
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.step_track import Step, StepTrack
from ma_desktop.views.widgets.trend_plot import Band, Line, TrendPlot

#: Sections of rooming that have words of their own.
STEPS = frozenset(one.key.partition(".")[2] for one in prompts.STEPS)

if TYPE_CHECKING:
    from ma_desktop.views.rooming.sheet import RoomingView


class VisitTab(ChartTab):
    """Built with the chart: the keys and steps of the visit work from every tab."""

    NAME = "visit"
    TITLE = _("Visit")
    SHOWS = frozenset(
        {
            "Observation", "List", "Task", "AllergyIntolerance", "MedicationRequest", "Condition", "PaymentNotice",
            "ChargeItem", "DocumentReference", "Procedure", "Consent", "Media", "ServiceRequest", "Immunization", "QuestionnaireResponse",
        }
    )  # fmt: skip

    def build(self) -> None:
        self.visit: VisitView | None = None
        self.rooming: RoomingView | None = None
        self.steps = Steps(self.panel, self)
        self.stack = QStackedWidget()
        self.column.addWidget(self.stack)
        self.stack.addWidget(
            EmptyState(
                _("This patient has no open visit today."),
                _("Book"),
                lambda: self.bench.commands.run("book"),
            )
        )
        holder = QWidget()
        self.cards = QVBoxLayout(holder)
        self.cards.setContentsMargins(0, 0, 0, 0)
        self.cards.setSpacing(8)
        self._lay_out()
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.stack.addWidget(scroll)

    # -- laying out ---------------------------------------------------------------------------------------

    # -- rooming ------------------------------------------------------------------------------------------

    def commands(self) -> list[Command]:
        return [
            Command("rooming_sheet", _("Room this patient"), self.room, "F11", "room", "go",
                    words=_("rooming sheet intake vitals reason allergies medicines ready"))
        ]  # fmt: skip

    def room(self, section: str = "") -> None:
        """The rooming sheet in place of the overview."""
        self.come_to_front()
        if self.focus.encounter_id is None:
            self.bench.say(_("Choose a visit of today first."), "info")
            return
        if self.rooming is None:
            from ma_desktop.views.rooming.sheet import RoomingView

            self.rooming = RoomingView(self)
            self.stack.addWidget(self.rooming)
        self.stack.setCurrentWidget(self.rooming)
        self.rooming.start(section)

    @property
    def rooms_now(self) -> bool:
        return self.rooming is not None and self.rooming.on

    def show_overview(self) -> None:
        self.stack.setCurrentIndex(0 if self.visit is None else 1)
        self.room_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        self.alert_card = self._alert_card()
        self.cards.addWidget(self.alert_card)
        self.room_button = button(_("Room this patient"), "quiet", "room", tip=_("Rooming sheet (F11)"))
        self.room_button.clicked.connect(lambda: self.room())
        self.back_button = button(_("Back…"), "quiet", tip=_("One stage back, with a reason"))
        self.back_button.clicked.connect(lambda: self.steps.back())
        self.slip_button = button(
            _("Routing slip"),
            "quiet",
            "print",
            tip=_("Goes along with the patient; its bar code reopens the visit"),
        )
        self.slip_button.clicked.connect(lambda: self.steps.slip())
        self.track_card = Card(_("Visit today"), self._track_buttons())
        self.track_card.body.setContentsMargins(14, 8, 14, 8)
        self.track_card.body.setSpacing(4)
        self.track = StepTrack()
        self.track.pressed.connect(lambda: self.panel.bench.commands.run("stage_history"))
        self.track_card.body.addWidget(self.track)
        self.cards.addWidget(self.track_card)
        self.grid = QGridLayout()
        self.grid.setSpacing(8)
        self.grid.setColumnStretch(0, 1)
        self.grid.setColumnStretch(1, 1)
        self.reason_card = ReasonCard(self.panel.remember, self.save_reason)
        self.orders = OrdersSection(self.panel, self.steps.sign)
        self.reason_card.body.insertWidget(self.reason_card.body.indexOf(self.reason_card.lists), self.orders)
        self.plan_card = PlanCard(self.panel.remember, self.save_plan)
        self.since_card = SinceCard()
        self.needs_card, self.plot_card = self._needs_card(), self._plot_card()
        self.reason = self.reason_card.reason
        self.plan, self.next_steps = self.plan_card.plan, self.plan_card.next_steps
        self.follow_up = self.plan_card.follow_up
        self._later: bool | None = None
        self._arrange(False)
        self.cards.addLayout(self.grid)
        self.cards.addStretch(1)

    def _track_buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.room_button)
        row.addWidget(self.slip_button)
        row.addWidget(self.back_button)
        return holder

    def _arrange(self, later: bool) -> None:
        """While rooming the reason stands beside the list, from the provider on the plan does."""
        if later is self._later:
            return
        self._later = later
        first, second, third = (
            (self.plan_card, self.reason_card, self.plot_card)
            if later
            else (self.reason_card, self.plot_card, self.plan_card)
        )
        self.grid.addWidget(self.needs_card, 0, 0)
        self.grid.addWidget(first, 0, 1)
        self.grid.addWidget(second, 1, 0)
        self.grid.addWidget(self.since_card, 1, 1)
        self.grid.addWidget(third, 2, 0, 1, 2)
        order = (self.checklist, self.next_button, first, second, third)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)

    def _alert_card(self) -> QFrame:
        """What the provider must hear now stands above everything, until the provider answers."""
        card = QFrame()
        card.setProperty("notice", "danger")
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 6, 8, 6)
        self.alerts = label("", "strong", "danger", wrap=True)
        self.told = button(
            _("Told verbally…"), tip=_("Told in person, read back; stays open until the provider signs")
        )
        self.told.clicked.connect(lambda: self.steps.tell())
        self.answer = button(_("Provider signs…"), "", "bell", tip=_("Alt+Y"))
        keyed(self.answer, "Alt+Y")
        self.answer.clicked.connect(lambda: self.steps.answer_alert())
        row.addWidget(self.alerts, 1)
        row.addWidget(self.told)
        row.addWidget(self.answer)
        card.hide()
        return card

    def _needs_card(self) -> Card:
        card = Card(_("Before “Ready for provider”"))
        card.body.setSpacing(6)
        self.checklist = Checklist()
        self.checklist.pressed.connect(self._pressed)
        self.confirm_button = button(_("Provider confirms changed lists…"), "quiet", "shield")
        self.confirm_button.clicked.connect(lambda: self.steps.confirm_lists())
        self.next_button = button("", "", "ready", tip=_("Alt+Enter"))
        keyed(self.next_button, "Alt+Return")
        self.next_button.clicked.connect(lambda: self.steps.next())
        self.say = SayLine()
        self.say.hide()
        card.body.addWidget(self.checklist)
        card.body.addWidget(self.say)
        card.body.addWidget(self.confirm_button)
        card.body.addStretch(1)
        card.body.addWidget(self.next_button)
        return card

    def _plot_card(self) -> Card:
        card = Card(_("Blood pressure"))
        self.plot = TrendPlot()
        self.no_plot = label(
            _("No blood pressure on file. The first one is plotted here."), "muted", wrap=True
        )
        card.body.addWidget(self.plot)
        card.body.addWidget(self.no_plot)
        return card

    # -- showing ------------------------------------------------------------------------------------------

    def query(self, desk: Desk, focus: Focus) -> tuple[PatientSummary, WordsToSay]:
        """The lists beside the reason, and what can be said; the visit itself is read for every tab."""
        assert focus.patient_id is not None
        return patient_summary(desk, focus.patient_id), words_to_say(desk, focus.patient_id)

    def show_data(self, data: tuple[PatientSummary, WordsToSay]) -> None:
        summary, words = data
        if self.visit is not None:
            self.say.set(words, self._step(self.visit))
            self.reason_card.show_lists(summary, lambda: self.steps.review("medications"))

    def show_visit(self, visit: VisitView | None) -> None:
        self.visit = visit
        if self.rooming is not None and visit is not None and self.rooms_now:
            self.stack.setCurrentWidget(self.rooming)
        else:
            self.stack.setCurrentIndex(0 if visit is None else 1)
        if self.rooming is not None:
            self.rooming.follow(visit)
        if visit is None:
            return
        self.track_card.title.setText(_("Visit today") + f" · {visit.title}")
        self.track.set(tuple(self._steps(visit)))
        self._arrange(visit.stage in (Stage.PROVIDER, Stage.CHECKOUT, Stage.BILLED))
        self.checklist.set(tuple(check_row(need) for need in visit.needs))
        self.confirm_button.setVisible(visit.lists_proposed)
        self._show_next(visit)
        self.reason_card.show(visit)
        self.orders.show_orders(visit)
        self.plan_card.show(visit)
        self.since_card.show(visit.since, self.panel.desk.now().date())
        self._show_plot(visit)
        self.alerts.setText("\n".join(a.sentence + (f" ({a.said})" if a.said else "") for a in visit.alerts))
        self.alert_card.setVisible(bool(visit.alerts))

    def settle(self) -> None:
        """After the draft came back: what is half-typed shows as such."""
        self.reason_card.settle()
        self.plan_card.settle()

    def _steps(self, visit: VisitView) -> list[Step]:
        here = (
            [stamp.stage for stamp in visit.track].index(visit.stage)
            if visit.stage in [s.stage for s in visit.track]
            else 99
        )
        steps = []
        for place, stamp in enumerate(visit.track):
            state = (
                "done" if place < here or visit.stage is Stage.BILLED else "now" if place == here else "later"
            )
            at = "" if stamp.at is None or state == "later" else f"{stamp.at:%H:%M}"
            caption = _("since {time}").format(time=at) if state == "now" and at else at
            steps.append(
                Step(stage_label(stamp.stage), state, " · ".join(p for p in (caption, stamp.note) if p))
            )
        return steps

    def _show_next(self, visit: VisitView) -> None:
        titles: dict[Stage, tuple[str, str]] = {
            Stage.ARRIVED: (_("To check in"), _("Bring to a room…")),
            Stage.ROOMED: (_("Before “Ready for provider”"), _("Ready for provider")),
            Stage.VITALS: (_("Before “Ready for provider”"), _("Ready for provider")),
            Stage.READY: (_("Ready: waiting for the provider"), _("Provider goes in")),
            Stage.PROVIDER: (_("With the provider"), _("To checkout")),
            Stage.CHECKOUT: (_("Before the patient leaves"), _("Close visit")),
            Stage.BILLED: (_("Visit closed"), ""),
        }
        title, action = titles.get(visit.stage, (stage_label(visit.stage), ""))
        self.needs_card.title.setText(title)
        left = visit.ready_missing if visit.stage in (Stage.ROOMED, Stage.VITALS) else 0
        if visit.stage is Stage.CHECKOUT:
            left = sum(need.missing for need in visit.needs)
        self.next_button.setText(action + (_(" — {n} left").format(n=left) if left else ""))
        self.next_button.setVisible(bool(action))
        theme.retone(self.next_button, role="primary" if not left else "")
        self.next_button.setIcon(icon("ready", "text" if left else "on_accent", 16))
        self.back_button.setVisible(visit.stage is not Stage.ARRIVED)

    def _show_plot(self, visit: VisitView) -> None:
        lines = (
            Line(_("sys."), "accent", tuple((p.at, p.value) for p in visit.systolic)),
            Line(_("dia."), "info", tuple((p.at, p.value) for p in visit.diastolic)),
        )
        bands = (Band(90, 130, "ok"), Band(140, 250, "warn"))
        self.plot.set(lines, bands, today=self.panel.desk.now().date())
        self.plot.setVisible(bool(visit.systolic))
        self.no_plot.setVisible(not visit.systolic)
        self.plot_card.title.setText(_plot_title(visit))

    @staticmethod
    def _step(visit: VisitView) -> str:
        """The prompt of what is asked next, while the patient is being roomed."""
        if visit.stage not in (Stage.ROOMED, Stage.VITALS):
            return ""
        left = (need for need in visit.needs if need.missing)
        keys = ("screenings" if need.action == "record_screening" else need.key for need in left)
        return next((key for key in keys if key in STEPS), "ready")

    # -- doing --------------------------------------------------------------------------------------------

    def _pressed(self, key: str) -> None:
        if self.visit is not None:
            need = next(need for need in self.visit.needs if need.key == key)
            self.steps.do_need(need)

    def save_reason(self) -> None:
        if self.visit is not None:
            self.panel.do(
                record_reason,
                self.visit.encounter_id,
                self.reason.toPlainText(),
                then=self.panel.draft.saving(self._reason_saved, "reason"),
            )

    def _reason_saved(self, _answer: object) -> None:
        self.panel.draft.drop("reason")
        self.reason_card.saved()
        self.panel.bench.say(_("Reason saved."))

    def save_plan(self) -> None:
        if self.visit is not None:
            self.panel.do(
                record_plan, self.visit.encounter_id, plan=self.plan.toPlainText(),
                next_steps=self.next_steps.toPlainText().splitlines(), follow_up=self.follow_up.text(),
                then=self.panel.draft.saving(self._plan_saved, "plan", "next_steps", "follow_up"),
            )  # fmt: skip

    def _plan_saved(self, _answer: object) -> None:
        self.panel.draft.drop("plan", "next_steps", "follow_up")
        self.panel.bench.say(_("Plan saved."))


def _plot_title(visit: VisitView) -> str:
    """``Blood pressure, two years``: how far back the points reach."""
    if len(visit.systolic) < 2:
        return _("Blood pressure")
    days = (visit.systolic[-1].at - visit.systolic[0].at).days
    if days < 60:
        return _("Blood pressure, {n} days").format(n=max(days, 1))
    if days < 550:
        return _("Blood pressure, {n} months").format(n=round(days / 30.4))
    return _("Blood pressure, {n} years").format(n=round(days / 365.25))
