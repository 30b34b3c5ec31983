"""Visit: where it is, what is missing, why the patient came, what the provider decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ma_desktop.domain.needs import Need
from ma_desktop.domain.stages import Stage
from ma_desktop.domain.stages import label as stage_label
from ma_desktop.i18n import _
from ma_desktop.services.chart.patient_summary import PatientSummary
from ma_desktop.services.visit.record_plan import record_plan
from ma_desktop.services.visit.record_reason import record_reason
from ma_desktop.services.visit.visit_view import VisitView
from ma_desktop.views import theme
from ma_desktop.views.chart.steps import Steps
from ma_desktop.views.icons import icon
from ma_desktop.views.widgets.card import Card
from ma_desktop.views.widgets.checklist import Checklist, CheckRow
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.widgets.labels import button, label
from ma_desktop.views.widgets.step_track import Step, StepTrack
from ma_desktop.views.widgets.trend_plot import Band, Line, TrendPlot

if TYPE_CHECKING:
    from ma_desktop.views.panels.patient_chart import PatientChartPanel


class VisitTab(QStackedWidget):
    def __init__(self, panel: PatientChartPanel) -> None:
        super().__init__()
        self.panel = panel
        self.visit: VisitView | None = None
        self.steps = Steps(panel, self)
        self.addWidget(
            EmptyState(
                _("This patient has no open visit today."),
                _("Book"),
                lambda: panel.bench.commands.run("book"),
            )
        )
        holder = QWidget()
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(8)
        self._build()
        scroll = QScrollArea()
        scroll.setWidget(holder)
        scroll.setWidgetResizable(True)
        self.addWidget(scroll)

    # -- laying out ---------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.track_card = Card(_("Visit today"), self._stage_buttons())
        self.track = StepTrack()
        self.track_card.body.addWidget(self.track)
        self.column.addWidget(self.track_card)
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self._needs_card(), 0, 0)
        grid.addWidget(self._reason_card(), 0, 1)
        grid.addWidget(self._plot_card(), 1, 0)
        grid.addWidget(self._plan_card(), 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        self.column.addStretch(1)

    def _stage_buttons(self) -> QWidget:
        """The next step stands where no scrolling hides it."""
        self.next_button = button("", "", "ready", tip=_("Alt+Enter"))
        self.next_button.setShortcut("Alt+Return")
        self.next_button.clicked.connect(lambda: self.steps.next())
        self.back_button = button(_("Back…"), "quiet", tip=_("One stage back, with a reason"))
        self.back_button.clicked.connect(lambda: self.steps.back())
        both = QWidget()
        both.setObjectName("clear")
        row = QHBoxLayout(both)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        return both

    def _needs_card(self) -> Card:
        self.needs_card = Card(_("Before “Ready for provider”"))
        self.checklist = Checklist()
        self.checklist.pressed.connect(self._pressed)
        self.needs_card.body.addWidget(self.checklist)
        self.needs_card.body.addStretch(1)
        return self.needs_card

    def _reason_card(self) -> Card:
        card = Card(_("Reason for visit"))
        self.reason = QPlainTextEdit()
        self.reason.setPlaceholderText(_("In the patient's own words"))
        self.reason.setAccessibleName(_("Reason for visit"))
        self.reason.setTabChangesFocus(True)
        self.reason.setMaximumHeight(64)
        self.panel.remember(self.reason, "reason")
        save = button(_("Save reason"), "quiet", "save", tip=_("Alt+W"))
        save.setShortcut("Alt+W")
        save.clicked.connect(self.save_reason)
        card.body.addWidget(self.reason)
        row = QHBoxLayout()
        row.addWidget(label(_("Say: “What brings you in today?”"), "caption"), 1)
        row.addWidget(save)
        card.body.addLayout(row)
        self.alerts = label("", "strong", "danger", wrap=True)
        self.answer = button(_("Provider answers…"), "", "bell")
        self.answer.clicked.connect(lambda: self.steps.answer_alert())
        card.body.addWidget(self.alerts)
        card.body.addWidget(self.answer)
        self.lists = label("", "caption", wrap=True)
        card.body.addWidget(self.lists)
        card.body.addStretch(1)
        return card

    def _plot_card(self) -> Card:
        self.plot_card = Card(_("Blood pressure"))
        self.plot = TrendPlot()
        self.no_plot = label(_("No blood pressure on file."), "muted")
        self.plot_card.body.addWidget(self.plot)
        self.plot_card.body.addWidget(self.no_plot)
        return self.plot_card

    def _plan_card(self) -> Card:
        card = Card(_("Plan and follow-up"))
        self.plan, self.next_steps, self.follow_up = QPlainTextEdit(), QPlainTextEdit(), QLineEdit()
        for widget, hint, name in (
            (self.plan, _("Plan, as the provider said it"), "plan"),
            (self.next_steps, _("What the patient does next, one step a line"), "next_steps"),
            (self.follow_up, _("Come back when? “none needed” is an answer"), "follow_up"),
        ):
            widget.setPlaceholderText(hint)
            widget.setAccessibleName(hint)
            self.panel.remember(widget, name)
            card.body.addWidget(widget)
            if isinstance(widget, QPlainTextEdit):
                widget.setTabChangesFocus(True)
                widget.setMaximumHeight(60)
        save = button(_("Save plan"), "quiet", "save", tip=_("Alt+L"))
        save.setShortcut("Alt+L")
        save.clicked.connect(self.save_plan)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(save)
        card.body.addLayout(row)
        return card

    # -- showing ------------------------------------------------------------------------------------------

    def show_visit(self, visit: VisitView | None, summary: PatientSummary | None) -> None:
        self.visit = visit
        self.setCurrentIndex(0 if visit is None else 1)
        if visit is None:
            return
        self.track_card.title.setText(_("Visit today") + f" · {visit.title}")
        self.track.set(tuple(self._steps(visit)))
        self.checklist.set(tuple(_row(need) for need in visit.needs))
        self._show_next(visit)
        _put(self.reason, visit.reason)
        _put(self.plan, visit.plan)
        _put(self.next_steps, "\n".join(visit.next_steps))
        if not self.follow_up.hasFocus():
            self.follow_up.setText(visit.follow_up)
        self._show_plot(visit)
        self.alerts.setText("\n".join(a.sentence + (f" ({a.said})" if a.said else "") for a in visit.alerts))
        self.alerts.setVisible(bool(visit.alerts))
        self.answer.setVisible(bool(visit.alerts))
        if summary is not None:
            medicines = ", ".join(m.display for m in summary.medicines[:6]) or _("none recorded")
            self.lists.setText(_("Medicines: {list}").format(list=medicines))

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
        self.plot.set(lines, (Band(90, 130, "ok"), Band(140, 250, "warn")))
        self.plot.setVisible(bool(visit.systolic))
        self.no_plot.setVisible(not visit.systolic)

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
                then=self._saved(_("Reason saved.")),
            )

    def save_plan(self) -> None:
        if self.visit is not None:
            self.panel.do(
                record_plan, self.visit.encounter_id, plan=self.plan.toPlainText(),
                next_steps=self.next_steps.toPlainText().splitlines(), follow_up=self.follow_up.text(),
                then=self._saved(_("Plan saved.")),
            )  # fmt: skip

    def _saved(self, sentence: str) -> Callable[[object], None]:
        def said(_answer: object) -> None:
            self.panel.draft.drop()
            self.panel.bench.say(sentence)

        return said


def _put(widget: QPlainTextEdit, text: str) -> None:
    """The saved text, unless somebody is typing there."""
    if not widget.hasFocus() and widget.toPlainText() != text:
        widget.setPlainText(text)


def _row(need: Need) -> CheckRow:
    actions = {
        "confirm_identity": _("Checked"), "verify_coverage": _("Verify"), "take_payment": _("Take"), "confirm_contact": _("Confirm"),
        "record_reason": _("Enter"), "record_vitals": _("Enter"), "review_list": _("Reviewed"), "record_plan": _("Write"),
        "add_diagnosis": _("Code"), "add_charge": _("Code"), "book_appointment": _("Book"), "print_document": _("Print"),
        "acknowledge_alert": _("Answer"),
    }  # fmt: skip
    state = "danger" if need.danger and need.missing else str(need.state)
    action = "" if not need.missing else actions.get(need.action, _("Do"))
    return CheckRow(need.key, need.sentence, state, action, need.hint)
