"""A need as a line of a checklist."""

from __future__ import annotations

from ma_desktop.domain.needs import Need
from ma_desktop.i18n import _
from ma_desktop.views.widgets.checklist import CheckRow


def check_row(need: Need) -> CheckRow:
    """A need as a line of the checklist, with the word on its button."""
    actions = {
        "confirm_identity": _("Checked"), "verify_coverage": _("Verify"), "take_payment": _("Take"), "confirm_contact": _("Confirm"),
        "record_reason": _("Enter"), "record_vitals": _("Enter"), "review_list": _("Reviewed"), "record_plan": _("Write"),
        "add_diagnosis": _("Code"), "add_charge": _("Code"), "book_appointment": _("Book"), "print_document": _("Print"),
        "acknowledge_alert": _("Answer"), "finish_order": _("Do"), "record_screening": _("Start"), "see_card": _("Seen"), "record_companion": _("Ask…"), "record_consent": _("Sign…"),
        "finish_registration": _("Ask…"),
    }  # fmt: skip
    state = "danger" if need.danger and need.missing else str(need.state)
    action = "" if not need.missing else actions.get(need.action, _("Do"))
    return CheckRow(need.key, need.sentence, state, action, need.hint)
