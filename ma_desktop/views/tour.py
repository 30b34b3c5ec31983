"""The tour of a Monday: walks a person through the demo's day, sees in the record what was done, remembers the step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QBoxLayout, QWidget

from ma_desktop.domain.monday import STEPS, Step
from ma_desktop.i18n import _
from ma_desktop.services.desk import Change
from ma_desktop.services.practice.begin_monday import begin_monday
from ma_desktop.services.practice.layout import layout
from ma_desktop.services.practice.monday_progress import monday_progress
from ma_desktop.services.practice.remember_layout import remember_layout
from ma_desktop.views import theme
from ma_desktop.views.commands import Command
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.shell.tour_strip import TourStrip

#: Kept for each person among how they keep the window.
_STEP, _SINCE, _OPEN = "tour.step", "tour.since", "tour.open"
_KEYS = [step.key for step in STEPS]


class Tour(QObject):
    """Made only where everybody is invented (``invented_practice``). ``begin``: the verb that sets the day out."""

    def __init__(self, window: MainWindow, begin: Callable[..., None] = begin_monday) -> None:
        super().__init__(window)
        self.window, self.bench, self._begin = window, window.bench, begin
        self.place = 0
        self.since: datetime | None = None
        self.done: frozenset[str] = frozenset()
        self._just = ""
        self._marked: list[QWidget] = []
        self.strip = TourStrip()
        column = window.desk_page.layout()
        assert isinstance(column, QBoxLayout)
        column.insertWidget(1, self.strip)
        strip = self.strip
        strip.forward.connect(lambda: self.go(1))
        strip.back.connect(lambda: self.go(-1))
        strip.shown.connect(self.show_where)
        strip.again.connect(self.reset)
        strip.closed.connect(self.close)
        self.bench.commands.add(*self._commands())
        self.bench.changed.connect(self._hear)
        self.bench.worker_changed.connect(self._recall)
        self._recall()

    def _commands(self) -> list[Command]:
        running = self.strip.isVisible
        return [
            Command("monday_tour", _("A Monday (tour)"), self.open, "", "schedule", "help", words=_("demo guided training walk day")),
            Command("tour_next", _("Tour: next step"), lambda: self.go(1), "F12", "right", "help", enabled=running),
            Command("tour_reset", _("Tour: reset the day"), self.reset, "", "refresh", "help", words=_("again monday"), enabled=running),
            Command("tour_help", _("About the tour"), self._help, "", "help", "help", words="monday"),
        ]  # fmt: skip

    def _help(self) -> None:
        from ma_desktop.views.dialogs.help_page import HelpPage

        HelpPage(self.bench, "monday", _("A Monday (tour)"), self.window).open()

    # -- where it stands ----------------------------------------------------------------------------------

    @property
    def step(self) -> Step | None:
        """``None`` at the end."""
        return STEPS[self.place] if self.place < len(STEPS) else None

    def _recall(self) -> None:
        """Whoever left it open finds it open, at the same step."""
        self.strip.hide()
        self._mark(None)
        self.bench.read(layout, then=self._recalled)

    def _recalled(self, kept: dict[str, Any]) -> None:
        key = kept.get(_STEP)
        self.since = datetime.fromisoformat(kept[_SINCE]) if kept.get(_SINCE) else None
        self.place = _KEYS.index(key) if key in _KEYS else len(STEPS) if key == "" else 0
        if kept.get(_OPEN) and self._today():
            self._resume()

    def _today(self) -> bool:
        """Whether the day that was set out is this one: on another nobody of it comes any more."""
        now = self.bench.desk.now()
        return self.since is not None and self.since.astimezone(now.tzinfo).date() == now.date()

    def open(self) -> None:
        """Goes on where this person stopped; the first time, or on another day, the day is set out first."""
        if self._today():
            self._resume()
        else:
            self.reset()

    def reset(self) -> None:
        self.bench.do(self._begin, panel=self, then=self._begun)

    def _begun(self, _none: object) -> None:
        self.since, self.place, self.done, self._just = self.bench.desk.now(), 0, frozenset(), ""
        self.bench.active.close_patient()
        self._show()

    def _resume(self) -> None:
        self.strip.show()
        self._just = ""
        self._look()
        self._show()

    def close(self) -> None:
        self.strip.hide()
        self._mark(None)
        self._keep()

    def go(self, by: int) -> None:
        """*Next*, *Skip* and *Back*; going on passes what is done already."""
        self._just = ""
        self.place = max(self.place + by, 0)
        if by > 0:
            self._pass_done()
        self.place = min(self.place, len(STEPS))
        self._show()

    def _pass_done(self) -> None:
        while self.step is not None and self.step.key in self.done:
            self.place += 1

    # -- what the record says -----------------------------------------------------------------------------

    def _hear(self, change: Change) -> None:
        if change.initiator is not self and self.strip.isVisible():
            self._look()

    def _look(self) -> None:
        if self.since is not None:
            self.bench.read(monday_progress, self.since, then=self._seen, latest="tour")

    def _seen(self, done: frozenset[str]) -> None:
        fresh, self.done = done - self.done, done
        here = self.step
        if here is not None and here.key in fresh:
            self._just = here.title
            self._pass_done()
            self._show()

    # -- showing ------------------------------------------------------------------------------------------

    def _show(self) -> None:
        step = self.step
        self.strip.show()
        if step is None:
            self.strip.show_end(self._just)
        else:
            self.strip.show_step(step, self.place + 1, self._where(step), self._just)
        self._mark(step)
        self._keep()

    def _keep(self) -> None:
        key = self.step.key if self.step is not None else ""
        since = self.since.isoformat() if self.since is not None else ""
        values = {_STEP: key, _SINCE: since, _OPEN: self.strip.isVisibleTo(self.window)}
        self.bench.do(remember_layout, values, panel=self)

    def _panel(self, step: Step) -> Any:
        return next(panel for panel in self.window.panels if panel.name == step.panel)

    def _where(self, step: Step) -> str:
        panel = self._panel(step)
        keys = QKeySequence(panel.SHORTCUT).toString(QKeySequence.SequenceFormat.NativeText)
        return " ".join(part for part in (panel.TITLE, f"({keys})" if keys else "") if part)

    def show_where(self) -> None:
        if self.step is not None:
            self.window.raise_panel(self.step.panel)

    def _mark(self, step: Step | None) -> None:
        """A frame around the panel in which the step happens; the strip names it too."""
        for widget in self._marked:
            theme.retone(widget, tour=False)
        self._marked = []
        if step is not None:
            dock = self.window.workspace.docks.get(step.panel)
            self._marked = [dock.title_row, dock.body] if dock is not None else [self._panel(step).widget()]
            for widget in self._marked:
                theme.retone(widget, tour=True)
