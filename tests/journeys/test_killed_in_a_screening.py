"""A power cut in the middle of a screening: the same question stands again, every answer is there, and the call for the provider too."""

from __future__ import annotations

import signal

from tests.journeys.killed import BEGIN, House, ended, said_by

_ASK = (
    BEGIN
    + """
from ma_desktop.views.dialogs.screening import Screening
from ma_desktop.views.screening_steps import ScreeningSteps

visit = next(row for row in Encounter.select().where(Encounter.stage.in_(["roomed", "vitals"])) if row.patient.birth_date.year < 2000)
patient, visit = visit.patient_id, visit.id
record.disconnect()

def forms():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Screening) and w.isVisible()]

def work(window):
    window.bench.active.choose_patient(patient, visit)
    ScreeningSteps(window.bench, window.bench.focus, window).start("phq-2")
    wait(forms, "the form")
    page, saved = forms()[0].page, []
    window.bench.draft_saved.connect(saved.append)
    for key in "2311":
        count = len(saved)
        QTest.keyClicks(page, key)
        wait(lambda: len(saved) > count, "the draft of " + key)
    for _key in range(4):
        QTest.keyClick(page, Qt.Key.Key_Right)
    QTest.keyClicks(page, "1")
    wait(lambda: forms()[0].strip.isVisible(), "the call")
    QTest.qWait(100)
    print(json.dumps({"visit": visit, "strip": forms()[0].strip_words.text()}), flush=True)

from PySide6.QtCore import Qt
program._open_window(program._application(), record, desk, shots=work)
"""
)

_AGAIN = (
    BEGIN
    + """
from ma_desktop.views.dialogs.screening import Screening

record.disconnect()

def forms():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, Screening) and w.isVisible()]

def look(window):
    wait(lambda: forms() and forms()[0].page.here.answers, "the form")
    page = forms()[0].page
    chips = lambda: [c.text() for c in window.bar.findChildren(QPushButton) if c.objectName() == "urgentChip"]
    wait(chips, "the call in the bar")
    print(json.dumps({"visit": window.bench.focus.encounter_id, "question": page.here.item.key, "answers": dict(page.here.answers),
                      "tool": page.here.tool.key, "bar": chips()}), flush=True)
    QTimer.singleShot(0, lambda: (forms()[0].leave(), window.close()))

from PySide6.QtWidgets import QPushButton
program._open_window(program._application(), record, desk, shots=look)
"""
)


def test_the_same_question_comes_back(house: House) -> None:
    window = house.start(_ASK)
    said = said_by(window)
    window.send_signal(signal.SIGKILL)
    ended(window)
    again = house.start(_AGAIN)
    back = said_by(again)
    ended(again)
    assert back["visit"] == said["visit"]
    assert (back["tool"], back["question"]) == ("phq-9", "difficulty")
    assert back["answers"] == {"1": 2, "2": 3, "3": 1, "4": 1, "9": 1}
    assert back["bar"] == [said["strip"]]
