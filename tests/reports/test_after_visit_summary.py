"""The page a patient takes home."""

from __future__ import annotations

import dataclasses
import re
from datetime import date, datetime
from io import BytesIO

import pypdf
import pytest

from ma_desktop.reports.after_visit_summary import render
from ma_desktop.reports.letterhead import Patient, Practice
from ma_desktop.reports.visit_content import (
    AfterVisitSummary,
    Allergy,
    Change,
    Given,
    Instruction,
    Medicine,
    NextVisit,
    Pending,
    Problem,
    Reason,
    Result,
    Vital,
)
from tests.reports.conftest import MOMENT, check_page, head, opened, placed, texts, whole


def summary(**changes: object) -> AfterVisitSummary:
    """The visit of the sketch."""
    doc = AfterVisitSummary(
        head=head(unsigned_by="Kenji Ito"),
        visit_day=date(2026, 11, 23),
        visit_number="2026-1123-07",
        seen_by=("Ada R., medical assistant", "Kenji Ito, MD"),
        reason=Reason("My blood pressure was high at the dentist", "We measured it twice. It was still high today."),
        vitals=(
            Vital("Blood pressure", "150/93", "goal below 130/80"), Vital("Pulse", "88", "beats a minute"),
            Vital("Weight", "181 lb", "2.6 lb more than in August"), Vital("Temperature", "98.4 °F", "36.9 °C"),
        ),
        medicines=(
            Medicine("Atorvastatin", "40 mg", "1 tablet at bedtime", Change.SAME, "for cholesterol"),
            Medicine("Lisinopril", "20 mg", "1 tablet every morning", Change.CHANGED, "was 10 mg · for blood pressure"),
            Medicine("Amlodipine", "5 mg", "1 tablet every evening", Change.NEW, "for blood pressure"),
            Medicine("Ibuprofen", "", "1 tablet as needed", Change.STOPPED, "it raises blood pressure"),
        ),
        steps=(
            Instruction("Check your blood pressure at home **every morning and evening** for 7 days."),
            Instruction("Eat less salt. Your handout shows how to read a label."),
        ),
        pending=(Pending("Blood test for kidneys and salts", "We will call you by Wednesday, November 25."),),
        next_visits=(NextVisit(datetime(2026, 12, 8, 9, 30, tzinfo=MOMENT.tzinfo), with_whom="Kenji Ito, MD", about="blood pressure check", bring="all pill bottles"),),
        call_us_if=("most readings are above 135/85", "your ankles swell"),
        allergies=(Allergy("penicillin", "hives"),),
        handouts=("Less salt",),
    )  # fmt: skip
    return dataclasses.replace(doc, **changes)


def much(**changes: object) -> AfterVisitSummary:
    """40 problems, 30 medicines, 20 steps."""
    return summary(
        problems=tuple(Problem(f"Problem number {n} with a long name that goes on", "stable") for n in range(40)),
        medicines=tuple(
            Medicine(f"Medicine {n} hydrochlorothiazide 12.5 MG Oral Tablet", "20 mg", "take 1 tablet every morning with food", list(Change)[n % 4], "was half as much before · for the heart and the kidneys")
            for n in range(30)
        ),
        steps=tuple(Instruction(f"Step {n}: drink a glass of water before each meal and write it down") for n in range(20)),
        results=tuple(Result(f"Test {n}", "5.4 mmol/L", "in the usual range") for n in range(15)),
        given=tuple(Given(f"Vaccine {n}", "left arm") for n in range(8)),
        **changes,
    )  # fmt: skip


def bare(**changes: object) -> AfterVisitSummary:
    return AfterVisitSummary(head=head(), visit_day=date(2026, 11, 23), **changes)


@pytest.mark.parametrize("make", [summary, much, bare], ids=["usual", "much", "nothing"])
@pytest.mark.parametrize("large", [False, True], ids=["12 pt", "large"])
def test_nothing_is_clipped_lost_or_printed_over(make, size: str, large: bool) -> None:
    doc = make()
    doc = dataclasses.replace(doc, head=dataclasses.replace(doc.head, size=size, large_print=large))
    pdf = render(doc)
    check_page(pdf)
    said = whole(pdf)
    for expected in everything_in(doc):
        assert expected in said


def everything_in(doc: AfterVisitSummary) -> list[str]:
    """Single words: a line may break between any two of them."""
    rows = [*doc.vitals, *doc.problems, *doc.medicines, *doc.steps, *doc.results, *doc.pending, *doc.given]
    found: list[str] = []
    for row in rows:
        for name, value in dataclasses.asdict(row).items():
            unread = name == "directions" and getattr(row, "change", None) is Change.STOPPED
            if isinstance(value, str) and name != "change" and not unread:
                found += re.sub(r"\*\*", "", value).split()
    return found


def test_the_usual_visit_takes_one_page_and_says_things_in_order() -> None:
    pdf = render(summary())
    assert len(texts(pdf)) == 1
    said = whole(pdf)
    order = [
        "Your visit today", "with Ada R., medical assistant, and Kenji Ito, MD", "Why you came: My blood pressure", "150/93",
        "Your medicines", "CHANGED Lisinopril 20 mg: 1 tablet every morning", "NEW Amlodipine", "STOP Ibuprofen: do not take it any more",
        "SAME Atorvastatin", "Your tests", "not back yet. We will call you by Wednesday, November 25.", "What to do next",
        "Your next visit", "Tuesday, December 8, at 9:30 in the morning", "Bring all pill bottles.",
        "Call us if", "Call 911 if", "988", "Allergies on file: penicillin (hives).", "not yet signed by Kenji Ito", "Page 1 of 1",
    ]  # fmt: skip
    places = [said.find(words) for words in order]
    assert -1 not in places, [words for words, place in zip(order, places, strict=True) if place < 0]
    assert places == sorted(places)


def test_two_people_are_named_without_a_stray_comma() -> None:
    assert "with Ada R. and Dr. Ito" in whole(render(bare(seen_by=("Ada R.", "Dr. Ito"))))


def test_an_old_visit_is_not_called_todays() -> None:
    said = whole(render(summary(visit_day=date(2026, 11, 2))))
    assert "Your visit Monday, November 2, 2026" in said
    assert "today" not in said.split("Why you came")[0].replace("visit today", "", 0)
    assert "Given at this visit: nothing." in said
    assert "Given today: nothing." in whole(render(summary()))


@pytest.mark.parametrize("large", [False, True])
def test_print_is_large_enough_and_lines_are_short(large: bool) -> None:
    pdf = render(much(head=head(large_print=large)))
    body = [one for page in placed(pdf) for one in page if "glass of water" in one.text]
    assert body
    for one in body:
        assert len(one.text) <= 80
    assert smallest_of("glass", pdf) >= (16 if large else 12)


def smallest_of(word: str, pdf: bytes) -> float:
    """The font size in which a word is set."""
    found: list[float] = []

    def visit(text: str, _cm: object, _tm: object, _font: object, points: float) -> None:
        if word in text:
            found.append(points)

    for page in pypdf.PdfReader(BytesIO(pdf)).pages:
        page.extract_text(visitor_text=visit)
    return min(found)


def test_no_heading_stands_alone_at_the_end_of_a_page() -> None:
    titles = {"Your medicines", "What to do next", "Your tests", "What we talked about"}
    for steps in range(40):
        pages = placed(render(summary(steps=tuple(Instruction(f"Step {n}") for n in range(steps)))))
        for page in pages:
            body = [one for one in page if one.bottom > 60]
            lowest = min(body, key=lambda one: one.bottom)
            assert lowest.text not in titles
            assert not lowest.text.endswith("(continued)")


@pytest.mark.parametrize(
    "kind", ["reason", "problems", "medicines", "steps", "results", "pending", "allergies", "given", "vitals"]
)
def test_a_sensitive_item_prints_only_when_released(kind: str) -> None:
    def with_item(**marks: bool) -> AfterVisitSummary:
        made = {
            "reason": Reason("SECRET", **marks), "problems": (Problem("SECRET", **marks),), "medicines": (Medicine("SECRET", **marks),),
            "steps": (Instruction("SECRET", **marks),), "results": (Result("SECRET", "1", **marks),),
            "pending": (Pending("SECRET", **marks),), "allergies": (Allergy("SECRET", **marks),), "given": (Given("SECRET", **marks),),
            "vitals": (Vital("SECRET", "1", **marks),),
        }[kind]  # fmt: skip
        return bare(**{kind: made})

    kept_back = render(with_item(sensitive=True))
    assert "SECRET" not in whole(kept_back)
    assert with_item(sensitive=True).withheld == 1
    assert "SECRET" in whole(render(with_item(sensitive=True, released=True)))
    assert with_item(sensitive=True, released=True).withheld == 0
    assert "SECRET" in whole(render(with_item()))


def test_very_long_names_stay_inside_the_header(size: str) -> None:
    patient = Patient("Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh, Hubert Blaine Adolph Charles David Earl Frederick Gerald", date(1968, 3, 14), "10427", "Hubie")  # fmt: skip
    practice = Practice("The Greater Miami Valley Cooperative Family Practice and Walk-in Center of Dayton, Kettering and Oakwood", "Building 7, Suite 1400, 12345 North Northwestern Boulevard, Kettering, Ohio 45429-1234", "937-555-0142")  # fmt: skip
    pdf = render(summary(head=head(patient, practice, size=size)))
    check_page(pdf)
    assert "Wolfeschlegelsteinhausenbergerdorff" in whole(pdf).replace("\ufffe", "").replace("- ", "-")


def test_the_file_says_what_it_is_and_not_about_whom() -> None:
    reader = pypdf.PdfReader(BytesIO(render(much())))
    about = {key: str(value) for key, value in (reader.metadata or {}).items()}
    assert about["/Title"] == "After-visit summary"
    assert about["/Author"] == "Cedar Street Family Practice"
    assert not any("Whitfield" in value or "10427" in value for value in about.values())
    assert about["/CreationDate"].startswith("D:20261123101400")
    assert reader.trailer["/Root"]["/Lang"] == "en-US"
    assert [entry.title for entry in reader.outline][:3] == [
        "Your visit today",
        "What we talked about",
        "Your medicines",
    ]


def test_the_same_input_gives_the_same_bytes() -> None:
    first = render(much())
    render(summary())
    assert render(much()) == first


def test_it_reads_in_black_and_white() -> None:
    """Darkest and lightest shade of each tag, far enough apart on a gray printer."""
    with opened(render(summary())) as document:
        page = document[0]
        image = page.render(scale=2).to_pil().convert("L")
        tall = page.get_height()
        for one in placed(render(summary()))[0]:
            box = (one.left * 2, (tall - one.top) * 2, one.right * 2 + 1, (tall - one.bottom) * 2 + 1)
            dark, light = image.crop(tuple(round(side) for side in box)).getextrema()
            assert light - dark > 90, one.text


def test_a_medicine_that_nobody_confirmed_says_so_and_stands_last() -> None:
    told = Medicine("Fish oil", "", "1 capsule a day", note="for the heart", confirmed=False)
    page = whole(render(summary(medicines=(told, Medicine("Atorvastatin", "40 mg", change=Change.SAME)))))
    assert page.index("Atorvastatin") < page.index("Fish oil")
    assert "ASK Fish oil: 1 capsule a day" in page
    assert "your provider has not confirmed it yet · for the heart" in page
    assert "has not confirmed" not in whole(render(summary()))
