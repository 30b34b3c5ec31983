"""The window: bars around the desk, the lock in front of it, and what panels and dialogs may ask of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.desk import Change, Desk
from ma_desktop.services.practice.drafts import DraftForm, drafts
from ma_desktop.services.practice.layout import layout
from ma_desktop.services.practice.remember_layout import remember_layout
from ma_desktop.views import theme
from ma_desktop.views.panels.panel import Panel
from ma_desktop.views.shell import look
from ma_desktop.views.shell.curtain import Curtain
from ma_desktop.views.shell.detour import Detour
from ma_desktop.views.shell.idle import IdleWatch
from ma_desktop.views.shell.lock_page import LockPage
from ma_desktop.views.shell.menus import Menus
from ma_desktop.views.shell.palette import Palette
from ma_desktop.views.shell.ports import Ports
from ma_desktop.views.shell.safety import check_log
from ma_desktop.views.shell.scan_watch import ScanWatch
from ma_desktop.views.shell.status_bar import StatusBar
from ma_desktop.views.shell.top_bar import TopBar
from ma_desktop.views.shell.urgent_commands import urgent_commands
from ma_desktop.views.shell.window_commands import TEXT_SIZES, step_title, undo_command, window_commands
from ma_desktop.views.shell.workspace import Workspace
from ma_desktop.views.tasks import Job
from ma_desktop.views.workbench import Workbench

PROGRAM = "MA Desktop"


class MainWindow(QMainWindow):
    """``panels``: classes to show; by default every file of ``views/panels``. The title never names a patient."""

    def __init__(
        self, bench: Workbench, ports: Ports | None = None, panels: Sequence[type[Panel]] | None = None
    ) -> None:
        super().__init__()
        self.bench, self.ports = bench, ports or Ports()
        self.setWindowTitle(PROGRAM)
        self.setObjectName("mainWindow")
        if panels is None:
            from ma_desktop.views.panels import discover

            panels = discover()
        self.panels = [cls(bench, self) for cls in panels]
        self.theme_name, self.scale = "system", 1.0
        self._before_lock: QWidget | None = None
        self._heard: list[str] = []
        self._build()
        bench.surface = self
        self._wire()
        self.retint()

    def _build(self) -> None:
        self.stage = QStackedWidget()
        self.stage.setObjectName("stage")
        self.desk_page = QWidget()
        self.desk_page.setObjectName("deskPage")
        self.workspace = Workspace(self.panels)
        self.palette_box = Palette(self.bench, self.ports, self.desk_page)
        self.menus = Menus(self.bench.commands, self.desk_page)
        self.bar = TopBar(self.bench, self.ports, self.menus.menu, self.desk_page)
        self.status = StatusBar(self.bench)
        column = QVBoxLayout(self.desk_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.workspace, 1)
        column.addWidget(self.status)
        self.lock_page = LockPage(self.bench, self.ports)
        self.stage.addWidget(self.desk_page)
        self.stage.addWidget(self.lock_page)
        self.setCentralWidget(self.stage)
        self.curtain = Curtain(self)
        self.scan_watch = ScanWatch(self.bench, self)
        self.idle = IdleWatch(self.ports.idle_minutes, parent=self)
        self.setMinimumSize(1000, 620)

    def _wire(self) -> None:
        bench = self.bench
        self.detour = Detour(self)
        bench.commands.add(*window_commands(self), *urgent_commands(self))
        for panel in self.panels:
            bench.commands.add(*panel.own_commands())
        self.bar.chosen.connect(self.choose_perspective)
        self.bar.lock.clicked.connect(lambda: self.lock())
        self.bar.user.clicked.connect(self._user_menu)
        self.lock_page.unlocked.connect(self.unlock)
        self.lock_page.switched.connect(self._sit_down)
        self.idle.expired.connect(self.lock)
        self.idle.remaining.connect(self.status.show_remaining)
        bench.changed.connect(self._on_change)
        theme.current.changed.connect(self.retint)

    # -- life ---------------------------------------------------------------------------------------------

    def begin(self, kept: dict[str, Any] | None = None) -> None:
        """After ``show``: this person's arrangement, their half-typed forms, the words of the bars, the lock's clock.

        ``kept``: what ``layout`` answers, where somebody has read it already; else it is read now.
        """
        if kept is None:
            self.choose_perspective("rooming")
        self.idle.start()
        self._welcome(kept)
        self.scan_watch.begin()
        check_log(self)

    def _welcome(self, kept: dict[str, Any] | None = None) -> None:
        if kept is None:
            self.bench.read(layout, then=self._apply_layout)
        else:
            self._apply_layout(kept)
        self.find_patient()  # the first letters typed look for somebody; a form that comes back takes the keyboard
        self.bench.read(drafts, then=self._bring_back)
        self.refresh_words()

    def _apply_layout(self, kept: dict[str, Any]) -> None:
        self.workspace.states = {name: value for name, value in kept.items() if name.startswith("docks.")}
        self.workspace.forget_arrangement()
        if "theme" in kept or "text_size" in kept:
            self._apply_look(kept.get("theme", self.theme_name), float(kept.get("text_size", self.scale)))
        self.choose_perspective(kept.get("perspective", self.workspace.key))

    def _bring_back(self, kept: tuple[DraftForm, ...]) -> None:
        """The form typed in last comes back with its patient; the others wait at theirs."""
        if not kept:
            return
        last = kept[0]
        if last.patient_id is not None and self.bench.focus.patient_id is None:
            self.bench.active.choose_patient(last.patient_id, last.encounter_id)
        opener = self.bench.forms.get(last.form)
        if opener is not None:
            opener(last.patient_id, last.encounter_id)
        elif any(panel.name == last.form for panel in self.panels):
            self.raise_panel(last.form)  # where the window is narrow it may stand behind another
        else:
            self.say(
                _("What you were typing was kept: it stands in its form when you open that again."), "info"
            )
            return
        self.say(_("What you were typing is back."), "info")

    def closeEvent(self, event: QCloseEvent) -> None:
        self._keep_layout()
        self.idle.stop()
        self.bench.close()
        super().closeEvent(event)

    def _keep_layout(self) -> None:
        values: dict[str, Any] = dict(self.workspace.keep())
        values |= {"perspective": self.workspace.key, "theme": self.theme_name, "text_size": self.scale}
        self.bench.do(remember_layout, values, failed=lambda _error: None)

    # -- bars ---------------------------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        self.refresh_words(words=not self.ports.status_resources.isdisjoint(change.resources))

    def refresh_words(self, words: bool = True) -> None:
        """What Undo would take back; with ``words`` also the status bar and what is urgent."""
        self.bench.read(
            step_title, latest="undo", then=lambda title: self.bench.commands.add(undo_command(self, title))
        )
        if words:
            self.bench.read(self.ports.status, latest="status", then=self.status.show_words)
            self.bench.read(self.ports.urgent, latest="urgent", then=self._show_urgent)

    def _show_urgent(self, requests: Any) -> None:
        new = [one.text for one in requests if one.sound and one.text not in self._heard]
        self._heard = [one.text for one in requests]
        if new:
            QApplication.beep()
        self.bar.show_urgent(requests)
        self.lock_page.announce([request.text for request in requests])

    def choose_perspective(self, key: str) -> None:
        self.workspace.choose(key)
        self.workspace.tidy_tabs()
        self.bar.mark(key)

    def find_patient(self) -> None:
        """From anywhere: the keyboard may be in a floated dock, which is a window of its own."""
        self.activateWindow()
        self.bar.find_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.bar.find_box.selectAll()

    def open_menu(self) -> None:
        self._drop(self.menus.menu, self.bar.menu_button)

    def _user_menu(self) -> None:
        menu = QMenu(self.bar.user)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in ("switch_user", "sign_in_place", "theme_light", "theme_dark", "theme_contrast", "language_en", "language_es",
                     "text_larger", "text_smaller", "lock"):  # fmt: skip
            command = self.bench.commands.get(name)
            if command is not None:
                action = menu.addAction(command.title)
                action.triggered.connect(lambda _on=False, name=name: self.bench.commands.run(name))
        self._drop(menu, self.bar.user)

    def _drop(self, menu: QMenu, button: QWidget) -> None:
        menu.popup(button.mapToGlobal(QPoint(0, button.height() + 2)))

    # -- look ---------------------------------------------------------------------------------------------

    def set_look(self, theme_name: str | None = None, scale: float | None = None) -> None:
        """Theme and text size, at once and remembered for this person."""
        self._apply_look(theme_name or self.theme_name, scale or self.scale)
        self._keep_layout()

    def _apply_look(self, theme_name: str, scale: float) -> None:
        self.theme_name, self.scale = theme_name, scale
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, theme_name, scale)

    def step_text(self, by: int) -> None:
        nearest = min(range(len(TEXT_SIZES)), key=lambda n: abs(TEXT_SIZES[n] - self.scale))
        self.set_look(scale=TEXT_SIZES[min(max(nearest + by, 0), len(TEXT_SIZES) - 1)])

    def retint(self) -> None:
        """After a change of theme: the frame's own style and icons."""
        self.setStyleSheet(look.sheet(theme.tokens(), theme.current.scale))
        self.bar.retint()
        self.status.show_words(self.status.words)
        for dock in self.workspace.docks.values():
            dock.title_row.retint()
        for panel in self.panels:
            panel.invalidate()  # the icons in its rows are pictures in the colors and the size of before

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.palette_box.isVisible():
            self.palette_box.place()

    # -- lock ---------------------------------------------------------------------------------------------

    @property
    def locked(self) -> bool:
        return self.curtain.is_down

    def lock(self, *, switching: bool = False) -> None:
        """Puts the desk away: nothing of any patient on the screen, every draft kept."""
        if self.locked:
            return
        self._before_lock = QApplication.focusWidget()
        self.bench.keep_drafts.emit()
        self.bar.find_box.leave()
        self.palette_box.hide()
        self.status.clear()
        self.idle.stop()
        self.menus.enable(False)
        self.curtain.down()
        self.activateWindow()  # the keyboard may have been in a floated dock that is hidden now
        self.stage.setCurrentWidget(self.lock_page)
        self.lock_page.ask_for(switching=switching)

    def unlock(self) -> None:
        """Everything as it was, the keyboard in the same field."""
        self.stage.setCurrentWidget(self.desk_page)
        self.menus.enable(True)
        shown = self.curtain.up()
        self.idle.start()
        if self._before_lock is not None and self._before_lock.window() in (self, *shown):
            self._before_lock.window().activateWindow()  # a floated dock that comes back takes the activation else
            self._before_lock.setFocus()
        self._before_lock = None

    def _sit_down(self, desk: Desk) -> None:
        """Another person: forms of the one before close with their drafts kept; nobody is active."""
        for dialog in list(self.curtain.hidden):
            leave = getattr(dialog, "leave", None)
            if leave is not None:
                leave()
                self.curtain.forget(dialog)
        self._before_lock = None
        self.bench.sit_down(desk)
        self.unlock()
        self._welcome()

    # -- what panels and dialogs may ask ------------------------------------------------------------------

    def say(self, sentence: str, tone: str = "ok") -> None:
        if not self.locked:
            self.status.say(sentence, tone)

    def ask(self, title: str, sentence: str, yes: str, then: Callable[[], object], no: str = "") -> None:
        from ma_desktop.views.dialogs.confirm import Confirm

        Confirm(self.bench, title, sentence, yes, then, no, self.top()).open()

    def report_bug(self, error: BaseException) -> None:
        from ma_desktop.views.dialogs.bug_report import BugReport

        BugReport(self.bench, error, self.ports.version, self.top()).open()

    def show_pdf(self, page: Any, pdf: bytes) -> None:
        from ma_desktop.views.dialogs.preview import Preview

        Preview(self.bench, page, pdf, self.top()).open()

    def show_progress(self, title: str, job: Callable[[Any], Job]) -> None:
        from ma_desktop.views.dialogs.progress import ProgressDialog

        ProgressDialog(self.bench, title, job, self.top())

    def raise_panel(self, name: str) -> None:
        self.workspace.raise_panel(name)

    def help(self) -> None:
        from ma_desktop.views.dialogs.help_page import HelpPage

        panel = self.workspace.focused_panel()
        HelpPage(
            self.bench, panel.help_page() if panel else "index", panel.TITLE if panel else "", self
        ).open()

    def top(self) -> QWidget:
        """The window in front: a dialog over a dialog belongs to it."""
        modal = QApplication.activeModalWidget()
        return modal if modal is not None else self
