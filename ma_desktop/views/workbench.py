"""What every panel and dialog is given: the desk, the threads, the active patient, and a way to speak."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ma_desktop.services.desk import Change, Desk
from ma_desktop.services.plain_words import plain_words
from ma_desktop.views.active import Active, Focus
from ma_desktop.views.commands import Commands
from ma_desktop.views.tasks import Job, Tasks

Then = Callable[[Any], None]


class Notices(Protocol):
    """Where a sentence about one's own work appears: a panel or a dialog."""

    def notice(self, sentence: str, tone: str = "danger") -> None: ...


class Surface(Protocol):
    """What the window does for the workbench."""

    def say(self, sentence: str, tone: str = "ok") -> None: ...
    def ask(self, title: str, sentence: str, yes: str, then: Callable[[], object], no: str = "") -> None: ...
    def report_bug(self, error: BaseException) -> None: ...
    def show_pdf(self, page: Any, pdf: bytes) -> None: ...
    def show_progress(self, title: str, job: Callable[[Any], Job]) -> None: ...
    def raise_panel(self, name: str) -> None: ...


class Workbench(QObject):
    """One per window. ``changed`` brings commits to the screen thread, coalesced; ``worker_changed`` a user switch.

    ``private``: the hallway sees this screen; ``privacy_changed`` says so to every panel.
    """

    changed = Signal(object)
    worker_changed = Signal()
    privacy_changed = Signal()
    draft_saved = Signal(object)
    about_to_leave = Signal()
    keep_drafts = Signal()
    _relayed = Signal()

    def __init__(
        self, desk: Desk, tasks: Tasks, active: Active | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self.tasks = desk, tasks
        self.active = active or Active(desk.clock().date(), self)
        self.commands = Commands(self)
        self.forms: dict[str, Callable[[int | None, int | None], object]] = {}
        self.surface: Surface | None = None
        self.private = False
        self._running: object | None = None
        self._asked: tuple[tuple[Any, ...], Job] | None = None
        self._waiting: list[Change] = []
        self._lock = threading.Lock()
        self._relayed.connect(self._announce)
        self._claimed: datetime | None = None
        self.active.changed.connect(self._release_keyboard)
        self._unsubscribe = desk.feed.subscribe(self._hear)
        tasks.broke.connect(self.fail)

    @property
    def focus(self) -> Focus:
        return self.active.focus

    def hide_names(self, hide: bool) -> None:
        """Initials only, or names again, in every panel."""
        if hide != self.private:
            self.private = hide
            self.privacy_changed.emit()

    # -- work ---------------------------------------------------------------------------------------------

    def do(
        self,
        verb: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        panel: Any | None = None,
        failed: Callable[[Exception], None] | None = None,
        **kw: Any,
    ) -> Job:
        """Runs ``verb(desk, *args, **kw)`` on the writing thread; ``then(answer)`` comes on the screen thread.

        A refusal becomes one sentence in ``panel`` (or the status bar); anything else the bug report.
        ``panel`` is also told apart as the initiator of the change. When it asks for the very same again before the answer, a key
        was pressed twice: that is done once.
        """
        desk, what = self.desk, (panel, verb, args, kw)
        if (
            panel is not None
            and self._asked is not None
            and not self._asked[1].done
            and self._asked[0] == what
        ):
            return self._asked[1]

        def call() -> Any:
            self._running = panel
            try:
                return verb(desk, *args, **kw)
            finally:
                self._running = None

        job = self.tasks.write(call, then=then, failed=failed or (lambda error: self.fail(error, panel)))
        if panel is not None:
            self._asked = (what, job)
        return job

    def do_as(
        self, desk: Desk, verb: Callable[..., Any], *args: Any, then: Then | None = None, panel: Any = None
    ) -> Job:
        """The same for a person who signed in place: one verb under their name, then the worker is back."""
        return self.tasks.write(verb, desk, *args, then=then, failed=lambda error: self.fail(error, panel))

    def read(
        self,
        reading: Callable[..., Any],
        *args: Any,
        then: Then,
        panel: Any | None = None,
        still: Callable[[], bool] | None = None,
        latest: str = "",
        **kw: Any,
    ) -> Job:
        """Runs ``reading(desk, *args, **kw)`` on the reading thread."""
        return self.tasks.read(
            reading, self.desk, *args,
            then=then, failed=lambda error: self.fail(error, panel), still=still, latest=latest, **kw,
        )  # fmt: skip

    def render(
        self, page: Callable[..., bytes], *args: Any, then: Then, panel: Any | None = None, **kw: Any
    ) -> Job:
        """Runs ``page(*args)`` (a report's ``render``) on the third thread."""
        return self.tasks.render(page, *args, then=then, failed=lambda error: self.fail(error, panel), **kw)

    def long(
        self, title: str, verb: Callable[..., Any], *args: Any, then: Then | None = None, **kw: Any
    ) -> None:
        """A verb that takes ``progress=``, behind a progress dialog with *Cancel*."""
        desk = self.desk

        def start(dialog: Any) -> Job:
            return self.tasks.long(
                verb, desk, *args,
                then=lambda answer: dialog.finish(then, answer),
                failed=lambda error: dialog.fail(error, self.fail),
                stepped=dialog.step, stopped=dialog.stopped, **kw,
            )  # fmt: skip

        if self.surface is not None:
            self.surface.show_progress(title, start)

    # -- speaking -----------------------------------------------------------------------------------------

    def fail(self, error: Exception, panel: Notices | None = None) -> None:
        """One sentence for what people can settle (anything with ``sentence``), the bug report for the rest."""
        sentence = sentence_of(error)
        if sentence is None:
            if self.surface is None:
                raise error
            self.surface.report_bug(error)
        elif panel is not None and hasattr(panel, "notice"):
            panel.notice(sentence)
        else:
            self.say(sentence, "danger")

    def say(self, sentence: str, tone: str = "ok") -> None:
        """A passing sentence in the status bar."""
        if self.surface is not None:
            self.surface.say(sentence, tone)

    def ask(self, title: str, sentence: str, yes: str, then: Callable[[], object], no: str = "") -> None:
        """Asks once; ``then()`` runs on *yes*. Never blocks: the window may lock while the question stands."""
        if self.surface is not None:
            self.surface.ask(title, sentence, yes, then, no)

    def show_pdf(self, page: Any, pdf: bytes) -> None:
        """Previews from memory. ``page``: a ``views.dialogs.preview.Page``; it logs what is printed or saved."""
        if self.surface is not None:
            self.surface.show_pdf(page, pdf)

    def raise_panel(self, name: str) -> None:
        """Shows a panel (by module name) and gives it the keyboard."""
        if self.surface is not None:
            self.surface.raise_panel(name)

    def reopen(self, form: str, opener: Callable[[int | None, int | None], object]) -> None:
        """``opener(patient_id, encounter_id)`` shows the form of that name again when its draft is found at start."""
        self.forms[form] = opener

    def claim_keyboard(self, saved_at: datetime, widget: QWidget) -> None:
        """Of several drafts that come back at once, the one saved last gets the keyboard."""
        if self._claimed is None or saved_at > self._claimed:
            self._claimed = saved_at
            widget.setFocus()

    def _release_keyboard(self, _focus: Focus) -> None:
        self._claimed = None

    # -- changes ------------------------------------------------------------------------------------------

    def sit_down(self, desk: Desk) -> None:
        """Somebody else is at the desk: the same record, another worker."""
        self.about_to_leave.emit()
        if desk.feed is not self.desk.feed:
            self._unsubscribe()
            self._unsubscribe = desk.feed.subscribe(self._hear)
        self.desk = desk
        self.active.forget()
        self.worker_changed.emit()

    def close(self) -> None:
        """Keeps drafts, ends the threads."""
        self.about_to_leave.emit()
        self._unsubscribe()
        self.tasks.close()

    def _hear(self, change: Change) -> None:
        """On the thread that committed."""
        if change.initiator is None and self._running is not None:
            change = replace(change, initiator=self._running)
        with self._lock:
            self._waiting.append(change)
            first = len(self._waiting) == 1
        if first:
            self._relayed.emit()

    @Slot()
    def _announce(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, []
        for change in coalesce(waiting):
            self.changed.emit(change)


def coalesce(changes: list[Change]) -> list[Change]:
    """One change per initiator, in order of first appearance; the title is the latest one's."""
    merged: dict[int, Change] = {}
    for change in changes:
        key = id(change.initiator)
        seen = merged.get(key)
        if seen is None:
            merged[key] = change
            continue
        merged[key] = replace(
            seen,
            title=change.title,
            resources=seen.resources | change.resources,
            patients=seen.patients | change.patients,
            encounters=seen.encounters | change.encounters,
        )
    return list(merged.values())


def sentence_of(error: BaseException) -> str | None:
    """The sentence for the person at the desk, when the error is one they can settle."""
    return plain_words(error)
