"""Rows read from FHIR as columns of the record's tables, and the identities by which they find each other."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from typing import Any

from ma_desktop.domain import phones
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.sensitive import is_sensitive
from ma_desktop.domain.stages import Stage
from ma_desktop.i18n import _
from ma_desktop.interop import resources as r
from ma_desktop.interop.fhir_files import Entry
from ma_desktop.interop.fhir_values import changed
from ma_desktop.services.practice.import_rows import columns_of
from ma_desktop.services.work import Work

_SYSTEM = "fhir"
_ERROR = "entered-in-error"
_UUID_LENGTH = 36
#: What FHIR calls a visit → where it stands here. Nothing that is imported waits on the flow board.
_STAGES = {"cancelled": Stage.CANCELLED, "planned": Stage.CANCELLED}
_CHARTED = {"finished", "cancelled", "planned", "unknown", "entered-in-error"}


def key_of(reference: str, patient: int | None = None) -> bytes:
    """Identity of what ``Type/id`` or ``Type?system|value`` names; ``patient``: row id, where it is a part of a chart.

    Two systems may both have an ``Encounter/1``, but hardly of the same patient. Keys of one chart begin alike and
    so lie together in the table, which spares a page of its index for each row.
    """
    kind, _slash, rest = reference.partition("/")
    if len(rest) == _UUID_LENGTH and rest[8] == "-":
        reference = f"{kind}/{rest.lower()}"
    if patient is None:
        return blake2b(f"{_SYSTEM}\x1d{reference}".encode(), digest_size=16).digest()
    digest = blake2b(f"{_SYSTEM}\x1d{patient}\x1d{reference}".encode(), digest_size=12).digest()
    return (patient & 0xFFFFFFFF).to_bytes(4, "big") + digest


def url_id(full_url: str) -> str:
    """The id that a bundle gives a resource: ``urn:uuid:…`` or the end of its address."""
    return full_url.rpartition(":" if full_url.startswith("urn:") else "/")[2]


@dataclass(frozen=True, slots=True)
class Said:
    """One readable resource: what it says, its id, and a second id that its bundle gives it."""

    entry: Entry
    kind: str
    row: Any
    id: str
    other_id: str = ""


class Likes:
    """Counts the resources without any id: their identity is their content and the how-manieth of its like it is."""

    def __init__(self) -> None:
        self._seen: Counter[bytes] = Counter()

    def id_of(self, entry: Entry) -> str:
        content = json.dumps(entry.resource, sort_keys=True, separators=(",", ":"))
        like = blake2b(content.encode(), digest_size=16).digest()
        self._seen[like] += 1
        return f"content:{like.hex()}:{self._seen[like]}"


def fhir_columns(
    row: Any, now: datetime, user: int | None, targets: Mapping[str, int | None]
) -> dict[str, Any]:
    """Field values for the row's table; what was entered in error at the source does not stand here either."""
    values = columns_of(row, now.tzinfo, targets) | _more(row)
    if _ERROR in (values.get("status"), values.get("verification_status")) or values.get("error"):
        values |= {"error_at": now, "error_by": user, "error_reason": _("Entered in error at the source.")}
    return values


def changed_at(said: Said, work: Work) -> datetime | None:
    """When the source last wrote a resource that bears no other date."""
    found = changed(said.entry.resource or {})
    return found if found is None or found.tzinfo else found.replace(tzinfo=work.now.tzinfo)


def _more(row: Any) -> dict[str, Any]:
    match row:
        case r.PatientRow():
            return {"phone": _phone(row.phone)}
        case r.EncounterRow():
            # A visit that was still open at the source is not open here: nobody is in this practice's rooms.
            status = row.status if row.status in _CHARTED else "finished"
            return {"status": status, "stage": _STAGES.get(status, Stage.BILLED)}
        case r.ConditionRow():
            status = row.clinical_status or ("resolved" if row.abated_on else "active")
            return {"system": row.system, "clinical_status": status}
        case r.FamilyRow():
            return {"sensitive": is_sensitive(row.display)}
        case r.RelatedRow():
            return {"phone": _phone(row.phone)}
        case r.MedicationRow():
            return {"status": row.status or ("completed" if row.ended_at else "active")}
        case r.AllergyRow():
            return {"clinical_status": row.clinical_status or ("resolved" if row.ended_on else "active")}
    return {}


def _phone(text: str) -> str:
    try:
        return phones.parse_phone(text) if text else ""
    except RuleBroken:
        return phones.digits(text)
