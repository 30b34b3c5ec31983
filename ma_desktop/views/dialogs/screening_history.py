"""One screening over the years: the plot, every version, correcting and marking an error."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from ma_desktop.domain.screenings import Kind, Tool
from ma_desktop.i18n import _
from ma_desktop.services.visit.mark_screening_error import mark_screening_error
from ma_desktop.services.visit.screening_history import PastScreening, screening_history
from ma_desktop.services.visit.screening_history import ScreeningHistory as History
from ma_desktop.services.visit.screening_sheet import ScreeningSheet
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.dialog import Dialog
from ma_desktop.views.widgets.labels import button, keyed, label
from ma_desktop.views.widgets.trend_plot import Band, Line, TrendPlot
from ma_desktop.views.workbench import Workbench


class ScreeningHistory(Dialog):
    """Arrow keys walk through the versions; the chosen one's answers stand below."""

    HELP = "screenings"
    WIDTH = 720
    WHOSE = False

    def __init__(
        self, bench: Workbench, sheet: ScreeningSheet, tool: Tool, focus: Focus, parent: QWidget | None = None
    ) -> None:
        super().__init__(bench, f"{tool.title} · {sheet.patient}", parent=parent, scope=focus, yes=_("Close"))
        self.setWindowTitle(tool.title)
        self.no_button.hide()
        self.sheet, self.tool = sheet, tool
        self.past: tuple[PastScreening, ...] = ()
        self.plot = TrendPlot()
        self.plot.setMinimumHeight(theme.px(200))
        self.empty = label(_("Nothing of this is on file."), "muted")
        self.list = QListWidget()
        self.list.setProperty("role", "rows")
        self.list.setAccessibleName(_("Versions"))
        self.list.setMinimumHeight(theme.px(120))
        self.list.currentRowChanged.connect(self._choose)
        self.answers = label("", "caption", wrap=True)
        self.body.addWidget(self.plot, 1)
        self.body.addWidget(self.empty)
        self.body.addWidget(self.list)
        self.body.addWidget(self.answers)
        row = QHBoxLayout()
        self.correct = button(_("Correct…  Alt+C"), "", "edit")
        self.wrong = button(_("Entered in error…  Alt+E"), "")
        for press, keys, run in ((self.correct, "Alt+C", self._correct), (self.wrong, "Alt+E", self._error)):
            keyed(press, keys)
            press.clicked.connect(run)
            row.addWidget(press)
        row.addStretch(1)
        self.body.addLayout(row)
        self.list.setFocus()
        bench.changed.connect(self._heard)
        self.read()

    def accept(self) -> None:
        self.finish()

    def _heard(self, change: object) -> None:
        if "QuestionnaireResponse" in getattr(change, "resources", ()):
            self.read()

    def read(self) -> None:
        self.bench.read(
            screening_history,
            self.scope.patient_id,
            self.tool.key,
            then=self._show,
            panel=self,
            latest="screening.history",
        )

    def _show(self, history: History) -> None:
        self.past = history.past
        self.plot.set(
            (Line("", "accent", history.points),),
            tuple(Band(low, high, tone) for low, high, tone in history.bands if tone != "danger")
            + tuple(Band(low, high, "danger") for low, high, tone in history.bands if tone == "danger"),
            today=self.bench.desk.now().date(),
        )
        self.plot.setVisible(len(history.points) > 1)
        self.empty.setVisible(not history.points and not history.past)
        self.list.setVisible(bool(history.past))
        self.list.clear()
        for past in history.past:
            item = QListWidgetItem(_words(past))
            if not past.standing:
                item.setForeground(theme.color("muted"))
            self.list.addItem(item)
        self.list.setCurrentRow(0 if history.past else -1)
        self._choose(self.list.currentRow())

    def chosen(self) -> PastScreening | None:
        place = self.list.currentRow()
        return self.past[place] if 0 <= place < len(self.past) else None

    def _choose(self, _row: int) -> None:
        past = self.chosen()
        may = past is not None and past.standing
        self.correct.setEnabled(may and self.tool.kind is Kind.ASKED and bool(past and past.given))
        self.wrong.setEnabled(may)
        asked = past is not None and bool(past.given)
        self.answers.setText(
            "   ".join(f"{n} {said}" for n, (_q, said) in enumerate(past.answers, 1))
            if past and asked
            else ""
        )
        self.answers.setToolTip(
            "\n".join(f"{question}: {said}" for question, said in past.answers) if past and asked else ""
        )

    def _correct(self) -> None:
        from ma_desktop.views.dialogs.screening import Correction, Screening

        past = self.chosen()
        if past is not None:
            Screening(self.bench, self.sheet, self.tool, self.scope, self, Correction(past)).open()

    def _error(self) -> None:
        past = self.chosen()
        if past is not None and past.response_id is not None:
            ident = past.response_id
            AskReason(
                self.bench, _("Entered in error?"), _("It stays in the record and leaves the plot."),
                lambda reason: self.bench.do(mark_screening_error, ident, reason, panel=self),
                choices=(_("other patient's form"), _("wrong form"), _("entered twice")), yes=_("Mark"), parent=self,
            ).open()  # fmt: skip


def _words(past: PastScreening) -> str:
    how = {"asked": _("asked"), "paper": _("on paper")}.get(past.source, past.source)
    parts = [f"{past.at:%m/%d/%Y}", past.text or _("not complete"), how, past.who]
    if not past.standing:
        parts.append(_("no longer valid: {reason}").format(reason=past.reason))
    return "  ·  ".join(part for part in parts if part)
