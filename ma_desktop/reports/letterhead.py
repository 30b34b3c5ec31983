"""What stands on every page: the practice, the patient, who printed it when; and days and times in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from ma_desktop.i18n import on_paper as _


@dataclass(frozen=True, slots=True)
class Practice:
    """``phone_note``: what is said behind the phone number, like "day and night"."""

    name: str
    address: str = ""
    phone: str = ""
    phone_note: str = ""
    npi: str = ""
    tax_id: str = ""

    @property
    def reach(self) -> str:
        """Address and phone in one line."""
        phone = f"{self.phone} ({self.phone_note})" if self.phone and self.phone_note else self.phone
        return " · ".join(part for part in (self.address, phone) if part)


@dataclass(frozen=True, slots=True)
class Patient:
    """The identifiers of the header. ``name`` as "Family, Given"."""

    name: str
    birth_date: date | None
    record_number: str
    preferred: str = ""

    @property
    def called(self) -> str:
        return f"{self.name} (“{self.preferred}”)" if self.preferred else self.name

    @property
    def identifiers(self) -> str:
        born = numbers(self.birth_date) if self.birth_date else _("not on file")
        return _("born {day} · record {number}").format(day=born, number=self.record_number)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """``printed_at``: aware local time. ``version``: of the document, like "summary v1".

    ``unsigned_by``: the provider whose signature the content still waits for. ``copy``: a reprint, marked COPY.
    ``size``: "letter" or "a4". ``large_print``: body of 16 pt. ``language``: of the text, as BCP 47.
    """

    practice: Practice
    patient: Patient
    printed_at: datetime
    printed_by: str
    version: str = ""
    unsigned_by: str = ""
    copy: bool = False
    size: str = "letter"
    large_print: bool = False
    language: str = "en-US"

    @property
    def printed(self) -> str:
        """The footer's sentence."""
        moment = _("{day} {time}").format(day=short_day(self.printed_at), time=f"{self.printed_at:%H:%M}")
        parts = [_("Printed {moment} by {who}").format(moment=moment, who=self.printed_by), self.version]
        if self.unsigned_by:
            parts.append(_("not yet signed by {provider}").format(provider=self.unsigned_by))
        return " · ".join(part for part in parts if part)


def numbers(day: date) -> str:
    """``03/14/1968``."""
    return f"{day:%m/%d/%Y}"


def _months() -> tuple[str, ...]:
    return (
        _("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"),
        _("September"), _("October"), _("November"), _("December"),
    )  # fmt: skip


def _weekdays() -> tuple[str, ...]:
    return (
        _("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"),
    )  # fmt: skip


def short_day(day: date) -> str:
    """``Mon Nov 23, 2026``."""
    weekday, month = _weekdays()[day.weekday()][:3], _months()[day.month - 1][:3]
    return _("{weekday} {month} {day}, {year}").format(
        weekday=weekday, month=month, day=day.day, year=day.year
    )


def long_day(day: date, *, year: bool = True) -> str:
    """``Monday, November 23, 2026``; plain language spells days out."""
    weekday, month = _weekdays()[day.weekday()], _months()[day.month - 1]
    if not year:
        return _("{weekday}, {month} {day}").format(weekday=weekday, month=month, day=day.day)
    return _("{weekday}, {month} {day}, {year}").format(
        weekday=weekday, month=month, day=day.day, year=day.year
    )


def long_month(day: date) -> str:
    """``in August 2026``."""
    return _("in {month} {year}").format(month=_months()[day.month - 1], year=day.year)


def clock(moment: datetime) -> str:
    """``9:30 in the morning``; ``12:00 noon``."""
    hour, shown = moment.hour, f"{(moment.hour + 11) % 12 + 1}:{moment:%M}"
    if hour == 12 and not moment.minute:
        return _("12:00 noon")
    part = _("in the morning") if hour < 12 else _("in the afternoon") if hour < 17 else _("in the evening")
    return f"{shown} {part}"
