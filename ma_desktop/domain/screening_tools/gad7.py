"""GAD-7: seven items, 0–21; mild from 5, moderate from 10, severe from 15 (Spitzer, Kroenke, Williams, Löwe 2006)."""

from __future__ import annotations

from ma_desktop.domain.screening_tools.phq import CREDIT, DIFFICULTY, HOW_OFTEN, LEAD
from ma_desktop.domain.screenings import Band, Item, Tool, Words
from ma_desktop.i18n import _

_ROWS = (
    ("69725-0", "Feeling nervous, anxious or on edge", "Sentirse nervioso(a), ansioso(a) o con los nervios de punta"),
    ("68509-9", "Not being able to stop or control worrying", "No poder dejar de preocuparse o no poder controlar la preocupación"),
    ("69733-4", "Worrying too much about different things", "Preocuparse demasiado por diferentes cosas"),
    ("69734-2", "Trouble relaxing", "Dificultad para relajarse"),
    ("69735-9", "Being so restless that it is hard to sit still", "Estar tan inquieto(a) que es difícil permanecer sentado(a)"),
    ("69689-8", "Becoming easily annoyed or irritable", "Molestarse o ponerse irritable fácilmente"),
    ("69736-7", "Feeling afraid as if something awful might happen", "Sentir miedo, como si algo terrible pudiera pasar"),
)  # fmt: skip

GAD7 = Tool(
    "gad-7", "GAD-7", _("Anxiety"), "70274-6", lead=LEAD, positive=10, credit=CREDIT, ages=(11, 130),
    items=(*(Item(f"{n}", Words(en, es), HOW_OFTEN, code) for n, (code, en, es) in enumerate(_ROWS, 1)), DIFFICULTY),
    bands=(
        Band(0, _("minimal"), "ok"), Band(5, _("mild"), "ok"), Band(10, _("moderate"), "warn"),
        Band(15, _("severe"), "danger"),
    ),
)  # fmt: skip
TOOLS = (GAD7,)
