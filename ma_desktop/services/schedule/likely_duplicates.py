"""Who may be this person already: asked with every letter of a registration, answered in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ma_desktop.domain import duplicates, likeness, names, phones
from ma_desktop.domain.ages import age_on, age_text
from ma_desktop.domain.duplicates import Person
from ma_desktop.models import Patient, database
from ma_desktop.services.desk import Desk
from ma_desktop.storage import search_index

#: Charts that are compared, by each way of being found.
_MOST = 80


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form so far; anything may be empty."""

    family: str = ""
    given: str = ""
    birth_date: date | None = None
    sex: str = "unknown"
    phone: str = ""
    address: str = ""
    city: str = ""
    state: str = ""
    postal_code: str = ""
    #: The chart that is being corrected is no duplicate of itself.
    patient_id: int | None = None


@dataclass(frozen=True, slots=True)
class Likely:
    """``score``: 0 to 1; ``twin``: likely another person of the same family, shown for that reason only."""

    patient_id: int
    name: str
    birth_date: date
    age: str
    record_number: str
    phone: str
    score: float
    reasons: str
    twin: bool = False


def likely_duplicates(desk: Desk, typed: Typed, limit: int = 5) -> tuple[Likely, ...]:
    """The best first: charts from a score of ``duplicates.WARN`` on, then twins. Never more than some hundred are compared."""
    wanted = _person(typed)
    enough = sum(map(bool, (wanted.family, wanted.given, wanted.birth, len(wanted.phone) >= 7)))
    if enough < 2:
        return ()
    today, found = desk.now().date(), []
    for row in _rows(_candidates(wanted), typed.patient_id):
        scored = [(duplicates.score(wanted, one), one) for one in _variants(row)]
        score, best = max(scored, key=lambda pair: pair[0])
        levels = duplicates.levels(wanted, best if score >= duplicates.WARN else scored[0][1])
        twin = score < duplicates.WARN and likeness.twin(levels)
        if twin or score >= duplicates.WARN:
            found.append(_likely(row, score, levels, twin, today))
    return tuple(sorted(found, key=lambda one: (one.twin, -one.score, one.patient_id))[:limit])


def _person(typed: Typed) -> Person:
    birth = f"{typed.birth_date:%Y%m%d}" if typed.birth_date else ""
    return _tidied(
        typed.family, typed.given, birth, typed.sex, typed.phone, typed.address, typed.city, typed.postal_code, typed.state
    )  # fmt: skip


def _tidied(
    family: str, given: str, birth: str, sex: str, phone: str, address: str, city: str, postal: str, state: str
) -> Person:  # fmt: skip
    house, _blank, street = address.strip().partition(" ")
    if not house[:1].isdigit():
        house, street = "", address
    return Person(
        given=names.fold(given), family=names.fold(family), birth=birth, sex=sex if sex in {"female", "male"} else "",
        phone=phones.digits(phone), street_number=house, address=names.fold(street), city=names.fold(city),
        postal_code=postal[:5], state=names.fold(state),
    )  # fmt: skip


def _candidates(wanted: Person) -> set[int]:
    """By birth date (month and day also swapped), by phone, and by name as typed or with a slip."""
    found: set[int] = set()

    def look(words: Sequence[str] = (), births: Sequence[str] = (), numbers: Sequence[str] = ()) -> None:
        found.update(search_index.search(database, words, births, numbers, _MOST))

    if len(wanted.birth) == 8:
        look(births=(wanted.birth,))
        look(births=(wanted.birth[:4] + wanted.birth[6:] + wanted.birth[4:6],))
        for word in (wanted.family.split() + wanted.given.split())[:3]:
            look(words=(word,), births=(f"%{wanted.birth[4:]}",))
    if len(wanted.phone) >= 7:
        look(numbers=(wanted.phone[-7:],))
    words = tuple((wanted.family.split() + wanted.given.split())[:3])
    if wanted.family and wanted.given:
        births = (wanted.birth[:4],) if wanted.birth else ()
        look(words=words, births=births)
        found.update(search_index.resembling(database, words, births, (), _MOST))
    return found


def _rows(ids: Iterable[int], but: int | None) -> Any:
    wanted = sorted(ids)
    if not wanted:
        return ()
    rows = Patient.select(
        Patient.id, Patient.family, Patient.given, Patient.preferred_name, Patient.former_name, Patient.birth_date, Patient.sex,
        Patient.phone, Patient.address, Patient.city, Patient.postal_code, Patient.state, Patient.record_number,
    ).where(Patient.id.in_(wanted) & Patient.stands() & Patient.merged_into.is_null())  # fmt: skip
    return (rows if but is None else rows.where(Patient.id != but)).tuples()


def _variants(row: tuple[Any, ...]) -> list[Person]:
    """As the chart says; as the patient likes to be called; under the name of before."""
    family, given, preferred, former, born, sex, phone, address, city, postal, state = row[1:12]
    person = _tidied(family, given, f"{born:%Y%m%d}", sex, phone, address, city, postal, state)
    found = [person]
    if preferred:
        found.append(replace(person, given=names.fold(preferred)))
    if former:
        found.append(replace(person, family=names.fold(former)))
    return found


def _likely(row: tuple[Any, ...], score: float, levels: list[str], twin: bool, today: date) -> Likely:
    return Likely(
        patient_id=row[0], name=names.display(row[1], row[2]), birth_date=row[5], age=age_text(age_on(row[5], today)),
        record_number=row[12], phone=phones.show(row[7]), score=round(score, 3), reasons=likeness.reasons(levels), twin=twin,
    )  # fmt: skip
