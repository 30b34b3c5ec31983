"""The sections of a patient's history: what each asks, in which words, and what it is filed under.

Values travel as text by field name (``{"display": "Appendectomy", "year": "2009"}``), as they stand in a form. LOINC codes: 72166-2 tobacco
smoking status, 11331-6 alcohol use, 11343-1 other drug use, 11341-5 occupation, 63503-7 living arrangement, 10162-6 pregnancies;
what begins with ``ma-`` has no code that we are sure of.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from ma_desktop.domain import tobacco
from ma_desktop.i18n import _

#: Under this the whole history is reviewed at once.
ALL = "history"
TOBACCO = tobacco.CODE
ALCOHOL, DRUGS, PREGNANCIES = "11331-6", "11343-1", "10162-6"
#: Days from the last menstrual period to the expected date of delivery (Naegele's rule).
GESTATION_DAYS = 280


@dataclass(frozen=True, slots=True)
class Field:
    """``kind``: text, choice, when (year, month or day as known), age, number or flag. ``choices``: stored value to words."""

    name: str
    title: str
    kind: str = "text"
    choices: Mapping[str, str] = field(default_factory=dict)
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """``example``: a quick line. ``several``: a list of entries; otherwise topics, each with one answer."""

    key: str
    title: str
    fields: tuple[Field, ...]
    example: str
    empty: str
    several: bool = True


def relatives() -> dict[str, str]:
    return {
        "mother": _("mother"), "father": _("father"), "sister": _("sister"), "brother": _("brother"), "daughter": _("daughter"),
        "son": _("son"), "maternal-grandmother": _("mother’s mother"), "maternal-grandfather": _("mother’s father"),
        "paternal-grandmother": _("father’s mother"), "paternal-grandfather": _("father’s father"), "grandmother": _("grandmother"),
        "grandfather": _("grandfather"), "aunt": _("aunt"), "uncle": _("uncle"), "cousin": _("cousin"), "other": _("other relative"),
    }  # fmt: skip


def directive_kinds() -> dict[str, str]:
    return {
        "living-will": _("living will"), "health-care-proxy": _("health care proxy"), "dnr": _("do not resuscitate (DNR)"),
        "polst": _("POLST / MOLST"), "other-directive": _("other directive"),
    }  # fmt: skip


def topics() -> dict[str, str]:
    """Social history by the code it is filed under, in the order in which it is asked."""
    return {
        "11341-5": _("Occupation"), "63503-7": _("Lives"), "ma-safety": _("Safety at home"), "ma-exercise": _("Exercise"),
        "ma-diet": _("Diet"), ALCOHOL: _("Alcohol"), DRUGS: _("Drugs"), "ma-sexual": _("Sexual history"),
    }  # fmt: skip


#: Topics that may harm when read over a shoulder: they never print unless released, and the screen marks them.
SENSITIVE_TOPICS = frozenset({"ma-safety", DRUGS, ALCOHOL, "ma-sexual"})


def sections() -> tuple[Section, ...]:
    note = Field("note", _("Note"))
    sensitive = Field("sensitive", _("Sensitive: never prints unless released"), "flag")
    return (
        Section("problems", _("Problems"), (
            Field("display", _("Problem"), needed=True), Field("code", _("ICD-10-CM")), Field("onset", _("Since"), "when"), note, sensitive,
        ), _("e11.9, or high blood pressure, then Enter"), _("No problems on the list.")),
        Section("past", _("Past illnesses and operations"), (
            Field("display", _("What"), needed=True),
            Field("category", _("Kind"), "choice", {"surgical": _("operation"), "medical": _("illness, hospital stay")}),
            Field("when", _("When"), "when"), Field("complication", _("Complication")), note, sensitive,
        ), _("appendectomy 2009"), _("No operations or past illnesses recorded.")),
        Section("family", _("Family"), (
            Field("relationship", _("Relative"), "choice", relatives(), needed=True), Field("display", _("Condition"), needed=True),
            Field("age", _("Age when it began"), "age"),
            Field("deceased", _("Alive"), "choice", {"": _("not asked"), "no": _("alive"), "yes": _("deceased")}),
            Field("deceased_age", _("Age at death"), "age"), note, sensitive,
        ), _("mother breast ca 52"), _("No family history recorded.")),
        Section("social", _("Social"), (
            Field("topic", _("About"), "choice", topics(), needed=True), Field("value", _("Answer"), needed=True), sensitive,
        ), _("occupation teacher · lives alone · alcohol 2 a week"), _("Not asked yet."), several=False),
        Section("tobacco", _("Tobacco"), (
            Field("status", _("Status"), "choice", tobacco.statuses(), needed=True),
            Field("kind", _("What"), "choice", {"": "", "cigarettes": _("cigarettes"), "vape": _("vape"), "cigars": _("cigars"),
                                                "pipe": _("pipe"), "chew": _("chew, snuff")}),
            Field("packs_per_day", _("Packs a day"), "number"), Field("years", _("Years"), "number"), Field("quit", _("Quit"), "when"),
            Field("readiness", _("Readiness"), "choice", {"": "", "ready": _("ready to quit"), "thinking": _("thinks about it"),
                                                          "not-ready": _("not ready")}),
            Field("exposure", _("Smoke at home or work")),
        ), _("quit 2015 1 ppd 20 y"), _("Not asked yet."), several=False),
        Section("obstetric", _("Pregnancies"), (
            Field("gravida", _("Pregnancies (G)"), "number", needed=True), Field("para", _("Births (P)"), needed=True),
            Field("lmp", _("Last period"), "when"), note,
        ), _("G3P2 lmp 8/1/2026"), _("Not asked yet."), several=False),
        Section("implants", _("Implants and devices"), (
            Field("display", _("Device"), needed=True), Field("site", _("Where in the body")), Field("when", _("Placed"), "when"),
            Field("udi", _("UDI of the implant card")), Field("alert", _("Alert on the banner")), note,
        ), _("pacemaker left chest 2019"), _("None recorded.")),
        Section("directives", _("Advance directive"), (
            Field("kind", _("Kind"), "choice", directive_kinds(), needed=True), Field("by", _("Proxy")), Field("phone", _("Proxy’s phone")),
            Field("note", _("Where the paper is")),
        ), _("living will, copy scanned · proxy Maria Lopez 937-555-0101"), _("Not asked yet.")),
    )  # fmt: skip


SECTIONS = ("problems", "past", "family", "social", "tobacco", "obstetric", "implants", "directives")


def section(key: str) -> Section:
    return next(each for each in sections() if each.key == key)


def reviewed(codes: Collection[str], *, pregnancies: bool) -> bool:
    """Whether the history counts as gone through: at once, or section by section."""
    wanted = {key for key in SECTIONS if key != "obstetric" or pregnancies}
    return ALL in codes or wanted <= set(codes)


def asks_pregnancies(sex: str, years: int) -> bool:
    """Where pregnancies can be relevant; an unknown sex is asked."""
    return sex != "male" and years >= 12


def expected_delivery(last_period: date) -> date:
    return last_period + timedelta(days=GESTATION_DAYS)


def problem_with(key: str, fields: Mapping[str, str], today: date) -> str:
    """Why these fields cannot be kept, in one sentence, or nothing."""
    for each in section(key).fields:
        text = fields.get(each.name, "").strip()
        if each.needed and not text:
            return _("“{field}” is missing.").format(field=each.title)
        if text and (why := _wrong(each, text, today)):
            return f"{each.title}: {why}"
    if (
        key == "tobacco"
        and fields.get("status") == "never"
        and any(fields.get(n) for n in ("packs_per_day", "years", "quit"))
    ):
        return _("“Never” does not go with an amount.")
    if key == "family" and fields.get("deceased_age") and fields.get("deceased") == "no":
        return _("An age at death does not go with “alive”.")
    return ""


def _wrong(each: Field, text: str, today: date) -> str:
    if each.kind == "choice" and text not in each.choices:
        return _("choose one of the list")
    if each.kind == "age" and not (text.isdecimal() and int(text) <= 120):
        return _("a whole number of years up to 120")
    if each.kind == "number" and not re.fullmatch(r"\d{1,3}(\.\d+)?", text):
        return _("a number")
    if each.kind == "when":
        return when_problem(text, today)
    return ""


def when_problem(text: str, today: date) -> str:
    """``2009``, ``5/2009``, ``3/4/2026`` and their ISO forms; not in the future."""
    day = first_day(text)
    if day is None:
        return _("type a year, or month and year, such as 2009 or 5/2009")
    if day > today:
        return _("this is yet to come")
    return _("this is too long ago") if day.year < today.year - 120 else ""


def iso_when(text: str) -> str:
    """``5/2009`` → ``2009-05``: FHIR's partial date; what is none stays as it is."""
    bare = text.strip()
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})", bare):
        return f"{found[3]}-{int(found[1]):02d}-{int(found[2]):02d}"
    if found := re.fullmatch(r"(\d{1,2})[/-](\d{4})", bare):
        return f"{found[2]}-{int(found[1]):02d}"
    return bare


def first_day(text: str) -> date | None:
    """The first day of a partial date, ``None`` where it is none."""
    parts = iso_when(text).split("-")
    if not all(part.isascii() and part.isdecimal() for part in parts) or len(parts) > 3 or len(parts[0]) != 4:
        return None
    try:
        return date(*(int(part) for part in [*parts, "1", "1"][:3]))  # type: ignore[arg-type]
    except ValueError:
        return None


def when_words(text: str) -> str:
    """``2009-05`` → ``May 2009``."""
    day, exact = first_day(text), iso_when(text).count("-")
    if day is None:
        return text
    return (
        str(day.year)
        if not exact
        else f"{day:%b} {day.year}"
        if exact == 1
        else f"{day:%b} {day.day}, {day.year}"
    )


#: Implants that somebody must know of before a procedure, a magnet or a cuff; words of the device to words of the chip.
_ALERTS = (
    (r"pace ?maker", _("Pacemaker")), (r"\bicd\b|defibrillator", _("Defibrillator (ICD)")), (r"cochlear", _("Cochlear implant")),
    (r"stimulator", _("Nerve stimulator")), (r"insulin pump|\bpump\b", _("Implanted or worn pump")), (r"aneurysm clip", _("Aneurysm clip")),
    (r"\bshunt\b", _("Shunt")), (r"fistula|av graft", _("Dialysis access: no BP or needle in that arm")), (r"mechanical valve", _("Mechanical heart valve")),
)  # fmt: skip


def implant_alert(device: str) -> str:
    """The words for the banner, or nothing; what a practice types instead counts."""
    return next((words for pattern, words in _ALERTS if re.search(pattern, device, re.IGNORECASE)), "")
