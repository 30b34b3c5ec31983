"""PHQ-2 and PHQ-9. Wording: DOMAIN 4 and the official Spanish form; scoring 0–27 in five bands (Kroenke, Spitzer, Williams).

The PHQ-2 is the first two items of the PHQ-9; its answers go on as they are when it branches.
"""

from __future__ import annotations

from ma_desktop.domain.screenings import ANY, Band, Choice, Item, Tool, Words
from ma_desktop.i18n import _

CREDIT = (
    "Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an educational grant "
    "from Pfizer Inc. No permission required to reproduce, translate, display or distribute."
)
LEAD = Words(
    "Over the last 2 weeks, how often have you been bothered by any of the following problems?",
    "Durante las últimas 2 semanas, ¿qué tan seguido ha tenido molestias debido a los siguientes problemas?",
)
HOW_OFTEN = (
    Choice(0, Words("Not at all", "Ningún día")),
    Choice(1, Words("Several days", "Varios días")),
    Choice(2, Words("More than half the days", "Más de la mitad de los días")),
    Choice(3, Words("Nearly every day", "Casi todos los días")),
)
HOW_HARD = (
    Choice(0, Words("Not difficult at all", "No ha sido difícil")),
    Choice(1, Words("Somewhat difficult", "Un poco difícil")),
    Choice(2, Words("Very difficult", "Muy difícil")),
    Choice(3, Words("Extremely difficult", "Extremadamente difícil")),
)
DIFFICULTY = Item(
    "difficulty",
    Words(
        "If you checked off any problems, how difficult have these problems made it for you to do your work, take care of "
        "things at home, or get along with other people?",
        "Si marcó cualquiera de los problemas, ¿qué tanta dificultad le han dado estos problemas para hacer su trabajo, "
        "encargarse de las tareas del hogar, o llevarse bien con otras personas?",
    ),
    HOW_HARD,
    "69722-7",
    scored=False,
    only_if=ANY,
)

#: (LOINC, English, Spanish); the place in the row is the item's number.
_ROWS = (
    ("44250-9", "Little interest or pleasure in doing things", "Poco interés o placer en hacer cosas"),
    ("44255-8", "Feeling down, depressed, or hopeless", "Se ha sentido decaído(a), deprimido(a) o sin esperanzas"),
    ("44259-0", "Trouble falling or staying asleep, or sleeping too much",
     "Ha tenido dificultad para quedarse o permanecer dormido(a), o ha dormido demasiado"),
    ("44254-1", "Feeling tired or having little energy", "Se ha sentido cansado(a) o con poca energía"),
    ("44251-7", "Poor appetite or overeating", "Sin apetito o ha comido en exceso"),
    ("44258-2", "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
     "Se ha sentido mal con usted mismo(a) — o que es un fracaso o que ha quedado mal con usted mismo(a) o con su familia"),
    ("44252-5", "Trouble concentrating on things, such as reading the newspaper or watching television",
     "Ha tenido dificultad para concentrarse en ciertas actividades, tales como leer el periódico o ver la televisión"),
    ("44253-3", "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so fidgety or "
     "restless that you have been moving around a lot more than usual",
     "¿Se ha movido o hablado tan lento que otras personas podrían haberlo notado? o lo contrario — muy inquieto(a) o "
     "agitado(a) que ha estado moviéndose mucho más de lo normal"),
    ("44260-8", "Thoughts that you would be better off dead or of hurting yourself in some way",
     "Pensamientos de que estaría mejor muerto(a) o de lastimarse de alguna manera"),
)  # fmt: skip
_ITEMS = tuple(
    Item(f"{n}", Words(english, spanish), HOW_OFTEN, code)
    for n, (code, english, spanish) in enumerate(_ROWS, 1)
)
#: The item of which any answer above zero is told to the provider at once.
ITEM_9 = "9"

PHQ2 = Tool(
    "phq-2", "PHQ-2", _("Depression, two questions"), "55758-7", lead=LEAD, items=_ITEMS[:2], positive=3, credit=CREDIT,
    bands=(Band(0, _("negative"), "ok"), Band(3, _("positive"), "warn")), words=("PHQ 2 depression",), ages=(11, 130),
)  # fmt: skip
PHQ9 = Tool(
    "phq-9", "PHQ-9", _("Depression"), "44261-6", lead=LEAD, items=(*_ITEMS, DIFFICULTY), positive=10, alarm=ITEM_9, ages=(11, 130),
    credit=CREDIT,
    bands=(
        Band(0, _("minimal"), "ok"), Band(5, _("mild"), "ok"), Band(10, _("moderate"), "warn"),
        Band(15, _("moderately severe"), "danger"), Band(20, _("severe"), "danger"),
    ),
)  # fmt: skip
TOOLS = (PHQ2, PHQ9)


def goes_on(points: int | None, cut: int) -> bool:
    """Whether a finished PHQ-2 goes on as the PHQ-9. ``cut``: 3, or 2 where the practice wants it more sensitive."""
    return points is not None and points >= cut
