"""A power cut in the middle of history, allergies or medicines: the same form stands again with what was typed and the keyboard in its field."""

from __future__ import annotations

import signal

import pytest

from tests.journeys.killed import BEGIN, House, ended, said_by

#: Form, its dialog's module and class (none: a line of the tab), and its field.
FORMS = {
    "history_entry.past": ("history_entry.HistoryEntry", 'form.form.widgets["complication"]'),
    "history_entry.family": ("history_entry.HistoryEntry", 'form.form.widgets["note"]'),
    "review_allergies": ("review_allergies.ReviewAllergies", "form.reaction"),
    "review_medicines": ("review_medicines.ReviewMedicines", "form.line"),
    "allergy_entry": ("allergy_entry.AllergyEntry", 'form.form.widgets["note"]'),
    "chart.history": ("", 'chart.tab["history"].cards["past"].line'),
}

_PARTS = """
import importlib
FORM, KIND, FIELD = {form!r}, {kind!r}, {field!r}

def shown(window):
    if not KIND:
        return [None]
    module, _dot, name = KIND.partition(".")
    cls = getattr(importlib.import_module("ma_desktop.views.dialogs." + module), name)
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, cls) and w.isVisible()]

def field(window):
    form, chart = shown(window)[-1], panel(window, "patient_chart")
    return eval(FIELD, {{"form": form, "chart": chart}})
"""

_TYPE = """
visit = Encounter.select().where(Encounter.stage == "roomed").first()
patient, visit = visit.patient_id, visit.id
record.disconnect()

def work(window):
    window.bench.active.choose_patient(patient, visit)
    wait(lambda: panel(window, "patient_chart").painted, "the chart")
    window.bench.forms[FORM](patient, visit)
    wait(lambda: shown(window), "the form")
    QTest.qWait(300)
    saved = []
    window.bench.draft_saved.connect(saved.append)
    field(window).setFocus()
    QTest.keyClicks(field(window), "wobbly no")
    wait(lambda: saved, "the draft")
    print(json.dumps({{"visit": visit}}), flush=True)

program._open_window(program._application(), record, desk, shots=work)
"""

_LOOK = """
record.disconnect()
def look(window):
    wait(lambda: panel(window, "patient_chart").painted and (not KIND or shown(window)), "the form")
    wait(lambda: KIND or hasattr(panel(window, "patient_chart").tab["history"], "cards"), "the tab")
    wait(lambda: field(window).text() == "wobbly no", "the words")
    here = field(window)
    wait(lambda: here.window().focusWidget() in (here, here.focusProxy()), "the keyboard")
    print(json.dumps({{"visit": window.bench.focus.encounter_id, "text": here.text()}}), flush=True)
    QTimer.singleShot(0, lambda: ([f.leave() for f in shown(window) if f is not None], window.close()))

program._open_window(program._application(), record, desk, shots=look)
"""


@pytest.mark.parametrize("form", FORMS)
def test_the_same_form_comes_back(house: House, form: str) -> None:
    kind, field = FORMS[form]
    parts = _PARTS.format(form=form, kind=kind, field=field)
    window = house.start(BEGIN + parts + _TYPE.format())
    said = said_by(window)
    window.send_signal(signal.SIGKILL)
    ended(window)
    again = house.start(BEGIN + parts + _LOOK.format())
    back = said_by(again)
    ended(again)
    assert back == {"visit": said["visit"], "text": "wobbly no"}
