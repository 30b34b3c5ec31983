"""What can be said at each step of rooming: short sentences in plain words, English and Spanish, the practice's to change.

Each is one setting, ``English | Spanish``. Those that touch on care wait for a provider's yes; the words are our own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ma_desktop.domain.declared import Declared
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

_GROUP = _("What to say")
_SENTENCE = _("English | Spanish. Shown beside the step; {name} is the name the patient goes by.")


@dataclass(frozen=True, slots=True)
class Said:
    """One prompt as it is shown: ``words`` in the patient's language, ``english`` for the tooltip."""

    key: str
    title: str
    words: str
    english: str


def in_both(text: str) -> tuple[str, str]:
    """``English | Spanish``: both, the Spanish one empty where there is none. Raises ``RuleBroken``."""
    english, _bar, spanish = (part.strip() for part in text.partition("|"))
    if not english or "|" in spanish:
        raise RuleBroken(_("Type the English sentence, a |, and the Spanish one."))
    return english, spanish


def _prompt(key: str, title: str, english: str, spanish: str, *, care: bool = False) -> Declared:
    return Declared(
        f"say.{key}", _GROUP, title, _SENTENCE, f"{english} | {spanish}", kind="text", approve=care, check=in_both
    )  # fmt: skip


#: Beside a step of the rooming sheet, by its key.
STEPS = (
    _prompt("identity", _("Greeting, and how the name is said"),
            "Hello, I'm going to get you ready for the provider. Am I saying your name right? Please tell me your full name and birth date.",
            "Hola, voy a prepararle para la consulta. ¿Digo bien su nombre? Por favor, dígame su nombre completo y fecha de nacimiento."),
    _prompt("reason", _("Reason for visit"), "What brings you in today? Tell me in your own words.",
            "¿Qué le trae hoy? Cuéntemelo con sus propias palabras."),
    _prompt("story", _("About the complaint"), "I'll ask a few short questions so that you don't have to tell it all twice.",
            "Le haré unas preguntas cortas para que no tenga que contarlo todo dos veces."),
    _prompt("vitals", _("Explaining the measurements"),
            "Feet flat, back supported, arm on the table. I'll tell you each number; please don't talk while I measure.",
            "Pies en el suelo, espalda apoyada, brazo en la mesa. Le diré cada número; por favor no hable mientras mido.", care=True),
    _prompt("second_pressure", _("A second blood pressure"), "I'll take it again after a minute of rest. One high number alone doesn't tell us much.",
            "La tomaré otra vez después de un minuto de descanso. Un solo número alto no nos dice mucho.", care=True),
    _prompt("allergies", _("Allergies"), "Has any medicine, food, or latex ever given you a reaction? What happened?",
            "¿Alguna medicina, comida o el látex le ha causado una reacción? ¿Qué pasó?"),
    _prompt("medicines", _("Medicines"), "Let's go through what you really take: pills, drops, vitamins, anything from the store. Missing some is common.",
            "Repasemos lo que de verdad toma: pastillas, gotas, vitaminas, lo que compra en la tienda. Es común olvidar algunas."),
    _prompt("history", _("History"), "Has anything changed since last time: illnesses, operations, the family's health?",
            "¿Ha cambiado algo desde la última vez: enfermedades, operaciones, la salud de la familia?"),
    _prompt("screenings", _("Screening questions"), "We ask everyone these questions. You may leave any of them out.",
            "Hacemos estas preguntas a todos. Puede dejar cualquiera sin contestar.", care=True),
    _prompt("prepared", _("Room and gown"), "Please change into this; the opening goes in the back. I'll knock before I come in. Would you like someone to stay with you?",
            "Por favor póngase esta bata, abierta por detrás. Tocaré antes de entrar. ¿Quiere que alguien se quede con usted?"),
    _prompt("ready", _("Teach-back and handing over"), "So that I know I explained it well: how would you tell it at home? The provider comes next.",
            "Para saber si lo expliqué bien: ¿cómo lo contaría en casa? Ahora viene la consulta."),
)  # fmt: skip

#: Beside every step when the patient needs it; found by the words of the need.
NEEDS = (
    _prompt("interpreter", _("With an interpreter"), "Look at the patient, not at the interpreter. One short question at a time; no relatives as interpreters.",
            "Mire al paciente, no al intérprete. Una pregunta corta a la vez; sin familiares como intérpretes.", care=True),
    _prompt("hearing", _("Hard of hearing"), "Face the light, mask down if you may, speak slower and not louder, write down the numbers.",
            "De cara a la luz, hable más despacio y no más fuerte, escriba los números."),
    _prompt("vision", _("Sees poorly"), "Say who you are and what you are about to do; offer your arm; read the form out loud.",
            "Diga quién es y qué va a hacer; ofrezca el brazo; lea el formulario en voz alta."),
    _prompt("mobility", _("Walks with help"), "Take your time; I'll lower the table. May I help, and which side is better?",
            "Sin prisa; bajaré la mesa. ¿Le ayudo? ¿De qué lado es mejor?"),
    _prompt("needles", _("Afraid of needles"), "Many people feel that way. Would you rather lie down, look away, or count with me? You say when.",
            "A mucha gente le pasa. ¿Prefiere acostarse, mirar a otro lado o contar conmigo? Usted dice cuándo.", care=True),
)  # fmt: skip

#: For a moment that nothing on file foretells; chosen by hand.
MOMENTS = (
    _prompt("worried", _("A worried patient"), "I can see that this worries you. What worries you most? I'll write it down so the provider sees it first.",
            "Veo que esto le preocupa. ¿Qué es lo que más le preocupa? Lo anoto para que se vea primero en la consulta."),
    _prompt("angry", _("An angry patient"), "You have waited, and I'm sorry. Tell me what went wrong; here is what I can do now.",
            "Ha esperado, y lo siento. Dígame qué salió mal; esto es lo que puedo hacer ahora."),
    _prompt("child", _("A child"), "Would you like to sit on your grown-up's lap? You can hold this while I count.",
            "¿Quieres sentarte en las piernas de tu familiar? Puedes sostener esto mientras yo cuento."),
    _prompt("teach_back", _("Did I explain it well?"), "I gave you a lot at once. Please tell me in your words what you will do, so I can see what I left out.",
            "Le di mucha información. Dígame con sus palabras qué va a hacer, para ver qué me faltó explicar."),
)  # fmt: skip

ALL: tuple[Declared, ...] = (*STEPS, *NEEDS, *MOMENTS)

#: Beginnings of words by which a need is known, as people write them on file.
_KNOWN_BY = {
    "interpreter": "interpret|intérpret",
    "hearing": r"hear|deaf|ears?\b|lips\b|oído|oye|sord",
    "vision": "vision|sight|blind|sees|visión|cieg",
    "mobility": r"wheelchair|walker|cane\b|mobil|transfer|silla|andador|bastón",
    "needles": "needle|injection|aguja|faint|desmay",
}


def for_needs(needs: Sequence[str]) -> tuple[str, ...]:
    """Keys of the prompts that the patient's needs ask for: ``Hard of hearing, left`` → ``hearing``."""
    said = " · ".join(needs)
    return tuple(key for key, words in _KNOWN_BY.items() if re.search(rf"\b(?:{words})", said, re.IGNORECASE))
