"""Killed in the middle of filing a scan: the half-typed form is back with its document, nothing is half filed, nothing readable."""

from __future__ import annotations

import signal

from tests.journeys.killed import BEGIN, House, ended, said_by
from tests.scans import pdf

_MARKER = "Zzyzxmarker"

_FILE = (
    BEGIN
    + """
from ma_desktop.interop.scanned_file import examine
from ma_desktop.services.chart.take_document import take_document
from ma_desktop.services.schedule.register_patient import NewPatient, register_patient
from ma_desktop.views.dialogs.file_documents import FileDocuments
from PySide6.QtCore import Qt

patient = register_patient(desk, NewPatient("Zzyzxmarker", "Quuxgiven", date(1968, 3, 14), phone="9375550987"))
for path in sorted(data.glob("*.pdf")):
    take_document(desk, examine(path.read_bytes()), source="scanner")
for path in data.glob("*"):
    path.unlink()
record.disconnect()

def work(window):
    bench = window.bench
    bench.active.choose_patient(patient)
    bench.commands.run("file_documents")
    form = lambda: next(iter(window.findChildren(FileDocuments)), None)
    wait(lambda: form() and len(form().list.model_.lines) == 2, "the list")
    wait(lambda: form().view.pages, "the pages")
    form().list.setFocus()
    QTest.keyClick(form().list, Qt.Key.Key_Down)
    saved = []
    bench.draft_saved.connect(saved.append)
    QTest.keyClick(form().list, Qt.Key.Key_L)
    QTest.keyClicks(form().fields.note, "Wobblynote")
    wait(lambda: saved, "the draft")
    print(json.dumps({"titles": titles(), "document": form().fields.document}), flush=True)

program._open_window(program._application(), record, desk, shots=work)
"""
)

_AGAIN = (
    BEGIN
    + """
from ma_desktop.models import Attachment
from ma_desktop.views.dialogs.file_documents import FileDocuments

filed = Attachment.select().where(Attachment.status == "filed").count()
record.disconnect()

def look(window):
    form = lambda: next(iter(window.findChildren(FileDocuments)), None)
    wait(lambda: form() and form().fields.note.text(), "the draft")
    fields = form().fields
    print(json.dumps({"note": fields.note.text(), "kind": fields.kind.currentData(), "document": fields.document, "who": form().whose.text(),
                      "filed": filed, "titles": titles()}), flush=True)
    QTimer.singleShot(0, window.close)

program._open_window(program._application(), record, desk, shots=look)
"""
)


def test_a_half_filed_document_is_not_filed_and_its_form_returns(house: House) -> None:
    for name in ("a", "b"):
        (house.data / f"{name}.pdf").write_bytes(pdf(f"{_MARKER} {name}"))
    window = house.start(_FILE)
    said = said_by(window)
    assert house.readable() == []
    window.send_signal(signal.SIGKILL)
    ended(window)
    assert house.readable() == []
    again = house.start(_AGAIN)
    back = said_by(again)
    ended(again)
    assert (back["note"], back["kind"], back["document"]) == ("Wobblynote", "lab", said["document"])
    assert _MARKER in str(back["who"])
    assert back["filed"] == 0
    assert _MARKER not in " ".join([*said["titles"], *back["titles"]])  # type: ignore[misc]
    assert house.readable() == []
