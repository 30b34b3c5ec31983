"""Falls: CDC STEADI's three key questions (any yes is positive) and Stay Independent (12 items, first two count 2, positive from 4)."""

from __future__ import annotations

from ma_desktop.domain.screenings import Band, Choice, Item, Tool, Words
from ma_desktop.i18n import _

CREDIT = "Centers for Disease Control and Prevention, STEADI."
YES_NO = (Choice(0, Words("No", "No")), Choice(1, Words("Yes", "Sí")))
_HOW_MANY = (
    Choice(1, Words("One", "Una")), Choice(2, Words("Two", "Dos")), Choice(3, Words("Three or more", "Tres o más")),
)  # fmt: skip

#: (key, English, Spanish, whether it counts)
_KEY = (
    ("fallen", "Have you fallen in the past year?", "¿Se ha caído en el último año?", YES_NO, True),
    ("times", "If yes: how many times?", "Si se ha caído: ¿cuántas veces?", _HOW_MANY, False),
    ("injured", "If yes: were you injured?", "Si se ha caído: ¿se lastimó?", YES_NO, False),
    ("unsteady", "Do you feel unsteady when standing or walking?", "¿Se siente inestable al estar de pie o al caminar?", YES_NO, True),
    ("worried", "Do you worry about falling?", "¿Le preocupa caerse?", YES_NO, True),
)  # fmt: skip
_STAY = (
    ("fallen", "I have fallen in the past year.", "Me he caído en el último año."),
    ("cane", "I use or have been advised to use a cane or walker to get around safely.",
     "Uso, o me han aconsejado usar, un bastón o un andador para moverme con seguridad."),
    ("unsteady", "Sometimes I feel unsteady when I am walking.", "A veces me siento inestable al caminar."),
    ("furniture", "I steady myself by holding onto furniture when walking at home.",
     "En casa me apoyo en los muebles al caminar."),
    ("worried", "I am worried about falling.", "Me preocupa caerme."),
    ("hands", "I need to push with my hands to stand up from a chair.",
     "Necesito empujarme con las manos para levantarme de una silla."),
    ("curb", "I have some trouble stepping up onto a curb.", "Me cuesta subir el borde de la acera."),
    ("rush", "I often have to rush to the toilet.", "Con frecuencia tengo que correr al baño."),
    ("feet", "I have lost some feeling in my feet.", "He perdido algo de sensibilidad en los pies."),
    ("lightheaded", "I take medicine that sometimes makes me feel light-headed or more tired than usual.",
     "Tomo medicinas que a veces me marean o me cansan más de lo normal."),
    ("sleep", "I take medicine to help me sleep or improve my mood.",
     "Tomo medicinas para dormir o para mejorar el ánimo."),
    ("sad", "I often feel sad or depressed.", "Con frecuencia me siento triste o deprimido(a)."),
)  # fmt: skip

FALLS = Tool(
    "falls", _("Falls: 3 questions"), _("Falls, three key questions (65 and older)"), "local:steadi-key-questions", positive=1,
    credit=CREDIT, words=("falls", "fall risk", "steadi"), ages=(60, 130),
    items=tuple(
        Item(key, Words(en, es), choices, scored=counts, only_if="" if counts else "fallen")
        for key, en, es, choices, counts in _KEY
    ),
    bands=(Band(0, _("no"), "ok"), Band(1, _("at risk"), "warn")),
)  # fmt: skip
STAY_INDEPENDENT = Tool(
    "stay-independent", "Stay Independent", _("Falls, twelve statements"), "local:steadi-stay-independent", positive=4,
    lead=Words("Please answer yes or no for each statement.", "Conteste sí o no a cada frase."), credit=CREDIT, ages=(60, 130),
    items=tuple(Item(key, Words(en, es), YES_NO, weight=2 if n < 2 else 1) for n, (key, en, es) in enumerate(_STAY)),
    bands=(Band(0, _("lower risk"), "ok"), Band(4, _("at risk"), "warn")),
)  # fmt: skip
TOOLS = (FALLS, STAY_INDEPENDENT)
