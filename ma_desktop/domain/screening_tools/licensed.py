"""Tools whose items belong to somebody: the practice's own form is filled in, its score and a scan are kept here; no item is bundled.

Cuts are in the words of the usual scoring sheets and for the provider to confirm; the practice may state its own in the settings.
"""

from __future__ import annotations

from ma_desktop.domain.screenings import Kind, Tool
from ma_desktop.i18n import _

TOOLS = (
    Tool("m-chat", "M-CHAT-R", _("Autism, 16 to 30 months"), "local:m-chat-r", Kind.OWNED, most=20,
         cut=_("0–2 low · 3–7 follow-up interview · 8–20 refer"), owner="Robins, Fein, Barton", words=("M-CHAT", "MCHAT"), ages=(1, 2)),
    Tool("asq", "ASQ-3", _("Development"), "local:asq-3", Kind.OWNED, most=300,
         cut=_("by area; below the cutoff of the form's age"), owner="Paul H. Brookes Publishing", words=("ASQ",), ages=(0, 5)),
    Tool("epds", "EPDS", _("Depression around birth"), "local:epds", Kind.OWNED, most=30,
         cut=_("10 or more; any answer to item 10 goes to the provider now"), owner="Royal College of Psychiatrists",
         words=("Edinburgh",)),
    Tool("vanderbilt", "Vanderbilt", _("Attention and activity"), "local:vanderbilt", Kind.OWNED,
         cut=_("counted by the form's scoring sheet"), owner="NICHQ / American Academy of Pediatrics",
         words=("NICHQ Vanderbilt",), ages=(4, 18)),
)  # fmt: skip
