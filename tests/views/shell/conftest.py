"""A window with a few small panels on a real encrypted record."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.models import Task, User
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.storage.record import Record, create
from ma_desktop.storage.slots import Cost
from ma_desktop.views import theme
from ma_desktop.views.active import Focus
from ma_desktop.views.commands import Command
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.panels.panel import Panel, Place
from ma_desktop.views.shell.ports import Hit, Ports, StatusWord, Urgent
from ma_desktop.views.tasks import InlineTasks, Tasks
from ma_desktop.views.workbench import Workbench
from tests.mail_server import mail, serve

__all__ = ["mail", "serve"]

FAST = Cost(memory=8 * 1024, passes=1, lanes=1)


def add_task(desk: Desk, title: str) -> int:
    """A verb small enough for a test."""
    with desk.work("Add a task", needs=Permission.TASKS) as work:
        if not title:
            work.refuse("Say what is to be done.")
        return int(work.insert(Task(description=title)).id)


class Plain(Panel):
    """A field and a line that tells what was read."""

    SHOWS = frozenset({"Task"})

    def build(self) -> QWidget:
        body = QWidget()
        column = QVBoxLayout(body)
        self.field, self.told = QLineEdit(), QLabel()
        column.addWidget(self.field)
        column.addWidget(self.told)
        self.painted_with: list[Any] = []
        self.remember(self.field, "words")
        self.field.returnPressed.connect(self.save)
        return body

    def save(self) -> None:
        self.do(add_task, self.field.text(), then=self._saved)

    def _saved(self, _task: int) -> None:
        self.field.clear()
        self.draft.drop()

    def query(self, desk: Desk, focus: Focus) -> tuple[int, Focus]:
        return Task.select().count(), focus

    def show(self, data: tuple[int, Focus]) -> None:
        self.painted_with.append(data)
        self.told.setText(f"{data[0]} tasks")


class Left(Plain):
    """On the left."""

    TITLE, ICON, SHORTCUT, PLACE = "Left", "schedule", "Alt+S", Place("left")


class LeftBelow(Plain):
    """On the left, below."""

    TITLE, ICON, PLACE = "Below", "board", Place("left", 1)


class Center(Plain):
    """In the middle."""

    TITLE, ICON, PLACE = "Chart", "person", Place("center")

    def commands(self) -> list[Command]:
        return [Command("walk_in", "Walk-in", self.save, "Ctrl+N", "walk-in", "file", bar=1, primary=True)]


class Right(Plain):
    """On the right, not at the front desk."""

    TITLE, ICON, SHORTCUT = "Right", "vitals", "Alt+V"
    PLACE = Place("right", 0, frozenset({"rooming", "checkout"}))
    SHOWS = frozenset({"Observation"})


class Bottom(Plain):
    """Below."""

    TITLE, ICON, PLACE = "Bottom", "loose-ends", Place("bottom")


PANELS: list[type[Panel]] = [Left, LeftBelow, Center, Right, Bottom]
for _place, _panel in enumerate(PANELS):
    _panel.__module__ = f"demo.{_panel.TITLE.lower()}"


@pytest.fixture
def panels() -> list[type[Panel]]:
    return PANELS


@dataclass
class Bench:
    """What a test holds in its hands."""

    window: MainWindow
    bench: Workbench
    ports: Ports
    qtbot: QtBot

    def panel(self, name: str) -> Any:
        return next(panel for panel in self.window.panels if panel.name == name)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    made, _code = create(
        tmp_path / "practice", login="ada", password="correct horse battery", store=None, cost=FAST
    )
    yield made
    made.close()


@pytest.fixture
def desk(record: Record, clock: Callable[[], datetime]) -> Desk:
    desk = Desk(record, Worker(1, "ada", "Ada Reyes", Role.OWNER), clock)
    User(login="ada", name="Ada Reyes", role="owner", recorded_at=clock()).save(force_insert=True)
    User(login="bo", name="Bo Lind", role="ma", recorded_at=clock()).save(force_insert=True)
    return desk


def _ports(desk: Desk) -> Ports:
    hits = (Hit(1, "Whitfield, Dana", "03/14/1968"), Hit(2, "Okafor, Chidi", "01/02/1990"))
    return Ports(
        find=lambda _desk, typed: [hit for hit in hits if typed.lower() in hit.name.lower()],
        status=lambda _desk: [StatusWord("Offline — everything works", "warn", "offline")],
        urgent=lambda _desk: [Urgent("Dr. Ito asks: EKG room 2", "walk_in")],
        unlock=lambda _login, secret: secret == "1234",
        log_in=lambda login, _password: desk.acting_as(Worker(2, login, "Bo Lind", Role.MA)),
    )


def _window(desk: Desk, tasks: Tasks, qtbot: QtBot) -> Bench:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    bench = Workbench(desk, tasks)
    ports = _ports(desk)
    window = MainWindow(bench, ports, PANELS)
    qtbot.addWidget(window)
    window.resize(1500, 950)
    window.show()
    window.begin()
    return Bench(window, bench, ports, qtbot)


@pytest.fixture
def inline(desk: Desk, qtbot: QtBot) -> Iterator[Bench]:
    """Everything at once, on one thread."""
    made = _window(desk, InlineTasks(), qtbot)
    yield made
    made.window.close()


@pytest.fixture
def threaded(desk: Desk, record: Record, qtbot: QtBot) -> Iterator[Bench]:
    """The threads of the program, each with its own connection."""
    tasks = Tasks(
        enter_reader=record.connect_reader, enter_writer=record.connect_writer, leave=record.disconnect
    )
    made = _window(desk, tasks, qtbot)
    yield made
    made.window.close()
