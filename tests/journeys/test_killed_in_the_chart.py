"""A power cut in a note, the growth chart, the orthostatic series, a measured screening, a call for the provider, the rooming sheet:
the same form stands again with what was typed, and the keyboard in its field.

*Before the injection* keeps nothing on purpose: a birth date has to be said anew to be said by the patient.
"""

from __future__ import annotations

import signal

import pytest

from tests.journeys.killed import BEGIN, House, ended, said_by

#: Form, how it is opened, its dialog's module and class (none: in the chart itself), its field, and what is typed.
FORMS = {
    "chart.notes": ('bench.commands.run("write_note")', "", 'chart.tab["notes"].form.text', "Seen and heard"),
    "growth": ('bench.forms["growth"](patient, visit)', "growth.GrowthCharts", "form.weeks", "33+"),
    "standing": ('bench.forms["standing"](patient, visit)', "standing.StandingSeries", "form.focusWidget()", "132/8"),
    "screening.hemoglobin": ('bench.forms["screening.hemoglobin"](patient, visit)', "screening_result.ScreeningResult", "form.value", "11."),
    "provider_needed": ('bench.commands.run("provider_needed")', "provider_needed.CallReason", "form.reason.lineEdit()", "said that she"),
    "rooming": ('chart.visit_tab.room("reason")', "", 'chart.visit_tab.rooming.pages["reason"].words', "my ear hur"),
}  # fmt: skip

_PARTS = """
import importlib
FORM, OPEN, KIND, FIELD, TYPED = {given!r}

def shown(window):
    if not KIND:
        return [None]
    module, _dot, name = KIND.partition(".")
    cls = getattr(importlib.import_module("ma_desktop.views.dialogs." + module), name)
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, cls) and w.isVisible()]

def field(window):
    form, chart = shown(window)[-1], panel(window, "patient_chart")
    return eval(FIELD, {{"form": form, "chart": chart}})

def words(widget):
    return widget.text() if hasattr(widget, "text") else widget.toPlainText()

def there(window):
    try:
        return shown(window) and field(window) is not None
    except (AttributeError, KeyError):  # the tab or the sheet is not made yet
        return False
"""

_TYPE = """
from datetime import timedelta
from ma_desktop.domain.permissions import Permission
rows = list(Encounter.select().where(Encounter.stage.in_(["roomed", "vitals"])))
if FORM == "growth":
    visit = rows[0]
    with desk.work("Born", needs=Permission.CHECK_IN, undoable=False) as work:
        work.update(visit.patient, birth_date=now().date() - timedelta(days=200), sex="female")
else:
    visit = next(row for row in rows if row.patient.birth_date.year < 2000)
patient, visit = visit.patient_id, visit.id
record.disconnect()

def work(window):
    bench = window.bench
    bench.active.choose_patient(patient, visit)
    chart = panel(window, "patient_chart")
    wait(lambda: chart.painted, "the chart")
    eval(OPEN)
    wait(lambda: there(window), "the form")
    QTest.qWait(300)
    saved = []
    bench.draft_saved.connect(saved.append)
    here = field(window)
    here.setFocus()
    here.selectAll()
    QTest.keyClicks(here, TYPED)
    wait(lambda: saved, "the draft")
    wait(lambda: words(here) == TYPED, "the words")
    QTest.qWait(600)  # the pause after which the last letter is kept
    print(json.dumps({"visit": visit}), flush=True)

def eval(text, names=None, really=eval):
    window = next(w for w in QApplication.topLevelWidgets() if hasattr(w, "bench") and hasattr(w, "panels"))
    return really(text, names or {"bench": window.bench, "chart": panel(window, "patient_chart"), "patient": patient, "visit": visit})

program._open_window(program._application(), record, desk, shots=work)
"""

_LOOK = """
record.disconnect()
def look(window):
    wait(lambda: panel(window, "patient_chart").painted and there(window), "the form")
    wait(lambda: there(window) and words(field(window)) == TYPED, "the words")
    here = field(window)
    wait(lambda: here.window().focusWidget() in (here, here.parentWidget()), "the keyboard")
    print(json.dumps({"visit": window.bench.focus.encounter_id, "text": words(here)}), flush=True)
    QTimer.singleShot(0, lambda: ([f.leave() for f in shown(window) if f is not None], window.close()))

program._open_window(program._application(), record, desk, shots=look)
"""


@pytest.mark.parametrize("form", FORMS)
def test_the_same_form_comes_back(house: House, form: str) -> None:
    typed = FORMS[form][-1]
    parts = _PARTS.format(given=(form, *FORMS[form]))
    window = house.start(BEGIN + parts + _TYPE)
    said = said_by(window)
    window.send_signal(signal.SIGKILL)
    ended(window)
    again = house.start(BEGIN + parts + _LOOK)
    back = said_by(again)
    ended(again)
    assert back["text"] == typed
    # The growth chart is a patient's, not a visit's.
    assert back["visit"] == (None if form == "growth" else said["visit"])
