"""Which appointment gets which reminder, when, by which way, and in which words.

No tables and no clock of its own: everything is passed in. Reminders carry the least that does the job (45 CFR 164.502(b)):
first name, day and time, practice (unless its name tells a specialty), phone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from ma_desktop.domain.outbox import Hours, on_clock
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: Closer to the visit than this a reminder helps nobody.
TOO_LATE = timedelta(hours=2)
#: Two reminders closer together than this are one too many.
APART = timedelta(hours=12)
#: Appointments that still are to come.
TO_COME = frozenset({"booked", "pending"})

#: Beginning of every key that the rules made; what a person queued is none of theirs.
KEYS = "reminder:"
EMAIL, CALL, CARD = "email", "call-sheet", "card"
PLACES = ("first_name", "day", "time", "practice", "phone")


@dataclass(frozen=True, slots=True)
class Booked:
    """An appointment as the rules see it. ``answer``: confirmed, declined or empty."""

    start: datetime
    booked_at: datetime
    status: str = "booked"
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """How a patient may be reached. ``consents``: kinds that are in force now; ``channel``: as the patient asked, or empty."""

    email: str = ""
    phone: str = ""
    address: str = ""
    consents: frozenset[str] = frozenset()
    channel: str = ""
    alive: bool = True


@dataclass(frozen=True, slots=True)
class Reminder:
    """``name``: first or second; ``due``: local time from which it may go out."""

    name: str
    due: datetime


def reminders(
    booked: Booked, hours_before: Mapping[str, int], hours: Hours, now: datetime
) -> tuple[Reminder, ...]:
    """What is still to go out for one appointment, in order of time. ``hours_before``: 0 means none.

    Hours before the visit are counted on the clock on the wall: 72 hours before Monday 9:00 is Friday 9:00, also when the
    clock was changed on Sunday. A reminder whose time had passed when the visit was booked is left out; of several that
    are overdue because nobody was here, only the last one goes out, and none when the next is close.
    """
    start, now = (
        booked.start.astimezone(UTC),
        now.astimezone(UTC),
    )  # in one zone, Python subtracts what the wall shows
    if booked.status not in TO_COME or booked.answer == "declined" or start - now < TOO_LATE:
        return ()
    found = []
    for name, before in hours_before.items():
        if before <= 0:
            continue
        due = due_at(start, before, hours)
        if due >= booked.booked_at and start - due >= TOO_LATE:
            found.append(Reminder(name, due))
    found.sort(key=lambda one: one.due)
    overdue = [one for one in found if one.due <= now]
    coming = [one for one in found if one.due > now]
    if coming and coming[0].due - now < APART:
        return tuple(coming)
    return (*overdue[-1:], *coming)


def due_at(start: datetime, before: int, hours: Hours) -> datetime:
    """``before`` hours earlier on the wall's clock, moved into the hours: later where that still helps, else earlier."""
    start = start.astimezone(UTC)
    wall = start.astimezone(hours.zone).replace(tzinfo=None) - timedelta(hours=before)
    wished = on_clock(wall, hours.zone)
    due = hours.next(wished)
    return due if start - due >= TOO_LATE else hours.last(wished)


def route_of(reach: Reach, *, email_ready: bool, answer: str = "") -> str:
    """``email``, ``call-sheet``, ``card``, or empty where nothing is allowed, possible or needed.

    E-mail takes the patient's consent and a route that is set up. Whoever asked for the mail is not called; whoever
    asked not to be reminded is left alone. A visit that is confirmed needs no call and no card any more.
    """
    if not reach.alive or reach.channel == "none":
        return ""
    by_mail = reach.channel in {"letter", "mail", "postcard", "post"}
    by_phone = reach.channel in {"phone", "voice", "call"}
    if not by_mail and not by_phone and email_ready and reach.email and EMAIL in reach.consents:
        return EMAIL
    if answer == "confirmed":
        return ""
    if reach.phone and not by_mail:
        return CALL
    return CARD if reach.address and not by_phone else ""


def key_of(appointment_id: int, name: str, start: datetime) -> str:
    """The same reminder for the same time of the same appointment is never queued twice."""
    return f"{KEYS}{appointment_id}:{name}:{start.astimezone(UTC):%Y%m%dT%H%MZ}"


# -- words ------------------------------------------------------------------------------------------------

#: As the practice may edit them; what stands in braces is filled in.
SUBJECTS = {"en": "Appointment reminder", "es": "Recordatorio de su cita"}
TEXTS = {
    "en": (
        "Hello {first_name},\n\nthis is a reminder of your appointment:\n\n    {day}\n    {time}\n\n"
        "Can you come? If not, or to confirm, please call {phone}.\n\n{practice}\n\n"
        "Please do not answer this message: nobody reads replies."
    ),
    "es": (
        "Hola, {first_name}:\n\nLe recordamos su cita:\n\n    {day}\n    {time}\n\n"
        "¿Puede venir? Si no puede, o para confirmar, llame al {phone}.\n\n{practice}\n\n"
        "Por favor, no conteste este mensaje: nadie lee las respuestas."
    ),
}  # fmt: skip
_WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
_MONTHS = {
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"),
    "es": ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"),
}  # fmt: skip


def language_of(language: str) -> str:
    """``es`` for every Spanish, ``en`` for everything else: the two languages that reminders are written in."""
    return "es" if language.lower().startswith("es") else "en"


def day_words(moment: datetime, language: str) -> str:
    """``Tuesday, November 24`` or ``martes 24 de noviembre``, of an aware local time."""
    lang = language_of(language)
    weekday, month = _WEEKDAYS[lang][moment.weekday()], _MONTHS[lang][moment.month - 1]
    return f"{weekday} {moment.day} de {month}" if lang == "es" else f"{weekday}, {month} {moment.day}"


def time_words(moment: datetime, language: str) -> str:
    """``9:30 AM`` or ``9:30 a. m.``"""
    morning = moment.hour < 12
    half = ("a. m." if morning else "p. m.") if language_of(language) == "es" else ("AM" if morning else "PM")
    return f"{(moment.hour + 11) % 12 + 1}:{moment:%M} {half}"


def check_template(text: str) -> str:
    """The template as typed, or ``RuleBroken`` with what is wrong with it."""
    if not text.strip():
        raise RuleBroken(_("Write the reminder, or take back the program's own words."))
    bare = text
    for place in PLACES:
        bare = bare.replace("{" + place + "}", "")
    if "{" in bare or "}" in bare:
        raise RuleBroken(
            _(
                "Only {places} can stand in braces; everything else about a patient stays out of reminders."
            ).format(places=", ".join("{" + place + "}" for place in PLACES))
        )
    for place in ("day", "time"):
        if "{" + place + "}" not in text:
            raise RuleBroken(
                _("A reminder without {place} reminds of nothing.").format(place="{" + place + "}")
            )
    return text.strip()


def compose(
    template: str, *, first_name: str, start: datetime, language: str, practice: str, phone: str
) -> str:
    """``start``: aware local time. An empty ``practice`` leaves no gap behind."""
    values = {
        "first_name": first_name, "day": day_words(start, language), "time": time_words(start, language),
        "practice": practice, "phone": phone,
    }  # fmt: skip
    text = re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)
    lines = [line.rstrip() for line in text.split("\n")]
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
