"""What an after-visit summary says: the frozen shape that a service fills. Words are the patient's and the practice's.

Everything that says something about the patient is an ``Item``: if the chart marks it sensitive (social, abuse, legal,
confidential care of an adolescent), it reaches the page only when the provider released it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from ma_desktop.reports.letterhead import Letterhead


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """``released``: by the provider, for this patient's page."""

    sensitive: bool = False
    released: bool = False

    @property
    def may_print(self) -> bool:
        return self.released or not self.sensitive


ItemT = TypeVar("ItemT", bound=Item)


def printable(items: Iterable[ItemT]) -> tuple[ItemT, ...]:
    """The items that may reach a patient's page."""
    return tuple(item for item in items if item.may_print)


class Change(StrEnum):
    """What this visit did to a medicine; the words of ``MedicationRequest.change``."""

    NEW = "new"
    CHANGED = "changed"
    STOPPED = "stopped"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Reason(Item):
    """Why the patient came, in the patient's words; ``remark``: one sentence of the practice."""

    words: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Vital(Item):
    """``value`` with its unit as it is read ("181 lb"); ``caption`` in plain words ("goal below 130/80")."""

    label: str
    value: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Problem(Item):
    """A problem that the visit was about."""

    name: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Medicine(Item):
    """``directions`` in words ("1 tablet every morning", never "qd"); ``note``: "was 10 mg · for blood pressure".

    ``confirmed``: ``False`` for what the patient told the medical assistant and no provider looked at yet.
    """

    name: str
    strength: str = ""
    directions: str = ""
    change: Change | None = None
    note: str = ""
    confirmed: bool = True


@dataclass(frozen=True, slots=True)
class Instruction(Item):
    """One thing to do. ``**words**`` are bold."""

    text: str


@dataclass(frozen=True, slots=True)
class Result(Item):
    """A test that came back. ``meaning`` in plain words."""

    name: str
    value: str
    meaning: str = ""


@dataclass(frozen=True, slots=True)
class Pending(Item):
    """A test still under way; ``promise``: when and how the result comes."""

    name: str
    promise: str = ""


@dataclass(frozen=True, slots=True)
class Allergy(Item):
    substance: str
    reaction: str = ""


@dataclass(frozen=True, slots=True)
class Given(Item):
    """A vaccine, medicine or procedure of today; ``detail``: dose, site."""

    name: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class NextVisit:
    """``start``: local time if booked; ``when``: words if not ("in 2 weeks: call us to book")."""

    start: datetime | None = None
    when: str = ""
    with_whom: str = ""
    about: str = ""
    bring: str = ""


@dataclass(frozen=True, slots=True)
class AfterVisitSummary:
    """``seen_by``: everyone the patient met ("Ada R., medical assistant", "Dr. Ito").

    ``call_us_if``, ``call_911_if``: additions to the standard emergency box. ``no_known_allergies``: asked and denied.
    ``handouts``: titles, with the teach-back ("told back in own words: yes"). ``language``: the patient's, with the
    interpreter, if that is to be said.
    """

    head: Letterhead
    visit_day: date
    visit_number: str = ""
    seen_by: tuple[str, ...] = ()
    reason: Reason | None = None
    vitals: tuple[Vital, ...] = ()
    problems: tuple[Problem, ...] = ()
    medicines: tuple[Medicine, ...] = ()
    steps: tuple[Instruction, ...] = ()
    results: tuple[Result, ...] = ()
    pending: tuple[Pending, ...] = ()
    next_visits: tuple[NextVisit, ...] = ()
    call_us_if: tuple[str, ...] = ()
    call_911_if: tuple[str, ...] = ()
    allergies: tuple[Allergy, ...] = ()
    no_known_allergies: bool = False
    given: tuple[Given, ...] = ()
    handouts: tuple[str, ...] = ()
    language: str = ""

    @property
    def withheld(self) -> int:
        """How many sensitive items wait for the provider's release."""
        groups = (
            self.vitals,
            self.problems,
            self.medicines,
            self.steps,
            self.results,
            self.pending,
            self.allergies,
            self.given,
        )
        items = [*((self.reason,) if self.reason else ()), *(item for group in groups for item in group)]
        return sum(not item.may_print for item in items)
