"""What every panel shares. A panel is one file in this folder with one subclass of ``Panel``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ma_desktop.i18n import _
from ma_desktop.services.desk import Change, Desk
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.shell.drafts import FormDraft
from ma_desktop.views.shell.notice_line import NoticeLine
from ma_desktop.views.widgets.empty_state import EmptyState
from ma_desktop.views.workbench import Workbench

EVERYWHERE = frozenset({"front", "rooming", "checkout", "office"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel first stands: ``side`` of the window, ``order`` from the top (or left), and in which perspectives.

    ``share``: how much of its column it takes beside its neighbors.
    """

    side: Literal["left", "center", "right", "bottom"]
    order: int = 0
    perspectives: frozenset[str] = EVERYWHERE
    share: int = 1


class Panel(QObject):
    """Title, icon, shortcut and place are data; ``build`` makes the widget once, ``query`` reads, ``show`` paints.

    ``query`` runs on the reading thread: it takes the desk and the focus and returns frozen values, and touches no
    widget. ``show`` gets them on the screen thread. The class docstring is the panel's tooltip; ``HELP`` names its page.
    """

    TITLE: ClassVar[str] = ""
    SHORT: ClassVar[str] = ""
    ICON: ClassVar[str] = ""
    SHORTCUT: ClassVar[str] = ""
    AREA: ClassVar[str] = ""
    SHOWS: ClassVar[frozenset[str]] = frozenset()
    PLACE: ClassVar[Place] = Place("right")
    HELP: ClassVar[str] = ""
    #: Whether what it shows depends on the active patient or visit / on the day of the schedule.
    FOLLOWS_PATIENT: ClassVar[bool] = True
    FOLLOWS_DAY: ClassVar[bool] = True
    #: ``masked(data)`` with initials for names; a panel about many people that has none is covered while the hallway can see.
    #: A panel about the active patient is neither: whoever works on somebody must see who it is.
    MASK: ClassVar[Any] = None

    header_changed = Signal()

    def __init__(self, bench: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bench = bench
        self.name = type(self).__module__.rpartition(".")[2]
        self.stale = True
        self.painted = False
        #: Its dock stands behind a tab, is closed, or is just being put in its place: what nobody sees is not read.
        self.behind = False
        #: Takes the widget into the dock once it is built.
        self.place: Callable[[QWidget], None] | None = None
        self._frame: PanelFrame | None = None
        self._header: QWidget | None = None
        self._draft: FormDraft | None = None
        self._asked = 0
        self._seen = bench.focus
        bench.changed.connect(self._on_change)
        bench.active.changed.connect(self._on_focus)
        bench.worker_changed.connect(self.invalidate)
        bench.privacy_changed.connect(self._on_privacy)

    # -- what a panel writes ------------------------------------------------------------------------------

    def build(self) -> QWidget:
        """The panel's widget, made once."""
        return QWidget()

    def query(self, desk: Desk, focus: Focus) -> Any:
        """What to show, as frozen values. On the reading thread."""
        return None

    def show(self, data: Any) -> None:
        """Paints what ``query`` returned. On the screen thread."""

    def commands(self) -> list[Command]:
        """What the panel adds to the palette, the menus and the top bar."""
        return []

    # -- what a panel is given ----------------------------------------------------------------------------

    @property
    def desk(self) -> Desk:
        return self.bench.desk

    @property
    def focus(self) -> Focus:
        return self.bench.focus

    def widget(self) -> PanelFrame:
        """The panel with its notice line above; built when first asked for, and then put where its dock wants it."""
        if self._frame is None:
            self._frame = PanelFrame(self)
            self._frame.hold(self.build())
            if self.place is not None:
                self.place(self._frame)
        return self._frame

    def own_commands(self) -> list[Command]:
        """``commands``; whoever runs one finds the panel built, though nobody has seen it yet."""
        return [replace(command, run=self._built(command.run)) for command in self.commands()]

    def _built(self, run: Callable[[], object]) -> Callable[[], object]:
        def build_first() -> object:
            self.widget()
            return run()

        return build_first

    def notice(self, sentence: str, tone: str = "danger") -> None:
        """One sentence at the top of the panel; the next successful step or Esc takes it away."""
        self.widget().notice.say(sentence, tone)

    def clear_notice(self) -> None:
        if self._frame is not None:
            self._frame.notice.clear()

    def do(self, verb: Any, *args: Any, then: Any = None, **kw: Any) -> Any:
        """``bench.do`` with this panel as the one who asked; clears the notice line first."""
        self.clear_notice()
        return self.bench.do(verb, *args, then=then, panel=self, **kw)

    def help_page(self) -> str:
        """The page that F1 shows now."""
        return self.HELP or self.name

    def set_header(self, widget: QWidget | None) -> None:
        """A chip or caption at the right end of the panel's title row."""
        self._header = widget
        self.header_changed.emit()

    @property
    def header(self) -> QWidget | None:
        return self._header

    def remember(self, widget: QWidget, name: str) -> None:
        """Keeps what is typed into ``widget`` as part of this panel's draft, for the active patient and visit."""
        self.draft.remember(widget, name)

    @property
    def draft(self) -> FormDraft:
        """This panel's half-typed form; ``draft.drop()`` when it was saved."""
        if self._draft is None:
            self._draft = FormDraft(self.bench, self.name, follows=self.bench.active, parent=self)
        return self._draft

    # -- refreshing ---------------------------------------------------------------------------------------

    def visible(self) -> bool:
        return self._frame is not None and not self.behind and self._frame.isVisible()

    def come_to_view(self) -> None:
        """It can be seen again: what became old meanwhile is read."""
        if self.stale and self.visible():
            self.refresh()

    def invalidate(self) -> None:
        """What stands here may be old: read again now when visible, else when shown."""
        self.stale = True
        if self.visible():
            self.refresh()

    def refresh(self) -> None:
        """Reads and paints; an answer for another focus than the present one is dropped. Nothing while it is not built."""
        if self._frame is None:
            self.stale = True
            return
        self.stale = False
        self._asked += 1
        asked, focus, desk = self._asked, self.focus, self.desk
        self.bench.tasks.read(
            self.query, desk, focus,
            then=self._paint, failed=lambda error: self.bench.fail(error, self),
            still=lambda: asked == self._asked and focus == self.focus, latest=f"panel.{self.name}.{id(self)}",
        )  # fmt: skip

    def _paint(self, data: Any) -> None:
        typed = self._draft.typed() if self._draft is not None else None
        self.show(self.MASK(data) if self.MASK is not None and self.bench.private else data)
        self.painted = True
        if self._draft is not None:
            self._draft.settle(typed)

    @property
    def covered(self) -> bool:
        """Names of many people stand here and nothing can hide them: away with it while the hallway can see."""
        return self.bench.private and self.MASK is None and not self.FOLLOWS_PATIENT

    def _on_privacy(self) -> None:
        if self.bench.private:
            self.clear_notice()
        if self._frame is not None:
            self._frame.cover(self.covered)
        if self.MASK is not None:
            self.invalidate()

    def _on_change(self, change: Change) -> None:
        if self.concerns(change):
            self.invalidate()

    def concerns(self, change: Change) -> bool:
        """Whether a commit touched what this panel shows. ``change.initiator is self`` when it asked for it itself."""
        return not self.SHOWS.isdisjoint(change.resources)

    def _on_focus(self, focus: Focus) -> None:
        before, self._seen = self._seen, focus
        moved = (before.patient_id, before.encounter_id) != (focus.patient_id, focus.encounter_id)
        if moved and self.FOLLOWS_PATIENT:
            self.clear_notice()
        if (moved and self.FOLLOWS_PATIENT) or (before.day != focus.day and self.FOLLOWS_DAY):
            self.invalidate()


class PanelFrame(QFrame):
    """A panel's widget below its notice line; tells the panel when it comes into view."""

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.setObjectName("panelFrame")
        self.panel = panel
        self.notice = NoticeLine(self)
        self.setAccessibleName(panel.TITLE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notice)
        self.curtain = EmptyState(
            _("Put away while the hallway can see this screen."), _("Show names (F9)"),
            lambda: panel.bench.commands.run("privacy"),
        )  # fmt: skip

    def cover(self, on: bool) -> None:
        """Puts the panel's content and its notice away, or brings the content back."""
        self.body.setVisible(not on)
        self.curtain.setVisible(on)
        if on:
            self.notice.clear()

    def hold(self, body: QWidget) -> None:
        self.body = body
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.addWidget(body, 1)
        column.addWidget(self.curtain, 1)
        self.cover(self.panel.covered)
        if body.focusPolicy() != Qt.FocusPolicy.NoFocus:
            self.setFocusProxy(body)

    def showEvent(self, event: QEvent) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self.panel.come_to_view()
