"""FHIR relatives: illnesses in the family, and the people who speak for a patient."""

from __future__ import annotations

from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop import fhir_values as v
from ma_desktop.interop.fhir_clinical import patient_of
from ma_desktop.interop.fhir_people import address_of, full_name, telecom
from ma_desktop.interop.resources import FamilyRow, RelatedRow

#: HL7 v3 RoleCode to the relatives of a family history; step- and half-relatives count as other.
_RELATIVES = {
    "MTH": "mother", "NMTH": "mother", "FTH": "father", "NFTH": "father", "SIS": "sister", "NSIS": "sister", "BRO": "brother", "NBRO": "brother",
    "DAU": "daughter", "NDAU": "daughter", "SON": "son", "NSON": "son", "MGRMTH": "maternal-grandmother", "MGRFTH": "maternal-grandfather",
    "PGRMTH": "paternal-grandmother", "PGRFTH": "paternal-grandfather", "GRMTH": "grandmother", "GRFTH": "grandfather", "AUNT": "aunt",
    "MAUNT": "aunt", "PAUNT": "aunt", "UNCLE": "uncle", "MUNCLE": "uncle", "PUNCLE": "uncle", "COUSN": "cousin", "MCOUSN": "cousin", "PCOUSN": "cousin",
}  # fmt: skip
#: The same code system to who somebody is for the practice.
_PEOPLE = {
    "MTH": "mother", "NMTH": "mother", "FTH": "father", "NFTH": "father", "GUARD": "guardian", "SPS": "spouse", "HUSB": "spouse", "WIFE": "spouse",
    "DOMPART": "spouse", "CHILD": "child", "SON": "child", "DAU": "child", "NCHILD": "child", "SIB": "sibling", "SIS": "sibling", "BRO": "sibling",
    "NSIS": "sibling", "NBRO": "sibling", "GRPRN": "grandparent", "GRMTH": "grandparent", "GRFTH": "grandparent", "MGRMTH": "grandparent",
    "PGRMTH": "grandparent", "CAREGIVER": "caregiver",
}  # fmt: skip
_STATUSES = {"partial", "completed", "entered-in-error", "health-unknown"}


def family_member_history(resource: dict[str, Any]) -> FamilyRow:
    relation = v.coded(resource.get("relationship"))
    code = v.code(resource.get("relationship")).upper()
    conditions = v.objects(resource.get("condition"))
    named = [v.coded(each.get("code"), "icd10cm", "snomed") for each in conditions]
    words = ", ".join(dict.fromkeys(each.display for each in named if each.display))
    relationship = _RELATIVES.get(code, "other")
    dead_at = _years(resource.get("deceasedAge"))
    deceased = resource.get("deceasedBoolean")
    status = v.text(resource.get("status"))
    if not words and status != "health-unknown":
        words = _("nothing named")
    return FamilyRow(
        patient_of(resource, "patient"), relationship, words or _("Unknown"),
        named[0].system if len(named) == 1 else "", named[0].code if len(named) == 1 else "",
        _years(conditions[0].get("onsetAge")) if conditions else None,
        True if dead_at is not None or resource.get("deceasedDate") else deceased if isinstance(deceased, bool) else None,
        dead_at, relation.display if relationship == "other" else "", status if status in _STATUSES else "completed",
    )  # fmt: skip


def _years(age: Any) -> int | None:
    """A FHIR Age in years; in other units it is told in no column, so it is left out."""
    given = v.first(age)
    value = v.number(given.get("value"))
    unit = v.text(given.get("code")) or v.text(given.get("unit"))
    return (
        int(value)
        if value is not None and unit in ("a", "yr", "year", "years", "") and 0 <= value <= 120
        else None
    )


def related_person(resource: dict[str, Any]) -> RelatedRow:
    if resource.get("active") is False:
        raise v.Unreadable(_("The related person is no longer in use at the source."))
    name = full_name(resource)
    if not name:
        raise v.Unreadable(_("The related person has no name."))
    codes = [v.code(each).upper() for each in v.objects(resource.get("relationship"))]
    relationship = next((_PEOPLE[code] for code in codes if code in _PEOPLE), "other")
    return RelatedRow(
        patient_of(resource, "patient"), name, relationship, telecom(resource, "phone"), address_of(resource),
        bool({"C", "EP"} & set(codes)),
    )  # fmt: skip
