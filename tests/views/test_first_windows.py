"""The windows before the desk: set-up and log-in, by keys and clicks, on a real record."""

from __future__ import annotations

import io
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdf
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ma_desktop import app
from ma_desktop.storage import slots
from ma_desktop.views.log_in import LogIn
from ma_desktop.views.recovery_print import recovery_sheet_pdf
from ma_desktop.views.set_up import SetUp
from ma_desktop.views.tasks import InlineTasks


def test_a_practice_is_set_up_and_the_code_must_be_typed_back(
    qtbot: QtBot, tmp_path: Path, monkeypatch
) -> None:
    monkeypatch.setattr(slots.Cost, "__init__", _fast)
    entered: list[object] = []
    window = SetUp(
        InlineTasks(),
        lambda answers: app._set_up(tmp_path / "r", answers),
        lambda r, d: entered.append((r, d)),
    )
    qtbot.addWidget(window)
    window.show()
    qtbot.mouseClick(window.forward, Qt.MouseButton.LeftButton)
    assert "practice's name" in window.sentence.text()
    qtbot.keyClicks(window.fields["name"], "Cedar Street Family Practice")
    qtbot.keyClicks(window.fields["npi"], "1234567890")
    qtbot.mouseClick(window.forward, Qt.MouseButton.LeftButton)
    assert window.pages.currentIndex() == 0
    window.fields["npi"].clear()
    qtbot.keyClicks(window.fields["npi"], "1234567893")
    qtbot.mouseClick(window.forward, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(window.user_name, "Ada R.")
    qtbot.keyClicks(window.login, "ada")
    for field in (window.password, window.again):
        qtbot.keyClicks(field, "seven gray herons wade")
    window.without.setChecked(True)
    qtbot.mouseClick(window.forward, Qt.MouseButton.LeftButton)
    assert window.pages.currentIndex() == 2
    qtbot.keyClicks(window.typed, "WRONG")
    qtbot.mouseClick(window.forward, Qt.MouseButton.LeftButton)
    assert entered == []
    window.typed.clear()
    qtbot.keyClicks(window.typed, window.code.text().lower().replace("-", " "))
    qtbot.mouseClick(window.forward, Qt.MouseButton.LeftButton)
    ((record, desk),) = entered
    assert desk.worker.name == "Ada R."
    record.connect_writer()
    record.close()

    opened: list[object] = []
    login = LogIn(
        InlineTasks(),
        lambda who, password: app._unlocked(tmp_path / "r", who, password),
        lambda r, d: opened.append(r),
    )
    qtbot.addWidget(login)
    login.show()
    qtbot.keyClicks(login.login, "ada")
    qtbot.keyClicks(login.password, "not this one at all")
    qtbot.keyClick(login.password, Qt.Key.Key_Return)
    assert "do not fit" in login.sentence.text()
    assert login.sentence.height() >= login.sentence.heightForWidth(login.sentence.width())
    assert login.password.text() == ""
    qtbot.keyClicks(login.password, "seven gray herons wade")
    qtbot.keyClick(login.password, Qt.Key.Key_Return)
    assert len(opened) == 1
    opened[0].connect_writer()
    opened[0].close()


def test_the_recovery_sheet_carries_the_code() -> None:
    moment = datetime(2026, 11, 23, 9, 40, tzinfo=ZoneInfo("America/New_York"))
    pdf = recovery_sheet_pdf("Cedar Street", "ANP6-GMXB-P00E-PWDG-50M8-D6J4-0R8B", "ada", moment)
    text = pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
    assert "ANP6" in text
    assert "0R8B" in text


def _fast(self: slots.Cost, memory: int = 8192, passes: int = 1, lanes: int = 1) -> None:
    for name, value in (("memory", memory), ("passes", passes), ("lanes", lanes)):
        object.__setattr__(self, name, value)
