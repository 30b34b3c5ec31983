"""FHIR patients, practitioners and organizations."""

from __future__ import annotations

from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop import fhir_values as v
from ma_desktop.interop.resources import OrganizationRow, OutsideNumber, PatientRow, PractitionerRow

_NPI = "http://hl7.org/fhir/sid/us-npi"
_TAX_IDS = {"urn:oid:2.16.840.1.113883.4.4", "http://hl7.org/fhir/sid/us-ein"}
_PAYER_IDS = {"urn:oid:2.16.840.1.113883.6.300", "http://hl7.org/fhir/sid/us-naic"}
_SEXES = {"male", "female", "other", "unknown"}
_NAME_ORDER = ("official", "usual", "", "temp", "anonymous")
_FORMER = {"maiden", "old"}
_SPEAKS_WITHOUT = {"en"}
_STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "district of columbia": "DC", "florida": "FL", "georgia": "GA",
    "hawaii": "HI", "idaho": "ID", "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS",
    "kentucky": "KY", "louisiana": "LA", "maine": "ME", "maryland": "MD", "massachusetts": "MA", "michigan": "MI",
    "minnesota": "MN", "mississippi": "MS", "missouri": "MO", "montana": "MT", "nebraska": "NE", "nevada": "NV",
    "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM", "new york": "NY", "north carolina": "NC",
    "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR", "pennsylvania": "PA",
    "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN", "texas": "TX",
    "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA", "west virginia": "WV",
    "wisconsin": "WI", "wyoming": "WY", "puerto rico": "PR",
}  # fmt: skip


def patient(resource: dict[str, Any]) -> PatientRow:
    """The official name leads; a birth date that is known in part is taken at its beginning and marked."""
    born = v.moment(resource.get("birthDate"))
    if born is None:
        raise v.Unreadable(_("The patient has no birth date, without which nobody can be told apart safely."))
    family, given, middle, suffix = _name(_best(v.objects(resource.get("name"))))
    notes = (
        []
        if born.precise
        else [_("Birth date known only as {text}: ask.").format(text=resource["birthDate"])]
    )
    if not family:
        family = _("Unknown")
        notes.append(_("The import named no family name: ask."))
    died = v.when(resource, "deceased")
    if died is None and resource.get("deceasedBoolean") is True:
        notes.append(_("Deceased, day unknown."))
    sex = v.text(resource.get("gender")).lower()
    language, interpreter = _language(resource)
    return PatientRow(
        id=v.text(resource.get("id")), family=family, given=given, birth_date=born.at.date(),
        sex=sex if sex in _SEXES else "unknown", middle=middle, suffix=suffix, deceased_at=died,
        preferred_name=_preferred(resource), former_name=_former(resource), phone=telecom(resource, "phone", "sms"),
        email=telecom(resource, "email"), language=language, interpreter=interpreter, alert=" ".join(notes),
        active=resource.get("active") is not False, numbers=_numbers(resource), **_address(resource),
    )  # fmt: skip


def practitioner(resource: dict[str, Any]) -> PractitionerRow:
    name = _best(v.objects(resource.get("name")))
    family, given, middle, _suffix = _name(name)
    specialty = v.coded(v.first(resource.get("qualification")).get("code")).display
    return PractitionerRow(
        v.text(resource.get("id")), family or given or _("Unknown"), f"{given} {middle}".strip() if family else "",
        specialty="" if name.get("suffix") else specialty,
        credential=", ".join(v.text(s) for s in v.many(name.get("suffix")) if v.text(s)),
        npi=_number_of(resource, {_NPI}), numbers=_numbers(resource),
    )  # fmt: skip


def organization(resource: dict[str, Any]) -> OrganizationRow:
    name = v.text(resource.get("name")) or next((v.text(a) for a in v.many(resource.get("alias"))), "")
    if not name:
        raise v.Unreadable(_("The organization has no name."))
    kinds = {v.code(each) for each in v.objects(resource.get("type"))}
    return OrganizationRow(
        v.text(resource.get("id")), "pay" if kinds & {"ins", "pay", "payer"} else "prov", name,
        phone=telecom(resource, "phone"), npi=_number_of(resource, {_NPI}), tax_id=_number_of(resource, _TAX_IDS),
        payer_id=_number_of(resource, _PAYER_IDS), numbers=_numbers(resource), **_address(resource),
    )  # fmt: skip


def _best(names: list[dict[str, Any]]) -> dict[str, Any]:
    """The name in use: official before usual before one without a use; ended names last."""
    standing = [n for n in names if v.text(n.get("use")) not in _FORMER | {"nickname"}] or names

    def rank(name: dict[str, Any]) -> tuple[bool, int]:
        use = v.text(name.get("use"))
        return bool(v.first(name.get("period")).get("end")), _NAME_ORDER.index(
            use
        ) if use in _NAME_ORDER else 9

    return min(standing, key=rank, default={})


def _name(name: dict[str, Any]) -> tuple[str, str, str, str]:
    """Family, given, middle, suffix; a name that is only text ends in its family name."""
    family = " ".join(v.text(part) for part in v.many(name.get("family"))).strip()
    given = [v.text(part) for part in v.many(name.get("given")) if v.text(part)]
    if not family and not given:
        *given, family = v.text(name.get("text")).split() or [""]
    suffix = " ".join(v.text(part) for part in v.many(name.get("suffix")) if v.text(part))
    return family, given[0] if given else "", " ".join(given[1:]), suffix


def _preferred(resource: dict[str, Any]) -> str:
    names = v.objects(resource.get("name"))
    wanted = next((n for n in names if v.text(n.get("use")) == "nickname"), None)
    usual = next((n for n in names if v.text(n.get("use")) == "usual"), None)
    official = next((n for n in names if v.text(n.get("use")) == "official"), None)
    chosen = wanted or (usual if usual and official else None)
    return (_name(chosen)[1] or v.text(chosen.get("text"))) if chosen else ""


def _former(resource: dict[str, Any]) -> str:
    """Maiden and earlier family names, and those of names whose time has ended."""
    names = v.objects(resource.get("name"))
    best = _best(names)
    past = [
        n
        for n in names
        if n is not best and (v.text(n.get("use")) in _FORMER or v.first(n.get("period")).get("end"))
    ]
    found = dict.fromkeys(_name(n)[0] for n in past)
    return " ".join(name for name in found if name and name != _name(best)[0])


def telecom(resource: dict[str, Any], *systems: str) -> str:
    """A mobile or home number before one at work; what has ended or is old is left out."""
    points = [
        p for p in v.objects(resource.get("telecom"))
        if v.text(p.get("system")) in systems and v.text(p.get("value")) and v.text(p.get("use")) != "old"
        and not v.first(p.get("period")).get("end")
    ]  # fmt: skip

    def rank(point: dict[str, Any]) -> tuple[float, int]:
        order = ("mobile", "home", "", "work", "temp")
        use = v.text(point.get("use"))
        return v.number(point.get("rank")) or 99.0, order.index(use) if use in order else 9

    best = min(points, key=rank, default={})
    return v.text(best.get("value")).removeprefix("tel:").removeprefix("mailto:")


def full_name(resource: dict[str, Any]) -> str:
    """``Sarah van Putten``; empty when there is none."""
    family, given, _middle, _suffix = _name(_best(v.objects(resource.get("name"))))
    return f"{given} {family}".strip()


def address_of(resource: dict[str, Any]) -> str:
    """One line: ``80A Village St, New Holland PA 17557``."""
    place = _address(resource)
    town = " ".join(part for part in (place["city"], place["state"], place["postal_code"]) if part)
    return ", ".join(part for part in (place["address"], town) if part)


def _address(resource: dict[str, Any]) -> dict[str, str]:
    """Where mail goes now: address, city, state (two letters for a US state), postal code."""
    places = v.objects(resource.get("address"))
    now = [
        p for p in places if v.text(p.get("use")) not in {"old", "billing"} and not v.first(p.get("period")).get("end")
    ]  # fmt: skip
    place = next(iter(now or places), {})
    lines = ", ".join(v.text(line) for line in v.many(place.get("line")) if v.text(line))
    state = v.text(place.get("state"))
    return {
        "address": lines or ("" if v.text(place.get("city")) else v.text(place.get("text"))),
        "city": v.text(place.get("city")), "state": _STATES.get(state.lower(), state),
        "postal_code": v.text(place.get("postalCode")),
    }  # fmt: skip


def _language(resource: dict[str, Any]) -> tuple[str, bool]:
    """A two-letter code, and whether an interpreter is needed (HL7 patient-interpreterRequired)."""
    spoken = v.objects(resource.get("communication"))
    chosen = next((each for each in spoken if each.get("preferred") is True), next(iter(spoken), {}))
    language = v.code(chosen.get("language")).replace("_", "-").partition("-")[0].lower() or "en"
    required = v.extension(resource, "/patient-interpreterRequired").get("valueBoolean") is True
    needed = v.code(v.extension(resource, "/us-core-interpreter-needed").get("valueCoding"))
    return language, required or (needed == "373066001" and language not in _SPEAKS_WITHOUT)


def _numbers(resource: dict[str, Any]) -> tuple[OutsideNumber, ...]:
    return tuple(
        OutsideNumber(v.text(each.get("system")), v.text(each.get("value")), v.code(each.get("type")))
        for each in v.identifiers(resource)
        if v.text(each.get("use")) != "old"
    )


def _number_of(resource: dict[str, Any], systems: set[str]) -> str:
    found = (v.text(i.get("value")) for i in v.identifiers(resource) if v.text(i.get("system")) in systems)
    return next(found, "")


def practitioner_of_role(resource: dict[str, Any]) -> str:
    """Whom a PractitionerRole is about, as a reference."""
    return v.reference(resource.get("practitioner"), "Practitioner")
