"""Chunks of FHIR resources: which can be read, which are new, what they refer to, and the rows to write."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop import fhir_medicines, fhir_people
from ma_desktop.interop import resources as r
from ma_desktop.interop.fhir_files import Entry
from ma_desktop.interop.fhir_resources import GROUND, HELPING, RANK, READERS, Unreadable, not_kept, read
from ma_desktop.interop.fhir_values import Coded
from ma_desktop.models import Condition, Coverage, Encounter, Organization
from ma_desktop.services.desk import Work
from ma_desktop.services.practice.import_fhir_people import People, numbers_of
from ma_desktop.services.practice.import_fhir_rows import (
    Likes,
    Said,
    changed_at,
    fhir_columns,
    key_of,
    url_id,
)
from ma_desktop.services.practice.import_rows import MODELS, coverage_kind
from ma_desktop.services.practice.import_run import NewRow, Run, known, next_id

#: Refusals that are told one by one; what is beyond is told by file and reason, so that memory does not grow.
_MOST_REFUSALS = 20_000
#: What may be dated by the visit that it belongs to.
_DATED = {r.ObservationRow: "effective_at", r.ImmunizationRow: "occurred_at", r.ProcedureRow: "performed_at",
          r.MedicationRow: "authored_at", r.EncounterRow: "started_at", r.ClaimRow: "created_at"}  # fmt: skip
#: What a component has of its Observation.
_OF_THE_WHOLE = ("effective_at", "error_at", "error_by", "error_reason")
_REFERRED_TO = {"Encounter", "Condition", "Coverage"}


class Taker:
    """Takes chunk after chunk. ``to_come``: files yet to be read, by type; ``waiting``: files to read once more."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.to_come: Counter[str] = Counter()
        self.waiting: set[str] = set()
        self._people = People(run, self._refuse)
        self._medicines: dict[bytes, Coded] = {}
        self._roles: dict[bytes, str] = {}
        self._untold: Counter[tuple[str, str]] = Counter()

    def begin(self, ground: bool, to_come: Counter[str], again: bool) -> None:
        """Another reading of the files: of ``GROUND`` or of all the rest; ``again``: of what waited."""
        self._ground, self.to_come, self._again = ground, to_come, again
        self._likes: dict[str, Likes] = defaultdict(Likes)

    def take(self, entries: list[Entry]) -> None:
        by_kind: dict[str, list[Said]] = defaultdict(list)
        for entry in entries:
            if (said := self._said(entry)) is not None:
                by_kind[said.kind].append(said)
        if not by_kind:
            return
        first, last = entries[0], entries[-1]
        with self.run.chunk(f"{first.source} {first.row} – {last.source} {last.row}") as work:
            for kind in sorted(by_kind, key=lambda name: RANK[name]):
                if kind in GROUND:
                    self._people.take(work, kind, by_kind[kind])
                else:
                    self._take(work, kind, by_kind[kind])

    def tell_the_rest(self) -> None:
        for (source, reason), count in self._untold.items():
            self.run.refuse(source, 0, _("{n} more: {reason}").format(n=count, reason=reason))

    def _refuse(self, entry: Entry, reason: str) -> None:
        if len(self.run.refused) < _MOST_REFUSALS:
            self.run.refuse(entry.source, entry.row, reason)
        else:
            self._untold[entry.source, reason] += 1

    def _said(self, entry: Entry) -> Said | None:
        """What this reading of the files takes of an entry; whatever is refused is told in one reading only."""
        if entry.resource is None:
            if not self._ground and not self._again:
                self._refuse(entry, entry.problem)
            return None
        kind = entry.resource["resourceType"]
        if (kind in GROUND) is not self._ground:
            return None
        if kind not in READERS:
            self._help(entry, kind)
            if not self._again:
                self._refuse(entry, not_kept(kind))
            return None
        try:
            row = read(entry.resource)
        except Unreadable as problem:
            if not self._again:
                self._refuse(entry, problem.sentence)
            return None
        own, given = str(entry.resource.get("id") or ""), url_id(entry.full_url)
        ident = own or given or self._likes[entry.source].id_of(entry)
        return Said(entry, kind, row, ident, given if given and given.casefold() != ident.casefold() else "")

    def _help(self, entry: Entry, kind: str) -> None:
        """Keeps in mind what other resources will ask for."""
        assert entry.resource is not None
        if kind not in HELPING:
            return
        names = {str(entry.resource.get("id") or ""), url_id(entry.full_url)} - {""}
        for name in names:
            if kind == "Medication":
                self._medicines[key_of(f"{kind}/{name}")] = fhir_medicines.medication(entry.resource)
            else:
                self._roles[key_of(f"{kind}/{name}")] = fhir_people.practitioner_of_role(entry.resource)

    # -- what happened to patients ------------------------------------------------------------------------

    def _take(self, work: Work, kind: str, said: list[Said]) -> None:
        patients = known(key_of(each.row.patient) for each in said)
        theirs: list[tuple[Said, int]] = []
        for each in said:
            key = key_of(each.row.patient)
            if key in patients and key not in self._people.contested:
                theirs.append((each, patients[key]))
            elif not self._again:
                self._refuse(each.entry, self._no_patient(key))
        keyed = [
            (key_of(f"{kind}/{each.id}", patient), each, patient, self._references(each.row, patient))
            for each, patient in theirs
        ]
        rows = known(key for own, _e, _p, others in keyed for key in (own, *others.values()))
        self.run.adopt(MODELS[type(said[0].row)], [line[0] for line in keyed if line[0] in rows], kind)
        self._write(work, kind, list(self._new(keyed, rows)), rows)

    def _no_patient(self, key: bytes) -> str:
        if key in self._people.contested:
            return _("Its patient's id stands for two different people.")
        return _("This resource's patient is neither in these files nor in the record.")

    def _references(self, row: Any, patient: int) -> dict[str, bytes]:
        found = {}
        for name, of in (
            ("encounter", patient),
            ("because", patient),
            ("coverage", patient),
            ("payer", None),
        ):
            if outside := getattr(row, name, ""):
                found[name] = key_of(outside, of)
        if provider := getattr(row, "provider", ""):
            provider = self._roles.get(key_of(provider), provider)
            found["provider"] = key_of(provider)
        return found

    def _new(
        self, keyed: list[tuple[bytes, Said, int, dict[str, bytes]]], rows: dict[bytes, int]
    ) -> Iterator[tuple[bytes, Said, dict[str, int | None]]]:
        """Resources that the record does not have, with the rows they refer to; ``rows`` learns nothing yet."""
        seen: set[bytes] = set()
        for key, each, patient, references in keyed:
            if key in rows or key in seen:
                continue
            targets: dict[str, int | None] = {"patient": patient}
            for name, reference in references.items():
                if reference not in self._people.contested:
                    targets[name] = rows.get(reference)
            missing = getattr(each.row, "encounter", "") and targets.get("encounter") is None
            if missing and self.to_come["Encounter"] > 0:
                self.waiting.add(each.entry.source)
                continue
            seen.add(key)
            yield key, each, targets

    def _write(
        self,
        work: Work,
        kind: str,
        new: list[tuple[bytes, Said, dict[str, int | None]]],
        rows: dict[bytes, int],
    ) -> None:
        if not new:
            return
        model = MODELS[type(new[0][1].row)]
        looked_up = _Looked(new)
        ident, written, also, numbers = next_id(model), list[NewRow](), list[tuple[bytes, int]](), list[Any]()
        for key, each, targets in new:
            values = fhir_columns(each.row, work.now, work.user_id, targets)
            if reason := self._completed(each, values, targets, looked_up, work):
                self._refuse(each.entry, reason)
                continue
            written.append(NewRow(model, key, ident, values, kind))
            if each.other_id and kind in _REFERRED_TO:
                also.append((key_of(f"{kind}/{each.other_id}", targets["patient"]), ident))
            if kind == "Encounter":
                numbers += numbers_of(each, ident)
            ident += 1
            for part in getattr(each.row, "components", ()):
                written.append(
                    NewRow(model, b"", ident, _component(part, values, written[-1], work, targets))
                )
                ident += 1
        self.run.write(work, written)
        self.run.name_also(work, also)
        self.run.keep_numbers(work, kind, numbers)

    def _completed(
        self,
        each: Said,
        values: dict[str, Any],
        targets: dict[str, int | None],
        looked_up: _Looked,
        work: Work,
    ) -> str:
        """Fills what other resources tell; answers why it cannot be taken, or nothing."""
        row = each.row
        if isinstance(row, r.MedicationRow) and (row.medication or not row.display):
            medicine = self._medicines.get(key_of(row.medication), Coded())
            values |= {"display": medicine.display or row.display, "code": medicine.code,
                       "system": medicine.system or row.system}  # fmt: skip
            if not values["display"]:
                return _("The medicine that it names is not in these files.")
        if "reason" in values and not values["reason"]:
            values["reason"] = looked_up.problems.get(targets.get("because") or 0, "")
        if isinstance(row, r.ClaimRow):
            values["payor"] = values["payor"] or looked_up.payors.get(targets.get("coverage") or 0)
            values["payor_name"] = "" if values["payor"] else row.payor_name
        if isinstance(row, r.CoverageRow):
            values["kind"] = row.kind or coverage_kind(looked_up.names.get(values["payor"] or 0, row.plan))
        name = _DATED.get(type(row), "")
        if name and values[name] is None:
            values[name] = looked_up.visits.get(targets.get("encounter") or 0) or changed_at(each, work)
            if values[name] is None and isinstance(row, r.MedicationRow):
                values[name] = work.now  # a medicine may not get lost for want of a date
            if values[name] is None:
                return _("It says nowhere when this was.")
        return ""


class _Looked:
    """What the rows that are referred to say, looked up for a whole chunk at once."""

    def __init__(self, new: list[tuple[bytes, Said, dict[str, int | None]]]) -> None:
        undated = [
            t for _k, s, t in new if type(s.row) in _DATED and getattr(s.row, _DATED[type(s.row)]) is None
        ]
        self.visits = _column(Encounter, "started_at", (t.get("encounter") for t in undated))
        self.problems = _column(Condition, "display", (t.get("because") for _k, _s, t in new))
        self.payors = _column(Coverage, "payor_id", (t.get("coverage") for _k, _s, t in new))
        payers = [t.get("payer") for _k, s, t in new if isinstance(s.row, r.CoverageRow)]
        self.names = _column(Organization, "name", payers)


def _column(model: Any, name: str, ids: Iterable[int | None]) -> dict[int, Any]:
    wanted = {ident for ident in ids if ident}
    return (
        {row.id: getattr(row, name) for row in model.select().where(model.id.in_(wanted))} if wanted else {}
    )


def _component(
    part: r.ObservationRow, whole: dict[str, Any], row: NewRow, work: Work, targets: dict[str, int | None]
) -> dict[str, Any]:
    """A further row of the same Observation, and the group that both belong to."""
    lead = row.id if row.key else row.values["component_of"]
    whole["panel"] = lead
    values = fhir_columns(part, work.now, work.user_id, targets)
    for name in _OF_THE_WHOLE:
        if name in whole:
            values[name] = whole[name]
    return values | {"panel": lead, "component_of": lead}
