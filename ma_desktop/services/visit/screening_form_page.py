"""The paper form of a screening with the patient's name on it; blank otherwise."""

from __future__ import annotations

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.screenings import LANGUAGES, Kind
from ma_desktop.i18n import _
from ma_desktop.models import Patient
from ma_desktop.reports.screening_form import ScreeningForm
from ma_desktop.services.desk import Desk
from ma_desktop.services.visit.letterhead_of import letterhead_of
from ma_desktop.services.visit.screening_tools import screening_tools


def screening_form_page(
    desk: Desk,
    patient_id: int,
    tool: str,
    language: str = "",
    *,
    size: str = "letter",
    large_print: bool = False,
) -> ScreeningForm:
    """``language``: ``en`` or ``es``; empty is the patient's. Raises ``RuleBroken`` for a form whose questions are not kept here."""
    patient: Patient = Patient.get_by_id(patient_id)
    tools = screening_tools(desk)
    form = tools.tool(tool)
    if form.kind is not Kind.ASKED:
        raise RuleBroken(
            _("The questions of {tool} are not kept here; use the practice's own form.").format(
                tool=form.title
            )
        )
    spoken = language or ("es" if patient.language.startswith("es") else "en")
    if spoken not in LANGUAGES:
        raise RuleBroken(_("Forms are in English (en) or Spanish (es)."))
    head = letterhead_of(desk, patient, None, "screening-form", size=size, large_print=large_print)
    return ScreeningForm(head, form, spoken, compare=not tools.settled(form, spoken))
