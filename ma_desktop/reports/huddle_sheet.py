"""The huddle sheet: what today's patients come for and what has to be ready, a few dense lines for each. For staff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from ma_desktop.i18n import on_paper as _
from ma_desktop.i18n import on_paper_plural as ngettext
from ma_desktop.reports.day_schedule import DaySchedulePage as _Frame
from ma_desktop.reports.day_schedule import staff_sheet
from ma_desktop.reports.letterhead import Practice, long_day, numbers, short_day
from ma_desktop.reports.page import Block, make_pdf
from ma_desktop.reports.parts import CLERK, Heading, Paragraph, Space, Title, literal, strong
from ma_desktop.reports.rows import Column, table
from ma_desktop.reports.text import MUTED, Ink

_BODY, _SMALL = Ink(8.8, leading=1.24), Ink(8.5, MUTED, leading=1.3)
#: Thirty patients go on two pages; a smaller title than a patient's page leaves room for one more.
_HEAD = replace(CLERK, title=17, subtitle=10)
_COLUMNS = (Column(_("Time"), 0.075), Column(_("Patient, reason, what to mind"), 0.925))


@dataclass(frozen=True, slots=True)
class HuddleLine:
    """One patient. ``items``: (label, words) in the order of their weight; only what there is.

    ``name`` as "Family, Given"; ``added``: booked after the morning's sheet was printed.
    """

    time: str
    name: str
    born: date | None
    record_number: str
    age: str
    provider: str
    visit: str
    reason: str
    items: tuple[tuple[str, str], ...] = ()
    added: bool = False


@dataclass(frozen=True, slots=True)
class HuddleSheet:
    """``lines`` in the order of their times. ``unknown``: what the record cannot say, in one sentence.

    ``since``: when the sheet was printed whose addendum this is; ``None`` for the sheet itself.
    """

    practice: Practice
    printed_at: datetime
    printed_by: str
    day: date
    lines: tuple[HuddleLine, ...]
    unknown: str = ""
    size: str = "letter"
    language: str = "en-US"
    since: datetime | None = None


def render(doc: HuddleSheet) -> bytes:
    """PDF bytes; some seventeen patients a page, none of them parted, the head repeated."""
    frame = _Frame(doc.practice, doc.printed_at, doc.printed_by, doc.day, (), doc.size, doc.language)
    return make_pdf(staff_sheet(frame, _title(doc), short_day(doc.day)), _blocks(doc))


def _title(doc: HuddleSheet) -> str:
    return _("Huddle addendum") if doc.since is not None else _("Huddle sheet")


def _blocks(doc: HuddleSheet) -> list[Block]:
    told = ngettext("{n} patient", "{n} patients", len(doc.lines)).format(n=len(doc.lines))
    if doc.since is not None:
        told += " · " + _("added since the sheet of {time}").format(time=f"{doc.since:%H:%M}")
    blocks: list[Block] = [Title(literal(long_day(doc.day)), told, _HEAD)]
    if doc.unknown:
        blocks.append(Paragraph(literal(doc.unknown), _SMALL, before=2, measure=90))
    if not doc.lines:
        none = (
            _("Nobody was added to the day since then.") if doc.since else _("Nobody is booked on this day.")
        )
        return [*blocks, Paragraph(none, _BODY, before=14)]
    blocks.append(Space(4))
    booked = [line for line in doc.lines if not line.added or doc.since is not None]
    added = [line for line in doc.lines if line.added and doc.since is None]
    blocks += table(_COLUMNS, [_cells(line) for line in booked], _BODY) if booked else []
    if added:
        heading = _("Added since this morning's sheet")
        again = Heading(heading, CLERK, outlined=False)
        blocks.append(Heading(heading, CLERK))
        blocks += table(_COLUMNS, [_cells(line) for line in added], _BODY, again=(again,))
    return blocks


def _cells(line: HuddleLine) -> tuple[str, str]:
    """Who and why in the first line; below it what the record says, run together."""
    born = numbers(line.born) if line.born else _("not on file")
    who = _("{age} · born {day} · record {number}").format(age=line.age, day=born, number=line.record_number)
    about = (who, line.visit, line.provider, f"“{line.reason}”" if line.reason else "")
    first = f"{strong(line.name)} · {literal(' · '.join(part for part in about if part))}"
    items = " · ".join(f"{strong(label)}: {literal(words)}" for label, words in line.items)
    return strong(line.time), f"{first}\n{items or _('Nothing open in the record.')}"


__all__ = ["HuddleLine", "HuddleSheet", "render"]
