"""The day on paper: each provider's appointments with phones, for the desk and for a day without power. For staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ma_desktop.i18n import on_paper as _
from ma_desktop.i18n import on_paper_plural as ngettext
from ma_desktop.reports.letterhead import Practice, long_day, numbers, short_day
from ma_desktop.reports.page import Block, Sheet, make_pdf
from ma_desktop.reports.parts import CLERK, Heading, Paragraph, Title, literal, strong
from ma_desktop.reports.rows import Column, table
from ma_desktop.reports.text import Ink

_INK = Ink(9.5)


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """One appointment. ``name`` as "Family, Given"; ``about``: kind of visit, reason and state in words."""

    time: str
    minutes: int
    name: str
    born: date | None
    record_number: str
    phone: str
    about: str


@dataclass(frozen=True, slots=True)
class ProviderDay:
    name: str
    lines: tuple[ScheduleLine, ...]


@dataclass(frozen=True, slots=True)
class DaySchedulePage:
    practice: Practice
    printed_at: datetime
    printed_by: str
    day: date
    providers: tuple[ProviderDay, ...]
    size: str = "letter"
    language: str = "en-US"


def staff_sheet(doc: DaySchedulePage, title: str, hint: str, *, names: bool = True) -> Sheet:
    """The frame of a page that stays in the office: the practice, the day, who printed it. ``names``: patients stand on it."""
    moment = f"{short_day(doc.printed_at)} {doc.printed_at:%H:%M}"
    kept = _("for staff only, shred when the day is over") if names else _("for staff only")
    return Sheet(
        title=title, author=doc.practice.name, subject=title, left=(doc.practice.name, doc.practice.reach),
        right=(title, hint),
        footer=" · ".join((_("Printed {moment} by {who}").format(moment=moment, who=doc.printed_by), kept)),
        printed_at=doc.printed_at, size=doc.size, language=doc.language,
    )  # fmt: skip


def render(doc: DaySchedulePage) -> bytes:
    """PDF bytes; the provider and the head of the table are repeated where the list goes on."""
    return make_pdf(staff_sheet(doc, _("Day schedule"), short_day(doc.day)), _blocks(doc))


def _blocks(doc: DaySchedulePage) -> list[Block]:
    count = sum(len(provider.lines) for provider in doc.providers)
    told = ngettext("{n} appointment", "{n} appointments", count).format(n=count)
    blocks: list[Block] = [Title(literal(long_day(doc.day)), told, CLERK)]
    if not count:
        return [*blocks, Paragraph(_("No appointments on this day."), _INK, before=14)]
    columns = (
        Column(_("Time"), 0.07), Column(_("Min"), 0.06), Column(_("Patient · born · record"), 0.37), Column(_("Phone"), 0.14),
        Column(_("Visit"), 0.36),
    )  # fmt: skip
    for provider in doc.providers:
        blocks.append(Heading(literal(provider.name), CLERK))
        if provider.lines:
            rows = [_cells(line) for line in provider.lines]
            again = _("{title} (continued)").format(title=literal(provider.name))
            blocks += table(columns, rows, _INK, again=(Heading(again, CLERK, outlined=False),))
        else:
            blocks.append(Paragraph(_("No appointments."), _INK))
    return blocks


def _cells(line: ScheduleLine) -> tuple[str, ...]:
    born = numbers(line.born) if line.born else _("not on file")
    who = _("{name} · {day} · {number}").format(name=strong(line.name), day=born, number=line.record_number)
    return strong(line.time), str(line.minutes), who, literal(line.phone), literal(line.about)


__all__ = ["DaySchedulePage", "ProviderDay", "ScheduleLine", "render", "staff_sheet"]
