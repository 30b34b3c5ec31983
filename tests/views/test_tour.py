"""The tour of a Monday: beside the work, remembered, begun again, and only where everybody is invented."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ma_desktop import app
from ma_desktop.domain.monday import STEPS
from ma_desktop.models import Location, Setting
from ma_desktop.services.practice.invented_practice import KEY, invented_practice
from ma_desktop.services.visit.turn_room_over import turn_room_over
from ma_desktop.views.commands import match
from ma_desktop.views.tour import Tour
from tests.views.panels.conftest import panel, window

__all__ = ["panel", "window"]


@pytest.fixture
def tour(window: Any) -> Tour:
    made = Tour(window)
    window.bench.commands.run("monday_tour")
    return made


def forward() -> None:
    QTest.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), Qt.Key.Key_F12)


def test_it_stands_beside_the_work_and_says_where(tour: Tour, window: Any) -> None:
    strip = tour.strip
    assert strip.isVisible()
    assert strip.geometry().bottom() < window.workspace.geometry().top(), "it covers nothing"
    assert (strip.title.text(), strip.place.text()) == ("Print the huddle sheet", "Step 1 of 15")
    assert strip.where.text() == "Schedule (Ctrl+Shift+S)"
    dock = window.workspace.docks["schedule"]
    assert dock.body.property("tour") is True
    assert strip.next_button.text() == "Skip", "the record will show when it is done"
    for _step in range(4):
        forward()
    assert dock.body.property("tour") is False
    assert (strip.title.text(), strip.next_button.text()) == (
        "Look at what waits to leave the office",
        "Next",
    )
    QTest.mouseClick(strip.show_button, Qt.MouseButton.LeftButton)
    outbox = window.workspace.docks["outbox"]
    assert outbox.body.property("tour") is True
    assert outbox.isAncestorOf(QApplication.focusWidget())


def test_what_was_done_early_is_passed_and_back_shows_it(tour: Tour, window: Any) -> None:
    window.bench.do(turn_room_over, Location.standing().where(Location.state == "dirty").first().id)
    assert tour.step.key == "huddle", "done out of order: the tour stays where it is"
    forward()
    forward()
    assert tour.step.key == "hold"
    forward()
    assert tour.step.key == "waiting_mail", "the room is turned over already"
    QTest.mouseClick(tour.strip.back_button, Qt.MouseButton.LeftButton)
    assert tour.step.key == "room"


def test_it_goes_on_where_the_person_left_it(tour: Tour, window: Any) -> None:
    for _step in range(5):
        forward()
    assert tour.step.key == "arrival"
    began = tour.since
    again = Tour(window)  # the program is started again
    assert again.strip.isVisible()
    assert (again.step.key, again.since) == ("arrival", began)
    again.close()
    assert not Tour(window).strip.isVisible(), "closed stays closed"
    window.bench.commands.run("monday_tour")
    assert window.findChildren(Tour)[-1].step.key == "arrival"


def test_on_another_day_it_waits_to_be_asked_for_and_sets_the_day_out_anew(tour: Tour, window: Any) -> None:
    forward()
    desk = window.bench.desk
    tomorrow = desk.now() + timedelta(days=1)
    desk.clock = lambda: tomorrow
    again = Tour(window)
    assert not again.strip.isVisible()
    again.open()
    assert (again.step.key, again.since) == ("huddle", tomorrow)


def test_to_the_end_and_begun_again(tour: Tour, window: Any) -> None:
    for _step in STEPS:
        forward()
    assert tour.step is None
    assert "That was a Monday" in tour.strip.title.text()
    assert not tour.strip.next_button.isVisible()
    forward()
    assert tour.step is None
    QTest.mouseClick(tour.strip.again_button, Qt.MouseButton.LeftButton)
    assert tour.step.key == "huddle"
    assert tour.strip.next_button.isVisible()


def test_the_lock_puts_it_away_with_the_desk(tour: Tour, window: Any) -> None:
    window.lock()
    assert not tour.strip.isVisible()
    window.unlock()
    assert tour.strip.isVisible()


def test_a_real_practice_never_hears_of_it(window: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[Any] = []
    monkeypatch.setattr(app, "_offer_tour", offered.append)
    with window.bench.desk.work("A real one", needs="settings") as work:
        work.update(Setting.get(Setting.key == KEY), value=False)
    assert not invented_practice(window.bench.desk)
    app.offer_more(window)
    assert offered == []
    with window.bench.desk.work("A demo", needs="settings") as work:
        work.update(Setting.get(Setting.key == KEY), value=True)
    app.offer_more(window)
    assert offered == [window]


@pytest.mark.parametrize("typed", ["a monday tour", "tour monday", "monday"])
def test_the_palette_finds_words_in_brackets_as_words(typed: str) -> None:
    assert match(typed, "A Monday (tour)") in {0, 1}
    assert match("tour", "A Monday (tour)") == 1
    assert match("xy", "A Monday (tour)") is None


def test_its_key_is_nobody_elses(tour: Tour, window: Any) -> None:
    keys = [command.shortcut for command in window.bench.commands.all() if command.shortcut]
    assert keys.count("F12") == 1


def test_its_help_opens_from_the_palette(tour: Tour, window: Any) -> None:
    window.bench.commands.run("tour_help")
    page = QApplication.activeModalWidget()
    assert "Reset the day" in page.text.toPlainText()
    page.reject()
