"""Recurring appointments: the rule as people say it, as RFC 5545 text, and the days it means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from dateutil import rrule

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.i18n import _

#: Appointments of one series at most: a year of twice a week.
MOST = 104
_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """Every ``every`` weeks on ``weekdays`` (0 is Monday), or every so many months on the ``nth`` of them (-1 is the last).

    Ends after ``count`` appointments or with the day ``until``; one of them is given.
    """

    every: int = 1
    weekdays: tuple[int, ...] = ()
    monthly: bool = False
    nth: int = 0
    count: int | None = None
    until: date | None = None


def check(rule: Recurrence) -> None:
    """Raises ``RuleBroken`` with what is missing."""
    if not 1 <= rule.every <= 52:
        raise RuleBroken(_("Repeat every 1 to 52 weeks or months."))
    if not rule.weekdays or not set(rule.weekdays) <= set(range(7)):
        raise RuleBroken(_("Choose at least one day of the week."))
    if rule.monthly and rule.nth not in (1, 2, 3, 4, 5, -1):
        raise RuleBroken(_("Choose which week of the month."))
    if (rule.count is None) == (rule.until is None):
        raise RuleBroken(_("Say how often, or until when."))
    if rule.count is not None and not 1 <= rule.count <= MOST:
        raise RuleBroken(_("A series has from 1 to {most} appointments.").format(most=MOST))


def text(rule: Recurrence) -> str:
    """``FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;COUNT=6``."""
    check(rule)
    days = [(str(rule.nth) if rule.monthly else "") + _CODES[day] for day in sorted(rule.weekdays)]
    parts = ["FREQ=" + ("MONTHLY" if rule.monthly else "WEEKLY")]
    if rule.every > 1:
        parts.append(f"INTERVAL={rule.every}")
    parts.append("BYDAY=" + ",".join(days))
    parts.append(f"COUNT={rule.count}" if rule.count else f"UNTIL={rule.until:%Y%m%d}")
    return ";".join(parts)


def read(written: str) -> Recurrence:
    """The rule of such a text; raises ``RuleBroken`` for anything else."""
    try:
        parts = dict(part.split("=", 1) for part in written.split(";"))
        codes = parts["BYDAY"].split(",")
        monthly = parts["FREQ"] == "MONTHLY"
        found = Recurrence(
            every=int(parts.get("INTERVAL", "1")),
            weekdays=tuple(_CODES.index(code[-2:]) for code in codes),
            monthly=monthly,
            nth=int(codes[0][:-2]) if monthly else 0,
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            until=datetime.strptime(parts["UNTIL"][:8], "%Y%m%d").date() if "UNTIL" in parts else None,  # noqa: DTZ007
        )
    except (KeyError, ValueError):
        raise RuleBroken(_("This is no rule for a series: {text}").format(text=written)) from None
    check(found)
    return found


def days(rule: Recurrence, first: date) -> tuple[date, ...]:
    """The days on or after ``first``, in order, at most ``MOST``. A fifth Monday that a month does not have is left out."""
    check(rule)
    names = [rrule.weekday(day, rule.nth) if rule.monthly else rrule.weekday(day) for day in rule.weekdays]
    found = rrule.rrule(
        rrule.MONTHLY if rule.monthly else rrule.WEEKLY,
        dtstart=datetime.combine(first, time()),
        interval=rule.every,
        byweekday=names,
        count=rule.count,
        until=datetime.combine(rule.until, time()) if rule.until else None,
        wkst=rrule.MO,
    )
    listed: list[date] = []
    for moment in found:
        if len(listed) == MOST:
            break
        listed.append(moment.date())
    return tuple(listed)


def words(rule: Recurrence) -> str:
    """``every 2 weeks on Mon and Wed, 6 times``."""
    names = (_("Mon"), _("Tue"), _("Wed"), _("Thu"), _("Fri"), _("Sat"), _("Sun"))
    on = joined([names[day] for day in sorted(rule.weekdays)])
    if rule.monthly:
        order = {1: _("first"), 2: _("second"), 3: _("third"), 4: _("fourth"), 5: _("fifth"), -1: _("last")}
        each = _("every month") if rule.every == 1 else _("every {n} months").format(n=rule.every)
        head = _("{each} on the {nth} {days}").format(each=each, nth=order[rule.nth], days=on)
    else:
        each = _("every week") if rule.every == 1 else _("every {n} weeks").format(n=rule.every)
        head = _("{each} on {days}").format(each=each, days=on)
    if rule.count is not None:
        return _("{head}, {n} times").format(head=head, n=rule.count)
    return _("{head}, until {day}").format(head=head, day=f"{rule.until:%m/%d/%Y}")


def joined(parts: Sequence[str]) -> str:
    """``Mon, Wed and Fri``."""
    return (
        parts[0]
        if len(parts) == 1
        else _("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])
    )
