"""The words of letters and postcards: the program's own, what may be filled in, and what a practice may not write.

No kind of visit, no reason and no result has a place in them: a letter is opened by whoever opens it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: Each part of a letter: its key, the desk's words, what has to be filled in.
PARTS: Mapping[str, tuple[str, str]] = {
    "greeting": (_("Greeting"), "name"),
    "parents": (_("Greeting to parents"), "name"),
    "due": (_("Recall: it is time to come"), "phone"),
    "missed": (_("No-show: a missed appointment"), "phone"),
    "more": (_("Second paragraph"), ""),
    "closing": (_("Closing"), ""),
}
PLACES = ("name", "phone", "practice")
TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "greeting": "Dear {name},", "parents": "To the parent or guardian of {name},",
        "due": "It is time for your visit with us. Please call {phone} to choose a day.",
        "missed": "We missed you at your last appointment. Please call {phone} to choose another day.",
        "more": "If you have called us already, thank you; please put this aside. If you can no longer come to us, tell us, so that "
        "we stop writing.", "closing": "Sincerely,",
    },
    "es": {
        "greeting": "Estimado/a {name}:", "parents": "A los padres o tutores de {name}:",
        "due": "Es hora de su visita con nosotros. Por favor llame al {phone} para elegir un día.",
        "missed": "Le esperábamos en su última cita. Por favor llame al {phone} para elegir otro día.",
        "more": "Si ya nos llamó, gracias; no haga caso de este aviso. Si ya no puede venir, díganos y no le escribiremos más.",
        "closing": "Atentamente,",
    },
}  # fmt: skip


def check_part(part: str, text: str) -> str:
    """The words as they are kept; raises ``RuleBroken`` where something else is to be filled in, or the needed is not."""
    title, needed = PARTS[part]
    bare = text
    for place in PLACES:
        bare = bare.replace("{" + place + "}", "")
    if "{" in bare or "}" in bare:
        raise RuleBroken(
            _(
                "{part}: only {places} can stand in braces; everything else about a patient stays out of letters."
            ).format(part=title, places=", ".join("{" + place + "}" for place in PLACES))
        )
    if not text.strip() and part != "more":
        raise RuleBroken(
            _("{part}: write something, or take back the program's own words.").format(part=title)
        )
    if needed and "{" + needed + "}" not in text:
        raise RuleBroken(_("{part} has to say {place}.").format(part=title, place="{" + needed + "}"))
    return text.strip()


def filled(text: str, *, name: str, phone: str, practice: str) -> str:
    """Each place once; what a patient's name has in braces stays as it is."""
    values = {"name": name, "phone": phone, "practice": practice}
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), text).strip()
