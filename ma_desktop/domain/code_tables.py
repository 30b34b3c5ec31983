"""Short code lists with our own short labels. The codes are public: CMS places of service, HL7 and X12 codes."""

from __future__ import annotations

from ma_desktop.i18n import _

OFFICE = "11"


def places_of_service() -> dict[str, str]:
    """CMS place-of-service codes that a small practice meets."""
    return {
        "02": _("Telehealth, not at home"),
        "10": _("Telehealth, at home"),
        "11": _("Office"),
        "12": _("Home"),
        "13": _("Assisted living"),
        "19": _("Outpatient hospital, off campus"),
        "20": _("Urgent care"),
        "21": _("Hospital, inpatient"),
        "22": _("Outpatient hospital, on campus"),
        "23": _("Emergency room"),
        "31": _("Skilled nursing"),
        "32": _("Nursing home"),
        "50": _("Federally qualified health center"),
        "72": _("Rural health clinic"),
        "81": _("Laboratory"),
    }


#: X12 837P: SBR02 or PAT01 of the patient's relationship to the insured person.
X12_RELATIONSHIP = {"self": "18", "spouse": "01", "child": "19", "other": "G8"}


def relationships() -> dict[str, str]:
    """The patient's relationship to the insured person (CMS-1500 box 6)."""
    return {"self": _("Self"), "spouse": _("Spouse"), "child": _("Child"), "other": _("Other")}


def payment_methods() -> dict[str, str]:
    return {"cash": _("Cash"), "check": _("Check"), "card": _("Card"), "other": _("Other")}


def payment_kinds() -> dict[str, str]:
    return {
        "copay": _("Copay"),
        "balance": _("Balance"),
        "prepayment": _("Prepayment"),
        "insurance": _("Insurance"),
        "adjustment": _("Adjustment"),
    }


def coverage_kinds() -> dict[str, str]:
    return {
        "commercial": _("Commercial"),
        "medicare": _("Medicare"),
        "medicaid": _("Medicaid"),
        "other": _("Other"),
        "self-pay": _("Self-pay"),
    }


def sexes() -> dict[str, str]:
    """FHIR administrative gender."""
    return {"female": _("Female"), "male": _("Male"), "other": _("Other"), "unknown": _("Unknown")}


def sex_letter(code: str) -> str:
    """The letter on banner and page header."""
    return {"female": "F", "male": "M", "other": "X"}.get(code, "?")
