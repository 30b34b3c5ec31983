"""Work away from the screen thread: one thread reads, one writes, one renders, one sends; answers come back to the screen."""

from __future__ import annotations

import queue
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from ma_desktop.services.progress import Cancelled
from ma_desktop.views.sweeper import Sweeper

#: Seconds between two chances of the screen thread while Python works elsewhere; measured: frames p99 55 → 8 ms.
BUSY_SWITCH_INTERVAL = 0.0002
#: Seconds between two reports of progress to the screen.
REPORT_EVERY = 0.05

Then = Callable[[Any], None]
Failed = Callable[[Exception], None]


@dataclass(eq=False)
class Job:
    """One call on its way. ``cancel`` stops it before it starts, or at its next step of progress."""

    lane: str
    call: Callable[[], Any]
    then: Then | None = None
    failed: Failed | None = None
    still: Callable[[], bool] | None = None
    stepped: Callable[[int, int | None, str], None] | None = None
    stopped: Callable[[], None] | None = None
    done: bool = False
    _cancel: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        return self._cancel.is_set()

    @property
    def wanted(self) -> bool:
        return not self.cancelled and (self.still is None or self.still())


class _JobProgress:
    """The ``Progress`` that a job's work sees: reports at most every ``REPORT_EVERY`` seconds."""

    def __init__(
        self, job: Job, report: Callable[[Job, tuple[Any, ...]], None], rest: Callable[[], None]
    ) -> None:
        self._job, self._report, self._rest = job, report, rest
        self._last = 0.0

    def step(self, n: int, of: int | None, what: str) -> None:
        if self._job.cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._last >= REPORT_EVERY or n == of:
            self._last = now
            self._report(self._job, (n, of, what))

    def rest(self) -> None:
        self._rest()


def _nothing() -> None:
    return None


class _Lane(threading.Thread):
    """One thread, one queue, in order. Jobs wait until it is started."""

    def __init__(self, name: str, run: Callable[[Job], None]):
        super().__init__(name=f"ma-{name}", daemon=True)
        self.jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self.enter: Callable[[], Any] = _nothing
        self.leave: Callable[[], Any] = _nothing
        self._run = run
        self._refused: Exception | None = None

    def run(self) -> None:
        try:
            self.enter()
        except Exception as error:  # noqa: BLE001 - every job of this lane answers with it
            self._refused = error
        while (job := self.jobs.get()) is not None:
            if self._refused is not None:
                job.call = self._refuse
            self._run(job)
        if self._refused is None:
            self.leave()

    def _refuse(self) -> Any:
        assert self._refused is not None
        raise self._refused

    def run_waiting(self) -> None:
        """Runs what waits now, on this thread, between two commits of longer work."""
        for _turn in range(self.jobs.qsize()):
            job = self.jobs.get()
            if job is None:
                self.jobs.put(None)
                return
            self._run(job)


class Tasks(QObject):
    """``read``, ``write``, ``render``: run ``fn(*args, **kw)`` elsewhere, answer ``then(result)`` on the screen thread.

    An exception goes to ``failed(error)``, or to the signal ``broke`` when there is none. An answer whose ``still()``
    says no, or whose job was cancelled, is dropped. ``enter_reader``/``enter_writer`` run first on their threads
    and open the connection; ``leave`` runs last on both.
    """

    broke = Signal(object)
    _answered = Signal(object, object, object)
    _reported = Signal(object, object)

    def __init__(
        self,
        *,
        enter_reader: Callable[[], Any] = _nothing,
        enter_writer: Callable[[], Any] = _nothing,
        leave: Callable[[], Any] = _nothing,
        parent: QObject | None = None,
        start: bool = True,
    ) -> None:
        """``start=False``: what is asked waits until ``start`` is called."""
        super().__init__(parent)
        self._latest: dict[str, Job] = {}
        self._switch = _SwitchInterval()
        self._closed = False
        self._answered.connect(self._answer, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)
        self._lanes = self._make_lanes()
        self._sweeper = Sweeper(self) if self._lanes else None
        if start:
            self.start(enter_reader, enter_writer, leave)

    def _make_lanes(self) -> dict[str, _Lane]:
        return {
            "read": _Lane("read", self._run),
            "write": _Lane("write", self._run),
            "render": _Lane("render", self._run_busy),
            "send": _Lane("send", self._run),
        }

    def start(
        self, enter_reader: Callable[[], Any], enter_writer: Callable[[], Any], leave: Callable[[], Any]
    ) -> None:
        for name, enter in (("read", enter_reader), ("write", enter_writer)):
            if name in self._lanes:
                self._lanes[name].enter, self._lanes[name].leave = enter, leave
        for lane in self._lanes.values():
            lane.start()

    # -- asking -------------------------------------------------------------------------------------------

    def read(
        self,
        fn: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        failed: Failed | None = None,
        still: Callable[[], bool] | None = None,
        latest: str = "",
        **kw: Any,
    ) -> Job:
        """On the reading thread. A newer read of the same ``latest`` name makes this one unwanted, and so does closing."""
        job = Job("read", lambda: fn(*args, **kw), then, failed, still)
        if self._closed:
            job.cancel()
            return job
        if latest:
            before = self._latest.get(latest)
            if before is not None:
                before.cancel()
            self._latest[latest] = job
        return self._submit(job)

    def write(
        self,
        fn: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        failed: Failed | None = None,
        still: Callable[[], bool] | None = None,
        **kw: Any,
    ) -> Job:
        """On the writing thread, in order. A write is never dropped; ``still`` only guards its answer."""
        return self._submit(Job("write", lambda: fn(*args, **kw), then, failed, still))

    def render(
        self,
        fn: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        failed: Failed | None = None,
        still: Callable[[], bool] | None = None,
        **kw: Any,
    ) -> Job:
        """PDF and cryptography: no connection there, only bytes and frozen values."""
        return self._submit(Job("render", lambda: fn(*args, **kw), then, failed, still))

    def send(
        self,
        fn: Callable[..., Any],
        *args: Any,
        then: Then | None = None,
        failed: Failed | None = None,
        still: Callable[[], bool] | None = None,
        **kw: Any,
    ) -> Job:
        """The network, which may take its time: no connection to the record there. ``fn`` may ask for a ``write``."""
        return self._submit(Job("send", lambda: fn(*args, **kw), then, failed, still))

    def long(
        self,
        fn: Callable[..., Any],
        *args: Any,
        lane: str = "write",
        then: Then | None = None,
        failed: Failed | None = None,
        stepped: Callable[[int, int | None, str], None] | None = None,
        stopped: Callable[[], None] | None = None,
        **kw: Any,
    ) -> Job:
        """Work that takes ``progress=``, reports its steps on the screen thread and can be cancelled."""
        job = Job(lane, _nothing, then, failed, None, stepped, stopped)
        progress = _JobProgress(job, self._post_report, self._rester(lane))

        def call() -> Any:
            with self._switch:
                return fn(*args, progress=progress, **kw)

        job.call = call
        return self._submit(job)

    def close(self, timeout: float = 10.0) -> None:
        """Lets what waits finish, then ends the threads (seconds to wait for each)."""
        if self._closed:
            return
        sending = self._lanes.get("send")
        if sending is not None:  # first, so that the answer to what is on its way is still written down
            sending.jobs.put(None)
            if sending.ident is not None:
                sending.join(timeout)
        self._closed = True
        rest = [lane for lane in self._lanes.values() if lane is not sending]
        for lane in rest:
            lane.jobs.put(None)
        for lane in rest:
            if lane.ident is not None:
                lane.join(timeout)
        if self._sweeper is not None:
            self._sweeper.end()

    # -- on the threads -----------------------------------------------------------------------------------

    def _submit(self, job: Job) -> Job:
        if self._closed:
            raise RuntimeError("tasks are closed")
        self._lanes[job.lane].jobs.put(job)
        return job

    def _rester(self, lane: str) -> Callable[[], None]:
        return lambda: self._lanes[lane].run_waiting()

    def _run(self, job: Job) -> None:
        if job.lane != "write" and not job.wanted:
            return
        result, error = None, None
        try:
            result = job.call()
        except Exception as problem:  # noqa: BLE001 - whatever it is, the screen decides what to say
            error = problem
        self._post_answer(job, result, error)

    def _run_busy(self, job: Job) -> None:
        with self._switch:
            self._run(job)

    def _post_answer(self, job: Job, result: Any, error: Exception | None) -> None:
        self._answered.emit(job, result, error)

    def _post_report(self, job: Job, step: tuple[Any, ...]) -> None:
        self._reported.emit(job, step)

    # -- on the screen thread -----------------------------------------------------------------------------

    @Slot(object, object, object)
    def _answer(self, job: Job, result: Any, error: Exception | None) -> None:
        job.done = True
        if isinstance(error, Cancelled):
            if job.stopped is not None:
                job.stopped()
        elif error is not None:
            if job.failed is not None:
                job.failed(error)
            else:
                self.broke.emit(error)
        elif job.then is not None and self._awaited(job) and not _of_the_gone(job.then):
            job.then(result)

    def _awaited(self, job: Job) -> bool:
        return not self._closed and (job.wanted or job.stepped is not None)

    @Slot(object, object)
    def _report(self, job: Job, step: tuple[Any, ...]) -> None:
        if job.stepped is not None and not job.done:
            job.stepped(*step)


def _of_the_gone(then: Then) -> bool:
    """Whether an answer is for a form that was closed meanwhile: its widgets are no more, and nobody waits for it."""
    held = [getattr(then, "__self__", None)]
    held += [cell.cell_contents for cell in getattr(then, "__closure__", None) or ()]
    return any(isinstance(each, QObject) and not isValid(each) for each in held)


class InlineTasks(Tasks):
    """The same interface for tests: everything runs at once, on the calling thread."""

    def _make_lanes(self) -> dict[str, _Lane]:
        return {}

    def _submit(self, job: Job) -> Job:
        self._run(job)
        return job

    def _rester(self, lane: str) -> Callable[[], None]:
        return _nothing

    def _post_answer(self, job: Job, result: Any, error: Exception | None) -> None:
        self._answer(job, result, error)

    def _post_report(self, job: Job, step: tuple[Any, ...]) -> None:
        self._report(job, step)


class _SwitchInterval:
    """Lowers the interpreter's switch interval while at least one busy job runs."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._busy = 0
        self._usual = sys.getswitchinterval()

    def __enter__(self) -> None:
        with self._lock:
            self._busy += 1
            if self._busy == 1:
                self._usual = sys.getswitchinterval()
                sys.setswitchinterval(BUSY_SWITCH_INTERVAL)

    def __exit__(self, *_error: object) -> None:
        with self._lock:
            self._busy -= 1
            if self._busy == 0:
                sys.setswitchinterval(self._usual)
