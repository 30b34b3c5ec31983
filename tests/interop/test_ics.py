"""Calendar files, read back."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar

from ma_desktop.interop.ics import BusyTime, write

NEW_YORK = ZoneInfo("America/New_York")


def test_times_are_right_on_both_sides_of_the_changed_clock() -> None:
    before = datetime(2026, 3, 6, 9, 0, tzinfo=NEW_YORK)
    after = datetime(2026, 3, 9, 9, 0, tzinfo=NEW_YORK)
    made = datetime(2026, 3, 1, 12, 0, tzinfo=NEW_YORK)
    content = write(
        [BusyTime("a@x", before, 20, "Appointment"), BusyTime("b@x", after, 45, "Appointment", 3)],
        name="Kenji Ito",
        made_at=made,
    )
    calendar = Calendar.from_ical(content)
    first, second = calendar.walk("VEVENT")
    assert first.decoded("dtstart") == datetime(2026, 3, 6, 14, 0, tzinfo=UTC)
    assert second.decoded("dtstart") == datetime(2026, 3, 9, 13, 0, tzinfo=UTC)
    assert second.decoded("dtend").astimezone(NEW_YORK).strftime("%H:%M") == "09:45"
    assert (str(second["summary"]), second["sequence"], str(second["class"])) == ("Appointment", 3, "PRIVATE")
    assert b"\r\nDTSTART:20260306T140000Z\r\n" in content
    assert content.endswith(b"END:VCALENDAR\r\n")
