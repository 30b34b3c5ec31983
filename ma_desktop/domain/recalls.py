"""Rules of calling people back: when a follow-up is due, what may be said, what to try next, who comes first.

Nothing here forecasts: due dates come from people. Two calls and a letter are common practice; a voicemail says name, practice
and call-back number only, unless the patient permitted more in writing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dateutil.relativedelta import relativedelta

from ma_desktop.domain.needs import NO_FOLLOW_UP
from ma_desktop.i18n import _

#: How a recall may end, and nothing else ends it.
ENDS = ("booked", "declined", "transferred", "deceased", "provider-closed")
#: Outcomes of one attempt, as ``Communication.outcome``.
OUTCOMES = ("spoke", "left-message", "no-answer", "wrong-number", "declined", "sent")
KINDS = ("missed", "referral", "immunization", "follow-up", "recall")
#: Calls that reached nobody before a letter is proposed, and letters before the provider looks at it.
CALLS_BEFORE_LETTER = 2
LETTER_ANSWER_DAYS = 14
_CALL_AGAIN = {"no-answer": timedelta(hours=3), "left-message": timedelta(days=2), "spoke": timedelta(days=3)}
_URGENT = ("urgent", "asap", "stat")

_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
            "ten": 10, "eleven": 11, "twelve": 12}  # fmt: skip
_AMOUNT = re.compile(
    r"\b(?P<n>[0-9]{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
    r"(?:\s*(?:-|to|or)\s*(?P<m>[0-9]{1,3}))?[\s-]*"
    r"(?P<unit>days?|d|weeks?|wks?|wk|w|months?|mos?|mo|m|years?|yrs?|yr|y)\b"
)
_DAY = re.compile(r"\b(?P<month>[0-9]{1,2})/(?P<day>[0-9]{1,2})(?:/(?P<year>[0-9]{4}|[0-9]{2}))?\b")
_NONE = re.compile(r"\b(none|no follow[ -]?up|prn|as needed|if needed|only if)\b")


def wants_return(words: str) -> bool:
    """Whether a visit's follow-up asks anybody to come back; empty (not decided) and *as needed* do not."""
    bare = words.strip().casefold()
    return bool(bare) and bare != NO_FOLLOW_UP and not _NONE.search(bare)


def due_on(words: str, seen: date) -> date | None:
    """The day that *2 weeks*, *in three months*, *6-8 wks* (the later) or *12/8* means, counted from the visit.

    ``None``: the words name no day (*after the MRI*); a person has to decide.
    """
    bare = words.strip().casefold()
    if named := _DAY.search(bare):
        return _named_day(named, seen)
    if bare in {"tomorrow", "next day"}:
        return seen + timedelta(days=1)
    bare = re.sub(r"\bnext (week|month|year)\b", r"1 \1", bare)
    found = _AMOUNT.search(bare)
    if found is None:
        return None
    count = int(found["m"] or _NUMBERS.get(found["n"], 0) or found["n"])
    unit = {"d": "days", "w": "weeks", "m": "months", "y": "years"}[found["unit"][0]]
    try:
        later: date = seen + relativedelta(**{unit: count})  # type: ignore[arg-type]
        return later
    except (OverflowError, ValueError):
        return None


def _named_day(named: re.Match[str], seen: date) -> date | None:
    year = int(named["year"] or seen.year)
    year += 2000 if year < 100 else 0
    try:
        day = date(year, int(named["month"]), int(named["day"]))
        return day if named["year"] or day >= seen else day.replace(year=year + 1)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Step:
    """What to try next. ``what``: call, letter, find-number, review; ``not_before``: aware."""

    what: str
    not_before: datetime


def next_step(outcomes: Sequence[tuple[str, datetime]], now: datetime) -> Step:
    """``outcomes``: of all attempts, oldest first, each with its moment.

    Two calls without reaching the person, then a letter; two weeks after the letter the provider decides. Whoever has
    been reached is called again after three days; a wrong number is found out first.
    """
    if not outcomes:
        return Step("call", now)
    last, at = outcomes[-1]
    if last == "sent":
        return Step("review", at + timedelta(days=LETTER_ANSWER_DAYS))
    if last == "wrong-number":
        return Step("find-number", at)
    reached = [place for place, (outcome, _at) in enumerate(outcomes) if outcome in {"spoke", "declined"}]
    since = outcomes[reached[-1] + 1 :] if reached else outcomes
    vain = sum(outcome in {"no-answer", "left-message"} for outcome, _at in since)
    if vain >= CALLS_BEFORE_LETTER:
        written = any(outcome == "sent" for outcome, _at in since)
        return Step("review" if written else "letter", at)
    return Step("call", at + _CALL_AGAIN.get(last, timedelta()))


def step_words(step: Step, now: datetime) -> str:
    """The desk's words, with the day when it is not yet."""
    words = {
        "call": _("Call"),
        "letter": _("Send a letter"),
        "find-number": _("Find the right number"),
        "review": _("Ask the provider"),
    }[step.what]
    here = step.not_before.astimezone(now.tzinfo)
    if here <= now:
        return words
    when = f"{here:%H:%M}" if here.date() == now.date() else f"{here:%m/%d}"
    return _("{step} from {when}").format(step=words, when=when)


def rank(
    kind: str, priority: str, due: date | None, step: Step, now: datetime
) -> tuple[bool, bool, date, int]:
    """Sort key: what is urgent, then what can be done now, then the longest due; nothing urgent waits for its turn."""
    urgent = priority in _URGENT
    later = step.not_before > now and not urgent
    return (not urgent, later, due or now.date(), KINDS.index(kind) if kind in KINDS else len(KINDS))


def kind_words(kind: str) -> str:
    return {
        "missed": _("Missed visit"),
        "referral": _("Referral"),
        "immunization": _("Shot due"),
        "follow-up": _("Follow-up"),
        "recall": _("Recall"),
    }.get(kind, kind)


def outcome_words(outcome: str) -> str:
    return {
        "spoke": _("spoke"),
        "left-message": _("left message"),
        "no-answer": _("no answer"),
        "wrong-number": _("wrong number"),
        "declined": _("declined"),
        "booked": _("booked"),
        "sent": _("letter sent"),
        "confirmed": _("confirmed"),
        "transferred": _("went elsewhere"),
        "deceased": _("deceased"),
        "provider-closed": _("closed by the provider"),
    }.get(outcome, outcome)


@dataclass(frozen=True, slots=True)
class Script:
    """``live``: once somebody answers; ``voicemail``: word for word, or why none may be left."""

    live: str
    voicemail: str
    may_leave: bool = True


def script(
    *, first_name: str, worker: str, practice: str, phone: str, voicemail: str = "", minor: bool = False
) -> Script:
    """``practice``: empty where its name tells a specialty. ``voicemail``: ``""`` nothing decided, ``yes`` permitted in
    writing to say more, ``no`` refused. For a ``minor`` the parent is asked for."""
    name = worker.split(",")[0]
    me = _("{worker} from {practice}").format(worker=name, practice=practice) if practice else name
    asked = _("a parent of {first}").format(first=first_name) if minor else first_name
    live = _("“May I speak with {first}? This is {me}.” Name and birth date first, then why.").format(
        first=asked, me=me
    )
    if voicemail == "no":
        return Script(live, _("Leave no voicemail: the patient does not want it."), may_leave=False)
    if voicemail == "yes":
        said = _("“This is {me} for {first}. It is time for your visit with us. Please call {phone}.”")
    else:
        said = _("“This is {me}. Please call {phone}.”")
    return Script(live, said.format(me=me, first=first_name, phone=phone))
