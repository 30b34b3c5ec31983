"""Whether two people on file are one: how alike names, birth date, numbers and address are, as one score.

Each field is sorted into a level of agreement, and each level has a weight (natural log-odds, the way Fellegi and Sunter
link records). The sum goes through the logistic function, so that a score of 0.5 means as likely as not; the desk is
warned from there on. The weights were set by hand on the even-numbered people of the Febrl sets 1 and 4 (synthetic persons
with known duplicates) and on twins, siblings, namesakes and changed family names; a test reports precision and recall
on the odd-numbered people.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jellyfish import metaphone
from nicknames import NickNamer
from rapidfuzz.distance import OSA, JaroWinkler
from rapidfuzz.fuzz import token_set_ratio, token_sort_ratio

from ma_desktop.domain.names import fold

#: From this score on the desk is warned.
WARN = 0.5
#: A key that more people share than this says too little to compare them all.
_CROWD = 60


@dataclass(frozen=True, slots=True)
class Person:
    """What is compared, folded to plain lower-case letters and digits; empty is unknown.

    ``birth``: ``yyyymmdd``. ``number``: a social security or other personal number. ``phone``: digits.
    """

    given: str = ""
    family: str = ""
    birth: str = ""
    sex: str = ""
    phone: str = ""
    number: str = ""
    street_number: str = ""
    address: str = ""
    address_more: str = ""
    city: str = ""
    postal_code: str = ""
    state: str = ""


_FEBRL = {
    "given_name": "given", "surname": "family", "date_of_birth": "birth", "soc_sec_id": "number",
    "street_number": "street_number", "address_1": "address", "address_2": "address_more", "suburb": "city",
    "postcode": "postal_code", "state": "state", "phone_number": "phone", "phone": "phone", "sex": "sex",
}  # fmt: skip


def person_of(row: Mapping[str, object]) -> Person:
    """A row with Febrl's column names; blanks around names and values do not count, unknown columns neither."""
    found = {}
    for name, value in row.items():
        target = _FEBRL.get(str(name).strip())
        if target and value is not None:
            found[target] = tidy(str(value), target)
    return Person(**found)


def tidy(value: str, field: str) -> str:
    """The form in which values of this field are compared."""
    if field in {"birth", "phone", "number"}:
        return "".join(ch for ch in value if ch.isdigit())
    return " ".join(fold(value).split())


def find(rows: Iterable[Mapping[str, object]]) -> list[tuple[str, str, float]]:
    """Pairs of ``rec_id`` that may be one person, with their score, the surest first; only scores of ``WARN`` and more.

    Columns are Febrl's: rec_id, given_name, surname, street_number, address_1, address_2, suburb, postcode, state,
    date_of_birth, soc_sec_id; each may be missing. Each pair stands once, in the order of the rows.
    """
    listed = list(rows)
    ids = [str(_cell(row, "rec_id")) for row in listed]
    people = [person_of(row) for row in listed]
    found = []
    for one, other in sorted(_pairs(people)):
        likeness = score(people[one], people[other])
        if likeness >= WARN:
            found.append((ids[one], ids[other], likeness))
    return sorted(found, key=lambda pair: -pair[2])


def _cell(row: Mapping[str, object], wanted: str) -> object:
    return next((value for name, value in row.items() if str(name).strip() == wanted), "")


def _pairs(people: list[Person]) -> Iterator[tuple[int, int]]:
    """Pairs that share at least one key that is not a crowd's."""
    sharing: dict[str, list[int]] = defaultdict(list)
    for place, person in enumerate(people):
        for key in keys(person):
            sharing[key].append(place)
    seen = set()
    for places in sharing.values():
        if len(places) > _CROWD:
            continue
        for i, one in enumerate(places):
            for other in places[i + 1 :]:
                seen.add((one, other))
    return iter(seen)


def keys(person: Person) -> set[str]:
    """What a duplicate of this person very likely shares with them, in at least one of these keys."""
    first, last = _sound(person.given), _sound(person.family)
    found = set()
    if person.birth:
        found |= {f"b{person.birth}"}
        found |= {f"n{name}|{person.birth[:4]}" for name in (first, last) if name}
        found |= {f"d{name}|{person.birth[4:]}" for name in (first, last) if name and len(person.birth) == 8}
    if first and last:
        found.add("f" + "|".join(sorted((first, last))))
    found |= {f"s{person.number}"} if person.number else set()
    found |= {f"p{person.phone}"} if len(person.phone) >= 7 else set()
    for street in (person.address, person.address_more):
        if street and person.postal_code:
            found.add(f"a{_sound(street.split()[0])}|{person.postal_code}")
        if street and person.street_number:
            found.add(f"h{person.street_number}|{_sound(street.split()[0])}")
    if person.postal_code:
        found |= {f"z{name}|{person.postal_code}" for name in (first, last) if name}
    return found


@lru_cache(maxsize=100_000)
def _sound(word: str) -> str:
    return metaphone(word)[:5] or word[:4]


# -- levels of agreement ----------------------------------------------------------------------------------


def score(one: Person, other: Person) -> float:
    """0 to 1: how likely both are the same person."""
    total = WEIGHTS["begin"] + sum(WEIGHTS[level] for level in levels(one, other))
    return 1 / (1 + math.exp(-max(-40.0, min(40.0, total))))


def levels(one: Person, other: Person) -> list[str]:
    """One level for each field that both have, such as ``given same`` or ``birth near``."""
    straight = [_name(one.given, other.given, "given"), _name(one.family, other.family, "family")]
    crossed = [_name(one.given, other.family, "given"), _name(one.family, other.given, "given")]
    found = straight
    if sum(WEIGHTS[level] for level in crossed if level) + WEIGHTS["crossed"] > sum(
        WEIGHTS[level] for level in straight if level
    ):
        found = [*crossed, "crossed"]
    found.append(_birth(one.birth, other.birth))
    found.append(_digits(one.number, other.number, "number"))
    found.append(_digits(one.phone[-7:], other.phone[-7:], "phone"))
    found.append(_plain(one.sex, other.sex, "sex"))
    found.append(_house(one, other))
    found.append(
        _words(f"{one.address} {one.address_more}", f"{other.address} {other.address_more}", "street")
    )
    found.append(_words(one.city, other.city, "city"))
    found.append(_digits(one.postal_code[:5], other.postal_code[:5], "postal"))
    found.append(_plain(one.state, other.state, "state"))
    if "given other" in found and "family same" in found and {"street same", "phone same"} & set(found):
        found.append("kin")
    if "birth other" in found and {"given same", "family same"} <= set(found):
        found.append("namesake")
    return [level for level in found if level]


def _name(one: str, other: str, field: str) -> str:
    if not one or not other:
        return ""
    if one == other:
        return f"{field} same"
    likeness = JaroWinkler.similarity(one, other)
    if likeness >= 0.9 or _nicknames(one, other):
        return f"{field} near"
    if likeness >= 0.78 or _sound(one) == _sound(other):
        return f"{field} alike"
    return f"{field} other"


def _birth(one: str, other: str) -> str:
    if not one or not other:
        return ""
    if one == other:
        return "birth same"
    swapped = one[:4] + one[6:8] + one[4:6]
    if swapped == other or OSA.distance(one, other) == 1:
        return "birth near"
    parts = sum(one[a:b] == other[a:b] for a, b in ((0, 4), (4, 6), (6, 8)))
    return "birth alike" if parts == 2 or OSA.distance(one, other) == 2 else "birth other"


def _digits(one: str, other: str, field: str) -> str:
    if not one or not other:
        return ""
    if one == other:
        return f"{field} same"
    return f"{field} near" if OSA.distance(one, other) <= 1 else f"{field} other"


def _plain(one: str, other: str, field: str) -> str:
    if not one or not other:
        return ""
    return f"{field} same" if one == other else f"{field} other"


def _house(one: Person, other: Person) -> str:
    return _plain(one.street_number, other.street_number, "house")


def _words(one: str, other: str, field: str) -> str:
    one, other = one.strip(), other.strip()
    if not one or not other:
        return ""
    if one == other:
        return f"{field} same"
    likeness = max(token_sort_ratio(one, other), token_set_ratio(one, other) - 5)
    return f"{field} near" if likeness >= 85 else f"{field} alike" if likeness >= 65 else f"{field} other"


@lru_cache(maxsize=1)
def _namer() -> NickNamer:
    return NickNamer()


@lru_cache(maxsize=20_000)
def _nicknames(one: str, other: str) -> bool:
    """Whether one is short for the other, such as bob for robert."""
    return other in _namer().nicknames_of(one) or other in _namer().canonicals_of(one)


#: Natural log-odds of each level. ``begin``: before anything is compared, two people on file are hardly ever one. ``kin``: another
#: given name at the same address or phone, as twins have it; ``namesake``: one name and two birth dates, as father and son.
WEIGHTS: Mapping[str, float] = {
    "begin": -6.5, "crossed": -0.7, "kin": -6.0, "namesake": -4.4,
    "given same": 3.0, "given near": 2.4, "given alike": 0.3, "given other": -2.5,
    "family same": 3.0, "family near": 2.6, "family alike": 0.3, "family other": -2.0,
    "birth same": 4.5, "birth near": 2.2, "birth alike": 0.3, "birth other": -2.5,
    "number same": 6.0, "number near": 4.0, "number other": -1.0,
    "phone same": 2.2, "phone near": 1.0, "phone other": -0.5,
    "sex same": 0.1, "sex other": -1.5,
    "house same": 0.6, "house other": -0.4,
    "street same": 2.2, "street near": 2.0, "street alike": 0.8, "street other": -1.2,
    "city same": 0.8, "city near": 0.7, "city alike": 0.3, "city other": -0.6,
    "postal same": 1.2, "postal near": 0.8, "postal other": -0.7,
    "state same": 0.2, "state other": -0.6,
}  # fmt: skip
