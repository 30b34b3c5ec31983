"""The page a patient takes home: what we found, what changed, what to do next, when to call."""

from __future__ import annotations

from collections.abc import Sequence

from ma_desktop.i18n import on_paper as _
from ma_desktop.reports.letterhead import clock, long_day
from ma_desktop.reports.page import Block, make_pdf, sheet_for
from ma_desktop.reports.parts import (
    LARGE,
    LARGE_TIGHT,
    PATIENT,
    TIGHT,
    Beside,
    Box,
    Bullet,
    Heading,
    Paragraph,
    Sizes,
    Title,
    literal,
    strong,
)  # fmt: skip
from ma_desktop.reports.rows import Step, TaggedRow, Tile, continued, tile_rows
from ma_desktop.reports.text import ACCENT, DANGER, MUTED, TEXT, WARN, Ink
from ma_desktop.reports.visit_content import (
    AfterVisitSummary,
    Allergy,
    Change,
    Given,
    Instruction,
    Item,
    Medicine,
    NextVisit,
    Pending,
    Problem,
    Reason,
    Result,
    Vital,
    printable,
)  # fmt: skip

__all__ = [
    "AfterVisitSummary", "Allergy", "Change", "Given", "Instruction", "Item", "Medicine", "NextVisit", "Pending",
    "Problem", "Reason", "Result", "Vital", "render",
]  # fmt: skip

_TONES = {Change.NEW: ACCENT, Change.CHANGED: WARN, Change.STOPPED: DANGER, Change.SAME: MUTED}

#: Medicines that changed are read first.
_ORDER = (Change.CHANGED, Change.NEW, Change.STOPPED, Change.SAME, None)


def render(doc: AfterVisitSummary) -> bytes:
    """PDF bytes. Sensitive items that the provider did not release are dropped here, whatever the caller passed."""
    sheet = sheet_for(doc.head, _("After-visit summary"), doc.visit_number)
    usual, tight = (LARGE, LARGE_TIGHT) if doc.head.large_print else (PATIENT, TIGHT)
    return make_pdf(sheet, _blocks(doc, usual), tighter=lambda: _blocks(doc, tight))


def _blocks(doc: AfterVisitSummary, sizes: Sizes) -> list[Block]:
    return [
        Title(_title(doc), _subtitle(doc), sizes),
        *_reason(doc, sizes),
        *tile_rows(
            [Tile(v.label, v.value, v.caption) for v in printable(doc.vitals)], sizes, before=sizes.white(0.9)
        ),
        *_problems(doc, sizes),
        *_medicines(doc, sizes),
        *_results(doc, sizes),
        *_steps(doc, sizes),
        *_next_visits(doc, sizes),
        *_when_to_call(doc, sizes),
        *_on_file(doc, sizes),
    ]


def _title(doc: AfterVisitSummary) -> str:
    return _("Your visit today") if _today(doc) else _("Your visit")


def _today(doc: AfterVisitSummary) -> bool:
    return doc.head.printed_at.date() == doc.visit_day


def _subtitle(doc: AfterVisitSummary) -> str:
    seen_by = [name for name in doc.seen_by if name]
    if not seen_by:
        return long_day(doc.visit_day)
    *others, last = seen_by
    joined = _("{names}, and {last}") if any("," in name for name in others) or len(others) > 1 else _("{names} and {last}")  # fmt: skip
    who = joined.format(names=", ".join(others), last=last) if others else last
    return _("{day} · with {who}").format(day=long_day(doc.visit_day), who=who)


def _reason(doc: AfterVisitSummary, sizes: Sizes) -> list[Block]:
    if doc.reason is None or not doc.reason.may_print:
        return []
    words, remark = doc.reason.words.strip(), literal(doc.reason.remark.strip())
    told = _("Why you came: {words}.").format(words=strong(words.rstrip("."))) if words else ""
    text = " ".join(part for part in (told, remark) if part)
    return [Paragraph(text, sizes.body_ink, before=sizes.white(1.1))] if text else []


def _problems(doc: AfterVisitSummary, sizes: Sizes) -> list[Block]:
    problems = printable(doc.problems)
    if not problems:
        return []
    rows = [Bullet(_noted(strong(p.name), p.note), sizes.body_ink, color=ACCENT) for p in problems]
    return _section(_("What we talked about"), rows, sizes)


def _noted(text: str, note: str) -> str:
    return f"{text}: {literal(note)}" if note else text


def _section(title: str, rows: Sequence[Block], sizes: Sizes) -> list[Block]:
    """A heading that its rows never lose: repeated, marked, on the next page."""
    again = Heading(_("{title} (continued)").format(title=title), sizes, outlined=False)
    return [Heading(title, sizes), *continued(rows, again)]


def _medicines(doc: AfterVisitSummary, sizes: Sizes) -> list[Block]:
    medicines = sorted(printable(doc.medicines), key=lambda m: (not m.confirmed, _ORDER.index(m.change)))
    tags = {
        Change.NEW: _("NEW"),
        Change.CHANGED: _("CHANGED"),
        Change.STOPPED: _("STOP"),
        Change.SAME: _("SAME"),
    }
    rows: list[Block] = [
        TaggedRow(
            tags[medicine.change] if medicine.change else "", _TONES.get(medicine.change or Change.SAME, MUTED),
            _medicine_text(medicine), medicine.note, sizes,
        )
        if medicine.confirmed
        else TaggedRow(_("ASK"), WARN, _medicine_text(medicine), _unconfirmed(medicine), sizes)
        for medicine in medicines
    ]  # fmt: skip
    return _section(_("Your medicines"), rows, sizes) if rows else []


def _unconfirmed(medicine: Medicine) -> str:
    said = _("you told us that you take this; your provider has not confirmed it yet")
    return " · ".join(part for part in (said, medicine.note) if part)


def _medicine_text(medicine: Medicine) -> str:
    if medicine.change is Change.STOPPED:
        name = " ".join(part for part in (medicine.name, medicine.strength) if part)
        return f"{literal(name)}: {strong(_('do not take it any more'))}"
    bold = medicine.change in {Change.NEW, Change.CHANGED}
    strength = strong(medicine.strength) if bold else literal(medicine.strength)
    name = " ".join(part for part in (literal(medicine.name), strength) if part)
    return f"{name}: {literal(medicine.directions)}" if medicine.directions else name


def _results(doc: AfterVisitSummary, sizes: Sizes) -> list[Block]:
    rows: list[Block] = [
        Bullet(
            _noted(f"{literal(r.name)}: {strong(r.value)}", r.meaning).replace("**: ", "**. ", 1),
            sizes.body_ink,
            color=ACCENT,
        )
        for r in printable(doc.results)
    ]
    for test in printable(doc.pending):
        promise = strong(test.promise or _("we will call you when the result is here"))
        rows.append(Bullet(_("{test}: not back yet. {promise}").format(test=literal(test.name), promise=promise), sizes.body_ink, color=ACCENT))  # fmt: skip
    return _section(_("Your tests"), rows, sizes) if rows else []


def _steps(doc: AfterVisitSummary, sizes: Sizes) -> list[Block]:
    rows: list[Block] = [
        Step(number, step.text, sizes, before=sizes.white(0.45) if number > 1 else 0)
        for number, step in enumerate(printable(doc.steps), start=1)
    ]
    return _section(_("What to do next"), rows, sizes) if rows else []


def _next_visits(doc: AfterVisitSummary, sizes: Sizes) -> list[Block]:
    label = Paragraph(_("Your next visit"), Ink(sizes.body, ACCENT, bold=True))
    boxes: list[Block] = []
    for visit in doc.next_visits:
        when = _("{day}, at {time}").format(day=long_day(visit.start, year=False), time=clock(visit.start)) if visit.start else visit.when  # fmt: skip
        about = ", ".join(part for part in (visit.with_whom, visit.about) if part)
        bring = _("Bring {things}.").format(things=visit.bring.rstrip(".")) if visit.bring else ""
        detail = " ".join(part for part in (f"{about}." if about else "", bring) if part)
        right: list[Block] = [Paragraph(strong(when), sizes.body_ink)]
        if detail:
            right.append(Paragraph(literal(detail), Ink(max(sizes.body * 0.92, 11), TEXT, leading=1.42)))
        columns = Beside([Box([label]), Box(right)], (1, 3.4))
        inside: list[Block] = [label, *right] if sizes.large else [columns]
        boxes.append(Box(inside, pad=(14, 8), stroke=ACCENT, line=1.2, before=sizes.white(1.2)))
    return boxes


def _when_to_call(doc: AfterVisitSummary, sizes: Sizes) -> list[Block]:
    practice = doc.head.practice
    title = _("Call us if")
    if practice.phone:
        title = f"{title}  ·  {practice.phone}"
    us = list(doc.call_us_if) or [_("you feel worse"), _("you cannot get or take a medicine"), _("you have a question about this page")]  # fmt: skip
    left = _call_box(title, us, WARN, sizes)
    right = _call_box(_("Call 911 if"), [*doc.call_911_if, *_emergencies()], DANGER, sizes)
    right.blocks.append(
        Paragraph(
            _("Call or text **988** for thoughts of suicide."), _list_ink(sizes), before=sizes.white(0.4)
        )
    )
    if sizes.large:
        left.before = right.before = sizes.white(1.2)
        return [left, right]
    return [Beside([left, right], (0.93, 1.07), gap=12, before=sizes.white(1.2))]


def _emergencies() -> list[str]:
    """The standard emergency box E0 of every page a patient takes home."""
    return [
        _("chest pain or pressure, trouble breathing"), _("fainting, a seizure, sudden confusion"),
        _("face droop, arm weakness, speech trouble"), _("heavy bleeding, a severe allergic reaction"),
    ]  # fmt: skip


def _list_ink(sizes: Sizes) -> Ink:
    return Ink(sizes.body * 0.95 if not sizes.large else sizes.body)


def _call_box(title: str, lines: list[str], tone: object, sizes: Sizes) -> Box:
    heading = Paragraph(strong(title), Ink(sizes.body * 1.08, tone), keep=True)  # type: ignore[arg-type]
    bullets = [Bullet(literal(line), _list_ink(sizes), before=2.5) for line in lines]
    return Box([heading, *bullets], pad=(14, 9), stroke=tone, line=1.6)  # type: ignore[arg-type]


def _on_file(doc: AfterVisitSummary, sizes: Sizes) -> list[Block]:
    """What the chart says, small: allergies always, the rest if there is any."""
    given = [_in_brackets(item.name, item.detail) for item in printable(doc.given)]
    facts = [
        (_("Allergies on file"), _allergies(doc)),
        (_("Given today") if _today(doc) else _("Given at this visit"), ", ".join(given) or _("nothing")),
        (_("Handouts"), "; ".join(doc.handouts)),
        (_("Language"), doc.language),
    ]
    text = " ".join(f"**{label}:** {literal(value.rstrip('.'))}." for label, value in facts if value)
    return [Paragraph(text, sizes.small_ink, before=sizes.white(0.9), measure=80)]


def _allergies(doc: AfterVisitSummary) -> str:
    listed = [_in_brackets(item.substance, item.reaction) for item in printable(doc.allergies)]
    if listed:
        return ", ".join(listed)
    return _("none known") if doc.no_known_allergies else _("not asked yet: tell us if you have any")


def _in_brackets(name: str, detail: str) -> str:
    return f"{name} ({detail})" if detail else name
