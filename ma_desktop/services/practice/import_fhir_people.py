"""Patients, practitioners and organizations of FHIR files: who is new, who is known, who only shares a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from ma_desktop.domain import names
from ma_desktop.i18n import _
from ma_desktop.interop import resources as r
from ma_desktop.interop.fhir_files import Entry
from ma_desktop.models import Patient
from ma_desktop.services.desk import Work
from ma_desktop.services.practice.import_fhir_rows import Said, fhir_columns, key_of
from ma_desktop.services.practice.import_rows import MODELS
from ma_desktop.services.practice.import_run import NewRow, Run, known, next_id
from ma_desktop.services.schedule.register_patient import next_record_number

#: Numbers that tell that two exports mean the same patient, by HL7 v2-0203 type and by system.
_SAME_KINDS = {"MR", "PI", "MRN"}
_SAME_SYSTEMS = {"https://github.com/synthetichealth/synthea"}


@dataclass(frozen=True, slots=True)
class Person:
    """By what two resources with the same id or number are known to mean the same."""

    names: frozenset[str]
    birth: date | None = None

    def is_same(self, other: Person) -> bool:
        """One name in common; when the birth dates differ two, for one of them may have been corrected."""
        shared = len(self.names & other.names)
        return shared > 0 if self.birth == other.birth else shared > 1


def person_of(row: Any) -> Person:
    """Of a row of the record, or of a file."""
    words = (
        getattr(row, "family", ""),
        getattr(row, "given", ""),
        getattr(row, "name", ""),
        getattr(row, "former_name", ""),
    )
    return Person(frozenset(names.fold(word) for word in words if word), getattr(row, "birth_date", None))


def numbers_of(said: Said, row: int) -> list[tuple[int, str, str]]:
    """Outside numbers to keep: row, system, value; the id of the resource first."""
    own = [] if said.id.startswith("content:") else [("fhir", said.id)]
    given = [(number.system, number.value) for number in getattr(said.row, "numbers", ())]
    taken = {said.id}
    return [(row, s, v) for s, v in own] + [(row, s, v) for s, v in dict.fromkeys(given) if v not in taken]


class People:
    """``contested``: ids under which the files, or files and record, have two different people."""

    def __init__(self, run: Run, refuse: Callable[[Entry, str], None]) -> None:
        self.contested: set[bytes] = set()
        self._run, self._refuse = run, refuse

    def take(self, work: Work, kind: str, said: list[Said]) -> None:
        model = MODELS[type(said[0].row)]
        rows = known(key for each in said for key in (*_ids(each), *_numbers(each)))
        met = set(rows.values())
        people = {row.id: person_of(row) for row in model.select().where(model.id.in_(met))} if met else {}
        ident, first = next_id(model), int(next_record_number()) if model is Patient else 0
        written, also, numbers, adopted = (
            list[NewRow](),
            list[tuple[bytes, int]](),
            list[Any](),
            list[bytes](),
        )
        for each in said:
            key, person = key_of(f"{kind}/{each.id}"), person_of(each.row)
            row = rows.get(key)
            if row is not None and not people[row].is_same(person):
                self.contested.add(key)
                self._refuse(
                    each.entry,
                    _("Its id already stands for somebody or something else; neither was changed."),
                )
                continue
            if reason := _impossible(each.row, work):
                self._refuse(each.entry, reason)
                continue
            if row is None:
                row = next(
                    (n for k in _shared(each) if (n := rows.get(k)) and people[n].is_same(person)), None
                )
            if row is None:
                row = ident
                values = fhir_columns(each.row, work.now, work.user_id, {})
                if model is Patient:
                    values["record_number"] = str(first + len(written))
                written.append(NewRow(model, key, row, values, kind))
                rows[key], people[row] = row, person
                ident += 1
                numbers += numbers_of(each, row) if model is Patient else []
            elif key in rows:
                adopted.append(key)
            fresh = [k for k in (*_ids(each), *_numbers(each)) if k not in rows]
            also += [(k, row) for k in fresh]
            rows.update(dict.fromkeys(fresh, row))
        self._run.adopt(model, adopted)
        self._run.write(work, written)
        self._run.name_also(work, also)
        self._run.keep_numbers(work, kind, numbers)


def _impossible(row: Any, work: Work) -> str:
    if isinstance(row, r.PatientRow) and row.birth_date > work.now.date():
        return _("The birth date lies in the future.")
    return ""


def _ids(said: Said) -> Iterator[bytes]:
    yield key_of(f"{said.kind}/{said.id}")
    if said.other_id:
        yield key_of(f"{said.kind}/{said.other_id}")


def _numbers(said: Said) -> Iterator[bytes]:
    """Under which others may refer to it, as ``Practitioner?identifier=…`` does."""
    return (key_of(f"{said.kind}?{n.system}|{n.value}") for n in said.row.numbers if n.system)


def _shared(said: Said) -> Iterator[bytes]:
    """By which an earlier export may have brought the same patient."""
    same = (n for n in said.row.numbers if n.system and (n.kind in _SAME_KINDS or n.system in _SAME_SYSTEMS))
    return (key_of(f"{said.kind}?{n.system}|{n.value}") for n in same) if said.kind == "Patient" else iter(())
