"""A provider's day for the phone: the times, and no patient."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from ma_desktop.commandline import run
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Appointment, DocumentReference, Patient
from ma_desktop.services.schedule.cancel_appointment import cancel_appointment
from ma_desktop.services.schedule.export_calendar import export_calendar
from tests.conftest import PASSWORD


def events(path: Path) -> list[Any]:
    return list(Calendar.from_ical(path.read_bytes()).walk("VEVENT"))


def test_one_file_for_each_provider_with_times_and_nobodys_name(desk: Any, tmp_path: Path) -> None:
    day = desk.now().date()
    files = export_calendar(desk, tmp_path / "out", day)
    assert [file.name for file in files] == [f"kenji-ito-{day}.ics", f"abena-osei-{day}.ics"]
    found = [event for file in files for event in events(file)]
    booked = Appointment.standing().where(
        Appointment.status.not_in(["cancelled", "noshow"])
        & (Appointment.start < desk.now() + timedelta(hours=14))
    )
    assert sorted(event.decoded("dtstart") for event in found) == sorted(row.start for row in booked)
    text = b"".join(file.read_bytes() for file in files).decode().casefold()
    for patient in Patient.select():
        for word in (
            patient.record_number,
            patient.phone,
            *(name for name in (patient.family, patient.given) if len(name) > 3),
        ):
            if word.casefold() not in "kenji ito abena osei appointment":
                assert word.casefold() not in text
    assert {str(event["summary"]) for event in found} == {"Appointment"}
    assert DocumentReference.select().where(DocumentReference.kind == "calendar").count() == 2


def test_the_same_appointment_keeps_its_id_and_a_cancelled_one_goes(desk: Any, tmp_path: Path) -> None:
    day = desk.now().date()
    first = {str(e["uid"]) for file in export_calendar(desk, tmp_path / "a", day) for e in events(file)}
    row = (
        Appointment.standing()
        .where((Appointment.status == "booked") & (Appointment.start > desk.now()))
        .get()
    )
    cancel_appointment(desk, row.id, "patient called")
    second = {
        str(e["uid"]) for file in export_calendar(desk, tmp_path / "b", day, days=2) for e in events(file)
    }
    assert len(first - second) == 1


@pytest.mark.parametrize("days", [0, 63])
def test_an_odd_number_of_days_is_refused(desk: Any, tmp_path: Path, days: int) -> None:
    with pytest.raises(RuleBroken):
        export_calendar(desk, tmp_path, desk.now().date(), days=days)


def test_a_place_that_is_a_file_and_nobody_to_write_for_are_refused(desk: Any, tmp_path: Path) -> None:
    (tmp_path / "here").write_text("x")
    with pytest.raises(RuleBroken, match="Name a folder"):
        export_calendar(desk, tmp_path / "here", desk.now().date())
    with pytest.raises(RuleBroken, match="no provider"):
        export_calendar(desk, tmp_path, desk.now().date(), practitioner_id=999_999)


def test_from_the_command_line(
    prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io
    import shutil
    import sys

    shutil.copytree(prepared, tmp_path / "r", ignore=shutil.ignore_patterns("record.lock"))
    ask = ["--record", str(tmp_path / "r"), "--user", "ada", "--password-stdin", "--json"]
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSWORD + "\n"))
    assert run(["export", "ics", str(tmp_path / "out"), "--date", "2026-11-23", *ask]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (len(told["files"]), told["refused"]) == (2, [])
    assert run(["export", "ics", str(tmp_path / "out"), "--date", "tomorrow", *ask]) == 2
    assert "2026-11-23" in capsys.readouterr().err
