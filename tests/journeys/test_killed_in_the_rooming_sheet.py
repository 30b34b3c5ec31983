"""A power cut in the middle of the rooming sheet: the same section stands again with what was typed and the keyboard in its field."""

from __future__ import annotations

import signal

import pytest

from tests.journeys.killed import BEGIN, House, ended, said_by

#: Section and its field.
FIELDS = {
    "reason": 'sheet.pages["reason"].words',
    "story": 'sheet.pages["story"].fields["quality"]',
    "vitals": 'sheet.pages["vitals"].vitals.rows["weight"].input',
}

_PARTS = """
SECTION, FIELD = {section!r}, {field!r}

def sheet_of(window):
    chart = panel(window, "patient_chart")
    return chart.visit_tab.rooming if chart.painted else None

def field(window):
    return eval(FIELD, {{"sheet": sheet_of(window)}})

def text(widget):
    return widget.toPlainText() if hasattr(widget, "toPlainText") else widget.text()
"""

_TYPE = """
visit = Encounter.select().where(Encounter.stage == "roomed").first()
patient, visit = visit.patient_id, visit.id
record.disconnect()

def work(window):
    window.bench.active.choose_patient(patient, visit)
    wait(lambda: panel(window, "patient_chart").painted, "the chart")
    window.bench.commands.run("rooming_sheet")
    wait(lambda: sheet_of(window) is not None and sheet_of(window).data is not None, "the sheet")
    sheet_of(window).open_section(SECTION)
    QTest.qWait(300)
    saved = []
    window.bench.draft_saved.connect(saved.append)
    here = field(window)
    here.setFocus()
    here.selectAll()
    QTest.keyClicks(here, "181 wobbly")
    wait(lambda: saved, "the draft")
    print(json.dumps({"visit": visit}), flush=True)

program._open_window(program._application(), record, desk, shots=work)
"""

_LOOK = """
record.disconnect()

def look(window):
    wait(lambda: sheet_of(window) is not None and sheet_of(window).data is not None, "the sheet")
    wait(lambda: text(field(window)) == "181 wobbly", "the words")
    wait(lambda: window.focusWidget() is field(window), "the keyboard")
    sheet = sheet_of(window)
    print(json.dumps({"visit": window.bench.focus.encounter_id, "section": sheet.current, "seen": sheet.isVisible()}), flush=True)
    QTimer.singleShot(0, window.close)

program._open_window(program._application(), record, desk, shots=look)
"""


@pytest.mark.parametrize("section", FIELDS)
def test_the_same_section_and_field_come_back(house: House, section: str) -> None:
    parts = _PARTS.format(section=section, field=FIELDS[section])
    window = house.start(BEGIN + parts + _TYPE)
    said = said_by(window)
    window.send_signal(signal.SIGKILL)
    ended(window)
    again = house.start(BEGIN + parts + _LOOK)
    back = said_by(again)
    ended(again)
    assert back == {"visit": said["visit"], "section": section, "seen": True}
