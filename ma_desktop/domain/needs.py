"""What a visit still misses at its stage: a pure function over a frozen picture of the visit.

Each need belongs to the stage in which it is usually done. It is open there, late afterwards, and not shown
before. Warned about, never blocking by itself: verbs ask why when something is still missing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ma_desktop.domain import blood_pressure, money, registration, vital_signs
from ma_desktop.domain.stages import ENDS, ORDER, Stage
from ma_desktop.domain.visit_facts import VisitFacts
from ma_desktop.i18n import _

#: What ``Encounter.follow_up`` holds when the provider decided that nobody needs to come back.
NO_FOLLOW_UP = "none needed"


class State(StrEnum):
    DONE = "done"
    OPEN = "open"
    LATE = "late"
    BLOCKED = "blocked"


@dataclass(frozen=True, slots=True)
class Need:
    """``action``: the verb's name in ``services``, with ``argument`` if it takes one; ``hint``: its letter (with Alt).

    ``danger`` needs come before late ones. ``sentence`` names no patient. ``soft``: asked while the patient is here, nobody is
    held up for it.
    """

    key: str
    sentence: str
    state: State
    action: str
    argument: str = ""
    hint: str = ""
    danger: bool = False
    soft: bool = False

    @property
    def missing(self) -> bool:
        return self.state is not State.DONE


@dataclass(frozen=True, slots=True)
class _Answer:
    done: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class _Row:
    """``rule`` answers ``None`` where the need does not apply. ``after``: the need that has to be done first.

    ``until``: the last stage that still shows the need when it is done; by default its own. ``soft``: asked while the patient is
    here, and again the next time; nobody is held up for it.
    """

    key: str
    stage: Stage
    action: str
    hint: str
    rule: Callable[[VisitFacts], _Answer | None]
    argument: str = ""
    after: str = ""
    until: Stage | None = None
    soft: bool = False


def _identity(facts: VisitFacts) -> _Answer:
    return _Answer(facts.identity_checked, _("Identity: name and birth date"))


def _coverage(facts: VisitFacts) -> _Answer | None:
    if facts.self_pay:
        return None
    return _Answer(facts.coverage_verified_for == facts.day, _("Insurance checked today"))


def _copay(facts: VisitFacts) -> _Answer | None:
    if not facts.copay_expected:
        return None
    left = facts.copay_expected - facts.copay_paid
    if left <= 0:
        return _Answer(True, _("Copay {amount} taken").format(amount=money.show(facts.copay_expected)))
    return _Answer(False, _("Copay {amount}").format(amount=money.show(left)))


def _contact(facts: VisitFacts) -> _Answer:
    if not facts.phone.strip():
        return _Answer(False, _("Phone number missing"))
    checked = facts.address_checked_on
    fresh = checked is not None and (facts.day - checked).days <= facts.address_days
    return _Answer(fresh, _("Address and phone confirmed") if fresh else _("Confirm address and phone"))


def _registration(facts: VisitFacts) -> _Answer | None:
    """Phone and address have a line of their own."""
    left = [key for key in facts.unfinished if key not in {"phone", "address"}]
    if not left:
        return None
    return _Answer(False, _("Registration: {list}").format(list=registration.words(left)))


def _card(facts: VisitFacts) -> _Answer | None:
    """Only when it is stale, or has just been looked at."""
    seen = facts.card_seen_on
    if not facts.insured or (seen is not None and 0 < (facts.day - seen).days <= facts.card_days):
        return None
    if seen is None:
        return _Answer(False, _("Insurance card: never seen"))
    last = _("Insurance card: last seen {day}").format(day=f"{seen:%m/%d/%Y}")
    return _Answer(seen == facts.day, _("Insurance card seen") if seen == facts.day else last)


def _forms(facts: VisitFacts) -> _Answer | None:
    return _Answer(False, _("To sign: {list}").format(list=", ".join(facts.forms))) if facts.forms else None


def _balance(facts: VisitFacts) -> _Answer | None:
    if facts.balance <= money.ZERO:
        return None
    return _Answer(False, _("Balance {amount} from before").format(amount=money.show(facts.balance)))


def _companion(facts: VisitFacts) -> _Answer | None:
    if facts.age.adult:
        return None
    if facts.authority:
        who = f"{facts.companion} · {facts.authority}".strip(" ·")
        return _Answer(True, _("May consent: {who}").format(who=who))
    return _Answer(False, _("Who came along, and may they consent?"))


def _screenings(stage: Stage, facts: VisitFacts) -> list[Need]:
    """Asked while the patient is in the room, and again the next time; nobody is held up for them."""
    rooming = stage in (Stage.ROOMED, Stage.VITALS)
    shown = [
        one for one in facts.screenings if rooming or (one.due and stage in (Stage.READY, Stage.PROVIDER))
    ]
    return [
        Need(
            f"screening.{one.tool}",
            one.sentence,
            State.OPEN if one.due else State.DONE,
            "record_screening",
            one.tool,
            SCREENING_LETTER,
        )
        for one in shown
    ]


def nobody_consents(stage: Stage, facts: VisitFacts) -> Need | None:
    """Danger for a minor once it was said that nobody here may consent, or when it was not asked before the room."""
    if facts.age.adult or facts.authority or (stage is Stage.ARRIVED and not facts.companion):
        return None
    if stage in ENDS or stage in (Stage.BOOKED, Stage.CHECKOUT):
        return None
    reach = _(": reach {whom}").format(whom=facts.reach) if facts.reach else ""
    words = _("Nobody may consent{reach}") if facts.companion else _("Consent not asked{reach}")
    return Need("companion", words.format(reach=reach), State.LATE, "record_companion", hint="U", danger=True)


def _reason(facts: VisitFacts) -> _Answer:
    return _Answer(bool(facts.reason.strip()), _("Reason for visit"))


def _vitals(facts: VisitFacts) -> _Answer | None:
    if not facts.vitals_required:
        return None
    missing = [key for key in facts.vitals_required if key not in facts.vitals_taken]
    if not missing:
        return _Answer(True, _("Vitals"))
    return _Answer(
        False, _("Vitals: {list}").format(list=", ".join(vital_signs.label(key) for key in missing))
    )


def _second_pressure(facts: VisitFacts) -> _Answer | None:
    if not facts.pressures or not blood_pressure.needs_second(facts.pressures[:1], facts.age):
        return None
    first = str(facts.pressures[0])
    return _Answer(len(facts.pressures) > 1, _("Second BP (first was {first})").format(first=first))


def _allergies(facts: VisitFacts) -> _Answer:
    return _Answer(facts.allergies_reviewed, _("Allergies reviewed today"))


def _medicines(facts: VisitFacts) -> _Answer:
    return _Answer(facts.medicines_reviewed, _("Medicines reviewed today"))


def _history(facts: VisitFacts) -> _Answer | None:
    return _Answer(facts.history_reviewed, _("History reviewed today")) if facts.history_wanted else None


def _plan(facts: VisitFacts) -> _Answer:
    return _Answer(bool(facts.plan.strip()), _("Plan and steps for the patient"))


def _orders(facts: VisitFacts) -> _Answer | None:
    if not facts.orders:
        return None
    if not facts.orders_open:
        return _Answer(True, _("Orders done, put off or cancelled"))
    return _Answer(False, _("Orders: {list}").format(list=", ".join(facts.orders_open)))


def _follow_up(facts: VisitFacts) -> _Answer:
    return _Answer(bool(facts.follow_up.strip()), _("Follow-up decided"))


def _diagnosis(facts: VisitFacts) -> _Answer:
    return _Answer(facts.diagnoses > 0, _("Diagnosis of this visit"))


def _charges(facts: VisitFacts) -> _Answer:
    return _Answer(facts.charges > 0, _("Charges of this visit"))


def _pointers(facts: VisitFacts) -> _Answer | None:
    if not facts.charges:
        return None
    return _Answer(facts.charges_without_diagnosis == 0, _("Every charge points to a diagnosis"))


def _next_appointment(facts: VisitFacts) -> _Answer | None:
    if not facts.follow_up.strip() or facts.follow_up.strip().casefold() == NO_FOLLOW_UP:
        return None
    booked = facts.next_appointment is not None
    return _Answer(booked, _("Next appointment ({when})").format(when=facts.follow_up.strip()))


def _summary(facts: VisitFacts) -> _Answer:
    return _Answer(facts.summary_printed, _("After-visit summary printed"))


def _superbill(facts: VisitFacts) -> _Answer:
    return _Answer(facts.superbill_printed, _("Superbill printed"))


#: All screenings share it; the first that is due answers.
SCREENING_LETTER = "T"

_ROWS = (
    _Row("identity", Stage.ARRIVED, "confirm_identity", "I", _identity, until=Stage.VITALS),
    _Row("coverage", Stage.ARRIVED, "verify_coverage", "G", _coverage),
    _Row("copay", Stage.ARRIVED, "take_payment", "C", _copay, "copay"),
    _Row("contact", Stage.ARRIVED, "confirm_contact", "K", _contact),
    _Row("companion", Stage.ARRIVED, "record_companion", "U", _companion, until=Stage.VITALS),
    _Row("card", Stage.ARRIVED, "see_card", "S", _card, soft=True),
    _Row("forms", Stage.ARRIVED, "record_consent", "F", _forms, soft=True),
    _Row("registration", Stage.ARRIVED, "finish_registration", "Q", _registration, soft=True),
    _Row("balance", Stage.ARRIVED, "take_payment", "Z", _balance, "balance", soft=True),
    _Row("reason", Stage.VITALS, "record_reason", "R", _reason),
    _Row("vitals", Stage.VITALS, "record_vitals", "V", _vitals),
    _Row("second_pressure", Stage.VITALS, "record_vitals", "V", _second_pressure, vital_signs.BLOOD_PRESSURE),
    _Row("allergies", Stage.VITALS, "review_list", "A", _allergies, "allergies"),
    _Row("medicines", Stage.VITALS, "review_list", "M", _medicines, "medications"),
    _Row("history", Stage.VITALS, "review_list", "B", _history, "history"),
    _Row("orders", Stage.PROVIDER, "finish_order", "O", _orders),
    _Row("plan", Stage.PROVIDER, "record_plan", "P", _plan),
    _Row("follow_up", Stage.PROVIDER, "record_plan", "F", _follow_up, "follow_up"),
    _Row("diagnosis", Stage.CHECKOUT, "add_diagnosis", "D", _diagnosis),
    _Row("charges", Stage.CHECKOUT, "add_charge", "H", _charges),
    _Row("pointers", Stage.CHECKOUT, "add_diagnosis", "D", _pointers, after="diagnosis"),
    _Row("next_appointment", Stage.CHECKOUT, "book_appointment", "N", _next_appointment),
    _Row("summary", Stage.CHECKOUT, "print_document", "U", _summary, "after-visit-summary", after="plan"),
    _Row("superbill", Stage.CHECKOUT, "print_document", "B", _superbill, "superbill", after="charges"),
)

#: Rooming begins its list as soon as the patient sits in the room.
_OPENS = {Stage.VITALS: Stage.ROOMED}


def needs(stage: Stage, facts: VisitFacts) -> tuple[Need, ...]:
    """The needs of this stage and the late ones of earlier stages; danger first, then late, open, done.

    A visit that ended early needs nothing; before the patient is here only what can be prepared is asked.
    """
    if stage in ENDS - {Stage.BILLED}:
        return ()
    place = {each: number for number, each in enumerate(ORDER)}
    answers = {row.key: row.rule(facts) for row in _ROWS}
    found = [_alert(sentence) for sentence in facts.alerts]
    nobody = nobody_consents(stage, facts)
    found += [nobody] if nobody is not None else []
    for row in _ROWS:
        answer = answers[row.key] if nobody is None or row.key != nobody.key else None
        opens = _OPENS.get(row.stage, row.stage)
        if answer is None or (place[opens] > place[stage] and not _preparable(row, stage)):
            continue
        if answer.done and place[stage] > place[row.until or row.stage]:
            continue
        late = place[stage] > place[row.stage]
        found.append(_need(row, answer, late, answers.get(row.after)))
    found += _screenings(stage, facts)
    return tuple(sorted(found, key=lambda need: _SORT[need.state] if not need.danger else -1))


_SORT = {State.LATE: 0, State.OPEN: 1, State.BLOCKED: 2, State.DONE: 3}


def _preparable(row: _Row, stage: Stage) -> bool:
    """Coverage can be checked before the patient comes."""
    return stage is Stage.BOOKED and row.key == "coverage"


def _need(row: _Row, answer: _Answer, late: bool, before: _Answer | None) -> Need:
    state = State.LATE if late else State.OPEN
    sentence = answer.sentence
    if answer.done:
        state = State.DONE
    elif before is not None and not before.done:
        state = State.BLOCKED
        sentence = _("{need} (first: {other})").format(need=sentence, other=before.sentence)
    return Need(row.key, sentence, state, row.action, row.argument, row.hint, soft=row.soft)


def _alert(sentence: str) -> Need:
    return Need("alert", sentence, State.LATE, "acknowledge_alert", danger=True)


def missing(facts: VisitFacts, before: Stage) -> tuple[Need, ...]:
    """What is still missing of all that belongs to the stages before ``before``; danger first.

    ``missing(facts, Stage.READY)`` is what stands between the room and "Ready"; ``Stage.BILLED`` what stands
    between checkout and the door.
    """
    place = {each: number for number, each in enumerate(ORDER)}
    answers = {row.key: row.rule(facts) for row in _ROWS}
    found = [_alert(sentence) for sentence in facts.alerts]
    for row in _ROWS:
        answer = answers[row.key]
        if answer is not None and not answer.done and not row.soft and place[row.stage] < place[before]:
            found.append(_need(row, answer, False, answers.get(row.after)))
    return tuple(found)
