"""What a visit misses, stage by stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from ma_desktop.domain.ages import age_on
from ma_desktop.domain.blood_pressure import Pressure
from ma_desktop.domain.needs import NO_FOLLOW_UP, Need, State, missing, needs
from ma_desktop.domain.rank import rank
from ma_desktop.domain.screenings_due import Screening
from ma_desktop.domain.stages import Stage
from ma_desktop.domain.visit_facts import VisitFacts

DAY = date(2026, 11, 23)
AGE = age_on(date(1968, 3, 14), DAY)
BARE = VisitFacts(
    DAY,
    AGE,
    copay_expected=Decimal(25),
    vitals_required=("temperature", "blood_pressure"),
    phone="9375550142",
)
FULL = replace(
    BARE, identity_checked=True, coverage_verified_for=DAY, copay_paid=Decimal(25), address_checked_on=DAY,
    reason="“My pressure was high.”", vitals_taken=frozenset({"temperature", "blood_pressure"}),
    pressures=(Pressure(128, 78),), allergies_reviewed=True, medicines_reviewed=True, plan="Recheck",
    follow_up="in 4 weeks", diagnoses=1, charges=2, summary_printed=True, superbill_printed=True,
    next_appointment=date(2026, 12, 21),
)  # fmt: skip


def by_key(found: tuple[Need, ...]) -> dict[str, Need]:
    return {need.key: need for need in found}


def test_a_visit_with_everything_misses_nothing() -> None:
    for stage in Stage:
        assert all(need.state is State.DONE for need in needs(stage, FULL))
        assert missing(FULL, stage) == ()


def test_only_the_present_stage_and_what_is_late() -> None:
    assert set(by_key(needs(Stage.BOOKED, BARE))) == {"coverage"}
    assert set(by_key(needs(Stage.ARRIVED, BARE))) == {"identity", "coverage", "copay", "contact"}
    rooming = by_key(needs(Stage.VITALS, BARE))
    assert rooming["identity"].state is State.LATE
    assert rooming["vitals"].state is State.OPEN
    assert "plan" not in rooming
    assert {need.state for need in needs(Stage.READY, BARE)} == {State.LATE}
    assert needs(Stage.LEFT, BARE) == needs(Stage.NOSHOW, BARE) == needs(Stage.CANCELLED, BARE) == ()


def test_late_before_open_before_blocked_before_done() -> None:
    found = needs(Stage.CHECKOUT, replace(BARE, identity_checked=True, summary_printed=True))
    order = [State.LATE, State.OPEN, State.BLOCKED, State.DONE]
    places = [order.index(need.state) for need in found]
    assert places == sorted(places)
    assert by_key(found)["superbill"].state is State.BLOCKED
    assert "Charges" in by_key(found)["superbill"].sentence


def test_danger_comes_first() -> None:
    found = needs(Stage.VITALS, replace(BARE, alerts=("SpO₂ 86%: tell the provider now.",)))
    assert found[0].danger
    assert found[0].action == "acknowledge_alert"
    assert missing(replace(FULL, alerts=("x",)), Stage.READY)[0].danger


def test_what_was_done_in_this_stage_stays_in_sight() -> None:
    rooming = by_key(needs(Stage.VITALS, FULL))
    assert rooming["identity"].state is rooming["allergies"].state is State.DONE
    assert "coverage" not in rooming
    assert "identity" not in by_key(needs(Stage.CHECKOUT, FULL))


def test_missing_vitals_are_named_and_a_second_pressure_is_asked_for() -> None:
    one = replace(BARE, vitals_taken=frozenset({"blood_pressure"}), pressures=(Pressure(152, 94),))
    found = by_key(needs(Stage.VITALS, one))
    assert found["vitals"].sentence == "Vitals: Temperature"
    assert found["second_pressure"].sentence == "Second BP (first was 152/94)"
    assert found["second_pressure"].missing
    two = replace(one, pressures=(Pressure(152, 94), Pressure(148, 91)))
    assert by_key(needs(Stage.VITALS, two))["second_pressure"].state is State.DONE
    assert "second_pressure" not in by_key(needs(Stage.VITALS, replace(one, pressures=(Pressure(128, 78),))))


def test_needs_that_do_not_apply_are_not_there() -> None:
    plain = replace(BARE, self_pay=True, copay_expected=None, vitals_required=())
    assert set(by_key(needs(Stage.ARRIVED, plain))) == {"identity", "contact"}
    assert "vitals" not in by_key(needs(Stage.VITALS, plain))
    done = replace(FULL, follow_up=NO_FOLLOW_UP, next_appointment=None)
    assert "next_appointment" not in by_key(needs(Stage.CHECKOUT, done))


def test_copay_says_what_is_left() -> None:
    part = replace(BARE, copay_paid=Decimal(10))
    assert by_key(needs(Stage.ARRIVED, part))["copay"].sentence == "Copay $15.00"


def test_coverage_checked_for_another_day_does_not_count() -> None:
    other = replace(FULL, coverage_verified_for=DAY - timedelta(days=1))
    assert [need.key for need in missing(other, Stage.READY)] == ["coverage"]


def test_contact_is_asked_again_after_a_year() -> None:
    fresh = replace(FULL, address_checked_on=DAY - timedelta(days=365))
    stale = replace(FULL, address_checked_on=DAY - timedelta(days=366))
    assert missing(fresh, Stage.ROOMED) == ()
    assert [need.key for need in missing(stale, Stage.ROOMED)] == ["contact"]
    assert missing(replace(FULL, phone=" "), Stage.ROOMED)[0].sentence == "Phone number missing"


def test_missing_before_ready_and_before_leaving() -> None:
    ready = {need.key for need in missing(BARE, Stage.READY)}
    assert ready == {"identity", "coverage", "copay", "contact", "reason", "vitals", "allergies", "medicines"}
    leaving = {need.key for need in missing(BARE, Stage.BILLED)}
    assert leaving > ready
    assert {"plan", "follow_up", "diagnosis", "charges", "summary", "superbill"} <= leaving


def test_whole_practice_danger_before_lateness_before_priority() -> None:
    now = datetime(2026, 11, 23, 9, 40, tzinfo=timezone(timedelta(hours=-5)))
    hour = timedelta(hours=1)
    rows = {
        "danger later": rank(danger=True, priority="routine", due_at=now + hour, now=now),
        "stat": rank(danger=False, priority="stat", due_at=None, now=now),
        "late urgent": rank(danger=False, priority="urgent", due_at=now - hour, now=now),
        "late routine": rank(danger=False, priority="routine", due_at=now - 9 * hour, now=now),
        "urgent": rank(danger=False, priority="urgent", due_at=now + hour, now=now),
        "routine": rank(danger=False, priority="routine", due_at=now + hour, now=now),
        "some day": rank(danger=False, priority="routine", due_at=None, now=now),
    }
    order = sorted(rows, key=lambda name: rows[name])
    assert set(order[:2]) == {"danger later", "stat"}
    assert order[2:] == ["late urgent", "late routine", "urgent", "routine", "some day"]


def test_the_front_desk_asks_again_only_what_is_stale() -> None:
    insured = replace(FULL, insured=True)
    for days, asked in ((0, None), (1, None), (90, None), (91, "open"), (400, "open")):
        seen = replace(insured, card_seen_on=DAY - timedelta(days=days))
        found = by_key(needs(Stage.ARRIVED, seen)).get("card")
        assert (found.state if found and found.missing else None) == asked
    stale = replace(
        FULL, insured=True, forms=("privacy notice",), balance=Decimal(40), unfinished=("sex", "phone")
    )
    found = by_key(needs(Stage.ARRIVED, stale))
    assert {key for key, one in found.items() if one.missing} == {"card", "forms", "balance", "registration"}
    assert found["registration"].sentence == "Registration: sex"
    assert missing(stale, Stage.READY) == missing(stale, Stage.BILLED) == ()


def test_nobody_who_may_consent_is_danger_before_anything_clinical() -> None:
    child = replace(FULL, age=age_on(date(2020, 1, 1), DAY), reach="mother, 937-555-0142")
    with_mother = replace(child, companion="Ana (mother)", authority="birth parent")
    with_aunt = replace(child, companion="Eva (other)")
    teenager = replace(child, age=age_on(date(2008, 11, 23), DAY))
    for stage, facts, danger in (
        (Stage.BOOKED, child, False), (Stage.ARRIVED, child, False), (Stage.ARRIVED, with_aunt, True), (Stage.ROOMED, child, True),
        (Stage.VITALS, with_aunt, True), (Stage.PROVIDER, child, True), (Stage.PROVIDER, with_mother, False),
        (Stage.ROOMED, teenager, False), (Stage.BILLED, child, False), (Stage.LEFT, child, False),
    ):  # fmt: skip
        assert any(one.danger for one in needs(stage, facts)) is danger, stage
    assert [one.key for one in needs(Stage.ROOMED, child)].count("companion") == 1
    assert "companion" in [one.key for one in missing(child, Stage.READY)]


def test_within_a_stage_a_letter_means_one_thing() -> None:
    """Two lines that the same step answers share its letter; the first that is missing takes it."""
    screenings = (Screening("phq-2", "PHQ-2", "due"), Screening("gad-7", "GAD-7", "due"))
    everything = replace(
        BARE, self_pay=False, balance=Decimal(12), forms=("HIPAA",), insured=True, unfinished=("email",), pressures=(Pressure(152, 94),),
        vitals_required=("temperature", "blood_pressure"), vitals_taken=frozenset({"blood_pressure"}), history_wanted=True,
        orders=1, orders_open=("ECG",), charges_without_diagnosis=1, follow_up="in 4 weeks", screenings=screenings,
    )  # fmt: skip
    for facts in (
        everything,
        replace(everything, age=age_on(date(2022, 3, 14), DAY), companion="Mother", authority="mother"),
    ):
        for stage in Stage:
            meaning: dict[str, str] = {}
            for need in needs(stage, facts):
                if need.hint and (need.state is not State.LATE or stage in (Stage.ROOMED, Stage.VITALS)):
                    assert meaning.setdefault(need.hint, need.action) == need.action, (stage, need.hint)
