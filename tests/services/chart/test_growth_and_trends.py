"""A child's growth and values over time: growth_chart, record_gestation, growth_page, trends, trend_page."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from ma_desktop.domain import growth
from ma_desktop.domain.growth_curves import CHILD, INFANT, WEIGHT_FOR_LENGTH
from ma_desktop.domain.permissions import Permission
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Encounter, Observation, Patient
from ma_desktop.reports.growth_chart import render as render_growth
from ma_desktop.reports.trends import render as render_trends
from ma_desktop.services.chart.growth_chart import growth_chart, line_of, printed_pair
from ma_desktop.services.chart.growth_page import growth_page
from ma_desktop.services.chart.record_gestation import record_gestation
from ma_desktop.services.chart.trend_page import trend_page
from ma_desktop.services.chart.trends import trends
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.visit.printable_page import printable_growth, printable_trends
from tests.reports.conftest import check_page, texts

WEIGHT, LENGTH, HEIGHT, HEAD = "29463-7", "8306-3", "8302-2", "9843-4"


@pytest.fixture
def child(desk: Desk) -> Patient:
    """A boy of three and a half years, measured at 2, 9, 18, 30 and 42 months."""
    today = desk.now().date()
    born = today - timedelta(days=int(42 * 30.4375))
    patient: Patient = Patient.select().where(Patient.birth_date > date(2010, 1, 1)).first()
    Patient.update(birth_date=born, sex="male").where(Patient.id == patient.id).execute()
    Observation.delete().where(Observation.patient == patient.id).execute()
    with desk.work("Measured", needs=Permission.RECORD_VITALS, patient_id=patient.id) as work:
        for months, kilograms, centimeters, head in (
            (2, 5.6, 58.4, 39.1), (9, 8.9, 72.0, 45.0), (18, 10.9, 82.3, 47.4), (30, 13.3, 92.0, None), (42, 21.0, 98.0, None),
        ):  # fmt: skip
            at = desk.now() - timedelta(days=round((42 - months) * 30.4375))
            codes = [
                (WEIGHT, kilograms, "kg"),
                (LENGTH if months < 24 else HEIGHT, centimeters, "cm"),
                (HEAD, head, "cm"),
            ]
            for code, value, unit in codes:
                if value is not None:
                    row = Observation(patient=patient.id, code=code, value=value, unit=unit, effective_at=at)
                    work.insert(row)
    found: Patient = Patient.get_by_id(patient.id)
    return found


def test_the_whole_history_is_drawn_each_part_on_its_own_reference(desk: Desk, child: Patient) -> None:
    """FIELD complaint 18: one point only, head circumference missing, history lost."""
    chart = growth_chart(desk, child.id)
    count = {(s.sheet, s.chart): len(s.points) for s in chart.series}
    assert count == {
        (INFANT, "weight"): 3, (INFANT, "stature"): 3, (INFANT, "head"): 3, (INFANT, WEIGHT_FOR_LENGTH): 3,
        (CHILD, "weight"): 2, (CHILD, "stature"): 2, (CHILD, "bmi"): 2, (CHILD, "head"): 0,
    }  # fmt: skip
    assert chart.first_sheet == CHILD
    nine = chart.of(INFANT, "weight").points[1]
    assert nine.z == pytest.approx(growth.z_score("weight", "male", nine.place, 8.9))
    assert nine.text == "19 lb 9.9 oz (8.90 kg)"
    assert nine.age == "9 mo 0 d" or nine.age.startswith(("8 mo", "9 mo"))


def test_an_index_that_nobody_kept_follows_from_weight_and_height(desk: Desk, child: Patient) -> None:
    last = growth_chart(desk, child.id).of(CHILD, "bmi").points[-1]
    assert last.value == pytest.approx(21.0 / 0.98**2)
    assert last.percentile == growth.extended_bmi_percentile("male", last.place, last.value)
    assert last.percentile is not None
    assert last.percentile > 95
    assert "of the 95th" in last.words


def test_a_child_born_early_is_looked_at_by_corrected_age(desk: Desk, child: Patient) -> None:
    assert not growth_chart(desk, child.id).correctable
    record_gestation(desk, child.id, "32+0")
    chart = growth_chart(desk, child.id)
    assert (chart.correctable, chart.corrected, chart.gestation_words) == (True, True, "32 weeks")
    plain = growth_chart(desk, child.id, corrected=False)
    two, two_plain = (one.of(INFANT, "weight").points[0] for one in (chart, plain))
    assert two_plain.place - two.place == pytest.approx(56 / 30.4375)
    assert two.z is not None
    assert two_plain.z is not None
    assert two.z > two_plain.z
    later, later_plain = (one.of(CHILD, "weight").points[0] for one in (chart, plain))
    assert later.place == later_plain.place, "from two years on nothing is corrected"
    with pytest.raises(RuleBroken, match="such as 34"):
        record_gestation(desk, child.id, "early")
    undo_last(desk)
    assert not growth_chart(desk, child.id).correctable


def test_what_was_measured_before_term_is_listed_but_not_drawn(desk: Desk, child: Patient) -> None:
    with desk.work("Measured", needs=Permission.RECORD_VITALS, patient_id=child.id) as work:
        at = desk.now() - (desk.now().date() - child.birth_date - timedelta(days=3))
        work.insert(Observation(patient=child.id, code=WEIGHT, value=1.9, unit="kg", effective_at=at))
    record_gestation(desk, child.id, "32")
    series = growth_chart(desk, child.id).of(INFANT, "weight")
    assert (series.points[0].value, series.points[0].words, series.points[0].z) == (1.9, "before term", None)
    assert all(place >= 0 for place, _value in line_of(series).points)
    assert len(line_of(series).points) == len(series.points) - 1
    assert growth_chart(desk, child.id, corrected=False).of(INFANT, "weight").points[0].z is not None


def test_what_no_reference_knows_says_so_and_is_still_listed(desk: Desk, child: Patient) -> None:
    Patient.update(sex="unknown").where(Patient.id == child.id).execute()
    point = growth_chart(desk, child.id).of(INFANT, "weight").points[0]
    assert (point.z, point.percentile) == (None, None)
    assert "male and female" in point.words
    with pytest.raises(RuleBroken, match="male and female"):
        growth_page(desk, child.id)


def test_a_page_without_points_says_so_and_ages_are_in_words(desk: Desk, child: Patient) -> None:
    page = growth_page(desk, child.id, sheet=INFANT, chart="weight")
    assert not any("Nothing measured" in note for note in page.notes)
    Patient.update(birth_date=desk.now().date() - timedelta(days=3)).where(Patient.id == child.id).execute()
    Observation.delete().where(Observation.patient == child.id).execute()
    bare = growth_page(desk, child.id)
    assert bare.notes[0] == "Nothing measured yet for these charts."
    assert bare.facts.endswith("· 3 days")


def test_adults_have_no_growth_chart(desk: Desk) -> None:
    adult = Patient.select().where(Patient.birth_date < date(1990, 1, 1)).first()
    with pytest.raises(RuleBroken, match="20 years"):
        growth_chart(desk, adult.id)


def test_the_printed_sheet_has_two_charts_their_source_and_the_points(desk: Desk, child: Patient) -> None:
    for sheet, chart in ((INFANT, "weight"), (INFANT, "head"), (CHILD, "bmi"), (CHILD, "weight")):
        page = growth_page(desk, child.id, sheet=sheet, chart=chart)
        assert len(page.plots) == 2
        pdf = render_growth(page)
        (said,) = texts(pdf)
        assert ("WHO" if sheet == INFANT else "CDC/NCHS") in said
        assert "percentile" in said
        assert child.record_number in said
    assert printed_pair(INFANT, "head") == ("head", WEIGHT_FOR_LENGTH)
    record_gestation(desk, child.id, "32")
    assert any(
        "corrected for birth at 32 weeks" in note for note in growth_page(desk, child.id, sheet=INFANT).notes
    )
    printed = printable_growth(desk, child.id)
    assert (printed.kind, printed.patient_id) == ("growth-chart", child.id)
    check_page(printed.render(), identifiers=(f"{child.birth_date:%m/%d/%Y}", child.record_number))


@pytest.fixture
def visit(desk: Desk) -> Encounter:
    return Encounter.select().where(Encounter.type_text.contains("BP"), Encounter.stage == "vitals").get()


def test_any_vital_and_result_over_time_in_the_units_of_the_desk(desk: Desk, visit: Encounter) -> None:
    found = trends(desk, visit.patient_id)
    assert found.drawn == ("85354-9",), "without a choice the blood pressure"
    assert [line.label for line in found.plots[0].data] == ["sys.", "dia."]
    assert found.plots[0].data[0].points[-1][1] == 152
    assert {band.tone for band in found.plots[0].bands} == {"ok", "warn"}
    assert {one.kind for one in found.codes} == {"vital", "result"}
    both = trends(desk, visit.patient_id, ["8310-5", "8480-6"])
    assert both.drawn == ("8310-5", "85354-9")
    assert both.plots[0].unit == "°F"
    assert both.plots[0].data[0].points[-1][1] == pytest.approx(98.4)
    assert "98.4 °F (36.9 °C)" in both.plots[0].data[0].notes[-1]
    assert any(row.text == "98.4 °F (36.9 °C)" for row in both.rows)
    assert "152/94" in [row.text for row in both.rows], "a pressure is one line"
    with pytest.raises(RuleBroken, match="Nothing with this code"):
        trends(desk, visit.patient_id, ["0-0"])


def test_what_was_entered_in_error_is_in_no_trend(desk: Desk, visit: Encounter) -> None:
    Observation.update(error_at=desk.now()).where(
        Observation.encounter == visit.id, Observation.code == "8480-6"
    ).execute()
    assert all(point[1] != 152 for point in trends(desk, visit.patient_id).plots[0].data[0].points)


def test_the_printed_trend_is_one_page(desk: Desk, visit: Encounter) -> None:
    patient = Patient.get_by_id(visit.patient_id)
    for codes in ((), ("8310-5",), ("8310-5", "8867-4"), ("8310-5", "8867-4", "29463-7")):
        pdf = render_trends(trend_page(desk, patient.id, codes))
        assert len(texts(pdf)) == 1
        check_page(pdf, identifiers=(f"{patient.birth_date:%m/%d/%Y}", patient.record_number))
    assert printable_trends(desk, patient.id, ["8310-5"], size="a4").kind == "trends"
    nobody = Patient.select().where(Patient.id.not_in(Observation.select(Observation.patient))).first()
    if nobody is not None:
        with pytest.raises(RuleBroken, match="Nothing was measured"):
            trend_page(desk, nobody.id)
