"""Lines of history as people type them: read into fields, or named as not understood; never silently misread."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ma_desktop.domain import history, tobacco
from ma_desktop.domain.history_lines import is_surgery, read_line, read_words

TODAY, BORN = date(2026, 11, 23), date(1968, 3, 14)

UNDERSTOOD: dict[str, dict[str, dict[str, str]]] = {
    "past": {
        "appendectomy 2009": {"display": "Appendectomy", "category": "surgical", "when": "2009"},
        "appy 2009": {"display": "Appendectomy", "category": "surgical", "when": "2009"},
        "in 2009 appendectomy": {"display": "Appendectomy", "category": "surgical", "when": "2009"},
        "lap chole 5/2012 complicated by infection": {
            "display": "Laparoscopic gallbladder removed", "category": "surgical", "when": "5/2012", "complication": "infection"},
        "R knee arthroscopy, 3/4/2016": {"display": "Right knee arthroscopy", "category": "surgical", "when": "3/4/2016"},
        "tonsillectomy age 6": {"display": "Tonsillectomy", "category": "surgical", "when": "1974"},
        "C5-C6 fusion 2011": {"display": "C5-C6 fusion", "category": "surgical", "when": "2011"},
        "pneumonia 2018": {"display": "Pneumonia", "category": "medical", "when": "2018"},
        "MI 2010": {"display": "Heart attack", "category": "medical", "when": "2010"},
        "c-section": {"display": "Cesarean section", "category": "surgical"},
        "TAH 1999 c/b bleeding": {"display": "Hysterectomy", "category": "surgical", "when": "1999", "complication": "bleeding"},
    },
    "family": {
        "mother breast ca 52": {"relationship": "mother", "display": "Breast cancer", "age": "52"},
        "Mom htn": {"relationship": "mother", "display": "High blood pressure"},
        "dad mi 60 died 61": {"relationship": "father", "display": "Heart attack", "age": "60", "deceased": "yes", "deceased_age": "61"},
        "mgm colon ca 70 deceased": {"relationship": "maternal-grandmother", "display": "Colon cancer", "age": "70", "deceased": "yes"},
        "mother's mother stroke at age 80": {"relationship": "maternal-grandmother", "display": "Stroke", "age": "80"},
        "paternal grandfather CAD": {"relationship": "paternal-grandfather", "display": "Coronary artery disease"},
        "sister healthy alive": {"relationship": "sister", "display": "Healthy", "deceased": "no"},
        "breast cancer sister 41 y": {"relationship": "sister", "display": "Breast cancer", "age": "41"},
        "father unknown": {"relationship": "father", "display": "Unknown"},
    },
    "tobacco": {
        "quit 2015 1 ppd 20 y": {"status": "former", "quit": "2015", "packs_per_day": "1", "years": "20", "kind": "cigarettes"},
        "never": {"status": "never"}, "never smoker": {"status": "never"}, "nonsmoker": {"status": "never"},
        "half ppd x 10 years": {"status": "every-day", "packs_per_day": "0.5", "years": "10", "kind": "cigarettes"},
        "1/2 ppd 10y": {"status": "every-day", "packs_per_day": "0.5", "years": "10", "kind": "cigarettes"},
        "1.5 packs a day for 30 years": {"status": "every-day", "packs_per_day": "1.5", "years": "30", "kind": "cigarettes"},
        "10 cig/day 5 y": {"status": "every-day", "packs_per_day": "0.5", "years": "5", "kind": "cigarettes"},
        "1 pack per week 10 yrs": {"status": "every-day", "packs_per_day": "0.143", "years": "10", "kind": "cigarettes"},
        "vapes daily": {"status": "every-day", "kind": "vape"}, "cigars some days": {"status": "some-days", "kind": "cigars"},
        "quit 3/2015": {"status": "former", "quit": "3/2015"}, "quit 3 years ago": {"status": "former", "quit": "2023"},
        "1 ppd 20 y not ready to quit": {"status": "every-day", "packs_per_day": "1", "years": "20", "kind": "cigarettes", "readiness": "not-ready"},
        "1 ppd 20 y ready to quit": {"status": "every-day", "packs_per_day": "1", "years": "20", "kind": "cigarettes", "readiness": "ready"},
        "unknown": {"status": "unknown"},
    },
    "social": {
        "occupation teacher": {"topic": "11341-5", "value": "teacher"}, "retired nurse": {"topic": "11341-5", "value": "retired nurse"},
        "Lives alone": {"topic": "63503-7", "value": "alone"}, "walks 3x/week": {"topic": "ma-exercise", "value": "walks 3x/week"},
        "vegetarian": {"topic": "ma-diet", "value": "vegetarian"},
        "etoh 2/wk": {"topic": "11331-6", "value": "2/wk", "sensitive": "yes"},
        "sober since 2010": {"topic": "11331-6", "value": "sober since 2010", "sensitive": "yes"},
        "drugs: none": {"topic": "11343-1", "value": "none", "sensitive": "yes"},
    },
    "obstetric": {
        "G3P2": {"gravida": "3", "para": "2"}, "g4 p2012 lmp 8/1/2026": {"gravida": "4", "para": "2012", "lmp": "8/1/2026"},
        "G4P2-0-1-2": {"gravida": "4", "para": "2012"},
    },
    "implants": {
        "pacemaker left chest 2019": {"display": "Pacemaker", "site": "left chest", "when": "2019", "alert": "Pacemaker"},
        "R hip replacement 2015": {"display": "Hip replacement", "site": "right hip", "when": "2015"},
        "IUD 2022": {"display": "IUD", "when": "2022"},
        "knee prosthesis (01)00643169007222": {"display": "Knee prosthesis", "udi": "(01)00643169007222"},
    },
    "directives": {
        "living will, copy scanned": {"kind": "living-will", "note": "copy scanned"},
        "proxy Maria Lopez 937-555-0101, original at home": {
            "kind": "health-care-proxy", "by": "Maria Lopez", "phone": "937-555-0101", "note": "original at home"},
        "DNR": {"kind": "dnr"}, "POLST on refrigerator": {"kind": "polst", "note": "on refrigerator"},
    },
}  # fmt: skip

#: What is not taken as typed, and a word of why.
ASKED: dict[str, dict[str, str]] = {
    "past": {"2009": "Say what", "pneumonia 2031": "yet to come", "MI 2010 and 2012": "Two dates", "appy 09": "09", "hernia age 80": "80"},
    "family": {
        "mother 52": "which condition", "bro dm sis htn": "Two relatives", "father ca 152": "no age", "breast ca 52": "relative",
        "mom htn dm 40": "Two conditions", "dad mi 60 61": "Two ages", "father mi 70 died 61": "check the ages", "father died 70": "which condition",
    },
    "tobacco": {
        "20": "20", "quit 15": "four digits", "quit 2030": "yet to come", "never 1 ppd": "Never", "chews": "status", "100 ppd": "packs a day",
        "1 ppd 200 y": "years", "1 ppd blue": "blue", "banana": "banana", "never daily": "daily",
    },
    "social": {"teacher": "Begin with", "diet": "Type the answer"},
    "obstetric": {"3": "G3P2", "G1P3": "More births", "G3P2 lmp 8/1/2031": "yet to come", "G3P2 twins": "twins"},
    "implants": {"2019": "which device", "stent 2031": "yet to come"},
    "directives": {"hello": "Begin with"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("section", "line"), [(s, line) for s, lines in UNDERSTOOD.items() for line in lines]
)
def test_a_line_is_read_into_its_fields(section: str, line: str) -> None:
    read = read_line(section, line, TODAY, BORN)
    assert read.fields == UNDERSTOOD[section][line]
    assert (read.unread, read.problem) == ((), "")
    assert history.problem_with(section, read.fields, TODAY) == ""
    assert read_words(section, read)


@pytest.mark.parametrize(("section", "line"), [(s, line) for s, lines in ASKED.items() for line in lines])
def test_what_can_be_misread_is_asked_about(section: str, line: str) -> None:
    read = read_line(section, line, TODAY, BORN)
    assert ASKED[section][line] in " ".join((read.problem, *read.unread))


@given(st.sampled_from([key for key in history.SECTIONS if key != "problems"]), st.text(max_size=60))
def test_nothing_typed_crashes_and_no_number_is_lost(section: str, line: str) -> None:
    read = read_line(section, line, TODAY, BORN)
    if section in ("tobacco", "family") and not read.problem and not read.unread and line.isascii():
        kept = " ".join(read.fields.values())
        assert [n for n in line.split() if n.isdecimal() and n not in kept and section == "family"] == []


@pytest.mark.parametrize(
    ("packs", "years", "total"),
    [
        (1, 20, 20),
        (0.5, 10, 5),
        (1.5, 20, 30),
        (2, 0.5, 1),
        (0.143, 10, 1.4),
        (None, 20, None),
        (1, None, None),
    ],
)
def test_pack_years(packs: float | None, years: float | None, total: float | None) -> None:
    assert tobacco.pack_years(packs, years) == total


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("2009", "2009", "2009"),
        ("5/2009", "2009-05", "May 2009"),
        ("3/4/2026", "2026-03-04", "Mar 4, 2026"),
        ("2009-05", "2009-05", "May 2009"),
    ],
)
def test_a_day_is_kept_as_exactly_as_it_is_known(typed: str, kept: str, shown: str) -> None:
    assert history.iso_when(typed) == kept
    assert history.when_words(kept) == shown
    assert history.when_problem(typed, TODAY) == ""


@pytest.mark.parametrize(
    "typed", ["13/2009", "2/30/2009", "soon", "2027", "1799", "09", "½/2009", "5/5/5/2009"]
)
def test_what_is_no_day_is_not_taken_for_one(typed: str) -> None:
    assert history.when_problem(typed, TODAY)


def test_a_due_date_follows_from_the_last_period() -> None:
    assert history.expected_delivery(date(2026, 8, 1)) == date(2027, 5, 8)


@pytest.mark.parametrize(
    ("device", "alert"),
    [("Medtronic Azure pacemaker", "Pacemaker"), ("ICD", "Defibrillator (ICD)"), ("hip replacement", ""), ("AV fistula", "Dialysis access: no BP or needle in that arm"),
     ("Cochlear implant", "Cochlear implant"), ("Nerve stimulator", "Nerve stimulator"), ("medicine", "")],
)  # fmt: skip
def test_devices_that_somebody_must_know_of(device: str, alert: str) -> None:
    assert history.implant_alert(device) == alert


def test_operations_are_told_from_illnesses() -> None:
    assert all(
        is_surgery(words)
        for words in ("Appendectomy", "Coronary artery bypass", "Hernia repair", "Skin biopsy")
    )
    assert not any(is_surgery(words) for words in ("Pneumonia", "Medication reconciliation", "Influenza"))
