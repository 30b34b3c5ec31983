"""FHIR coverages and claims."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from ma_desktop.i18n import _
from ma_desktop.interop import fhir_values as v
from ma_desktop.interop.fhir_clinical import patient_of
from ma_desktop.interop.resources import ClaimRow, CoverageRow

_RELATIONSHIPS = {"self": "self", "spouse": "spouse", "common": "spouse", "child": "child", "18": "self", "01": "spouse",
                  "19": "child", "onself": "self", "SPS": "spouse"}  # fmt: skip
#: Coverage.type of HL7 v3 ActCode and of the Source of Payment Typology (PHDSC): what kind of payer.
_KINDS = {"MCPOL": "commercial", "EHCPOL": "commercial", "HIP": "commercial", "HMO": "commercial", "PPO": "commercial",
          "POS": "commercial", "RETIRE": "medicare", "SUBSIDIZ": "medicaid", "pay": "self-pay", "PUBLICPOL": "",
          "1": "medicare", "2": "medicaid", "5": "commercial", "6": "commercial", "8": "self-pay"}  # fmt: skip
_VISIT_COPAYS = {"gpvisit", "copay"}
#: Dollars beyond which an amount is a slip, and no column could hold its cents.
_TOO_MUCH = 1e12
_CLAIM_KINDS = {"professional", "institutional", "oral", "pharmacy", "vision"}


def coverage(resource: dict[str, Any]) -> CoverageRow:
    """``plan`` begins with the payer's name when the file has no record of the payer."""
    payor = v.first(resource.get("payor") or resource.get("insurer"))
    payer = v.reference(payor, "Organization")
    plan = _class(resource, "plan")
    inside = v.text(v.contained(resource, payor).get("name")) or v.text(payor.get("display"))
    subscriber = v.first(resource.get("subscriber"))
    period = v.first(resource.get("period"))
    starts, ends = v.moment(period.get("start")), v.moment(period.get("end"))
    by_person = payer.startswith(("Patient/", "RelatedPerson/"))
    return CoverageRow(
        patient_of(resource, "beneficiary", "patient"), "" if by_person else payer, _member(resource),
        _relationship(resource), v.text(subscriber.get("display")), starts.at.date() if starts else None,
        ends.at.date() if ends else None, "self-pay" if by_person else _kind(resource),
        " ".join(part for part in (inside if not payer else "", plan) if part and part != "self-pay"),
        _class(resource, "group") or v.text(v.first(resource.get("grouping")).get("group")),
        _position(resource), v.text(resource.get("status")) or "active", _copay(resource),
    )  # fmt: skip


def _member(resource: dict[str, Any]) -> str:
    """The identifier of type member number, else the subscriber's, else the only one."""
    numbers = list(v.identifiers(resource))
    member = next((n for n in numbers if v.code(n.get("type")) in {"MB", "SN", "MC", "MA"}), {})
    subscriber = resource.get("subscriberId")
    subscriber = v.text(v.first(subscriber).get("value")) or v.text(subscriber)
    return (
        v.text(member.get("value"))
        or subscriber
        or (v.text(numbers[0].get("value")) if len(numbers) == 1 else "")
    )


def _relationship(resource: dict[str, Any]) -> str:
    code = v.code(resource.get("relationship"))
    if not code:
        theirs = v.reference(resource.get("subscriber"), "Patient")
        return "other" if theirs and theirs != v.reference(resource.get("beneficiary"), "Patient") else "self"
    return _RELATIONSHIPS.get(code, "other")


def _kind(resource: dict[str, Any]) -> str:
    for coding in v.objects(v.first(resource.get("type")).get("coding")):
        code = v.text(coding.get("code"))
        if found := _KINDS.get(code) or _KINDS.get(code[:1] if code.isdigit() else ""):
            return found
    return ""


def _class(resource: dict[str, Any], kind: str) -> str:
    """The value or the name of a class of this type; ``class`` has the numbers, ``name`` the words."""
    found = next((c for c in v.objects(resource.get("class")) if v.code(c.get("type")) == kind), {})
    value = v.text(v.first(found.get("value")).get("value")) or v.text(found.get("value"))
    return value if kind == "group" else v.text(found.get("name")) or value


def _position(resource: dict[str, Any]) -> int:
    order = v.number(resource.get("order"))
    return int(order) if order and 1 <= order <= 9 else 1


def _copay(resource: dict[str, Any]) -> Decimal | None:
    for cost in v.objects(resource.get("costToBeneficiary") or resource.get("copay")):
        if v.code(cost.get("type")) in _VISIT_COPAYS:
            return _money(cost.get("valueMoney"))
    return None


def claim(resource: dict[str, Any]) -> ClaimRow:
    """Only what was billed: estimates and requests for leave are no claims."""
    if v.code(resource.get("use")) in {"preauthorization", "predetermination", "proposed"}:
        raise v.Unreadable(_("It asks for authorization or an estimate; it is no claim."))
    kind = v.code(resource.get("type"))
    insurances = v.objects(resource.get("insurance"))
    chosen = next((i for i in insurances if i.get("focal") is True), insurances[0] if insurances else {})
    insured = v.first(chosen.get("coverage"))
    payer = v.reference(resource.get("insurer") or resource.get("organization"), "Organization")
    name = v.text(insured.get("display")) or v.text(v.first(resource.get("insurer")).get("display"))
    return ClaimRow(
        v.text(resource.get("id")), patient_of(resource, "patient"), _visit(resource), payer,
        kind if kind in _CLAIM_KINDS else "professional", v.when(resource, "created", "billablePeriod"),
        total=_money(resource.get("total")), status=v.text(resource.get("status")) or "active", payor_name=name,
        coverage=v.reference(insured, "Coverage"),
    )  # fmt: skip


def _visit(resource: dict[str, Any]) -> str:
    items = v.objects(resource.get("item"))
    found = (v.reference(each, "Encounter") for item in items for each in v.objects(item.get("encounter")))
    return next((ref for ref in found if ref), "")


def _money(value: Any) -> Decimal | None:
    """US dollars to the cent; other currencies are no amount that this practice could add up."""
    money = v.first(value)
    amount = v.number(money.get("value"))
    if v.text(money.get("currency")) not in {"", "USD"} or amount is None or abs(amount) >= _TOO_MUCH:
        return None
    try:
        return Decimal(str(money["value"])).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
