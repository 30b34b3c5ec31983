"""The data types of FHIR R4 as plain values: dates, codings, names, quantities, references.

Elements may be missing, null, or of an older release's shape: whatever cannot be read as what it should be is
as good as absent, unless ``need`` asks for it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

from ma_desktop.i18n import _

#: Days outside these years are slips of the key, and clocks of some systems cannot hold them.
_FIRST_YEAR, _LAST_YEAR = 1850, 2200
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_TAG = re.compile(
    r"\s*\((?:disorder|finding|procedure|situation|substance|organism|observable entity|regime/therapy|"
    r"morphologic abnormality|event|physical object|product|medicinal product|context-dependent category|"
    r"qualifier value|person|occupation|environment)\)$"
)
SYSTEMS = {
    "http://snomed.info/sct": "snomed",
    "http://www.nlm.nih.gov/research/umls/rxnorm": "rxnorm",
    "http://hl7.org/fhir/sid/icd-10-cm": "icd10cm",
    "http://hl7.org/fhir/sid/icd-10": "icd10",
    "http://hl7.org/fhir/sid/icd-9-cm": "icd9cm",
    "http://loinc.org": "loinc",
    "http://hl7.org/fhir/sid/cvx": "cvx",
    "http://hl7.org/fhir/sid/ndc": "ndc",
    "http://www.ama-assn.org/go/cpt": "cpt",
    "https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets": "hcpcs",
    "urn:oid:2.16.840.1.113883.6.96": "snomed",
    "urn:oid:2.16.840.1.113883.6.88": "rxnorm",
    "urn:oid:2.16.840.1.113883.6.90": "icd10cm",
    "urn:oid:2.16.840.1.113883.6.1": "loinc",
    "urn:oid:2.16.840.1.113883.12.292": "cvx",
}


class Unreadable(Exception):
    """A resource that cannot be taken; ``sentence`` is for people and names nobody."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Coded:
    """A CodeableConcept: one of its codings, and words for people."""

    system: str = ""
    code: str = ""
    display: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """``at``: aware when an offset was given, naive midnight for a day; ``precise``: the day is known."""

    at: datetime
    precise: bool = True


def many(value: Any) -> list[Any]:
    """The objects and words of an element that may repeat; one alone counts as a list of one."""
    items = value if isinstance(value, list) else [value]
    return [item for item in items if item is not None]


def objects(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def first(value: Any) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    found = objects(value)
    return found[0] if found else {}


def text(value: Any) -> str:
    """A string without blanks around it; anything else is nothing."""
    return value.strip() if isinstance(value, str) else ""


def plain(words: str) -> str:
    """A SNOMED CT name without its tag: ``Acute bronchitis (disorder)`` → ``Acute bronchitis``."""
    return (_TAG.sub("", words) or words) if words.endswith(")") else words


def coded(value: Any, *wanted: str) -> Coded:
    """A CodeableConcept, a Coding or bare words. The coding of the first ``wanted`` system wins, else the first.

    ``system``: short name of ``SYSTEMS``, else as written. ``display``: its text, else a coding's name, else the code.
    """
    if isinstance(value, str):
        return Coded("", "", plain(text(value)))
    concept = first(value)
    codings = objects(concept.get("coding")) or ([concept] if concept.get("code") else [])
    chosen = codings[0] if codings else {}
    if len(codings) > 1 and wanted:
        ranks = {name: place for place, name in enumerate(wanted)}
        chosen = min(codings, key=lambda coding: ranks.get(_short(coding), len(ranks)))
    words = text(concept.get("text")) or text(chosen.get("display"))
    if not words and len(codings) > 1:
        words = next((text(c.get("display")) for c in codings if text(c.get("display"))), "")
    code = text(chosen.get("code"))
    return Coded(_short(chosen), code, plain(words) or code)


def _short(coding: dict[str, Any]) -> str:
    system = text(coding.get("system"))
    return SYSTEMS.get(system) or SYSTEMS.get(system.rstrip("/")) or system


def code(value: Any) -> str:
    """A code element, or the code of the first coding of a concept, in lower case where FHIR has it so."""
    if isinstance(value, str):
        return value.strip()
    return coded(value).code


def moment(value: Any) -> Moment | None:
    """A date, dateTime, instant or Period (its start), however much of it is known; ``None`` when absent.

    Raises ``Unreadable`` for words that are no date.
    """
    if isinstance(value, dict):
        return moment(value.get("start") or value.get("end"))
    words = text(value)
    if not words:
        return None
    try:
        if found := _DATE.fullmatch(words):
            year, month, day = (int(part) if part else 0 for part in found.groups())
            at, precise = datetime(year, month or 1, day or 1), bool(day)  # noqa: DTZ001 - a day without an hour
        else:
            at, precise = datetime.fromisoformat(words), True
    except ValueError:
        raise Unreadable(_("The date {text!r} is not readable.").format(text=words[:40])) from None
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        raise Unreadable(_("The date {text!r} cannot be right.").format(text=words[:40]))
    return Moment(at, precise)


def when(resource: dict[str, Any], *names: str) -> datetime | None:
    """The first of these elements that is filled; ``onset`` finds onsetDateTime, onsetPeriod and onset alike."""
    for name in names:
        for ending in ("DateTime", "Period", "Instant", ""):
            found = moment(resource.get(name + ending))
            if found is not None:
                return found.at
    return None


def changed(resource: dict[str, Any]) -> datetime | None:
    """When the source last wrote it: the best there is for what bears no date of its own."""
    try:
        return when(first(resource.get("meta")), "lastUpdated")
    except Unreadable:
        return None


def ended(resource: dict[str, Any], *names: str) -> datetime | None:
    """The end of the first of these Periods that has one."""
    for name in names:
        found = moment(first(resource.get(name)).get("end"))
        if found is not None:
            return found.at
    return None


def day(resource: dict[str, Any], *names: str) -> date | None:
    found = when(resource, *names)
    return found.date() if found else None


def number(value: Any) -> float | None:
    """A decimal; also one written as a string, as some systems do."""
    if isinstance(value, bool) or value is None:
        return None
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None


def number_text(value: float) -> str:
    """``112.0`` → ``112``; as few digits as tell the value."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def reference(value: Any, kind: str) -> str:
    """A Reference as ``Type/id`` or ``Type?system|value``; nothing when it names nobody outside the resource.

    ``kind``: the type that stands here when the reference does not say (``urn:uuid:``, identifier alone).
    """
    target = first(value)
    words = text(target.get("reference"))
    if words.startswith("#"):
        return ""
    if words:
        return _referred(words, text(target.get("type")) or kind)
    identifier = first(target.get("identifier"))
    if text(identifier.get("value")):
        return f"{text(target.get('type')) or kind}?{identifier_text(identifier)}"
    return ""


def _referred(words: str, kind: str) -> str:
    for lead in ("urn:uuid:", "urn:oid:"):
        if words.startswith(lead):
            return f"{kind}/{words[len(lead) :].lower()}"
    if "?" in words:
        path, _mark, query = unquote(words).partition("?")
        name, _equals, value = query.partition("&")[0].partition("=")
        return f"{path.rpartition('/')[2]}?{value}" if name == "identifier" else ""
    parts = [part for part in words.split("/") if part]
    if "_history" in parts:
        parts = parts[: parts.index("_history")]
    if len(parts) < 2:
        return f"{kind}/{parts[0]}" if parts else ""
    return f"{parts[-2]}/{parts[-1]}"


def identifier_text(identifier: dict[str, Any]) -> str:
    return f"{text(identifier.get('system'))}|{text(identifier.get('value'))}"


def identifiers(resource: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (each for each in objects(resource.get("identifier")) if text(each.get("value")))


def contained(resource: dict[str, Any], value: Any) -> dict[str, Any]:
    """The resource inside this one that a Reference points to, else nothing."""
    words = text(first(value).get("reference"))
    if not words.startswith("#"):
        return {}
    inside = objects(resource.get("contained"))
    return next((each for each in inside if text(each.get("id")).lstrip("#") == words[1:]), {})


def extension(resource: dict[str, Any], ending: str) -> dict[str, Any]:
    """The extension whose address ends so, else nothing."""
    found = (e for e in objects(resource.get("extension")) if text(e.get("url")).endswith(ending))
    return next(found, {})


def moment_at(value: Any) -> datetime | None:
    found = moment(value)
    return found.at if found else None
