"""What each table of a Synthea CSV export says, one function a table."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from ma_desktop.i18n import _
from ma_desktop.interop import resources as r

_TAG = re.compile(
    r"\s*\((?:disorder|finding|procedure|situation|substance|organism|observable entity|regime/therapy|"
    r"morphologic abnormality|event|physical object|product|medicinal product|context-dependent category|"
    r"qualifier value|person|occupation|environment)\)$"
)
_CLASSES = {"emergency": "EMER", "inpatient": "IMP", "snf": "IMP", "virtual": "VR", "home": "HH"}
_SEX = {"M": "male", "F": "female", "O": "other"}
_SEVERITY = ("severe", "moderate", "mild")
_RELATIONSHIP = {"self": "self", "spouse": "spouse", "guardian": "child"}
_UNITS = {"mmHg": "mm[Hg]"}
_NEVER = {"", "0"}
_EARLIEST, _LATEST = 1850, 2200
_MOST_MONEY = Decimal("1e9")
_SCORES = {"QALY", "DALY", "QOLS"}
#: LOINC codes that are vital signs, for exports without the column CATEGORY.
_VITAL = {"8302-2", "29463-7", "39156-5", "8480-6", "8462-4", "55284-4", "85354-9", "8867-4", "9279-1", "8310-5",
          "8331-1", "2708-6", "59408-5", "59576-9", "9843-4", "8289-1", "77606-2", "72514-3"}  # fmt: skip


class Unreadable(Exception):
    """A row that cannot be taken."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Cells:
    """The filled cells of one row by upper-case column name."""

    values: dict[str, str]

    def text(self, *names: str) -> str:
        """The first of these columns that is filled, else nothing."""
        for name in names:
            if name in self.values:
                return self.values[name]
        return ""

    def need(self, *names: str) -> str:
        text = self.text(*names)
        if not text:
            raise Unreadable(_("The column {name} is empty or missing.").format(name=names[0]))
        return text

    def display(self) -> str:
        return plain(self.need("DESCRIPTION"))

    def when(self, *names: str) -> datetime:
        return _moment(self.need(*names), names[0])

    def end(self, *names: str) -> datetime | None:
        text = self.text(*names)
        return _moment(text, names[0]) if text else None


def plain(text: str) -> str:
    """A SNOMED CT name without its tag: ``Acute bronchitis (disorder)`` → ``Acute bronchitis``."""
    return _TAG.sub("", text) or text


@lru_cache(maxsize=4096)
def _moment(text: str, name: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unreadable(
            _("The date {text!r} in {name} is not readable.").format(text=text, name=name)
        ) from None
    if not _EARLIEST <= moment.year <= _LATEST:
        raise Unreadable(_("The date {text!r} in {name} cannot be right.").format(text=text, name=name))
    if moment.tzinfo is None and len(text) > 10:
        return moment.replace(tzinfo=UTC)
    return moment


def _day(cells: Cells, *names: str) -> date | None:
    moment = cells.end(*names)
    return moment.date() if moment else None


def _refer(cells: Cells) -> dict[str, str]:
    return {"patient": cells.need("PATIENT"), "encounter": cells.text("ENCOUNTER")}


def _organization(cells: Cells, kind: str) -> r.OrganizationRow:
    return r.OrganizationRow(
        cells.need("ID"), kind, cells.need("NAME"), cells.text("ADDRESS"), cells.text("CITY"),
        cells.text("STATE", "STATE_HEADQUARTERED"), cells.text("ZIP"), cells.text("PHONE"),
    )  # fmt: skip


def _practitioner(cells: Cells) -> r.PractitionerRow:
    given, _space, family = cells.need("NAME").rpartition(" ")
    return r.PractitionerRow(cells.need("ID"), family, given, cells.text("SPECIALITY", "SPECIALTY"))


def _patient(cells: Cells) -> r.PatientRow:
    return r.PatientRow(
        cells.need("ID"), cells.need("LAST"), cells.text("FIRST"), cells.when("BIRTHDATE").date(),
        _SEX.get(cells.text("GENDER").upper()[:1], "unknown"), cells.text("MIDDLE"), cells.text("SUFFIX"),
        cells.text("ADDRESS"), cells.text("CITY"), cells.text("STATE"), cells.text("ZIP"), cells.end("DEATHDATE"),
    )  # fmt: skip


def _encounter(cells: Cells) -> r.EncounterRow:
    started, ended = cells.when("START", "DATE"), cells.end("STOP")
    return r.EncounterRow(
        cells.need("ID"), cells.need("PATIENT"), cells.text("PROVIDER"), started, ended,
        _CLASSES.get(cells.text("ENCOUNTERCLASS").lower(), "AMB"), plain(cells.text("DESCRIPTION")),
        plain(cells.text("REASONDESCRIPTION")),
    )  # fmt: skip


def _condition(cells: Cells) -> r.ConditionRow:
    onset = cells.when("START", "DATE").date()
    return r.ConditionRow(
        **_refer(cells), code=cells.text("CODE"), display=cells.display(), onset_on=onset, abated_on=_day(cells, "STOP")
    )  # fmt: skip


def _observation(cells: Cells) -> r.ObservationRow:
    original, code = cells.text("VALUE"), cells.need("CODE")
    value = None if cells.text("TYPE").lower() == "text" else _number(original)
    return r.ObservationRow(
        **_refer(cells), category=cells.text("CATEGORY").lower() or _category(code), code=code,
        display=plain(cells.text("DESCRIPTION")) or code, effective_at=cells.when("DATE", "START"), value=value,
        value_text=original if value is None else None, unit=_UNITS.get(cells.text("UNITS"), cells.text("UNITS")),
        original=original,
    )  # fmt: skip


def _category(code: str) -> str:
    return "vital-signs" if code in _VITAL else "survey" if code in _SCORES else "laboratory"


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    if "_" in text:
        return None
    return value if math.isfinite(value) else None


def _medication(cells: Cells) -> r.MedicationRow:
    return r.MedicationRow(
        **_refer(cells), code=cells.text("CODE"), display=cells.display(), authored_at=cells.when("START", "DATE"),
        ended_at=cells.end("STOP"), reason=plain(cells.text("REASONDESCRIPTION")),
    )  # fmt: skip


def _immunization(cells: Cells) -> r.ImmunizationRow:
    cvx = cells.need("CODE").zfill(2)
    return r.ImmunizationRow(
        **_refer(cells), cvx=cvx, display=cells.display(), occurred_at=cells.when("DATE", "START")
    )


def _procedure(cells: Cells) -> r.ProcedureRow:
    return r.ProcedureRow(
        **_refer(cells), code=cells.text("CODE"), display=cells.display(), performed_at=cells.when("START", "DATE"),
        ended_at=cells.end("STOP"), reason=plain(cells.text("REASONDESCRIPTION")),
    )  # fmt: skip


def _allergy(cells: Cells) -> r.AllergyRow:
    system = "rxnorm" if "rx" in cells.text("SYSTEM").lower() else "snomed"
    reactions = [plain(text) for n in "12" if (text := cells.text(f"DESCRIPTION{n}"))]
    severities = {cells.text(f"SEVERITY{n}").lower() for n in "12"}
    return r.AllergyRow(
        **_refer(cells), kind=cells.text("TYPE").lower() or "allergy", category=cells.text("CATEGORY").lower(),
        system=system, code=cells.text("CODE"), display=cells.display(), reaction=", ".join(reactions),
        severity=next((s for s in _SEVERITY if s in severities), ""), onset_on=cells.when("START", "DATE").date(),
        ended_on=_day(cells, "STOP"),
    )  # fmt: skip


def _coverage(cells: Cells) -> r.CoverageRow:
    start, end = cells.need("START_DATE", "START_YEAR"), cells.text("END_DATE", "END_YEAR")
    starts = _moment(f"{start}-01-01" if len(start) == 4 else start, "START_DATE").date()
    ends = None
    if end:
        # A year is covered whole; a moment is where the next coverage begins, so the day before is the last.
        ends = _moment(f"{end}-12-31" if len(end) == 4 else end, "END_DATE").date()
        ends = max(starts, ends - timedelta(days=len(end) != 4))
    owner = cells.text("OWNERSHIP", "PLAN_OWNERSHIP").lower()
    return r.CoverageRow(
        cells.need("PATIENT"), cells.text("PAYER"), cells.text("MEMBERID"), _RELATIONSHIP.get(owner, "other" if owner else "self"),
        cells.text("OWNERNAME", "OWNER_NAME"), starts, ends,
    )  # fmt: skip


def _claim(cells: Cells) -> r.ClaimRow:
    """Exports before 2021 have one amount and no payer: ``ID,PATIENT,BILLABLEPERIOD,ORGANIZATION,ENCOUNTER,DIAGNOSIS,TOTAL``."""
    payer, kind = cells.text("PRIMARYPATIENTINSURANCEID"), cells.text("HEALTHCARECLAIMTYPEID1")
    owed = [
        _money(cells, name) for name in ("OUTSTANDING1", "OUTSTANDING2", "OUTSTANDINGP") if cells.text(name)
    ]
    return r.ClaimRow(
        cells.need("ID"), cells.need("PATIENTID", "PATIENT"), cells.text("APPOINTMENTID", "ENCOUNTER"),
        "" if payer in _NEVER else payer, "institutional" if kind == "2" else "professional",
        cells.when("SERVICEDATE", "CURRENTILLNESSDATE", "BILLABLEPERIOD"), sum(owed, Decimal(0)) if owed else None,
        _money(cells, "TOTAL") if cells.text("TOTAL") else None,
    )  # fmt: skip


def _money(cells: Cells, name: str) -> Decimal:
    try:
        amount = Decimal(cells.text(name)).quantize(Decimal("0.01"))
        if abs(amount) < _MOST_MONEY:
            return amount
    except InvalidOperation:
        pass
    raise Unreadable(_("The column {name} is no amount of money.").format(name=name))


READERS: dict[str, Callable[[Cells], r.ImportedRow]] = {
    "organizations": lambda cells: _organization(cells, "prov"),
    "payers": lambda cells: _organization(cells, "pay"),
    "providers": _practitioner,
    "patients": _patient,
    "encounters": _encounter,
    "conditions": _condition,
    "observations": _observation,
    "medications": _medication,
    "immunizations": _immunization,
    "procedures": _procedure,
    "allergies": _allergy,
    "payer_transitions": _coverage,
    "claims": _claim,
}
#: Columns without which nothing of a table can be read; any one of each group will do.
NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "organizations": (("ID",), ("NAME",)),
    "payers": (("ID",), ("NAME",)),
    "providers": (("ID",), ("NAME",)),
    "patients": (("ID",), ("BIRTHDATE",), ("LAST",)),
    "encounters": (("ID",), ("START", "DATE"), ("PATIENT",)),
    "conditions": (("START", "DATE"), ("PATIENT",), ("DESCRIPTION",)),
    "observations": (("DATE", "START"), ("PATIENT",), ("CODE",)),
    "medications": (("START", "DATE"), ("PATIENT",), ("DESCRIPTION",)),
    "immunizations": (("DATE", "START"), ("PATIENT",), ("CODE",)),
    "procedures": (("START", "DATE"), ("PATIENT",), ("DESCRIPTION",)),
    "allergies": (("START", "DATE"), ("PATIENT",), ("DESCRIPTION",)),
    "payer_transitions": (("START_DATE", "START_YEAR"), ("PATIENT",)),
    "claims": (("ID",), ("PATIENTID", "PATIENT"), ("SERVICEDATE", "CURRENTILLNESSDATE", "BILLABLEPERIOD")),
}
