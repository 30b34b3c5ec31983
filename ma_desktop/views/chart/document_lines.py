"""The lines of the Documents tab: what came in and what was printed here."""

from __future__ import annotations

from ma_desktop.i18n import _, ngettext
from ma_desktop.services.chart.patient_documents import DocumentLine, PrintedLine
from ma_desktop.views.widgets.scan_list import ScanLine

#: What the list shows besides the documents of one kind.
ALL, PRINTED, ERRORS = "all", "printed here", "errors"


def document_line(one: DocumentLine) -> ScanLine:
    pages = ngettext("{n} page", "{n} pages", one.pages).format(n=one.pages)
    said = [part for part in (f"{one.day:%m/%d/%Y}", one.category) if part not in one.title]
    detail = " · ".join((*said, pages, _("received {day}").format(day=f"{one.taken_at:%m/%d/%y}")))
    if one.error:
        return ScanLine(
            one.attachment_id,
            one.title,
            detail,
            _("in error: {why}").format(why=one.error),
            "danger",
            "close",
            False,
        )
    tag, tone = {
        "waiting": (_("a provider has to see it"), "warn"),
        "done": (_("seen by {name}").format(name=one.reviewed_by or _("a provider")), "ok"),
    }.get(one.review, (" ".join(one.note.split()), "muted"))
    return ScanLine(one.attachment_id, one.title, detail, tag, tone)


def printed_line(one: PrintedLine) -> ScanLine:
    """``key`` below zero: it is no document of the chart."""
    how = {"printed": _("printed"), "saved": _("saved as a file"), "exported": _("copy saved")}.get(
        one.how, one.how
    )
    detail = " · ".join(part for part in (f"{one.at:%m/%d/%Y %H:%M}", how, one.by) if part)
    handed = (
        _("handed over {when}").format(when=f"{one.handed_over:%m/%d/%Y %H:%M}")
        if one.handed_over is not None
        else one.reason
    )
    return ScanLine(
        -one.entry_id, page_words(one.kind), detail, handed, "ok" if one.handed_over is not None else "muted", "print", False
    )  # fmt: skip


def page_words(kind: str) -> str:
    known = {
        "after-visit-summary": _("After-visit summary"), "superbill": _("Superbill"), "receipt": _("Receipt"),
        "growth-chart": _("Growth chart"), "trends": _("Over time"), "routing-slip": _("Routing slip"),
        "appointment-card": _("Appointment card"), "patient-labels": _("Patient labels"), "letters": _("Letter"),
        "postcards": _("Postcard"), "filed-document": _("Document of the chart"), "recovery-sheet": _("Recovery sheet"),
    }  # fmt: skip
    return known.get(kind) or kind.replace("-", " ").capitalize()


def about(line: DocumentLine | None) -> str:
    """Everything that is known of a document, in a caption."""
    if line is None:
        return ""
    parts = [
        line.category, ngettext("{n} page", "{n} pages", line.pages).format(n=line.pages),
        _("received {day}").format(day=f"{line.taken_at:%m/%d/%Y}"),
        _("filed by {name}").format(name=line.filed_by) if line.filed_by else "",
        _("seen by {name}, {day}").format(name=line.reviewed_by, day=f"{line.reviewed_at:%m/%d/%Y}") if line.reviewed_at else "",
        " ".join(line.note.split()), line.error,
    ]  # fmt: skip
    return " · ".join(part for part in parts if part)
