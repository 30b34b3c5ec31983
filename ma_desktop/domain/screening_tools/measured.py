"""Screenings that are measured: vision, hearing, lead, hemoglobin. LOINC where known, else a code of our own."""

from __future__ import annotations

from ma_desktop.domain.screenings import Kind, Tool
from ma_desktop.i18n import _

TOOLS = (
    Tool("vision", _("Vision"), _("Vision test"), "local:vision", Kind.MEASURED, words=("vision screening", "eye chart")),
    Tool("hearing", _("Hearing"), _("Hearing test"), "local:hearing", Kind.MEASURED, words=("hearing screening", "audiometry")),
    Tool("lead", _("Lead"), _("Blood lead"), "10368-9", Kind.MEASURED, unit="ug/dL", words=("blood lead",), ages=(0, 6),
         category="laboratory"),
    Tool("hemoglobin", _("Hemoglobin"), _("Hemoglobin, for anemia"), "718-7", Kind.MEASURED, unit="g/dL",
         words=("hgb", "anemia"), category="laboratory"),
)  # fmt: skip
