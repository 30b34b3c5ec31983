"""The real window in a process of its own: nothing readable while it works and after SIGKILL, and the form comes back."""

from __future__ import annotations

import signal

from tests.journeys.killed import BEGIN, MARKERS, House, ended, said_by

_WORK = (
    BEGIN
    + """
from ma_desktop.services.billing.add_charge import add_charge
from ma_desktop.services.practice.import_synthea_csv import import_synthea_csv
from ma_desktop.services.practice.save_fee import save_fee
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.record_plan import record_plan
from ma_desktop.views.printing import preview_visit_page

patient = register_patient(desk, NewPatient("Zzyzxmarker", "Quuxgiven", date(1968, 3, 14), phone="9375550987"))
visit = walk_in(desk, patient_id=patient, practitioner_id=Practitioner.get().id, service_id=HealthcareService.get().id, reason="Wobblynote")
visit = Encounter.select().order_by(Encounter.id.desc()).first().id
save_fee(desk, None, code="Q9972", label="Vexedlabel", fee=Decimal("9.00"))
add_charge(desk, visit, "Q9972")
taken = import_synthea_csv(desk, data)
record.disconnect()

def work(window):
    bench = window.bench
    bench.active.choose_patient(patient, visit)
    vitals = panel(window, "vitals")
    wait(lambda: vitals.entries and vitals.widget().isEnabled(), "the form")
    window.find_patient()
    QTest.keyClicks(window.bar.find_box, "Zzyzxm")
    QTest.qWait(300)
    preview_visit_page(bench, "after-visit-summary", visit, patient)
    wait(lambda: any("summary" in t.lower() for t in titles()), "the preview")
    seen = titles()
    for widget in QApplication.topLevelWidgets():
        if widget is not window and "summary" in widget.windowTitle().lower():
            widget.close()
    QTest.qWait(200)
    window.raise_panel("vitals")
    field = vitals.entries["pulse"].input
    field.setFocus()
    saved = []
    bench.draft_saved.connect(saved.append)
    QTest.keyClicks(field, "88 Wobblynote")
    wait(lambda: saved, "the draft")
    print(json.dumps({"titles": seen + titles(), "taken": taken["taken"], "visit": visit}), flush=True)

program._open_window(program._application(), record, desk, shots=work)
"""
)

_AGAIN = (
    BEGIN
    + """
def look(window):
    vitals = panel(window, "vitals")
    wait(lambda: vitals.entries and "pulse" in vitals.entries and vitals.entries["pulse"].input.text(), "the draft")
    field = vitals.entries["pulse"].input
    wait(lambda: window.focusWidget() is field, "the keyboard")  # nobody makes it the active window here
    print(json.dumps({"text": field.text(), "visit": window.bench.focus.encounter_id, "titles": titles()}), flush=True)
    QTimer.singleShot(0, window.close)

record.disconnect()
program._open_window(program._application(), record, desk, shots=look)
"""
)


def test_killed_in_the_middle_of_a_form_nothing_is_readable_and_the_form_returns(house: House) -> None:
    window = house.start(_WORK)
    said = said_by(window)
    assert house.readable() == []
    window.send_signal(signal.SIGKILL)
    ended(window)
    assert house.readable() == []
    again = house.start(_AGAIN)
    back = said_by(again)
    ended(again)
    assert back["text"] == "88 Wobblynote"
    assert back["visit"] == said["visit"]
    shown = " ".join([*said["titles"], *back["titles"]])  # type: ignore[misc]
    assert "MA Desktop" in shown
    assert [word for word in MARKERS if word in shown] == []
    assert house.readable() == []


def test_the_search_for_markers_can_fail(house: House) -> None:
    (house.base / "tmp" / "leak").write_bytes("Wobblynote".encode("utf-16-le"))
    assert house.readable() == ["Wobblynote in tmp/leak"]
