"""What is said in the same breath as a measurement, and the questions that are answered in words."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ma_desktop.domain import (
    body_mass,
    body_place,
    vital_answers,
    vital_checks,
    vital_entry,
    vital_methods,
    vital_settings,
    vital_signs,
)
from ma_desktop.domain.ages import age_on
from ma_desktop.domain.measurements import Measured, NotTaken, NotUnderstood
from ma_desktop.domain.provider_alerts import AlertLimits
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.vital_answers import Answer
from ma_desktop.domain.vital_checks import Circumstances, Level

DAY = date(2026, 11, 23)
ADULT = age_on(date(1968, 3, 14), DAY)
CHILD = age_on(date(2018, 5, 1), DAY)

SAID = [
    ("spo2", "97 2L", 97, {"oxygen": "oxygen", "flow": "2"}),
    ("spo2", "97% on 2 L", 97, {"oxygen": "oxygen", "flow": "2"}),
    ("spo2", "94 on 2.5 lpm o2", 94, {"oxygen": "oxygen", "flow": "2.5"}),
    ("spo2", "97 RA", 97, {"oxygen": "room-air"}),
    ("spo2", "97% room air", 97, {"oxygen": "room-air"}),
    ("spo2", "91 FiO2 28%", 91, {"oxygen": "oxygen", "fio2": "28"}),
    ("spo2", "91 on oxygen", 91, {"oxygen": "oxygen"}),
    ("temperature", "98.6 ear", 37, {"temperature_site": "tympanic"}),
    ("temperature", "37C rectal", 37, {"temperature_site": "rectal"}),
    ("temperature", "98.6 °F, oral", 37, {"temperature_site": "oral"}),
    ("temperature", "98.6 F by mouth", 37, {"temperature_site": "oral"}),
    ("temperature", "98.6 armpit", 37, {"temperature_site": "axillary"}),
    ("temperature", "98.6 forehead", 37, {"temperature_site": "temporal"}),
    ("pulse", "88 reg", 88, {"rhythm": "regular"}),
    ("pulse", "88 bpm irreg", 88, {"rhythm": "irregular"}),
    ("pulse", "132 apical", 132, {"pulse_site": "apical"}),
    ("pulse", "88 standing", 88, {"position": "standing"}),
    ("respiration", "16 unlabored", 16, {"effort": "easy"}),
    ("blood_pressure", "120/80 L", 120, {"site": "left-arm"}),
    ("blood_pressure", "120/80 right arm", 120, {"site": "right-arm"}),
    ("blood_pressure", "120/80 left leg lying", 120, {"site": "left-leg", "position": "supine"}),
    ("blood_pressure", "120/80 R sitting large cuff", 120, {"site": "right-arm", "position": "sitting", "cuff": "large"}),
    ("blood_pressure", "120/80 mmHg manual", 120, {"device": "manual"}),
    ("weight", "158 lb 4 oz clothed", 71.780993, {"clothed": "clothed"}),
    ("weight", "72kg stated", 72, {"weighed": "stated"}),
    ("weight", "8lb 3oz naked", 3.713787, {"clothed": "unclothed"}),
    ("height", "5'2 stated", 157.48, {"height_source": "stated"}),
    ("height", "5 2 stated", 157.48, {"height_source": "stated"}),
    ("height", "157cm measured", 157, {"height_source": "measured"}),
    ("pain", "6 left knee", 6, {"pain_at": "left knee"}),
    ("pain", "8/10 in the chest", 8, {"pain_at": "chest"}),
    ("pain", "4 flacc", 4, {"pain_scale": "flacc"}),
    ("peak_flow", "350 380 360", 380, {"tries": "350, 380, 360"}),
    ("peak_flow", "350/380", 380, {"tries": "350, 380"}),
    ("peak_flow", "350", 350, {}),
    ("glucose", "105 fasting", 105, {"timing": "fasting"}),
    ("glucose", "5.8 mmol/L after meal", 104.4928, {"timing": "after-meal"}),
]  # fmt: skip


@pytest.mark.parametrize(("vital", "typed", "value", "method"), SAID)
def test_what_is_said_beside_the_number_is_kept(
    vital: str, typed: str, value: float, method: dict[str, str]
) -> None:
    entry = vital_entry.read(vital, typed, ADULT)
    assert isinstance(entry.reading, tuple)
    assert entry.reading[0].value == pytest.approx(value, abs=1e-5)
    assert dict(entry.method) == method
    assert entry.reading[0].original == typed
    assert vital_methods.words(entry.method) or not method
    assert vital_methods.belonging(vital, entry.method) == method


@pytest.mark.parametrize(
    ("vital", "typed"),
    [
        ("spo2", "97 30"), ("spo2", "97 RA 2L"), ("spo2", "97 2L RA"), ("spo2", "2L"), ("temperature", "98.6 ear oral"),
        ("temperature", "98.6 elbow"), ("blood_pressure", "120/80 left right"), ("blood_pressure", "120/80 middle"),
        ("pulse", "88 reg irreg"), ("pulse", "88 left"), ("pain", "3 of 5"), ("pain", "3-4 head"), ("pain", "head"),
        ("weight", "8 3 naked"), ("weight", "72 stated stone"), ("peak_flow", "350 380 360 370"), ("peak_flow", "350 ml 380"),
        ("glucose", "5.8 fasting"), ("height", "5.2 stated"), ("lmp", "sometime"), ("lmp", "13/45"), ("lmp", "2/30/2026"),
        ("lmp", "12/24/2026"), ("pregnancy", "3"), ("pregnancy", ""),
    ],
)  # fmt: skip
def test_a_word_too_many_is_refused_not_passed_over(vital: str, typed: str) -> None:
    with pytest.raises(NotUnderstood) as refusal:
        vital_entry.read(vital, typed, ADULT, DAY)
    assert refusal.value.sentence.endswith((".", "?"))


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("11/3", "2026-11-03"), ("12/24", "2025-12-24"), ("11/3/2026", "2026-11-03"), ("3 weeks ago", "2026-11-02"),
        ("10d", "2026-11-13"), ("unknown", "unknown"), ("Menopause", "none"), ("hysterectomy", "none"), ("today", "2026-11-23"),
    ],
)  # fmt: skip
def test_the_last_period(typed: str, value: str) -> None:
    answer = vital_entry.read("lmp", typed, ADULT, DAY).reading
    assert isinstance(answer, Answer)
    assert (answer.value, answer.original) == (value, typed)
    assert answer.display


def test_a_last_period_of_long_ago_is_asked_about() -> None:
    here = Circumstances(ADULT, DAY)
    entry = vital_entry.read("lmp", "3/1/2025", ADULT, DAY)
    assert [found.level for found in vital_checks.findings(entry, {}, here)] == [Level.ASK]
    assert not vital_checks.findings(vital_entry.read("lmp", "11/3", ADULT, DAY), {}, here)


def test_pregnancy_may_be_unknown_or_refused() -> None:
    assert vital_entry.read("pregnancy", "unknown", ADULT, DAY).reading.value == "unknown"  # type: ignore[union-attr]
    assert vital_entry.read("pregnancy", "No", ADULT, DAY).reading.value == "not-pregnant"  # type: ignore[union-attr]
    assert vital_entry.read("pregnancy", "refused", ADULT, DAY).reading == NotTaken(
        "pregnancy", "refused", "refused"
    )
    assert vital_answers.shown("lmp", "2026-11-03") == "Nov 3, 2026"


@settings(derandomize=True, max_examples=1500)
@given(
    st.sampled_from(vital_signs.SHEET),
    st.text(max_size=14)
    | st.text("0123456789.,'\"/ -lbkgcminftozFC%RALregsit", max_size=14)
    | st.tuples(st.sampled_from(["97", "98.6", "120/80", "5'2", "158 lb"]), st.text(" abcdefilnorstu2L%", max_size=9)).map(
        lambda pair: f"{pair[0]} {pair[1]}"
    ),
    st.sampled_from([ADULT, CHILD, None]),
)  # fmt: skip
def test_no_text_crashes_the_field(vital: str, typed: str, age: object) -> None:
    with suppress(NotUnderstood):
        entry = vital_entry.read(vital, typed, age, DAY)  # type: ignore[arg-type]
        if isinstance(entry.reading, tuple):
            assert all(isinstance(part, Measured) for part in entry.reading)


@settings(derandomize=True, max_examples=600)
@given(
    st.sampled_from(["pulse", "spo2", "weight", "height", "temperature", "glucose", "peak_flow", "blood_pressure"]),
    st.integers(0, 9999),
    st.sampled_from(["", " ear", " RA", " L", " stated", " fasting", " reg", " standing", " 2L"]),
)  # fmt: skip
def test_what_is_read_shows_the_number_that_was_typed(vital: str, number: int, tail: str) -> None:
    """None is silently misread: the digits come back, in the unit they were typed in."""
    typed, unit = {
        "weight": (f"{number / 10:g} lb", " lb"), "height": (f"{number / 10:g} cm", " cm"),
        "temperature": (f"{number / 10:.1f} F", " °F"), "blood_pressure": (f"{number % 300}/{number % 97}", ""),
    }.get(vital, (str(number), ""))  # fmt: skip
    try:
        entry = vital_entry.read(vital, typed + tail, ADULT)
    except NotUnderstood:
        return
    assert isinstance(entry.reading, tuple)
    shown = entry.reading[0].display
    if vital == "blood_pressure":
        shown = f"{entry.reading[0].value:.0f}/{entry.reading[1].value:.0f}"
        assert shown == typed
    else:
        assert typed.split()[0] + unit in shown


def test_the_chart_says_which_arm_to_leave_alone() -> None:
    avoided = vital_methods.avoided
    assert avoided(["No blood pressure in the left arm"]) == {"left-arm"}
    assert avoided(["Mastectomy right side, lymphedema"]) == {"right-arm"}
    assert avoided(["Fistula left arm", "no BP right leg"]) == {"left-arm", "right-leg"}
    assert avoided(["Hard of hearing, left ear not used", "Left-handed", "Afraid of needles"]) == frozenset()
    here = Circumstances(ADULT, DAY, avoided=frozenset({"left-arm"}))
    entry = vital_entry.read("blood_pressure", "118/78 left", ADULT)
    (asked,) = vital_checks.findings(entry, entry.method, here)
    assert asked.level is Level.ASK
    assert "left arm" in asked.sentence
    assert not vital_checks.findings(entry, {"site": "right-arm"}, here)


def test_the_cuff_follows_the_arm() -> None:
    cuffs = [vital_methods.cuff_for(cm) for cm in (18, 22, 26.5, 27, 34.9, 35, 44, 45, 52, 55)]
    assert cuffs == ["child", "small", "small", "regular", "regular", "large", "large", "thigh", "thigh", ""]


@pytest.mark.parametrize(
    ("vital", "typed", "context", "told"),
    [
        ("spo2", "91", (), False), ("spo2", "91", ("distress",), True), ("blood_pressure", "165/100", (), False),
        ("blood_pressure", "165/100", ("pregnant",), True), ("glucose", "65", (), False), ("glucose", "65", ("symptoms",), True),
        ("glucose", "260", (), False), ("glucose", "260", ("vomiting",), True), ("glucose", "260", ("ketones",), True),
        ("pain", "8", (), False), ("pain", "8 chest", (), True), ("pain", "9 belly", (), True), ("pain", "9 left knee", (), False),
        ("pulse", "80", (), False), ("pulse", "80 irreg", (), True), ("pulse", "80 reg", (), False),
    ],
)  # fmt: skip
def test_what_is_seen_changes_when_the_provider_is_told(
    vital: str, typed: str, context: tuple[str, ...], told: bool
) -> None:
    entry = vital_entry.read(vital, typed, ADULT, DAY)
    found = vital_checks.findings(entry, entry.method, Circumstances(ADULT, DAY, frozenset(context)))
    assert any(finding.level is Level.ALERT for finding in found) is told


def test_the_usual_temperature_depends_on_where_it_was_taken() -> None:
    here = Circumstances(ADULT, DAY)
    ear, armpit = (
        vital_entry.read("temperature", f"37.8 C {site}", ADULT, DAY) for site in ("ear", "armpit")
    )
    assert not vital_checks.findings(ear, ear.method, here)
    assert [f.level for f in vital_checks.findings(armpit, armpit.method, here)] == [Level.HIGHLIGHT]


def test_the_practice_decides_when_the_provider_is_told() -> None:
    rules = vital_settings.rules({"alert.systolic_from": 160, "alert.fall_systolic": 30})
    assert rules.alerts.systolic_from == 160
    assert rules.alerts.diastolic_from == AlertLimits().diastolic_from
    assert rules.fall == (30, 10)
    entry = vital_entry.read("blood_pressure", "165/90", ADULT)
    here = Circumstances(ADULT, DAY, alert_limits=rules.alerts)
    assert any(f.level is Level.ALERT for f in vital_checks.findings(entry, {}, here))
    temperature = next(d for d in vital_settings.ALL if d.key == "alert.temperature_from")
    assert temperature.read("39.5") == 39.5
    for wrong in ("39.55", "hot", "60", "-39", ".5"):
        with pytest.raises(RuleBroken):
            temperature.read(wrong)


def test_every_alert_limit_can_be_set() -> None:
    keys = {declared.key for declared in vital_settings.ALL}
    settable = {f"alert.{name}" for name in AlertLimits.__slots__} - {
        "alert.child_share",
        "alert.peak_flow_share",
    }
    assert settable <= keys
    for declared in vital_settings.ALL:
        assert declared.approve
        assert declared.read(declared.shown(declared.default)) == declared.default


@pytest.mark.parametrize(
    ("index", "sex", "words"),
    [
        (15.8, "male", ["51st percentile", "healthy weight"]),
        (18.5, "male", ["91st percentile", "overweight"]),
        (13.0, "male", ["0.7th percentile", "underweight"]),
        (25.0, "male", ["99.2th percentile", "122% of the 95th", "severe obesity"]),
        (15.8, "other", ["needs percentile"]),
    ],
)
def test_a_childs_index_is_placed_by_percentile(index: float, sex: str, words: list[str]) -> None:
    found = body_place.words(index, sex, CHILD)
    assert found[-1] == words[-1]
    assert len(found) == len(words)


def test_the_categories_of_a_childs_index() -> None:
    category = body_mass.child_category
    assert [category(p, 90, 20) for p in (4.9, 5, 84.9, 85, 94.9)] == [
        "underweight", "healthy", "healthy", "overweight", "overweight",
    ]  # fmt: skip
    assert category(95, 100, 20) == "obesity"
    assert category(99, 120, 28) == category(99, 110, 35) == "severe-obesity"
    assert body_place.words(32, "female", ADULT) == ["obesity I"]
    assert body_place.ordinal(12.4) == "12th percentile"
    assert body_place.ordinal(52.6) == "53rd percentile"
    assert body_place.ordinal(100) == "above the 99.9th percentile"
