"""What a visit misses, in the few words that fit a board card or a list, and whose work it usually is."""

from __future__ import annotations

from ma_desktop.domain.needs import Need
from ma_desktop.domain.permissions import Role
from ma_desktop.i18n import _

#: Done at the front desk in most practices; the rest of a visit is the medical assistant's.
_FRONT_DESK = frozenset(
    {
        "coverage",
        "copay",
        "contact",
        "next_appointment",
        "summary",
        "card",
        "forms",
        "registration",
        "balance",
        "companion",
    }
)
_BILLER = frozenset({"diagnosis", "charges", "pointers", "superbill"})


def step_words(need: Need) -> str:
    """``check coverage``: what comes next, as it is said over the shoulder."""
    if need.action == "record_screening":
        return _("screening")
    return {
        "alert": _("tell the provider"),
        "identity": _("name and birth date"),
        "coverage": _("check coverage"),
        "copay": _("take copay"),
        "contact": _("confirm address"),
        "companion": _("who may consent"),
        "card": _("see the card"),
        "forms": _("forms to sign"),
        "registration": _("finish registration"),
        "balance": _("balance due"),
        "reason": _("reason for visit"),
        "vitals": _("vitals"),
        "second_pressure": _("BP repeat"),
        "allergies": _("review allergies"),
        "medicines": _("review medicines"),
        "history": _("review history"),
        "orders": _("orders"),
        "plan": _("plan"),
        "follow_up": _("decide follow-up"),
        "diagnosis": _("diagnosis"),
        "charges": _("code charges"),
        "pointers": _("link charges"),
        "next_appointment": _("book next visit"),
        "summary": _("print summary"),
        "superbill": _("print superbill"),
    }.get(need.key, need.sentence)


def action_words(need: Need) -> str:
    """``Verify``: the word on the button."""
    return {
        "confirm_identity": _("Check"),
        "verify_coverage": _("Verify"),
        "take_payment": _("Take"),
        "confirm_contact": _("Confirm"),
        "record_companion": _("Ask"),
        "see_card": _("Seen"),
        "record_consent": _("Sign"),
        "finish_registration": _("Ask"),
        "record_reason": _("Ask"),
        "record_vitals": _("Measure"),
        "review_list": _("Review"),
        "finish_order": _("Do"),
        "record_plan": _("Write"),
        "add_diagnosis": _("Code"),
        "add_charge": _("Code"),
        "book_appointment": _("Book"),
        "print_document": _("Print"),
        "acknowledge_alert": _("Tell the provider"),
        "record_screening": _("Start"),
    }.get(need.action, _("Open"))


def usual_role(need: Need) -> Role:
    if need.key in _FRONT_DESK:
        return Role.FRONT_DESK
    return Role.BILLER if need.key in _BILLER else Role.MA
