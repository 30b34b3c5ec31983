"""Work away from the screen thread."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ma_desktop.services.progress import Progress
from ma_desktop.views.tasks import BUSY_SWITCH_INTERVAL, InlineTasks, Tasks


@pytest.fixture
def tasks(qtbot: QtBot) -> Iterator[Tasks]:
    made = Tasks()
    yield made
    made.close()


def test_each_kind_of_work_has_its_thread_and_answers_on_the_screen(tasks: Tasks, qtbot: QtBot) -> None:
    ran: dict[str, str] = {}
    answered: list[threading.Thread] = []

    def work(lane: str) -> None:
        ran[lane] = threading.current_thread().name

    for lane in ("read", "write", "render"):
        getattr(tasks, lane)(work, lane, then=lambda _none: answered.append(threading.current_thread()))
    qtbot.waitUntil(lambda: len(answered) == 3)
    assert ran == {"read": "ma-read", "write": "ma-write", "render": "ma-render"}
    assert set(answered) == {threading.main_thread()}


def test_writes_keep_their_order(tasks: Tasks, qtbot: QtBot) -> None:
    written: list[int] = []
    for n in range(50):
        tasks.write(written.append, n)
    qtbot.waitUntil(lambda: len(written) == 50)
    assert written == list(range(50))


def test_an_answer_nobody_wants_any_more_is_dropped(tasks: Tasks, qtbot: QtBot) -> None:
    gate, heard = threading.Event(), []
    wanted = [True]
    tasks.read(gate.wait, then=lambda _set: heard.append("late"), still=lambda: wanted[0])
    wanted[0] = False
    gate.set()
    tasks.read(lambda: None, then=lambda _none: heard.append("after"))
    qtbot.waitUntil(lambda: "after" in heard)
    assert heard == ["after"]


def test_a_newer_read_of_the_same_name_replaces_the_older(tasks: Tasks, qtbot: QtBot) -> None:
    gate = threading.Event()
    heard: list[str] = []
    ran: list[str] = []
    tasks.read(gate.wait)
    for letters in ("w", "wh", "whi"):
        tasks.read(
            ran.append, letters, then=lambda _none, letters=letters: heard.append(letters), latest="find"
        )
    gate.set()
    qtbot.waitUntil(lambda: heard == ["whi"])
    assert ran == ["whi"]


def test_an_error_goes_to_failed_or_to_broke(tasks: Tasks, qtbot: QtBot) -> None:
    failed: list[Exception] = []
    tasks.write(int, "x", failed=failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert isinstance(failed[0], ValueError)
    with qtbot.waitSignal(tasks.broke) as broke:
        tasks.write(int, "y")
    assert isinstance(broke.args[0], ValueError)


def test_long_work_reports_rests_and_stops(tasks: Tasks, qtbot: QtBot) -> None:
    """Between two commits waiting shorter work goes first, and *Cancel* ends it at the next step."""
    order: list[Any] = []
    begun, go = threading.Event(), threading.Event()

    def endless(progress: Progress) -> None:
        begun.set()
        go.wait()
        for n in range(1_000_000):
            order.append("chunk")
            progress.rest()
            progress.step(n, None, "Importing")

    stopped: list[bool] = []
    steps: list[str] = []
    job = tasks.long(
        endless, stepped=lambda _n, _of, what: steps.append(what), stopped=lambda: stopped.append(True)
    )
    begun.wait()
    tasks.write(order.append, "vitals")
    go.set()
    qtbot.waitUntil(lambda: bool(steps))
    job.cancel()
    qtbot.waitUntil(lambda: bool(stopped))
    assert order[:2] == ["chunk", "vitals"]


def test_the_interpreter_switches_faster_while_a_page_is_made(tasks: Tasks, qtbot: QtBot) -> None:
    usual = sys.getswitchinterval()
    seen: list[float] = []
    tasks.render(sys.getswitchinterval, then=seen.append)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [pytest.approx(BUSY_SWITCH_INTERVAL)]
    qtbot.waitUntil(lambda: sys.getswitchinterval() == usual)


def test_a_lane_that_cannot_open_its_connection_says_so_each_time(qtbot: QtBot) -> None:
    def refuse() -> None:
        raise OSError("no")

    tasks = Tasks(enter_reader=refuse)
    failed: list[Exception] = []
    for _turn in range(2):
        tasks.read(lambda: None, failed=failed.append)
    qtbot.waitUntil(lambda: len(failed) == 2)
    tasks.close()


def test_closing_finishes_what_waits(qtbot: QtBot) -> None:
    tasks, written = Tasks(), []
    for n in range(20):
        tasks.write(written.append, n)
    tasks.close()
    assert written == list(range(20))
    with pytest.raises(RuntimeError):
        tasks.write(print)


def test_inline_tasks_run_at_once(qtbot: QtBot) -> None:
    heard: list[Any] = []
    tasks = InlineTasks()
    tasks.read(lambda: 1, then=heard.append)
    tasks.write(lambda: 2, then=heard.append, still=lambda: False)
    tasks.long(
        lambda progress: progress.step(1, 1, "x"), stepped=lambda *step: heard.append(step), then=heard.append
    )
    assert heard == [1, (1, 1, "x"), None]


def test_dead_cycles_are_swept_on_the_screen_thread_only(tasks: Tasks, qtbot: QtBot) -> None:
    """A widget that dies on another thread takes the program down."""
    swept: list[threading.Thread] = []
    done: list[bool] = []

    def note(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            swept.append(threading.current_thread())

    def make_cycles() -> bool:
        for _turn in range(20_000):
            ring: list[Any] = []
            ring.append(ring)
        return True

    gc.callbacks.append(note)
    try:
        for lane in ("read", "write", "render"):
            getattr(tasks, lane)(make_cycles, then=done.append)
        qtbot.waitUntil(lambda: len(done) == 3 and bool(swept), timeout=10_000)
    finally:
        gc.callbacks.remove(note)
    assert set(swept) == {threading.main_thread()}
    assert gc.get_count()[0] < 20_000


def test_python_sweeps_by_itself_again_when_the_threads_have_ended(qtbot: QtBot) -> None:
    first, second = Tasks(), Tasks()
    assert not gc.isenabled()
    first.close()
    assert not gc.isenabled()
    second.close()
    second.close()
    assert gc.isenabled()


def test_an_answer_for_a_form_that_was_closed_meanwhile_is_dropped(qtbot: QtBot) -> None:
    class Form(QObject):
        def show(self, answer: int) -> None:
            self.setObjectName(str(answer))

    tasks = InlineTasks()
    came: list[int] = []
    form = Form()
    tasks.read(lambda: 1, then=form.show)
    assert form.objectName() == "1"
    shiboken6.delete(form)
    tasks.read(lambda: 2, then=form.show)
    tasks.read(lambda: 3, then=lambda answer: (form.show(answer), came.append(answer)))
    tasks.read(lambda: 4, then=came.append)
    assert came == [4]
