"""What users of other systems complain about when they room a patient (FIELD, complaints 15 to 22 and 54 to 61), tried here."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Encounter, Observation, Patient, Task
from ma_desktop.views.main_window import MainWindow
from tests.views.panels.conftest import dialog, panel, pick, window

__all__ = ["dialog", "panel", "pick", "window"]


@pytest.fixture
def vitals(window: MainWindow, panel: Any) -> Any:
    """The Vitals panel of the visit whose first blood pressure was 152/94."""
    visit = Encounter.select().where(Encounter.type_text.contains("BP"), Encounter.stage == "vitals").get()
    window.choose_perspective("rooming")
    window.bench.active.choose_patient(visit.patient_id, visit.id)
    shown = panel("vitals")
    window.raise_panel("vitals")
    return shown


def type_into(qtbot: QtBot, row: Any, text: str) -> None:
    row.input.setFocus()
    qtbot.keyClicks(row.input, text)
    qtbot.keyClick(row.input, Qt.Key.Key_Return)


def rows_of(vitals: Any) -> dict[str, Observation]:
    sheet = vitals.sheet
    rows = Observation.standing().where(Observation.encounter == sheet.encounter_id).order_by(Observation.id)
    return {row.code: row for row in rows}


def test_15_height_in_feet_and_inches_with_the_index_at_once(vitals: Any, qtbot: QtBot) -> None:
    type_into(qtbot, vitals.rows["height"], "5 4")
    type_into(qtbot, vitals.rows["weight"], "181")
    assert "BMI 31.1" in vitals.summary.text()
    assert "obesity I" in vitals.summary.text()
    assert "BSA 1.93 m²" in vitals.summary.text()
    vitals.save()
    kept = rows_of(vitals)
    assert kept["8302-2"].value == pytest.approx(162.56)
    assert kept["8302-2"].original == "5 4"
    assert kept["39156-5"].value == pytest.approx(31.1)


@pytest.mark.parametrize(
    ("vital", "text"), [("pulse", "fast"), ("pulse", "-80"), ("weight", "9000"), ("temperature", "986")]
)
def test_16_text_negatives_and_absurd_numbers_are_not_saved(
    vitals: Any, qtbot: QtBot, vital: str, text: str
) -> None:
    vitals.save()
    before = Observation.select().count()
    vitals.rows[vital].again = True
    vitals.judge.lay_out()
    type_into(qtbot, vitals.rows[vital], text)
    vitals.save()
    assert Observation.select().count() == before
    assert vitals.rows[vital].sentence.text()
    assert vitals.rows[vital].input.text() == text, "what was typed stays to be mended"


def test_16_what_is_unlikely_is_asked_once_and_saved_with_its_answer(vitals: Any, qtbot: QtBot) -> None:
    type_into(qtbot, vitals.rows["weight"], "72")
    vitals.save()
    assert "29463-7" not in rows_of(vitals)
    vitals.save()
    assert rows_of(vitals)["29463-7"].asked["answer"] == ["right"]


def test_17_one_screen_for_vitals_reached_and_left_by_keys(
    vitals: Any, window: MainWindow, qtbot: QtBot
) -> None:
    vitals.enter()
    strokes = 0
    for key, text in (
        ("blood_pressure.2", "148/92 left"),
        ("spo2", "97"),
        ("weight", "179"),
        ("height", "5'4"),
    ):
        row = vitals.rows[key]
        assert row.input.hasFocus(), f"Tab order is the order of measuring: {key}"
        qtbot.keyClicks(row.input, text)
        qtbot.keyClick(row.input, Qt.Key.Key_Return)
        strokes += len(text) + 1
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert strokes + 1 <= 25
    kept = rows_of(vitals)
    assert (kept["8480-6"].value, kept["59408-5"].value) == (148, 97)
    assert kept["8480-6"].method == {"site": "left-arm"}


def test_21_several_positions_and_an_orthostatic_series(vitals: Any, dialog: Any, qtbot: QtBot) -> None:
    from ma_desktop.views.dialogs.standing import StandingSeries

    vitals.extras.open_standing()
    series = dialog(StandingSeries)
    for text in ("132/84", "72", "", "108/70", "96", "dizzy", "124/80", "88"):
        field = series.focusWidget()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert "after 1 min by 24/14" in series.fall.text()
    qtbot.mouseClick(series.yes_button, Qt.MouseButton.LeftButton)
    assert "Standing 1 min 108/70, pulse 96: fell by 24/14, dizzy" in vitals.summary.text()
    type_into(qtbot, vitals.rows["blood_pressure.2"], "150/90 right leg lying")
    vitals.save()
    assert rows_of(vitals)["8480-6"].method == {"site": "right-leg", "position": "supine"}


def test_a_half_typed_series_comes_back(vitals: Any, dialog: Any, qtbot: QtBot) -> None:
    from ma_desktop.views.dialogs.standing import StandingSeries

    vitals.extras.open_standing()
    series = dialog(StandingSeries)
    qtbot.keyClicks(series.lines[0][0], "132/84")
    qtbot.keyClicks(series.lines[1][2], "dizzy")
    series.leave()
    sheet = vitals.sheet
    vitals.bench.forms["standing"](sheet.patient_id, sheet.encounter_id)
    again = dialog(StandingSeries)
    assert (again.lines[0][0].text(), again.lines[1][2].text()) == ("132/84", "dizzy")


def test_22_fields_that_nobody_needs_stay_away_until_asked_for(vitals: Any, pick: Any, qtbot: QtBot) -> None:
    assert set(vitals.entries) == {
        "temperature", "pulse", "respiration", "blood_pressure", "blood_pressure.2", "spo2", "weight", "height", "pain",
    }  # fmt: skip
    vitals.extras.open_menu()
    pick("Glucose")
    assert vitals.rows["glucose"].input.hasFocus()
    type_into(qtbot, vitals.rows["glucose"], "105 fasting")
    vitals.save()
    row = rows_of(vitals)["41653-7"]
    assert (row.value, row.method) == (105, {"timing": "fasting"})


def test_signs_are_ticked_by_keys_and_alarm_at_once(vitals: Any, qtbot: QtBot) -> None:
    type_into(qtbot, vitals.rows["spo2"], "91")
    assert "tell the provider" not in vitals.rows["spo2"].sentence.text()
    vitals.signs.open()
    qtbot.keyClick(vitals.signs.menu_shown, Qt.Key.Key_Space)
    assert vitals.signs.menu_shown.isVisible(), "ticking leaves the menu open"
    qtbot.keyClick(vitals.signs.menu_shown, Qt.Key.Key_Escape)
    assert vitals.signs.values == ("distress",)
    assert "tell the provider now" in vitals.rows["spo2"].sentence.text()
    vitals.save()
    vitals.save()
    assert (
        Task.select().where(Task.kind == "vital-alert", Task.encounter == vitals.sheet.encounter_id).count()
        == 1
    )
    assert vitals.signs.values == (), "the next set begins without them"


def test_save_pressed_twice_saves_once(vitals: Any, qtbot: QtBot) -> None:
    type_into(qtbot, vitals.rows["spo2"], "97")
    assert vitals.saving.typed() is not None
    assert vitals.saving.typed() is None, "the first is still under way"
    vitals.saving.broke(RuleBroken("Not now."), vitals.bench)
    assert vitals.rows["spo2"].input.text() == "97"
    vitals.save()
    assert rows_of(vitals)["59408-5"].value == 97
    type_into(qtbot, vitals.rows["weight"], "179")
    vitals.save()
    assert rows_of(vitals)["29463-7"].value


def test_the_arm_to_leave_alone_is_said_before_the_cuff_goes_on(vitals: Any, window: MainWindow) -> None:
    Patient.update(needs=["Fistula left arm, no blood pressure"]).where(
        Patient.id == vitals.sheet.patient_id
    ).execute()
    vitals.refresh()
    assert not vitals.avoid.isHidden()
    assert vitals.avoid.text() == "No blood pressure: left arm"


def test_18_the_growth_chart_by_keys_with_the_right_reference_and_the_whole_history(
    vitals: Any, window: MainWindow, dialog: Any, qtbot: QtBot
) -> None:
    from datetime import timedelta

    from ma_desktop.domain.permissions import Permission
    from ma_desktop.views.dialogs.growth import GrowthCharts

    bench = window.bench
    today = bench.desk.now().date()
    child = Patient.select().where(Patient.birth_date > today - timedelta(days=17 * 365)).first()
    Patient.update(birth_date=today - timedelta(days=900), sex="female").where(
        Patient.id == child.id
    ).execute()
    Observation.delete().where(Observation.patient == child.id).execute()
    with bench.desk.work("Measured", needs=Permission.RECORD_VITALS, patient_id=child.id) as work:
        for days, kilograms, head in (
            (895, 3.4, 34.0),
            (720, 7.4, 42.6),
            (500, 9.8, 45.9),
            (200, 11.6, 47.6),
            (10, 13.0, None),
        ):
            at = bench.desk.now() - timedelta(days=days)
            work.insert(
                Observation(patient=child.id, code="29463-7", value=kilograms, unit="kg", effective_at=at)
            )
            if head is not None:
                work.insert(
                    Observation(patient=child.id, code="9843-4", value=head, unit="cm", effective_at=at)
                )
    bench.active.choose_patient(child.id)
    bench.commands.run("growth")
    shown = dialog(GrowthCharts)
    assert shown.focusWidget() is shown.list
    assert shown.chosen == ("child", "weight")
    assert "CDC" in shown.source.whole
    assert shown.table.rowCount() == 1
    for _n in range(2):
        qtbot.keyClick(shown.list, Qt.Key.Key_Up)
    assert shown.chosen == ("infant", "head"), "the heading between the two sheets is passed over"
    assert "WHO" in shown.source.whole
    assert shown.table.rowCount() == 4, "not one point but all"
    plot = shown.plot.shown
    assert plot is not None
    assert len(plot.data[0].points) == 4
    qtbot.keyClick(shown.plot, Qt.Key.Key_Left)
    assert "percentile" in shown.told.whole
    shown.weeks.setFocus()
    qtbot.keyClicks(shown.weeks, "33")
    qtbot.keyClick(shown.weeks, Qt.Key.Key_Return)
    assert Patient.get_by_id(child.id).gestation_weeks == 33
    assert shown.isVisible(), "Enter in the field keeps the weeks and closes nothing"
    assert shown.corrected.isChecked()
    first = shown.plot.shown.data[0].points[0][0]  # the newborn stands before term and is not drawn
    qtbot.keyClick(shown.corrected, Qt.Key.Key_Space)
    assert not shown.corrected.isChecked()
    assert shown.plot.shown.data[0].points[1][0] == pytest.approx(first + 49 / 30.4375)


def test_any_result_over_time_by_keys(vitals: Any, window: MainWindow, dialog: Any, qtbot: QtBot) -> None:
    from ma_desktop.views.dialogs.trends import OverTime

    window.bench.commands.run("trends")
    shown = dialog(OverTime)
    assert shown.focusWidget() is shown.filter
    assert shown.plots[0].shown.title == "Blood pressure"
    qtbot.keyClicks(shown.filter, "wei")
    assert shown.plots[0].shown.title == "Weight"
    for _n in range(3):
        qtbot.keyClick(shown.filter, Qt.Key.Key_Backspace)
    qtbot.keyClick(shown.filter, Qt.Key.Key_Up)
    assert shown.focusWidget() is shown.list
    qtbot.keyClick(shown.list, Qt.Key.Key_Up)
    before = shown.plots[0].shown.title
    qtbot.keyClick(shown.list, Qt.Key.Key_Up)
    assert shown.plots[0].shown.title != before
    item = shown.list.item(0)
    item.setCheckState(Qt.CheckState.Checked)
    assert len(shown.found.plots) == 2
    assert shown.table.rowCount() == len(shown.found.rows)
