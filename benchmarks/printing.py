"""``summary``: a two-page after-visit summary, warm, beside the same text laid out in bare ReportLab.

Bare means: the lines of the finished pages as plain paragraphs of the same embedded font in ReportLab's own template.
"""

from __future__ import annotations

import io
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

from benchmarks.rows import Effort, Row

_STEPS = (
    "Take **one tablet every morning**, also on days when you feel well; do not stop without asking us first.",
    "Measure your blood pressure twice a week, sitting, after five quiet minutes, and write each value down.",
    "Drink plenty of water, walk half an hour on most days, and add less salt than you are used to at the table.",
    "Bring your cuff, your list of values and every bottle of medicine that you take at home to the next visit.",
    "Call us before you take anything for pain or a cold: some of it raises the blood pressure.",
    "Have your blood drawn in the week before the next visit, in the morning, with nothing to eat since midnight.",
)


def measure(_folder: Path, effort: Effort) -> list[Row]:
    from ma_desktop.reports import after_visit_summary

    page = two_pages()
    pdf = after_visit_summary.render(page)
    bare = _Bare(_lines(pdf))
    bare.render()
    ours, theirs = [], []
    for _turn in range(effort.times(25)):
        ours.append(_seconds(lambda: after_visit_summary.render(page)))
        theirs.append(_seconds(bare.render))
    return [Row("summary", min(ours), min(theirs))]


def _seconds(make: Any) -> float:
    began = time.perf_counter()
    make()
    return time.perf_counter() - began


def two_pages() -> Any:
    """A visit that had much to say: two pages of an invented patient."""
    from benchmarks.bench_record import MOMENT
    from ma_desktop.reports import visit_content as v

    changes = (v.Change.NEW, v.Change.CHANGED, v.Change.STOPPED, *[v.Change.SAME] * 6)
    return v.AfterVisitSummary(
        head=_head(MOMENT),
        visit_day=MOMENT.date(),
        visit_number="2026-1123-07",
        seen_by=("Ada R., medical assistant", "Kenji Ito, MD"),
        reason=v.Reason("My pressure was high at the dentist last week, and I have had headaches in the morning"),
        vitals=tuple(
            v.Vital(label, value, caption)
            for label, value, caption in (
                ("Blood pressure", "152/94", "goal below 130/80"), ("Pulse", "88", ""), ("Temperature", "98.6 °F", "37.0 °C"),
                ("Weight", "181 lb", "82.1 kg"), ("Height", "5 ft 6 in", "168 cm"), ("Body mass index", "29.2", ""),
            )
        ),
        problems=tuple(v.Problem(name) for name in ("High blood pressure", "Type 2 diabetes", "High cholesterol", "Acid reflux")),
        medicines=tuple(
            v.Medicine(f"Medicine number {n}", f"{n * 5} mg tablet", "1 tablet every morning with a glass of water", change, "for blood pressure")
            for n, change in enumerate(changes, 1)
        ),
        steps=tuple(v.Instruction(step) for step in _STEPS),
        results=tuple(v.Result(name, value, "as it should be") for name, value in (("Glucose", "104 mg/dL"), ("Urine", "clear"), ("A1c", "6.4 %"))),
        next_visits=(v.NextVisit(start=datetime(2026, 12, 7, 9, 30, tzinfo=MOMENT.tzinfo), with_whom="Kenji Ito, MD", about="Blood pressure"),),
        allergies=(v.Allergy("Penicillin", "hives"), v.Allergy("Latex", "rash")),
        given=(v.Given("Influenza vaccine", "left arm"),),
    )  # fmt: skip


def _head(moment: datetime) -> Any:
    from ma_desktop.reports.letterhead import Letterhead, Patient, Practice

    return Letterhead(
        practice=Practice(
            "Cedar Street Family Practice", "214 Cedar Street, Dayton, OH 45402", "(937) 555-0142"
        ),
        patient=Patient("Whitfield, Dana", date(1968, 3, 14), "10427"),
        printed_at=moment,
        printed_by="Ada R.",
        version="v1",
    )


def _lines(pdf: bytes) -> list[str]:
    """The words of the finished pages, line by line."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 2, f"the summary has {len(document)} pages"
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    return [line.strip() for line in text.splitlines() if line.strip()]


class _Bare:
    """The words once more, as plain paragraphs in the same embedded font."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def render(self) -> bytes:
        from xml.sax.saxutils import escape

        from reportlab.lib.pagesizes import LETTER
        from reportlab.lib.styles import ParagraphStyle
        from reportlab.platypus import Paragraph, SimpleDocTemplate

        from ma_desktop.reports.fonts import REGULAR, SETTING, face

        with SETTING:
            face(REGULAR)
            style = ParagraphStyle("line", fontName=REGULAR, fontSize=11, leading=15)
            target = io.BytesIO()
            SimpleDocTemplate(target, pagesize=LETTER).build(
                [Paragraph(escape(line), style) for line in self.lines]
            )
            return target.getvalue()
