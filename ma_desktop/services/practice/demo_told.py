"""What invented patients told of themselves: history by section, for the visit of the pictures."""

from __future__ import annotations

from ma_desktop.services.chart.history_rows import TABLES, columns_of
from ma_desktop.services.work import Work

_TOLD: tuple[tuple[str, dict[str, str]], ...] = (
    ("past", {"display": "Appendectomy", "category": "surgical", "when": "1989"}),
    ("past", {"display": "Gallbladder removed", "category": "surgical", "when": "2012", "complication": "wound infection"}),
    ("family", {"relationship": "mother", "display": "High blood pressure", "age": "45", "deceased": "no"}),
    ("family", {"relationship": "father", "display": "Heart attack", "age": "58", "deceased": "yes", "deceased_age": "71"}),
    ("social", {"topic": "11341-5", "value": "school librarian"}),
    ("social", {"topic": "63503-7", "value": "with husband, two stairs"}),
    ("social", {"topic": "11331-6", "value": "one glass of wine a week"}),
    ("tobacco", {"status": "former", "kind": "cigarettes", "packs_per_day": "0.5", "years": "12", "quit": "2004"}),
    ("obstetric", {"gravida": "2", "para": "2"}),
    ("directives", {"kind": "health-care-proxy", "by": "Paul Whitfield", "phone": "937-555-0163", "note": "copy scanned"}),
)  # fmt: skip


def tell_history(work: Work, patient: int) -> None:
    """As a provider confirmed it at an earlier visit."""
    for section, fields in _TOLD:
        work.insert(TABLES[section](patient=patient, **columns_of(section, fields, work.now)))
