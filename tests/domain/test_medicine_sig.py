"""Directions for medicines as people type them: understood, asked about, or named as not understood."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import allergens, medicine_fields, medicine_names
from ma_desktop.domain.medicine_sig import read_sig

UNDERSTOOD = {
    "lisinopril 20 mg 1 tab by mouth daily": ("Lisinopril 20 mg", "1 tablet by mouth once a day"),
    "LISINOPRIL 20MG 1 TAB PO DAILY": ("Lisinopril 20 mg", "1 tablet by mouth once a day"),
    "metformin 500 mg bid with food": ("Metformin 500 mg", "twice a day with food"),
    "metformin ER 750mg 2 tabs po qpm": ("Metformin ER 750 mg", "2 tablets by mouth every evening"),
    "albuterol 2 puffs q4h prn wheezing": ("Albuterol", "2 puffs every 4 hours when needed for wheezing"),
    "albuterol 90 mcg inhaler 2 puffs q4-6h prn": ("Albuterol 90 mcg", "2 puffs every 4 to 6 hours when needed"),
    "insulin glargine 20 units qhs": ("Insulin glargine", "20 units at bedtime"),
    "levothyroxine 50 mcg 1 tab po qam empty stomach": ("Levothyroxine 50 mcg", "1 tablet by mouth every morning on an empty stomach"),
    "atorvastatin 40 mg 1 tablet at bedtime for cholesterol": ("Atorvastatin 40 mg", "1 tablet at bedtime for cholesterol"),
    "tylenol 500 mg 2 tabs q6h prn pain": ("Tylenol 500 mg", "2 tablets every 6 hours when needed for pain"),
    "prednisone 10 mg 1 tab tid x 5 days": ("Prednisone 10 mg", "1 tablet three times a day for 5 days"),
    "amoxicillin 500mg cap 1 po tid": ("Amoxicillin 500 mg", "1 capsule by mouth three times a day"),
    "omeprazole 20 mg 1 po daily": ("Omeprazole 20 mg", "1 capsule by mouth once a day"),
    "hydrocodone/acetaminophen 5/325 1-2 q6h prn pain": (
        "Hydrocodone/acetaminophen 5/325", "1 to 2 tablets every 6 hours when needed for pain"),
    "fish oil 1000 mg 2 caps daily": ("Fish oil 1000 mg", "2 capsules once a day"),
    "foobarol 10 mg bid": ("Foobarol 10 mg", "twice a day"),
    "advil prn headaches": ("Advil", "when needed for headaches"),
    "lisinopril": ("Lisinopril", ""),
    "half tab metoprolol 25 mg bid": ("Metoprolol 25 mg", "½ tablet twice a day"),
    "metoprolol tartrate 25 mg 1/2 tab po bid": ("Metoprolol tartrate 25 mg", "½ tablet by mouth twice a day"),
    "flonase 2 sprays each nostril daily": ("Flonase", "2 sprays in each nostril once a day"),
    "methotrexate 2.5 mg 6 tabs weekly for arthritis": ("Methotrexate 2.5 mg", "6 tablets once a week for arthritis"),
    "semaglutide 0.5 mg subq weekly": ("Semaglutide 0.5 mg", "under the skin once a week"),
    "nitroglycerin 0.4 mg sl prn chest pain": ("Nitroglycerin 0.4 mg", "under the tongue when needed for chest pain"),
    "omeprazole 20 mg before breakfast": ("Omeprazole 20 mg", "before breakfast"),
    "Advair 250/50 1 puff bid": ("Advair 250/50", "1 puff twice a day"),
    "amlodipine 5 mg 1 daily for blood pressure": ("Amlodipine 5 mg", "1 tablet once a day for blood pressure"),
    "KCl 20 mEq po daily": ("KCl 20 mEq", "by mouth once a day"),
    "vit d3 2000 units daily": ("Vitamin D3 2000 units", "once a day"),
    "amoxicillin 250 mg/5 ml 1 tsp tid": ("Amoxicillin 250 mg/5 mL", "1 teaspoon three times a day"),
    "warfarin 5 mg 1 tab m/w/f": ("Warfarin 5 mg", "1 tablet on Monday, Wednesday and Friday"),
    "ibuprofen 200 mg 3 tabs every 8 hours": ("Ibuprofen 200 mg", "3 tablets every 8 hours"),
}  # fmt: skip

#: What is easily misread, and a word of the question.
RISKY = {
    "lisinopril 20 mg 1 po qd": ("1 tablet by mouth once a day", "four times a day"),
    "lisinopril 20 mg 1 po Q.D.": ("1 tablet by mouth once a day", "four times a day"),
    "prednisone 10 mg 1 po qod": ("1 tablet by mouth every other day", "Every other day?"),
    "lantus 20u at bedtime": ("20 units at bedtime", "Units?"),
    "vitamin d3 1000 IU daily": ("once a day", "International units?"),
    "warfarin 5.0 mg daily": ("once a day", "ten times too much"),
    "digoxin .125 mg daily": ("once a day", "ten times as much"),
    "timolol 0.5% 1 gtt ou bid": ("1 drop in both eyes twice a day", "eyes"),
    "trazodone 50 mg 1 tab hs": ("1 tablet at bedtime", "half strength"),
    "insulin lispro 5 units sq with meals": ("5 units under the skin with food", "Under the skin?"),
    "amoxicillin 5 cc bid": ("5 mL twice a day", "mL?"),
    "levothyroxine 50 µg daily": ("once a day", "mcg"),
    "calcitriol 1 cap tiw": ("1 capsule three times a week", "Three times a week?"),
    "MS 15 mg bid": ("twice a day", "morphine or magnesium"),
}

NOT_UNDERSTOOD = {
    "aspirin 81 mg xyzzy daily": ("xyzzy",), "magic mouthwash 5 ml swish qid": ("swish",), "lisinopril 20 mg 1 po qz": ("qz",),
    "prednisone taper 40 mg down to 10 mg": ("taper", "down", "to", "mg"),
}  # fmt: skip


@pytest.mark.parametrize("line", UNDERSTOOD)
def test_a_line_is_understood_whole(line: str) -> None:
    sig = read_sig(line)
    assert (sig.display, sig.plain) == UNDERSTOOD[line]
    assert (sig.unread, sig.asks) == ((), ())
    assert sig.original == " ".join(line.split())


@pytest.mark.parametrize("line", RISKY)
def test_what_is_risky_is_said_in_plain_words_and_asked_about(line: str) -> None:
    plain, question = RISKY[line]
    sig = read_sig(line)
    assert sig.plain == plain
    assert any(question in ask for ask in sig.asks)


@pytest.mark.parametrize("line", NOT_UNDERSTOOD)
def test_what_is_not_understood_is_named(line: str) -> None:
    sig = read_sig(line)
    assert sig.unread == NOT_UNDERSTOOD[line]
    assert (sig.plain, sig.amount) == ("", ""), "half a direction in plain words would mislead"


def test_a_number_that_nobody_takes_at_once_is_asked_about() -> None:
    assert read_sig("metformin 500 mg 1000").asks == ("1000 tablets at once: is the number right?",)
    assert read_sig("lantus 40 units at bedtime").asks == ()


def test_a_zero_is_never_lost_or_won() -> None:
    assert read_sig("warfarin 5.0 mg daily").strength == "5 mg"
    assert read_sig("warfarin 10 mg daily").strength == "10 mg"
    assert read_sig("warfarin 2.50 mg daily").strength == "2.5 mg"
    assert read_sig("digoxin .125 mg daily").strength == "0.125 mg"
    assert read_sig("methadone 100 mg daily").strength == "100 mg"


@given(st.text(max_size=80))
def test_nothing_typed_crashes(line: str) -> None:
    assert read_sig(line).original == " ".join(line.split())


@given(st.sampled_from(list(UNDERSTOOD)), st.integers(min_value=101, max_value=999))
def test_no_number_disappears(line: str, number: int) -> None:
    """A number put at the end stands in what is shown, or the direction stays as typed."""
    sig = read_sig(f"{line} {number}")
    assert sig.unread or str(number) in f"{sig.display} {sig.plain}"


def test_the_table_of_names_is_large_and_every_name_leads_to_a_generic() -> None:
    rows = medicine_names.all_names()
    assert len(rows) >= 600
    assert len({row.name.casefold() for row in rows}) == len(rows)
    generics = {row.name for row in rows if row.how == "generic"}
    assert {row.generic for row in rows} <= generics
    assert {row.kind for row in rows} == {"rx", "otc", "supplement"}


@pytest.mark.parametrize(
    ("typed", "first"),
    [("lisinoprl", "lisinopril"), ("zestril", "Zestril"), ("tylanol", "Tylenol"), ("xarleto", "Xarelto"), ("ibuprophen", "ibuprofen"),
     ("gabapentn", "gabapentin"), ("metf", "metformin"), ("vit d", "vitamin D"), ("sertralin", "sertraline")],
)  # fmt: skip
def test_names_are_found_despite_slips(typed: str, first: str) -> None:
    assert medicine_names.find(typed)[0].name == first


def test_one_letter_finds_nothing_and_nonsense_neither() -> None:
    assert (
        medicine_names.find("l")
        == medicine_names.find("qqqqzzz")
        == allergens.find("x")
        == allergens.find("qqqqzzz")
        == ()
    )


@pytest.mark.parametrize(
    ("one", "other", "sentence"),
    [("Amoxicillin", "Penicillin", "Amoxicillin is a penicillin, like Penicillin."), ("Augmentin", "Amoxil", "Augmentin is a penicillin, like Amoxil."),
     ("Bactrim DS", "Sulfa drugs", "Bactrim DS is a sulfa drug, like Sulfa drugs."), ("Advil", "Aspirin 81 mg", "Advil is an NSAID, like Aspirin 81 mg."),
     ("Advil", "ibuprofen", "Advil is the same, like ibuprofen."), ("Tylenol", "Advil", ""), ("Latex", "Peanuts", ""), ("Keflex", "Penicillin", "")],
)  # fmt: skip
def test_what_goes_together_is_known(one: str, other: str, sentence: str) -> None:
    assert allergens.clash(one, other) == sentence


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("penicilin", "Penicillin"),
        ("pean", "Peanuts"),
        ("latx", "Latex"),
        ("shrimp", "Shrimp"),
        ("contrst", "Iodinated contrast"),
    ],
)
def test_substances_are_found_despite_slips(typed: str, first: str) -> None:
    assert allergens.find(typed)[0].name == first


def test_a_substance_has_its_category() -> None:
    found = [
        allergens.category_of(each)
        for each in ("Latex", "Zithromax", "Peanuts", "Tetanus vaccine", "moon dust")
    ]
    assert found == ["environment", "medication", "food", "biologic", ""]
    assert allergens.tells("allergies-latex", "Latex gloves", "environment")
    assert allergens.tells("allergies-food", "Shrimp", "food")
    assert not allergens.tells("allergies-contrast", "Penicillin", "medication")
    assert set(medicine_fields.answers()) == {"unknown", "taking", "not-taking", "differently"}
