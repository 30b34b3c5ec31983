"""A scan in the watched folder becomes a card in the record, small, upright, and the file may go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Attachment, Coverage, Patient
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.views.dialogs.ask_reason import AskReason
from ma_desktop.views.dialogs.confirm import Confirm
from ma_desktop.views.dialogs.pictures import Pictures
from ma_desktop.views.dialogs.register import Register
from ma_desktop.views.images import CARD_EDGE, newest, prepared
from ma_desktop.views.main_window import MainWindow


def scan(folder: Path, name: str, width: int = 2400, height: int = 1500) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    image.setText("Comment", "taken at home")
    folder.mkdir(exist_ok=True)
    assert image.save(str(folder / name))
    return folder / name


def test_a_large_scan_is_made_small_and_bare(tmp_path: Path) -> None:
    content = prepared(scan(tmp_path / "scans", "card.png"), CARD_EDGE)
    image = QImage.fromData(content)
    assert image.size() == QSize(1600, 1000)
    assert content.startswith(b"\xff\xd8\xff")
    assert b"taken at home" not in content
    (tmp_path / "scans" / "text.png").write_text("no picture")
    with pytest.raises(RuleBroken, match="not a picture"):
        prepared(tmp_path / "scans" / "text.png", CARD_EDGE)
    assert len(newest(str(tmp_path / "scans"), 100)) == 2
    assert newest("", 100) == newest(str(tmp_path / "nowhere"), 100) == ()


def test_a_scan_is_filed_and_its_file_deleted_when_asked(
    window: MainWindow, desk: Any, dialog: Callable[..., Any], tmp_path: Path, qtbot: QtBot
) -> None:
    patient = Coverage.select().where(Coverage.status == "active").order_by(Coverage.id).first().patient_id
    folder = tmp_path / "scans"
    folder.mkdir()
    change_setting(desk, "check_in.scan_folder", str(folder))
    window.bench.active.choose_patient(patient)
    window.bench.commands.run("pictures")
    pictures = dialog(Pictures)
    assert not pictures.yes_button.isEnabled()
    assert "appears here by itself" in pictures.scan_title.text()
    path = scan(folder, "one.png")
    qtbot.waitUntil(pictures.yes_button.isEnabled)  # the folder is watched
    pictures.choices["card-front"].setChecked(True)
    pictures.accept()
    row = Attachment.get(Attachment.patient == patient)
    assert (row.kind, row.about) == ("card-front", "Coverage")
    assert not pictures.frames["card-front"].pixmap().isNull()
    dialog(Confirm).accept()
    assert not path.exists()
    window.bench.commands.run("finish_registration")
    form = dialog(Register)
    assert form.form.card.isVisibleTo(form)
    form.reject()
    pictures.choices["card-front"].setChecked(True)
    pictures.remove.click()
    ask = dialog(AskReason)
    ask.reason.setCurrentText("wrong patient")
    ask.accept()
    assert pictures.frames["card-front"].text() == "Nothing yet"


def test_a_photo_from_a_file_stands_in_the_banner(
    window: MainWindow, dialog: Callable[..., Any], panel: Callable[[str], Any], tmp_path: Path
) -> None:
    window.bench.active.choose_patient(1)
    window.bench.commands.run("pictures")
    pictures = dialog(Pictures)
    pictures.file(scan(tmp_path / "camera", "me.jpg", 900, 1200))
    assert Patient.get_by_id(1).photo is not None
    assert "still lies where it was" in pictures.notice_line.sentence
    disc = panel("patient_chart").banner._disc
    assert not disc.photo.isNull()
    (tmp_path / "camera" / "bad.jpg").write_text("no picture")
    pictures.file(tmp_path / "camera" / "bad.jpg")
    assert "not a picture" in pictures.notice_line.sentence
    assert Attachment.select().count() == 1
