"""Keep a screening that was asked or filled in on paper; a correction is a new version."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ma_desktop.domain import screenings
from ma_desktop.domain.screenings import Answers, Kind, Scored
from ma_desktop.i18n import _
from ma_desktop.models import Patient, QuestionnaireResponse
from ma_desktop.services.desk import Desk, Work
from ma_desktop.services.visit.raise_provider_call import raise_provider_call
from ma_desktop.services.visit.screening_rows import NEEDS, SOURCES, check_visit, score_rows, withdraw, write
from ma_desktop.services.visit.screening_tools import screening_tools


@dataclass(frozen=True, slots=True)
class Recorded:
    """``call``: the provider's task when an answer has to be told at once."""

    response_id: int
    scored: Scored
    call: int | None = None


def record_screening(
    desk: Desk,
    patient_id: int,
    tool: str,
    answers: Answers,
    *,
    encounter_id: int | None = None,
    language: str = "en",
    source: str = "asked",
    proxy: str = "",
    refused: Collection[str] = (),
    replaces: int | None = None,
    reason: str = "",
) -> Recorded:
    """``answers``: item key → digit, ``None`` where nobody answered; ``refused``: keys the patient would not answer.

    Not complete: kept as ``in-progress`` with neither score nor band, and still due. An item that has to be told at once is told, whether it
    was on entry already or not (paper forms are typed in later). ``replaces``: the version that this one corrects, with ``reason``.
    """
    with desk.work(
        _("Screening"), needs=NEEDS, patient_id=patient_id, encounter_id=encounter_id, reason=reason
    ) as work:
        form = screening_tools(desk).tool(tool)
        if form.kind is not Kind.ASKED:
            work.refuse(_("{tool} has no questions here; enter its result.").format(tool=form.title))
        if language not in screenings.LANGUAGES or source not in SOURCES:
            work.refuse(_("Say in which language and by whom it was answered."))
        if source == "proxy" and not proxy.strip():
            work.refuse(_("Name who answered for the patient."))
        check_visit(patient_id, encounter_id, work, _("This visit is another patient's."))
        old = _old(work, patient_id, form.key, replaces, reason)
        patient: Patient = Patient.get_by_id(patient_id)
        found = screenings.score(form, answers, sex=patient.sex)
        given = {
            item.key: answers.get(item.key)
            for item in form.items
            if answers.get(item.key) is not None or item.scored
        }
        row = QuestionnaireResponse(
            patient=patient_id, encounter=encounter_id, tool=form.key, tool_version=form.version, language=language,
            status="amended" if old else "completed" if found.complete else "in-progress", source=source, proxy=proxy.strip(),
            answers=given, refused=sorted(refused), score=found.score, band=found.band,
            positive=None if found.positive is None else int(found.positive),
            authored_at=old.authored_at if old else work.now, replaces=old.id if old else None, reason=reason.strip(),
        )  # fmt: skip
        ident = write(work, row, score_rows(row, form, found, old))
        if old is not None:
            withdraw(work, old, _("corrected: {reason}").format(reason=reason.strip()))
        call = None
        if screenings.alarming(form, answers):
            call = raise_provider_call(
                desk,
                patient_id,
                alarm_reason(form.title, form.alarm, answers[form.alarm]),
                encounter_id=encounter_id,
            )
        return Recorded(ident, found, call)


def _old(
    work: Work, patient_id: int, tool: str, replaces: int | None, reason: str
) -> QuestionnaireResponse | None:
    if replaces is None:
        return None
    old: QuestionnaireResponse = QuestionnaireResponse.get_by_id(replaces)
    if old.patient_id != patient_id or old.tool != tool:
        work.refuse(_("This corrects another screening."))
    if old.error_at is not None:
        work.refuse(_("This version was already corrected."))
    if not reason.strip():
        work.refuse(_("Say why it is corrected."))
    return old


def alarm_reason(title: str, item: str, value: int | None) -> str:
    """The private words for the provider; the same answer twice gives the same words."""
    return _("{tool}, question {item}: {value}").format(tool=title, item=item, value=value)
