"""A practice's first day: the assistant, the settings, a person added, and one visit, all from an empty folder."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ma_desktop import app
from ma_desktop.models import AuditEvent, Encounter, Patient, User
from ma_desktop.reports import after_visit_summary, superbill
from ma_desktop.services.billing.superbill_page import superbill_page
from ma_desktop.services.visit.visit_summary_page import visit_summary_page
from ma_desktop.storage import slots
from ma_desktop.storage.verify import verify
from ma_desktop.views import theme
from ma_desktop.views.dialogs.my_password import MyPassword
from ma_desktop.views.dialogs.practice_settings import PracticeSettings
from ma_desktop.views.log_in import LogIn
from ma_desktop.views.main_window import MainWindow
from ma_desktop.views.practice_commands import practice_commands
from ma_desktop.views.set_up import SetUp
from ma_desktop.views.shell.seat import make_ports
from ma_desktop.views.tasks import InlineTasks
from ma_desktop.views.workbench import Workbench
from tests.journeys.driver import dialog
from tests.journeys.test_one_visit_on_screen import walk_by_mouse
from tests.views.test_first_windows import _fast

PHRASE, HERS = "wandering otters sing", "purple lanterns drift"
CLICK = Qt.MouseButton.LeftButton


@pytest.fixture
def first_day(qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The window as it opens when the assistant is through."""
    monkeypatch.setattr(slots.Cost, "__init__", _fast)
    theme.apply(qapp, "light")
    entered: list[tuple[object, object]] = []
    assistant = SetUp(
        InlineTasks(),
        lambda answers: app._set_up(tmp_path / "r", answers),
        lambda r, d: entered.append((r, d)),
    )
    qtbot.addWidget(assistant)
    assistant.show()
    for name, text in (("name", "Elm Street"), ("phone", "(937) 555-0142"), ("provider_given", "Luz"),
                       ("provider_family", "Reyes"), ("provider_npi", "1558598797")):  # fmt: skip
        qtbot.keyClicks(assistant.fields[name], text)
    assistant.is_provider.setChecked(True)
    qtbot.mouseClick(assistant.forward, CLICK)
    assert assistant.user_name.text() == "Luz Reyes"
    qtbot.keyClicks(assistant.login, "luz")
    qtbot.keyClicks(assistant.password, "short")
    assert "12 characters" in assistant.strength.text()
    assistant.password.clear()
    for field in (assistant.password, assistant.again):
        qtbot.keyClicks(field, PHRASE)
    assert "strong" in assistant.strength.text()
    assistant.without.setChecked(True)
    qtbot.mouseClick(assistant.forward, CLICK)
    qtbot.keyClicks(assistant.typed, assistant.code.text())
    qtbot.mouseClick(assistant.forward, CLICK)
    record, desk = entered[0]
    record.connect_writer()  # type: ignore[attr-defined]
    bench = Workbench(desk, InlineTasks())  # type: ignore[arg-type]
    window = MainWindow(bench, make_ports(record, desk))
    bench.commands.add(*practice_commands(bench, window))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.begin()
    yield SimpleNamespace(
        window=window, bench=bench, record=record, folder=tmp_path / "r", code=assistant.code.text()
    )
    record.connect_writer()  # type: ignore[attr-defined]
    record.close()  # type: ignore[attr-defined]


def settings_of(first_day: SimpleNamespace) -> PracticeSettings:
    first_day.bench.commands.run("practice_settings")
    return dialog(first_day.window, PracticeSettings)


def test_an_empty_folder_becomes_a_practice_that_works_a_visit(
    first_day: SimpleNamespace, qtbot: QtBot, tmp_path: Path
) -> None:
    window = first_day.window
    settings = settings_of(first_day)
    people, fees = settings.editors["users"], settings.editors["fees"]
    for name, text in (("name", "Mia Lopez"), ("login", "mia"), ("password", "short")):
        qtbot.keyClicks(people.fields[name], text)
    qtbot.mouseClick(people.save, CLICK)
    assert "12 characters" in settings.notice_line.sentence
    assert people.fields["name"].text() == "Mia Lopez"
    people.fields["password"].clear()
    qtbot.keyClicks(people.fields["password"], HERS)
    qtbot.mouseClick(people.save, CLICK)
    assert [line.words for line in people.lines] == ["Luz Reyes · Owner", "Mia Lopez · Medical assistant"]
    assert not people.fields["login"].isVisibleTo(people)
    (tmp_path / "fees.csv").write_text("CPT,Description,Fee\n99211,MA visit,42\n99213,low,128\nBAD,x,1\n")
    settings.load_csv(tmp_path / "fees.csv")
    assert "2 new" in settings.notice_line.sentence
    assert "line 4" in settings.notice_line.sentence
    for name, text in (("code", "81002"), ("label", "urine dip"), ("fee", "nine")):
        qtbot.keyClicks(fees.fields[name], text)
    qtbot.mouseClick(fees.save, CLICK)
    assert "not an amount" in settings.notice_line.sentence
    fees.fields["fee"].clear()
    qtbot.keyClicks(fees.fields["fee"], "$9")
    qtbot.mouseClick(fees.save, CLICK)
    assert "81002 · urine dip · $9.00" in [line.words for line in fees.lines]
    settings.accept()

    window.lock(switching=True)
    qtbot.keyClicks(window.lock_page.login, "mia")
    qtbot.keyClicks(window.lock_page.secret, HERS)
    qtbot.mouseClick(window.lock_page.go, CLICK)
    assert first_day.bench.desk.worker.name == "Mia Lopez"
    assert not first_day.bench.commands.run("practice_settings")
    (tmp_path / "pages").mkdir()
    walk_by_mouse(window, tmp_path / "pages")

    encounter = Encounter.select().order_by(Encounter.id.desc()).first()
    for page in (
        after_visit_summary.render(visit_summary_page(first_day.bench.desk, encounter.id)),
        superbill.render(superbill_page(first_day.bench.desk, encounter.id)),
    ):
        assert page.startswith(b"%PDF")
    assert verify(first_day.record, {})["ok"]
    window.close()


def test_everybody_logs_in_the_next_morning_and_a_forgotten_password_is_no_end(
    first_day: SimpleNamespace, qtbot: QtBot
) -> None:
    first_day.window.close()
    first_day.record.connect_writer()
    first_day.record.close()
    entered: list[tuple[object, object]] = []
    folder = first_day.folder
    morning = LogIn(
        InlineTasks(),
        lambda login, password: app._unlocked(folder, login, password),
        lambda r, d: entered.append((r, d)),
        lambda login, code, password, without: app._recovered(folder, login, code, password, without),
    )
    qtbot.addWidget(morning)
    morning.show()
    qtbot.keyClicks(morning.login, "luz")
    qtbot.keyClicks(morning.password, "I do not remember it")
    qtbot.mouseClick(morning.open, CLICK)
    assert "do not fit" in morning.sentence.text()
    qtbot.mouseClick(morning.other, CLICK)
    qtbot.keyClicks(morning.code, "0000-0000-0000-0000-0000-0000-0000")
    for field in (morning.password, morning.again):
        qtbot.keyClicks(field, "a kettle on the moon")
    qtbot.mouseClick(morning.open, CLICK)
    assert "not the recovery code" in morning.sentence.text()
    assert entered == []
    morning.code.clear()
    qtbot.keyClicks(morning.code, first_day.code.lower())
    morning.login.clear()
    qtbot.keyClicks(morning.login, "nobody")
    qtbot.mouseClick(morning.open, CLICK)
    assert "Nobody of this practice" in morning.sentence.text()
    morning.login.clear()
    qtbot.keyClicks(morning.login, "luz")
    qtbot.mouseClick(morning.open, CLICK)
    ((record, desk),) = entered
    assert desk.worker.name == "Luz Reyes"  # type: ignore[attr-defined]
    record.connect_writer()  # type: ignore[attr-defined]
    titles = [e.title for e in AuditEvent.select().order_by(AuditEvent.seq.desc()).limit(2)]
    assert titles == ["Opened with the recovery code", "Log in"]
    record.close()  # type: ignore[attr-defined]
    again, _desk = app._unlocked(folder, "luz", "a kettle on the moon")
    again.connect_writer()
    again.close()


def test_a_log_in_that_is_refused_leaves_the_record_free_for_the_next(first_day: SimpleNamespace) -> None:
    first_day.window.close()
    first_day.record.connect_writer()
    User.update(active=False).execute()
    first_day.record.close()
    for _try in range(2):
        with pytest.raises(Exception, match="switched off"):
            app._unlocked(first_day.folder, "luz", PHRASE)


def test_the_pin_unlocks_three_wrong_ones_ask_for_the_password(
    first_day: SimpleNamespace, qtbot: QtBot
) -> None:
    window = first_day.window
    first_day.bench.commands.run("my_password")
    mine = dialog(window, MyPassword)
    qtbot.keyClicks(mine.pin, "1234")
    qtbot.mouseClick(mine.yes_button, CLICK)
    assert "guessed" in mine.notice_line.sentence
    mine.pin.clear()
    qtbot.keyClicks(mine.pin, "4071")
    qtbot.mouseClick(mine.yes_button, CLICK)

    def tries(secret: str) -> bool:
        window.lock()
        window.lock_page.secret.clear()
        qtbot.keyClicks(window.lock_page.secret, secret)
        qtbot.keyClick(window.lock_page.secret, Qt.Key.Key_Return)
        return not window.locked

    assert tries("4071")
    assert [tries(wrong) for wrong in ("4070", "4072", "4073")] == [False] * 3
    assert not tries("4071")
    assert tries(PHRASE)
    assert tries("4071")
    window.close()


def test_a_set_up_that_fails_half_way_leaves_an_empty_folder_to_try_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> None:
    from ma_desktop.services.practice import set_up_practice as first
    from ma_desktop.views.set_up import Answers

    monkeypatch.setattr(slots.Cost, "__init__", _fast)
    answers = Answers("luz", PHRASE, True, first.NewPractice("Elm"))
    whole = first.set_up_practice

    def broken(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(first, "set_up_practice", broken)
    with pytest.raises(OSError, match="No space"):
        app._set_up(tmp_path / "r", answers)
    assert not (tmp_path / "r" / "record.ma").exists()
    monkeypatch.setattr(first, "set_up_practice", whole)
    record, _desk, _code = app._set_up(tmp_path / "r", answers)
    record.connect_writer()
    assert Patient.select().count() == 0
    record.close()


def test_enter_saves_and_on_cancel_it_cancels(first_day: SimpleNamespace, qtbot: QtBot) -> None:
    window = first_day.window
    first_day.bench.commands.run("my_password")
    mine = dialog(window, MyPassword)
    mine.no_button.setFocus()
    qtbot.keyClicks(mine.pin, "4071")
    qtbot.keyClick(mine.no_button, Qt.Key.Key_Return)
    assert User.get(User.login == "luz").pin_hash is None
    first_day.bench.commands.run("my_password")
    mine = dialog(window, MyPassword)
    mine.pin.setFocus()
    mine.pin.clear()
    qtbot.keyClicks(mine.pin, "4071")
    qtbot.keyClick(mine.pin, Qt.Key.Key_Return)
    assert User.get(User.login == "luz").pin_hash
    window.close()


def test_a_key_store_that_is_gone_is_said_and_the_code_opens_without_it(
    qtbot: QtBot, qapp: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock
) -> None:
    """A record bound to a key store, opened on a machine that has none: first the entry, then the store is missing."""
    from ma_desktop.services.practice.log_in import log_in
    from ma_desktop.services.practice.set_up_practice import NewPractice, set_up_practice
    from ma_desktop.storage import keyring_store
    from ma_desktop.storage.record import create
    from tests.conftest import MemoryStore

    monkeypatch.setattr(slots.Cost, "__init__", _fast)
    record, code = create(tmp_path / "r", login="luz", password=PHRASE, store=MemoryStore())
    set_up_practice(log_in(record, "luz", clock), NewPractice("Elm"))
    record.close()
    entered: list[tuple[object, object]] = []
    window = LogIn(
        InlineTasks(),
        lambda login, password: app._unlocked(tmp_path / "r", login, password),
        lambda r, d: entered.append((r, d)),
        lambda login, code, password, without: app._recovered(tmp_path / "r", login, code, password, without),
    )
    qtbot.addWidget(window)
    window.show()
    qtbot.keyClicks(window.login, "luz")
    qtbot.keyClicks(window.password, PHRASE)
    qtbot.mouseClick(window.open, CLICK)
    assert "locked or missing" in window.sentence.text()
    assert not window.recovering
    with monkeypatch.context() as empty:
        empty.setattr(keyring_store, "SystemKeyring", MemoryStore)
        qtbot.keyClicks(window.password, PHRASE)
        qtbot.mouseClick(window.open, CLICK)
    assert "no longer holds its half" in window.sentence.text()
    assert window.recovering
    qtbot.keyClicks(window.code, code)
    window.password.clear()
    for field in (window.password, window.again):
        qtbot.keyClicks(field, HERS)
    qtbot.mouseClick(window.open, CLICK)
    assert "tick" in window.sentence.text()
    assert entered == []
    window.without.setChecked(True)
    qtbot.mouseClick(window.open, CLICK)
    ((again, _desk),) = entered
    again.connect_writer()  # type: ignore[attr-defined]
    again.close()  # type: ignore[attr-defined]
    record, _desk = app._unlocked(tmp_path / "r", "luz", HERS)
    record.connect_writer()
    record.close()
