"""A whole Monday in the real window on a real encrypted record, beside the tour that tells it.

The day is walked moment by moment as a person would, by keys and a few clicks, on a clock that the test moves, with a mail server
of our own that goes down and comes back. After each step the tour has to stand at the next one: so neither the tour nor the
journey can tell of something that the window does not do. Each moment states how many strokes and clicks it may take.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pypdf
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.domain import monday
from ma_desktop.models import (
    Appointment,
    AuditEvent,
    Encounter,
    Location,
    OutboxItem,
    Patient,
    Practitioner,
    Slot,
)
from ma_desktop.services.messages.set_up_email import set_up_email
from ma_desktop.services.practice.begin_monday import begin_monday
from ma_desktop.services.practice.demo_hours import add_hours
from ma_desktop.services.practice.demo_monday import Times
from ma_desktop.services.practice.log_in import log_in
from ma_desktop.services.practice.make_demo import make_demo
from ma_desktop.storage.record import create
from ma_desktop.storage.slots import Cost
from ma_desktop.views import theme
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.book import Book
from ma_desktop.views.dialogs.family import Family
from ma_desktop.views.dialogs.preview import Preview
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.shell.courier import Courier
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import InlineTasks
from ma_desktop.views.tour import Tour
from ma_desktop.views.workbench import Workbench
from tests.conftest import PASSWORD
from tests.journeys.driver import ALT, CTRL, SHIFT, Hands, Key, dialog, panel, print_by_keys
from tests.mail_server import Mail, account, mail, serve

__all__ = ["mail", "serve"]

#: What the README says; a change that costs more than the margin has to be meant.
STROKES, CLICKS, MARGIN = 157, 4, 12
NEW_YORK = ZoneInfo("America/New_York")


class WallClock:
    """The clock on the wall of the practice, on Monday, November 23, 2026."""

    def __init__(self) -> None:
        self.set(7, 30)

    def set(self, hour: int, minute: int) -> None:
        self.at = datetime(2026, 11, 23, hour, minute, tzinfo=NEW_YORK)

    def __call__(self) -> datetime:
        return self.at


class Monday:
    """The window, both hands, the tour beside them, the mail server behind."""

    def __init__(
        self, desk: Any, record: Any, clock: WallClock, serve: Callable[..., Mail], folder: Path
    ) -> None:
        self.desk, self.clock, self.serve, self.mail, self.folder = desk, clock, serve, serve(), folder
        set_up_email(desk, account(self.mail.port))
        bench = Workbench(desk, InlineTasks())
        self.window = MainWindow(bench, make_ports(record, desk))
        self.courier = Courier(bench, self.window)
        self.hands = Hands(self.window)
        self.keys, self.mouse = self.hands.keys, self.hands.mouse
        self.tour: Tour | None = None

    def at(self, hour: int, minute: int) -> None:
        """Time passes: what the window does by itself every minute happens."""
        self.clock.set(hour, minute)
        self.courier.round()
        for each in self.window.panels:
            each.invalidate()

    def told(self) -> str:
        """The passing sentence of the status bar."""
        return str(self.window.status.passing.text())

    def patient(self, who: monday.Person) -> int:
        return int(Patient.get((Patient.family == who[0]) & (Patient.given == who[1])).id)

    def visit(self, who: monday.Person) -> Any:
        return (
            Encounter.standing()
            .where(Encounter.patient == self.patient(who))
            .order_by(Encounter.id.desc())
            .first()
        )

    def find(self, letters: str) -> None:
        self.keys.press(Key.Key_F2)
        self.keys.line(letters)

    def panel(self, letter: str) -> None:
        self.keys.press(getattr(Key, f"Key_{letter}"), CTRL | SHIFT)

    def stands_at(self, key: str) -> None:
        """The tour saw what was done and waits for this step now."""
        assert self.tour is not None
        assert self.tour.step is not None
        assert self.tour.step.key == key

    def looked(self, key: str) -> None:
        """A step that is only looked at: on with the tour's own key."""
        self.stands_at(key)
        self.keys.press(Key.Key_F12)


@pytest.fixture
def day(
    tmp_path: Path,
    serve: Callable[..., Mail],
    qtbot: QtBot,
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Monday]:
    """An invented practice at half past seven; its mailbox is a server of this test."""
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    clock = WallClock()
    record, _code = create(
        tmp_path / "record", login="ada", password=PASSWORD, store=None, cost=Cost(8192, 1, 1)
    )
    desk = log_in(record, "ada", clock)
    desk = desk.acting_as(make_demo(desk, size=60, visits=2, today=False))
    add_hours(desk, [row.id for row in Practitioner.standing().where(Practitioner.own)], clock())
    theme.apply(qapp, "light")
    made = Monday(desk, record, clock, serve, tmp_path)
    window = made.window
    qtbot.addWidget(window)
    window.resize(1680, 1020)
    window.show()
    window.begin()
    QApplication.processEvents()
    with qtbot.waitActive(window):
        window.activateWindow()
    made.tour = Tour(window, partial(begin_monday, times=Times.of_day(clock())))
    yield made
    window.close()
    record.connect_writer()
    record.close()


def test_monday(day: Monday, report_costs: Callable[[list[Any]], None]) -> None:
    day.keys.command("a monday tour")
    assert day.tour is not None
    assert day.tour.since == day.clock(), "the day is set out"
    day.stands_at("huddle")
    for moment in (
        opening_round, mother_with_two_children, the_line_goes_down, the_line_is_back, provider_is_late, no_show_walks_in,
        same_day_add_on, closing,
    ):  # fmt: skip
        moment(day)
    report_costs(day.hands.costs)
    assert abs(sum(one.strokes for one in day.hands.costs) - STROKES) <= MARGIN
    assert abs(sum(one.clicks for one in day.hands.costs) - CLICKS) <= 2
    assert day.tour.step is None, "every step of the tour was walked"
    assert "That was a Monday" in day.tour.strip.title.text()


def opening_round(day: Monday) -> None:
    """7:30. The huddle sheet on paper, last week's open visit closed, a held time opened, a room turned over, the Outbox read."""
    keys, mouse = day.keys, day.mouse
    with day.hands.moment("7:30 opening round", budget=40):
        keys.command("huddle")
        text = pages(dialog(day.window, Preview).pdf)
        assert "Abernathy, Theodore" in text
        assert "Vandermeer" not in text, "nobody knows yet that she comes today"
        print_by_keys(day.window, keys, day.folder / "huddle.pdf")
        day.stands_at("unclosed")

        day.panel("E")
        ends = panel(day.window, "loose_ends")
        while "never closed" not in ends.model.rows[ends.table.currentIndex().row()].sentence:
            keys.press(Key.Key_Down)
        keys.press(Key.Key_Return)
        assert day.window.bench.focus.patient_id == day.patient(monday.FORGOTTEN)
        keys.press(Key.Key_Return, ALT)
        keys.line("billed on paper")
        assert day.visit(monday.FORGOTTEN).stage == "billed"
        assert "billed on paper" in [row.reason for row in AuditEvent.select()], "the reason is kept"
        day.stands_at("hold")

        release_by_mouse(day)
        day.stands_at("room")
        strip = panel(day.window, "flow_board").rooms
        mouse.click(next(press for press in strip.buttons if "to be cleaned" in press.accessibleName()))
        assert not Location.standing().where(Location.state == "dirty").exists()

        day.stands_at("waiting_mail")
        day.at(7, 40)
        day.panel("U")
        rows = panel(day.window, "outbox").model.rows
        assert {row.patient for row in rows if row.route == "email"} == {"Ferreira, Lucia", "Zielinski, Adam"}
        assert {row.state for row in rows if row.route == "email"} == {"Waits"}
        day.looked("waiting_mail")


def release_by_mouse(day: Monday) -> None:
    """A click into the hatched time at three, then the menu."""
    book = panel(day.window, "schedule")
    held = Slot.standing().where(Slot.kind == "hold").get()
    book.scroll.verticalScrollBar().setValue(book.scroll.verticalScrollBar().maximum())
    view = book.view
    place = QPointF(
        view.width() / 2 if len(view.columns) == 1 else view.width() / 4,
        view._y(held.start.astimezone(NEW_YORK), 0) + 6,
    )
    day.mouse.click(view, place.toPoint())
    day.keys.alt("O")
    day.mouse.pick("Release the held time")
    assert Slot.get_by_id(held.id).released_at == day.clock()


def mother_with_two_children(day: Monday) -> None:
    """9:00. One arrival for three, who may consent is on each child's visit, and the banner warns of the sibling."""
    day.at(9, 0)
    with day.hands.moment("9:00 mother with two children", budget=28):
        day.find("abern joa")
        day.keys.press(Key.Key_I, CTRL)
        assert len(dialog(day.window, Family).chosen()) == 3
        day.keys.press(Key.Key_Return)
        visits = [day.visit(who) for who in (monday.MOTHER, *monday.CHILDREN)]
        assert {visit.stage for visit in visits} == {"arrived"}
        assert [visit.consent_authority for visit in visits[1:]] == ["birth or adoptive parent"] * 2
        assert all("Joanna Abernathy" in visit.accompanied_by for visit in visits[1:])
        day.stands_at("siblings")
        day.find("abern cla")
        banner = panel(day.window, "patient_chart").banner
        assert "Abernathy, Clara" in banner.name.text()
        said = [chip.text() for chip in banner.findChildren(type(panel(day.window, "vitals").chip))]
        assert any("Same family name today" in words and "Theodore" in words for words in said)
        day.looked("siblings")


def the_line_goes_down(day: Monday) -> None:
    """10:15. The server is gone as two reminders come due: they wait, and one goes on paper instead."""
    day.mail.stop()
    day.at(10, 15)
    with day.hands.moment("10:15 the line is down", budget=12):
        day.panel("U")
        box = panel(day.window, "outbox")
        tried = [row for row in box.model.rows if row.attempts]
        assert [row.state for row in tried] == ["Tries again"], "one knocks for all"
        assert tried[0].trouble
        assert day.mail.inbox.mails == []
        day.looked("outage")
        day.panel("U")
        while box.chosen().patient != "Ferreira, Lucia":
            day.keys.press(Key.Key_Down)
        day.keys.press(Key.Key_F8)
        assert "Lucia" in pages(dialog(day.window, Preview).pdf)
        print_by_keys(day.window, day.keys, day.folder / "card.pdf")
        assert outgoing(day, monday.REMINDED).status == "printed"
        day.stands_at("delay")


def the_line_is_back(day: Monday) -> None:
    """10:45. What waited goes by itself, once; what is on paper does not go as well."""
    back = day.serve(day.mail.port)
    for minute in (45, 50, 55):
        day.at(10, minute)
    assert [mail["To"] for mail in back.inbox.mails] == ["adam.zielinski@home.example"]
    assert outgoing(day, monday.MAILED).status == "sent"
    assert outgoing(day, monday.REMINDED).status == "printed"


def provider_is_late(day: Monday) -> None:
    """11:00 to 11:25. A patient is ready at his time; twenty-five minutes later the window says so and what to tell the others."""
    day.at(11, 0)
    keys = day.keys
    with day.hands.moment("11:25 provider 25 minutes late", budget=45):
        day.find("berg")
        keys.press(Key.Key_I, CTRL)
        keys.press(Key.Key_Return, ALT)
        keys.press(Key.Key_Return)
        assert day.visit(monday.WAITING).stage == "roomed"
        keys.press(Key.Key_Return, ALT)
        keys.line("provider said go on")
        assert day.visit(monday.WAITING).stage == "ready"
        day.at(11, 25)
        assert panel(day.window, "flow_board").count.text() == "Dr. Ito 25 min behind"
        keys.command("behind")
        assert "Dr. Ito" in day.told()
        assert "25 minutes" in day.told()
        day.looked("delay")
        keys.press(Key.Key_Return, ALT)
        assert day.visit(monday.WAITING).stage == "provider"
        day.stands_at("after_all")


def no_show_walks_in(day: Monday) -> None:
    """11:30, and 13:30. Marked as a no-show after the grace; two hours later he stands there: one step with its reason."""
    day.at(11, 30)
    with day.hands.moment("13:30 the no-show walks in", budget=34):
        day.find("adey")
        day.keys.alt("O")
        day.mouse.pick("No-show")
        assert (
            Appointment.standing().where(Appointment.patient == day.patient(monday.MISSING)).get().status
            == "noshow"
        )
        day.at(13, 30)
        day.find("adey")
        before = AuditEvent.select().where(AuditEvent.action == "change").count()
        day.keys.alt("O")
        day.keys.press(Key.Key_Return)
        assert dialog(day.window, AskReason).isVisible()
        day.keys.line("came at 13:30")
        visit = day.visit(monday.MISSING)
        assert (visit.stage, visit.started_at) == ("arrived", day.clock())
        steps = AuditEvent.select().where(AuditEvent.action == "change")
        assert steps.count() == before + 1
        assert steps.order_by(AuditEvent.seq.desc()).first().reason == "came at 13:30"
        day.stands_at("added")


def same_day_add_on(day: Monday) -> None:
    """13:45. Booked for today in a breath; the window says what the morning would have asked, and the sheet has its addendum."""
    day.at(13, 45)
    with day.hands.moment("13:45 same-day add-on", budget=22):
        day.find("vand")
        day.keys.press(Key.Key_B, CTRL)
        assert dialog(day.window, Book).day.text() == "11/23/2026"
        day.keys.press(Key.Key_Return)
        added = Appointment.standing().where(Appointment.patient == day.patient(monday.ADDED)).get()
        assert added.start.astimezone(NEW_YORK).strftime("%m/%d %H:%M") == "11/23 14:00"
        for words in ("coverage not verified for this day", "copay $25.00", "Second shingles shot"):
            assert words in day.told()
        day.stands_at("addendum")
        day.keys.command("huddle")
        text = pages(dialog(day.window, Preview).pdf)
        assert "Vandermeer, Grace" in text.partition("Added since this morning's sheet")[2]
        assert "Abernathy" not in text.partition("Added since this morning's sheet")[2]
        print_by_keys(day.window, day.keys, day.folder / "addendum.pdf")


def closing(day: Monday) -> None:
    """17:00. What is left stands among the loose ends with whose it is; tomorrow begins there."""
    day.at(17, 0)
    with day.hands.moment("17:00 closing", budget=3):
        day.panel("E")
        rows = panel(day.window, "loose_ends").model.rows
        left = {row.patient for row in rows}
        assert {"Abernathy, Theodore", "Abernathy, Clara", "Adeyemi, Marcus"} <= left
        assert "Delgado, Ruth" not in left, "closed in the morning"
        day.looked("loose_ends")


def outgoing(day: Monday, who: monday.Person) -> Any:
    """The reminder that came due this morning."""
    rows = OutboxItem.standing().where(
        (OutboxItem.patient == day.patient(who)) & (OutboxItem.status != "cancelled")
    )
    return rows.order_by(OutboxItem.id.desc()).first()


def pages(pdf: bytes) -> str:
    return " ".join("\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
