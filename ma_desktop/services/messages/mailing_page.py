"""Letters, postcards, envelopes and labels for lines of the call list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from ma_desktop.domain import phones, settings
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.letters import filled
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.reminders import language_of
from ma_desktop.i18n import ngettext, speaking
from ma_desktop.i18n import on_paper as _
from ma_desktop.models import Organization, Patient
from ma_desktop.reports import mailing
from ma_desktop.reports.letterhead import long_day
from ma_desktop.reports.mailing import Addressee, Mailing
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.call_list import CallEntry, CallKey, call_list
from ma_desktop.services.messages.letter_text import LetterText, letter_text
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.visit.letterhead_of import practice_of
from ma_desktop.services.visit.printable_page import PrintablePage

#: What leaves the office, and the channel of the attempt that it is; envelopes and labels go around a letter.
KINDS = {"letters": "letter", "postcards": "postcard", "envelopes": "", "labels": ""}


@speaking("en")
def mailing_page(
    desk: Desk, kind: str, keys: Sequence[CallKey], *, first: int = 1, size: str = "letter"
) -> PrintablePage:
    """One piece a patient, in the order of the list, whatever number of lines; ``first``: label to begin at, 1 to 30.

    ``PrintablePage.number`` says who is left out for want of an address. Raises ``RuleBroken`` when nobody has one.
    """
    if kind not in KINDS:
        raise RuleBroken(_("There is no page called {kind}.").format(kind=kind))
    if not 1 <= first <= mailing.LABELS:
        raise RuleBroken(_("A sheet has labels 1 to 30."))
    wanted, seen = set(keys), set()
    people, without = [], 0
    own = Organization.standing().where(Organization.own).first()
    text = letter_text(desk)
    for line in call_list(desk).lines:
        if line.key not in wanted or line.patient_id in seen:
            continue
        seen.add(line.patient_id)
        patient: Patient = Patient.get_by_id(line.patient_id)
        if not (patient.address and patient.city):
            without += 1
            continue
        people.append(_addressee(patient, line, text, own, desk.now().date()))
    if not people:
        raise RuleBroken(_("Nobody of these has a full address. Ask for it first."))
    named = own.name if own is not None and practice_settings(desk)[settings.NAME_PRACTICE] else ""
    doc = Mailing(practice_of(own), named, desk.now(), desk.worker.name, tuple(people), first, size)
    return PrintablePage(kind, doc, getattr(mailing, kind), None, None, withheld=without)


def left_out_words(count: int) -> str:
    """Who gets none, for the screen."""
    return ngettext(
        "{n} patient has no full address and gets none.", "{n} patients have no full address and get none.", count
    ).format(n=count)  # fmt: skip


def _addressee(
    patient: Patient, line: CallEntry, text: LetterText, own: Organization | None, today: date
) -> Addressee:
    said = text.texts[language_of(patient.language)]
    minor = not age_on(patient.birth_date, today).adult
    name = f"{patient.given} {patient.family}".strip()
    place = f"{patient.city}, {patient.state} {patient.postal_code}".strip(" ,")
    to = _("Parents of {name}").format(name=name) if minor else name
    fields = {
        "name": name,
        "phone": phones.show(own.phone) if own is not None else "",
        "practice": own.name if own is not None else "",
    }
    about = ("missed" if line.kind == "missed" else "due", "more")
    paragraphs = (filled(said[part], **fields) for part in about)
    return Addressee(
        lines=(to, patient.address, place),
        greeting=filled(said["parents" if minor else "greeting"], **fields),
        paragraphs=tuple(words for words in paragraphs if words), closing=filled(said["closing"], **fields), day=long_day(today),
    )  # fmt: skip
