"""Growth against CDC's own program, restated from its reference file, and against WHO's daily tables.

The measurements are 17,191 invented ones that stand outside the project; where they are absent the tests are skipped.
"""

from __future__ import annotations

import csv
import gzip
from bisect import bisect_right
from collections.abc import Iterator
from math import exp, log
from pathlib import Path
from statistics import NormalDist

import pytest

from ma_desktop.domain import growth
from ma_desktop.domain.ages import DAYS_PER_MONTH

NORMAL = NormalDist()
SEXES = {"1": "male", "2": "female"}
#: Our name of a measure, the column of the sample and the letters of CDC's columns.
MEASURES = {"weight": ("weight", "WT"), "stature": ("height", "HT"), "bmi": ("bmi", "BMI")}
NEAR = 0.001


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="ascii", newline="") as file:
        head = file.readline()
        file.seek(0)
        yield from csv.DictReader(file, delimiter="\t" if "\t" in head else ",")


class Cdc:
    """CDC's program: the reference row that the age falls into, L, M and S between its two ends."""

    def __init__(self, path: Path) -> None:
        self.rows: dict[str, list[dict[str, str]]] = {"1": [], "2": []}
        for row in rows_of(path):
            if row["denom"] == "age":
                self.rows[row["SEX"]].append(row)
        self.starts = {sex: [float(row["_AGEMOS1"]) for row in rows] for sex, rows in self.rows.items()}

    def lms(self, letters: str, sex: str, months: float) -> tuple[float, float, float] | None:
        row = self.rows[sex][bisect_right(self.starts[sex], months) - 1]
        low, high = float(row["_AGEMOS1"]), float(row["_AGEMOS2"])
        if not row[f"_L{letters}1"] or months > high:
            return None
        part = (months - low) / (high - low)
        power, median, spread = (
            float(row[f"_{name}{letters}1"]) * (1 - part) + float(row[f"_{name}{letters}2"]) * part
            for name in "LMS"
        )
        return power, median, spread


def cole(value: float, lms: tuple[float, float, float]) -> float:
    power, median, spread = lms
    return (
        float(((value / median) ** power - 1) / (power * spread)) if power else log(value / median) / spread
    )


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return shared_data / "growth" / "growthcleanr"


@pytest.fixture(scope="module")
def cdc(folder: Path) -> Cdc:
    return Cdc(folder / "CDCref_d.csv.gz")


@pytest.fixture(scope="module")
def sample(folder: Path) -> list[dict[str, str]]:
    return list(rows_of(folder / "test_syngrowth_wide.csv.gz"))


def test_every_measurement_of_the_sample_stands_where_cdc_puts_it(
    cdc: Cdc, sample: list[dict[str, str]], record_property: pytest.RecordProperty
) -> None:
    assert len(sample) == 17_191
    worst, compared = dict.fromkeys(MEASURES, 0.0), 0
    for row in sample:
        months = float(row["agemos"])
        for measure, (column, letters) in MEASURES.items():
            value = float(row[column])
            ours = growth.z_score(measure, SEXES[row["sex"]], months, value)
            lms = cdc.lms(letters, row["sex"], months)
            assert lms is not None
            worst[measure] = max(worst[measure], abs(ours - cole(value, lms)))
            compared += 1
    record_property("largest difference in z", str(worst))
    assert compared == 3 * 17_191
    assert max(worst.values()) < NEAR, worst


def test_every_row_of_the_reference_and_between_the_rows(cdc: Cdc) -> None:
    """The sample ends at 230 months; the reference goes on to 240."""
    compared = 0
    for sex, starts in cdc.starts.items():
        for low in starts:
            for months in (low, low + 0.25, low + 0.49):
                if not 24 <= months <= 240:
                    continue
                for measure, (_column, letters) in MEASURES.items():
                    lms = cdc.lms(letters, sex, months)
                    assert lms is not None
                    for part in (0.7, 1.0, 1.4):
                        ours = growth.z_score(measure, SEXES[sex], months, part * lms[1])
                        assert ours == pytest.approx(cole(part * lms[1], lms), abs=NEAR)
                        compared += 1
    assert compared > 11_000


def test_extended_index_of_the_sample(cdc: Cdc, sample: list[dict[str, str]]) -> None:
    """CDC 2022: above P95 the percentile is 90 + 10·Φ((BMI − P95)/σ); below it is the plain one."""
    beyond = 0
    for row in sample:
        months, value, sex = float(row["agemos"]), float(row["bmi"]), SEXES[row["sex"]]
        lms = cdc.lms("BMI", row["sex"], months)
        assert lms is not None
        power, median, spread = lms
        top = median * exp(log(1 + power * spread * NORMAL.inv_cdf(0.95)) / power)
        years = months / 12
        if value < top:
            percent, z = 100 * NORMAL.cdf(cole(value, lms)), cole(value, lms)
        else:
            beyond += 1
            sigma = (
                0.3728 + 0.5196 * years - 0.0091 * years**2
                if sex == "male"
                else 0.8334 + 0.3712 * years - 0.0011 * years**2
            )
            percent = 90 + 10 * NORMAL.cdf((value - top) / sigma)
            z = NORMAL.inv_cdf(percent / 100)
        assert growth.extended_bmi_percentile(sex, months, value) == pytest.approx(percent, abs=NEAR)
        assert growth.extended_bmi_z(sex, months, value) == pytest.approx(z, abs=NEAR)
        assert growth.percent_of_95th(sex, months, value) == pytest.approx(100 * value / top, abs=NEAR)
    assert beyond > 1_000


@pytest.mark.parametrize(
    ("measure", "file"), [("weight", "weianthro.txt.gz"), ("stature", "lenanthro.txt.gz")]
)
def test_who_of_every_day(folder: Path, measure: str, file: str) -> None:
    """WHO's own rows, day by day below 24.0 months, which is day 730.5."""
    days = 0
    for row in rows_of(folder / file):
        if int(row["age"]) >= 731:
            continue
        months, sex = int(row["age"]) / DAYS_PER_MONTH, SEXES[row["sex"]]
        lms = (float(row["l"]), float(row["m"]), float(row["s"]))
        assert growth.z_score(measure, sex, months, lms[1]) == pytest.approx(0, abs=1e-9)
        for part in (0.8, 1.25):
            ours = growth.z_score(measure, sex, months, part * lms[1])
            assert ours == pytest.approx(cole(part * lms[1], lms), abs=1e-9)
        days += 1
    assert days == 2 * 731


def test_below_two_years_there_is_no_index(folder: Path) -> None:
    """CDC: not used there. WHO has a table; ours says that it does not answer, and never a CDC value."""
    early = [row for row in rows_of(folder / "bmianthro.txt.gz") if int(row["age"]) < 731]
    assert len(early) == 2 * 731
    for row in early:
        with pytest.raises(growth.NoGrowthReference, match="below two years"):
            growth.z_score("bmi", SEXES[row["sex"]], int(row["age"]) / DAYS_PER_MONTH, float(row["m"]))
