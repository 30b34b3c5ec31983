"""Keep the result of a licensed form or of a measured screening, with the scan of the paper."""

from __future__ import annotations

from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.screenings import Kind, Tool
from ma_desktop.i18n import _
from ma_desktop.models import Attachment, QuestionnaireResponse
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.visit.screening_rows import SOURCES, check_visit, observation, write
from ma_desktop.services.visit.screening_tools import screening_tools


def record_screening_result(
    desk: Desk,
    patient_id: int,
    tool: str,
    result: str,
    *,
    positive: bool | None = None,
    encounter_id: int | None = None,
    attachment_id: int | None = None,
    language: str = "en",
    source: str = "paper",
    proxy: str = "",
) -> int:
    """``result``: a number, or words such as ``20/30 right, 20/25 left``; ``positive``: as the form's cut says, ``None`` when open.

    A score of a licensed form is a whole number no higher than the form's highest. ``attachment_id``: the scan (``attach_image``).
    """
    with desk.work(
        _("Screening"), needs=Permission.RECORD_VITALS, patient_id=patient_id, encounter_id=encounter_id
    ) as work:
        form = screening_tools(desk).tool(tool)
        if form.kind is Kind.ASKED:
            work.refuse(_("{tool} is asked question by question.").format(tool=form.title))
        if source not in SOURCES or (source == "proxy" and not proxy.strip()):
            work.refuse(_("Name who answered for the patient."))
        check_visit(patient_id, encounter_id, work, _("This visit is another patient's."))
        value = _value(work, form, result.strip())
        _scan(work, patient_id, attachment_id)
        row = QuestionnaireResponse(
            patient=patient_id, encounter=encounter_id, tool=form.key, tool_version=form.version, language=language,
            source=source, proxy=proxy.strip(), result=result.strip(), authored_at=work.now, attachment=attachment_id,
            score=int(value) if value is not None and form.kind is Kind.OWNED else None,
            positive=None if positive is None else int(positive),
        )  # fmt: skip
        meaning = "" if positive is None else "POS" if positive else "NEG"
        text = None if value is not None else result.strip()
        return write(work, row, [observation(row, form, value=value, text=text, meaning=meaning)])


def _value(work: Work, form: Tool, result: str) -> float | None:
    if not result:
        work.refuse(_("Enter the result."))
    try:
        value = float(result)
    except ValueError:
        if form.kind is Kind.OWNED and form.most is not None:
            work.refuse(_("The score of {tool} is a whole number.").format(tool=form.title))
        return None
    if form.kind is Kind.OWNED and (value != int(value) or not 0 <= value <= (form.most or 10_000)):
        work.refuse(
            _("The score of {tool} is a whole number from 0 to {most}.").format(
                tool=form.title, most=form.most or ""
            )
        )
    if not 0 <= value < 10_000:
        work.refuse(_("This is no result of {tool}.").format(tool=form.title))
    return value


def _scan(work: Work, patient_id: int, attachment_id: int | None) -> None:
    if attachment_id is not None:
        scan = Attachment.get_or_none(Attachment.id == attachment_id)
        if scan is None or scan.patient_id != patient_id:
            work.refuse(_("This scan is another patient's."))
