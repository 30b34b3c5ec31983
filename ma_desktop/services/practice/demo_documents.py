"""Invented scans for the demo, plainly so on their face: four in a chart, two that wait to be filed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from ma_desktop.domain import names
from ma_desktop.interop.scanned_file import examine
from ma_desktop.models import Patient
from ma_desktop.services.chart.file_document import file_document
from ma_desktop.services.chart.take_document import take_document
from ma_desktop.services.desk import Desk

#: Kind, days before today, sender, heading, lines. ``None``: nobody has filed it yet.
_SCANS: tuple[tuple[str | None, int, str, str, tuple[str, ...]], ...] = (
    ("consent", 210, "Cedar Street Family Practice", "Consent to treatment",
     ("I agree to be examined and treated.", "", "Signed: (signature)")),
    ("outside-records", 95, "Riverbend Cardiology, Dayton OH", "Consultation",
     ("Thank you for sending this pleasant patient.", "Blood pressure at home 138/84 on average.", "ECG without change. Echo: normal function.",
      "Plan: same medicines, see us again in one year.")),
    ("lab", 34, "Miami Valley Laboratory", "Report",
     ("Potassium            4.3   mmol/L    3.5 - 5.1", "Creatinine           0.9   mg/dL     0.6 - 1.1",
      "Hemoglobin A1c       6.1   %         4.0 - 5.6  H", "LDL cholesterol      118   mg/dL     < 130")),
    ("letter", 12, "Tri-County Physical Therapy", "Letter",
     ("Six visits for low back pain are finished.", "Walks two miles without pain. Home exercises shown.")),
    (None, 0, "Valley Imaging Center", "Mammogram, screening",
     ("Comparison: last year.", "No mass, no suspicious calcification.", "Assessment: BI-RADS 1, negative.", "Next screening in one year.")),
    (None, 0, "Oakwood Elementary School", "Sports physical form",
     ("To be filled in by the family's doctor.", "Height ______  Weight ______  Blood pressure ______", "Cleared without restriction  [ ]")),
)  # fmt: skip


def add_documents(desk: Desk, patient_id: int, now: datetime) -> None:
    """The filed ones into the chart of ``patient_id``."""
    patient = Patient.get_by_id(patient_id)
    who = f"{names.display(patient.family, patient.given)}   born {patient.birth_date:%m/%d/%Y}"
    for kind, days, sender, heading, lines in _SCANS:
        day = (now - timedelta(days=days)).date()
        scan = examine(_sheet(sender, heading, "" if "School" in sender else who, f"{day:%m/%d/%Y}", lines))
        row = take_document(desk, scan, source="scanner")
        if kind is not None:
            file_document(desk, row, patient_id=patient_id, kind=kind, document_on=day)


def _sheet(sender: str, heading: str, who: str, day: str, lines: Sequence[str]) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas("", pagesize=(612, 792), invariant=1)
    canvas.setFont("Helvetica-Bold", 16)
    canvas.drawString(64, 716, sender)
    canvas.setFont("Helvetica", 10)
    canvas.drawRightString(548, 716, day)
    canvas.line(64, 704, 548, 704)
    canvas.setFont("Helvetica-Bold", 20)
    canvas.drawString(64, 660, heading)
    canvas.setFont("Helvetica", 12)
    canvas.drawString(64, 632, f"Patient: {who}" if who else "Patient: ______________________")
    canvas.setFont("Courier", 12)
    for place, line in enumerate(lines):
        canvas.drawString(64, 586 - 22 * place, line)
    canvas.setFont("Helvetica-Oblique", 9)
    canvas.drawString(64, 64, "INVENTED for the demo practice. About no real person.")
    canvas.showPage()
    made: bytes = canvas.getpdfdata()
    return made
