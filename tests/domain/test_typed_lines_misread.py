"""Lines that were read as something else than was meant."""

from __future__ import annotations

from datetime import date

import pytest

from ma_desktop.domain import allergens, vital_entry
from ma_desktop.domain.history_lines import read_line
from ma_desktop.domain.measurements import NotUnderstood
from ma_desktop.domain.medicine_sig import read_sig

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("directives", "no dnr"), ("directives", "not DNR"), ("directives", "No living will"), ("implants", "no pacemaker"),
        ("implants", "none"), ("past", "no surgeries"), ("past", "denies"), ("past", "None"),
    ],
)  # fmt: skip
def test_a_line_that_says_no_is_not_kept_as_what_it_denies(section: str, line: str) -> None:
    read = read_line(section, line, TODAY)
    assert read.fields == {}
    assert "gone through" in read.problem


def test_words_that_only_begin_like_no_are_read() -> None:
    assert read_line("past", "nose surgery 2009", TODAY).fields["display"] == "Nose surgery"
    assert read_line("directives", "dnr", TODAY).fields == {"kind": "dnr"}


@pytest.mark.parametrize(
    "line",
    ["mother-in-law breast ca 50", "half-sister diabetes", "half brother ra", "step-mother ca", "great-grandmother ca", "great grandmother stroke 80",
     "foster mother dm", "son-in-law dm", "adoptive father mi"],
)  # fmt: skip
def test_kin_without_a_word_in_the_list_is_not_taken_for_near_kin(line: str) -> None:
    read = read_line("family", line, TODAY)
    assert read.fields == {}
    assert "other relative" in read.problem


def test_an_aunt_by_either_side_is_an_aunt() -> None:
    assert read_line("family", "mat aunt breast ca 50", TODAY).fields == {"relationship": "aunt", "age": "50", "display": "Breast cancer"}  # fmt: skip
    assert read_line("family", "pat. uncle mi", TODAY).fields["display"] == "Heart attack"


def test_tubes_in_the_ear_are_no_embolism() -> None:
    assert read_line("past", "PE tubes 2012", TODAY).fields["display"] == "Ear tubes"
    assert read_line("past", "PE 2012", TODAY).fields["display"] == "Pulmonary embolism"


@pytest.mark.parametrize("line", ["quit 20 years", "quit 10 yrs 1 ppd", "stopped smoking for 5 y"])
def test_years_after_quit_may_mean_two_things(line: str) -> None:
    assert "ago" in read_line("tobacco", line, TODAY).problem


def test_quitting_so_long_ago_is_read() -> None:
    read = read_line("tobacco", "quit 5 years ago 1 ppd 20 y", TODAY)
    assert (read.problem, read.fields["quit"], read.fields["years"]) == ("", "2021", "20")


def test_as_needed_is_no_left_ear() -> None:
    found = read_sig("ibuprofen 200 mg 2 tabs as needed")
    assert (found.plain, found.asks, found.unread) == ("2 tablets when needed", (), ())
    found = read_sig("ibuprofen 200 mg as directed")
    assert (found.plain, found.asks, found.unread) == ("", (), ("as", "directed"))
    assert "in the left ear" in read_sig("ofloxacin 4 drops as bid").plain


def test_a_bare_number_is_asked_about() -> None:
    assert any("of what" in ask for ask in read_sig("warfarin 5 daily").asks)
    assert read_sig("warfarin 5 mg 1 daily").asks == ()


@pytest.mark.parametrize(
    "name", ["Ferrous sulfate", "Morphine sulfate", "Magnesium sulfate", "Albuterol sulfate"]
)
def test_a_sulfate_is_no_sulfa_drug(name: str) -> None:
    assert "sulfonamides" not in allergens.classes_of(name)
    assert allergens.clash(name, "Sulfa drugs") == ""


def test_sulfa_drugs_and_plurals_still_are() -> None:
    for name in ("Sulfa", "sulfa drugs", "Bactrim", "Sulfonamides"):
        assert "sulfonamides" in allergens.classes_of(name)
    assert "NSAIDs" in allergens.classes_of("NSAIDs")


def test_tapentadol_answers_nothing_about_tape() -> None:
    assert not allergens.tells("allergies-adhesive", "Tapentadol", "medication")
    assert allergens.tells("allergies-adhesive", "Adhesive tape", "environment")


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("abd", "abdomen"), ("lower abd", "abdomen"), ("epigastric", "abdomen"), ("stomachache", "abdomen"), ("RUQ", "abdomen"),
        ("ha", "head"), ("migraine", "head"), ("dolor de cabeza", "head"), ("pecho", "chest"), ("substernal", "chest"),
    ],
)  # fmt: skip
def test_a_strong_pain_is_told_in_the_words_of_the_desk_too(where: str, place: str) -> None:
    said = vital_entry.read("pain", f"8 {where}").method["pain_at"]
    assert vital_entry.pain_places(said) == {place}


@pytest.mark.parametrize("text", ["97 fio2 999", "97 fio2 10", "97 99L", "97 0L"])
def test_oxygen_that_nobody_breathes_is_refused(text: str) -> None:
    with pytest.raises(NotUnderstood):
        vital_entry.read("spo2", text)
