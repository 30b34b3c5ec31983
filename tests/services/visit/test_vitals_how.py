"""How it was measured, what is seen besides, and the orthostatic series: record_vitals, record_standing, vital_rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Encounter, Observation, Patient, Task
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.visit.correct_vital import correct_vital
from ma_desktop.services.visit.record_standing import Step, record_standing
from ma_desktop.services.visit.record_vitals import record_vitals
from ma_desktop.services.visit.vital_rows import Typed
from ma_desktop.services.visit.vital_rules import best_peak_flow, vital_rules
from ma_desktop.services.visit.vitals_sheet import VitalField, VitalsSheet, vitals_sheet


@pytest.fixture
def visit(desk: Desk) -> Encounter:
    """The visit in the room whose first blood pressure was 152/94."""
    return Encounter.select().where(Encounter.type_text.contains("BP"), Encounter.stage == "vitals").get()


def sheet_of(desk: Desk, visit: Encounter) -> VitalsSheet:
    sheet = vitals_sheet(desk, visit.id)
    assert sheet is not None
    return sheet


def field(desk: Desk, visit: Encounter, key: str) -> VitalField:
    return next(f for f in sheet_of(desk, visit).fields if f.key == key)


def alerts(visit: Encounter) -> list[str]:
    return [
        t.description for t in Task.select().where(Task.encounter == visit.id, Task.kind == "vital-alert")
    ]


def test_oxygen_stands_beside_the_saturation_and_goes_with_its_correction(
    desk: Desk, visit: Encounter
) -> None:
    record_vitals(desk, visit.id, [Typed("spo2", "94% on 2 L")])
    (taken,) = field(desk, visit, "spo2").today
    assert (taken.text, taken.original, taken.method) == ("94", "94% on 2 L", "on oxygen · 2 L/min")
    rows = {row.code: row for row in Observation.select().where(Observation.id.in_(taken.ids))}
    assert {code: row.value for code, row in rows.items()} == {"59408-5": 94, "3151-8": 2}
    correct_vital(desk, taken.ids, Typed("spo2", "96"), "typed wrong")
    (now,) = field(desk, visit, "spo2").today
    assert (now.text, now.method) == ("96", "on oxygen · 2 L/min")
    standing = Observation.standing().where(Observation.encounter == visit.id, Observation.code == "3151-8")
    assert [(row.value, row.reading) for row in standing] == [(2, 1)]


def test_the_field_itself_wins_over_the_button(desk: Desk, visit: Encounter) -> None:
    method = {"site": "right-arm", "cuff": "large"}
    record_vitals(desk, visit.id, [Typed("blood_pressure", "148/92 left", method=method)])
    taken = field(desk, visit, "blood_pressure").today[-1]
    assert taken.method == "left arm · large cuff"
    assert taken.original == "148/92 left"


def test_an_arm_that_the_chart_forbids_is_asked_about_and_the_answer_kept(
    desk: Desk, visit: Encounter
) -> None:
    Patient.update(needs=["No blood pressure in the left arm"]).where(
        Patient.id == visit.patient_id
    ).execute()
    sheet = sheet_of(desk, visit)
    assert sheet.arm_warning == "No blood pressure: left arm"
    with pytest.raises(RuleBroken, match="left arm"):
        record_vitals(desk, visit.id, [Typed("blood_pressure", "148/92 left")])
    sure = ("The chart says: no blood pressure at the left arm. Measured there all the same?",)
    record_vitals(desk, visit.id, [Typed("blood_pressure", "148/92 left", confirmed=sure)])
    row = Observation.get_by_id(field(desk, visit, "blood_pressure").today[-1].ids[0])
    assert row.asked == {"asked": list(sure), "answer": ["right"]}
    record_vitals(desk, visit.id, [Typed("blood_pressure", "148/92 right")])


def test_signs_are_kept_and_told_once(desk: Desk, visit: Encounter) -> None:
    told = record_vitals(
        desk, visit.id, [Typed("spo2", "91", confirmed=("SpO₂ 91% is unusual. Measured so?",))]
    )
    assert told == ()
    told = record_vitals(
        desk, visit.id, [Typed("spo2", "91", confirmed=("SpO₂ 91% is unusual. Measured so?",))],
        seen=("distress", "cyanosis"),
    )  # fmt: skip
    assert len(told) == 2
    row = Observation.select().where(Observation.encounter == visit.id, Observation.code == "75325-1").get()
    assert (row.value_text, row.original) == ("distress, cyanosis", "short of breath, blue lips or skin")
    known = sheet_of(desk, visit).here.context
    assert known == {"distress", "cyanosis"}
    assert record_vitals(desk, visit.id, [Typed("pulse", "80")], context=known) == ()
    assert record_vitals(desk, visit.id, [], seen=("stridor",)) == (
        "Noisy breathing in: tell the provider now.",
    )


def test_pregnancy_changes_when_the_provider_is_told(desk: Desk, visit: Encounter) -> None:
    Patient.update(birth_date=desk.now().date() - timedelta(days=30 * 365), sex="female").where(
        Patient.id == visit.patient_id
    ).execute()
    assert not field(desk, visit, "pregnancy").usual
    told = record_vitals(
        desk,
        visit.id,
        [Typed("blood_pressure", "165/105"), Typed("pregnancy", "yes"), Typed("lmp", "unknown")],
    )
    assert len(told) == 1
    sheet = sheet_of(desk, visit)
    assert "pregnant" in sheet.here.context
    assert [t.text for t in field(desk, visit, "pregnancy").today] == ["pregnant"]
    assert [t.text for t in field(desk, visit, "lmp").today] == ["unknown"]
    Patient.update(sex="male").where(Patient.id == visit.patient_id).execute()
    Observation.update(error_at=desk.now()).where(Observation.code.in_(["8665-2", "82810-3"])).execute()
    assert {"lmp", "pregnancy"}.isdisjoint(f.key for f in sheet_of(desk, visit).fields)


def test_a_peak_flow_is_judged_by_the_personal_best(desk: Desk, visit: Encounter) -> None:
    record_vitals(desk, visit.id, [Typed("peak_flow", "400 430 410")])
    (taken,) = field(desk, visit, "peak_flow").today
    assert (taken.text, taken.method) == ("430", "tries 400, 430, 410")
    Observation.update(effective_at=desk.now() - timedelta(days=30)).where(
        Observation.code == "33452-4"
    ).execute()
    assert best_peak_flow(visit.patient_id, desk.now().date()) == 430
    half = "Less than half of the personal best. Measured so?"
    with pytest.raises(RuleBroken, match="personal best"):
        record_vitals(desk, visit.id, [Typed("peak_flow", "210")])
    assert len(record_vitals(desk, visit.id, [Typed("peak_flow", "210", confirmed=(half,))])) == 1


def test_measured_again_stands_with_the_alert(desk: Desk, visit: Encounter) -> None:
    sure = ("Systolic 196 mmHg is unusual. Measured so?",)
    record_vitals(desk, visit.id, [Typed("blood_pressure", "196/100", confirmed=sure)])
    record_vitals(desk, visit.id, [Typed("blood_pressure", "164/96")])
    alert = Task.select().where(Task.encounter == visit.id, Task.kind == "vital-alert").get()
    assert "measured again" in alert.outcome
    assert "164/96" in alert.outcome
    assert alert.status not in {"completed", "cancelled"}


def test_the_practices_own_limit_counts(desk: Desk, visit: Encounter) -> None:
    assert vital_rules(desk).alerts.systolic_from == 180
    owner = desk.acting_as(replace(desk.worker, role=Role.OWNER))
    change_setting(owner, "alert.systolic_from", "150")
    assert vital_rules(desk).alerts.systolic_from == 150
    assert len(record_vitals(desk, visit.id, [Typed("blood_pressure", "152/90")])) == 1


STEPS = [
    Step("supine", 5, "132/84", "72"),
    Step("standing", 1, "110/76", "96", "dizzy"),
    Step("standing", 3, "124/80", "88"),
]


def test_the_orthostatic_series_keeps_position_and_minute_and_marks_the_fall(
    desk: Desk, visit: Encounter
) -> None:
    before = sheet_of(desk, visit).pressures
    lines = record_standing(desk, visit.id, STEPS)
    assert lines == (
        "Lying 5 min 132/84, pulse 72",
        "Standing 1 min 110/76, pulse 96: fell by 22/8, dizzy",
        "Standing 3 min 124/80, pulse 88",
    )
    sheet = sheet_of(desk, visit)
    assert sheet.standing == lines
    assert sheet.pressures == before, "a series counts in no average"
    rows = Observation.standing().where(
        Observation.encounter == visit.id, Observation.effective_at == desk.now()
    )
    found = {(row.code, row.reading): (row.value, row.interpretation) for row in rows}
    assert found["8461-6", 5] == (132, "")
    assert found["8460-8", 1] == (110, "fall")
    assert found["69001-6", 3] == (88, "")
    assert alerts(visit) == []
    undo_last(desk)
    assert sheet_of(desk, visit).standing == ()


def test_a_series_needs_lying_and_standing_unless_the_patient_felt_faint(
    desk: Desk, visit: Encounter
) -> None:
    with pytest.raises(RuleBroken, match="lying five minutes"):
        record_standing(desk, visit.id, STEPS[1:])
    with pytest.raises(RuleBroken, match="felt faint"):
        record_standing(desk, visit.id, STEPS[:1])
    with pytest.raises(RuleBroken, match="unusual"):
        record_standing(desk, visit.id, [STEPS[0], Step("standing", 1, "84/50")])
    with pytest.raises(RuleBroken, match="higher one"):
        record_standing(desk, visit.id, [STEPS[0], Step("standing", 1, "80/90")])
    lines = record_standing(
        desk, visit.id, [*STEPS[:1], Step("standing", 1, "", "", "gray, sweating")], fainted=True
    )
    assert lines == ("Lying 5 min 132/84, pulse 72", "Standing 1 min not measured, gray, sweating — stopped")
    assert alerts(visit) == ["Felt faint on standing; the series was stopped: tell the provider now."]


def test_an_alarming_pressure_of_the_series_is_told(desk: Desk, visit: Encounter) -> None:
    sure = ("Systolic 84 mmHg is unusual. Measured so?",)
    record_standing(desk, visit.id, [STEPS[0], Step("standing", 1, "84/50", "130")], confirmed=sure)
    assert alerts(visit) == ["Systolic 84 mmHg: tell the provider now."]


def test_the_fall_is_the_practices_own(desk: Desk, visit: Encounter) -> None:
    change_setting(desk.acting_as(replace(desk.worker, role=Role.OWNER)), "alert.fall_systolic", "25")
    assert all("fell" not in line for line in record_standing(desk, visit.id, STEPS))
