"""Note that letters or cards for a list left the program: each is an attempt to reach that patient."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.domain.permissions import Permission
from ma_desktop.i18n import _
from ma_desktop.models import Communication, DocumentReference, Patient
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.call_list import CallKey
from ma_desktop.services.messages.close_call import whose
from ma_desktop.services.messages.letter_text import letter_text
from ma_desktop.services.messages.mailing_page import KINDS
from ma_desktop.services.progress import Progress, Silent
from ma_desktop.services.visit.letterhead_of import next_version

#: What counts as on its way to the patient.
SENT = ("printed", "posted")
#: Lines written in one step.
CHUNK = 50


def note_mailing(
    desk: Desk, keys: Sequence[CallKey], kind: str, *, digest: str, how: str = "printed", copies: int = 1,
    progress: Progress | None = None,
) -> int:  # fmt: skip
    """``digest``: SHA-256 of the one file. ``how``: printed, saved, or posted, when somebody says that what was saved went out.
    A file that was only saved reached nobody. The log's entry comes first, then a line for each piece, in steps that can be
    stopped between; what was noted stays. Answers how many attempts were noted."""
    progress = progress or Silent()
    with desk.work(
        _("Print for the call list"), needs=Permission.PRINT_DOCUMENTS, undoable=False, action="print"
    ) as work:
        if kind not in KINDS:
            work.refuse(_("There is no page called {kind}.").format(kind=kind))
        work.insert(
            DocumentReference(
                kind=kind, how=how, digest=digest, copies=copies, recipient="patient", at=work.now,
                reason=_("wording v{n}").format(n=letter_text(desk).version), document_version=next_version(kind, None),
            )
        )  # fmt: skip
    channel, done = KINDS[kind], 0
    posted = _with_address(keys) if channel and how in SENT else []
    for start in range(0, len(posted), CHUNK):
        progress.step(start, len(posted), _("Noting what was sent"))
        chunk = posted[start : start + CHUNK]
        with desk.work(_("Letters sent"), needs=Permission.TASKS) as work:
            work.insert_many(
                [
                    Communication(patient=who, about=key.source, row=key.row, channel=channel, outcome="sent", at=work.now)
                    for key, who in chunk
                ]
            )  # fmt: skip
        done += len(chunk)
        progress.rest()
    return done


def _with_address(keys: Sequence[CallKey]) -> list[tuple[CallKey, int]]:
    """Who got one: one line for each matter, so that every line knows of the letter."""
    found = [(key, whose(key)) for key in keys]
    rows = Patient.select(Patient.id).where(
        Patient.id.in_([who for _key, who in found]) & (Patient.address != "") & (Patient.city != "")
    )
    posted = {ident for (ident,) in rows.tuples()}
    return [(key, who) for key, who in found if who in posted]
