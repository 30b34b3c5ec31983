"""The window of the journeys, and the table of what each moment of a day costs at the end of the run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.services.desk import Desk
from ma_desktop.views import theme
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import InlineTasks
from ma_desktop.views.workbench import Workbench
from tests.journeys.driver import Cost, table
from tests.journeys.killed import House, ended


@pytest.fixture
def window(desk: Desk, record: object, qtbot: QtBot, qapp: object) -> MainWindow:
    theme.apply(qapp, "light")
    bench = Workbench(desk, InlineTasks())
    made = MainWindow(bench, make_ports(record, desk))
    qtbot.addWidget(made)
    made.resize(1680, 1020)
    made.show()
    made.begin()
    made.choose_perspective("rooming")
    QApplication.processEvents()  # the docks take the activation while they are arranged
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def house(tmp_path: Path, prepared: Path) -> Iterator[House]:
    """A folder for everything that a program in a process of its own could write; what still runs at the end is killed."""
    made = House(tmp_path, prepared)
    yield made
    for process in made.processes:
        if process.poll() is None:
            process.kill()
            ended(process)


@pytest.fixture
def report_costs(record_property: Callable[[str, object], None]) -> Callable[[list[Cost]], None]:
    """Puts what a journey cost into the report of its test, from where the summary takes it."""

    def report(costs: list[Cost]) -> None:
        for one in costs:
            record_property("cost", [one.moment, one.strokes, one.letters, one.clicks, one.budget])

    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A journey is ten seconds of work and more: beside twelve busy processes the usual limit, which is there for what hangs,
    cut one off."""
    for item in items:
        if item.path.parent == Path(__file__).parent and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(600))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The reports come here from every process that ran tests."""
    for report in terminalreporter.stats.get("passed", []):
        costs = [Cost(*value) for name, value in report.user_properties if name == "cost"]
        if costs and report.when == "call":
            terminalreporter.section(f"keys and clicks of {report.nodeid.rpartition('::')[2]}")
            for line in table(costs):
                terminalreporter.write_line(line)
