"""Screenings in the record: record_screening, refuse_screening, record_screening_result, mark_screening_error, screening_sheet,
screening_history, screenings_due, screening_tools."""

from __future__ import annotations

import pytest

from ma_desktop.domain import settings
from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import Encounter, HealthcareService, Observation, Patient, QuestionnaireResponse
from ma_desktop.services.chart.attach_image import attach_image
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.approve_setting import approve_setting
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.huddle_page import huddle_page
from ma_desktop.services.visit.mark_screening_error import mark_screening_error
from ma_desktop.services.visit.record_screening import record_screening
from ma_desktop.services.visit.record_screening_result import record_screening_result
from ma_desktop.services.visit.refuse_screening import refuse_screening
from ma_desktop.services.visit.screening_history import screening_history
from ma_desktop.services.visit.screening_sheet import screening_sheet
from ma_desktop.services.visit.screening_tools import screening_tools
from ma_desktop.services.visit.screenings_due import screenings_due
from ma_desktop.services.visit.visit_needs import missing_before_ready, visit_needs

EIGHT = {f"{n}": 1 for n in range(1, 9)}


def values(patient: int) -> dict[str, float | None]:
    rows = Observation.standing().where(Observation.patient == patient).order_by(Observation.id)
    return {row.code: row.value for row in rows}


def needed(desk: Desk, visit: int) -> dict[str, str]:
    return {need.argument: f"{need.sentence} [{need.state}]" for need in visit_needs(desk, visit) if need.action == "record_screening"}  # fmt: skip


def test_a_phq_9_is_kept_with_its_score_its_band_and_both_trends(desk: Desk, adult: int, visit: int) -> None:
    found = record_screening(desk, adult, "phq-9", EIGHT | {"9": 0, "difficulty": 1}, encounter_id=visit)
    assert (found.scored.score, found.scored.band, found.call) == (8, "mild", None)
    row = QuestionnaireResponse.get_by_id(found.response_id)
    assert (row.status, row.score, row.band, row.answers["difficulty"]) == ("completed", 8, "mild", 1)
    assert values(adult) == {"44261-6": 8.0, "55758-7": 2.0}
    assert {o.category for o in Observation.select().where(Observation.patient == adult)} == {"survey"}
    assert needed(desk, visit) == {
        "audit-c": "AUDIT-C due (never done here) [open]", "phq-2": "PHQ-2 done [done]", "phq-9": "PHQ-9 done [done]",
    }  # fmt: skip


def test_one_missing_item_is_kept_without_score_and_stays_due(desk: Desk, adult: int, visit: int) -> None:
    found = record_screening(desk, adult, "phq-9", EIGHT | {"9": None}, encounter_id=visit, refused=["9"])
    row = QuestionnaireResponse.get_by_id(found.response_id)
    assert (row.status, row.score, row.band, row.refused) == ("in-progress", None, "", ["9"])
    assert found.scored.partial == 8
    assert values(adult) == {}
    assert needed(desk, visit)["phq-2"] == "PHQ-2 due (never done here) [open]"


def test_due_screenings_hold_nobody_up(desk: Desk, visit: int) -> None:
    assert needed(desk, visit)
    assert not [line for line in missing_before_ready(desk, visit) if "PHQ" in line]


def test_a_shot_or_a_blood_draw_asks_for_what_it_lists_only(desk: Desk, visit: int) -> None:
    shot = HealthcareService.get(HealthcareService.name == "MA visit: injection")
    assert not shot.screens_by_age
    with desk.work("Kind of visit", needs=Permission.SETTINGS) as work:
        work.update(Encounter.get_by_id(visit), service=shot)
    assert needed(desk, visit) == {}
    with desk.work("Kind of visit", needs=Permission.SETTINGS) as work:
        work.update(shot, screenings=["GAD-7"])
    assert set(needed(desk, visit)) == {"gad-7"}


def test_declined_counts_for_this_visit_only(desk: Desk, adult: int, visit: int) -> None:
    refuse_screening(desk, adult, "audit-c", "does not want to talk about it", encounter_id=visit)
    assert needed(desk, visit)["audit-c"] == "AUDIT-C declined [done]"
    assert {one.tool for one in screenings_due(desk, adult, desk.now().date())} == {"phq-2", "audit-c"}
    with pytest.raises(RuleBroken, match="Say why"):
        refuse_screening(desk, adult, "phq-2", " ", encounter_id=visit)


def test_a_correction_is_a_new_version(desk: Desk, adult: int, visit: int) -> None:
    first = record_screening(desk, adult, "gad-7", {f"{n}": 3 for n in range(1, 8)}, encounter_id=visit)
    with pytest.raises(RuleBroken, match="Say why"):
        record_screening(desk, adult, "gad-7", {}, encounter_id=visit, replaces=first.response_id)
    second = record_screening(
        desk, adult, "gad-7", {f"{n}": 1 for n in range(1, 8)}, encounter_id=visit, replaces=first.response_id, reason="wrong row"
    )  # fmt: skip
    row = QuestionnaireResponse.get_by_id(second.response_id)
    assert (row.status, row.replaces, row.score) == ("amended", first.response_id, 7)
    assert values(adult) == {"70274-6": 7.0}
    history = screening_history(desk, adult, "gad-7")
    assert [(past.text, past.standing) for past in history.past] == [
        ("7 · mild", True),
        ("21 · severe", False),
    ]
    assert [value for _at, value in history.points] == [7.0]
    with pytest.raises(RuleBroken, match="already corrected"):
        record_screening(
            desk, adult, "gad-7", {}, encounter_id=visit, replaces=first.response_id, reason="again"
        )


def test_an_error_leaves_the_trend_and_stays_in_the_record(desk: Desk, adult: int, visit: int) -> None:
    found = record_screening(desk, adult, "audit-c", {"1": 1, "2": 1, "3": 1}, encounter_id=visit)
    assert found.scored.positive is True
    mark_screening_error(desk, found.response_id, "other patient's form")
    assert values(adult) == {}
    assert QuestionnaireResponse.get_by_id(found.response_id).score == 3
    assert "audit-c" in {one.tool for one in screenings_due(desk, adult, desk.now().date())}
    with pytest.raises(RuleBroken, match="already"):
        mark_screening_error(desk, found.response_id, "again")


def test_undo_takes_the_score_back_too(desk: Desk, adult: int, visit: int) -> None:
    record_screening(desk, adult, "phq-2", {"1": 0, "2": 1}, encounter_id=visit)
    undo_last(desk)
    assert values(adult) == {}
    assert "phq-2" in needed(desk, visit)


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers": {"1": 4}}, {"answers": {"12": 0}}, {"language": "de"}, {"source": "guessed"}, {"source": "proxy"},
        {"tool": "m-chat"}, {"tool": "no such tool"},
    ],
)  # fmt: skip
def test_what_the_form_does_not_have_is_refused(
    desk: Desk, adult: int, visit: int, wrong: dict[str, object]
) -> None:
    arguments: dict[str, object] = {
        "tool": "phq-2",
        "answers": {"1": 0, "2": 0},
        "encounter_id": visit,
    } | wrong
    with pytest.raises(RuleBroken):
        record_screening(desk, adult, arguments.pop("tool"), arguments.pop("answers"), **arguments)
    assert QuestionnaireResponse.select().where(QuestionnaireResponse.patient == adult).count() == 0


def test_not_into_another_patients_visit(desk: Desk, adult: int, visit: int) -> None:
    other = int(Patient.select().where(Patient.id != adult).first().id)
    with pytest.raises(RuleBroken, match="another patient"):
        record_screening(desk, other, "phq-2", {"1": 0, "2": 0}, encounter_id=visit)


def test_the_front_desk_does_not_ask(desk: Desk, adult: int) -> None:
    front = desk.acting_as(Worker(5, "fay", "Fay", Role.FRONT_DESK))
    with pytest.raises(RuleBroken, match="role"):
        record_screening(front, adult, "phq-2", {"1": 0, "2": 0})


def test_a_licensed_form_is_a_score_and_a_scan(desk: Desk, adult: int, visit: int) -> None:
    scan = attach_image(desk, adult, "other", b"\xff\xd8\xff picture")
    found = record_screening_result(
        desk, adult, "EPDS", "9", positive=False, encounter_id=visit, attachment_id=scan, proxy="", source="paper"
    )  # fmt: skip
    row = QuestionnaireResponse.get_by_id(found)
    assert (row.tool, row.score, row.attachment_id, row.answers) == ("epds", 9, scan, {})
    for bad in ("31", "-1", "8.5", "nine", ""):
        with pytest.raises(RuleBroken):
            record_screening_result(desk, adult, "EPDS", bad, encounter_id=visit)
    with pytest.raises(RuleBroken, match="another patient"):
        record_screening_result(desk, adult + 1 if adult == 1 else 1, "EPDS", "9", attachment_id=scan)


def test_a_measured_screening_is_a_number_or_words(desk: Desk, adult: int, visit: int) -> None:
    record_screening_result(desk, adult, "hemoglobin", "12.4", encounter_id=visit)
    record_screening_result(
        desk, adult, "vision", "20/30 right, 20/25 left", positive=False, encounter_id=visit
    )
    rows = {r.code: r for r in Observation.standing().where(Observation.patient == adult)}
    assert (rows["718-7"].value, rows["718-7"].unit, rows["718-7"].category) == (12.4, "g/dL", "laboratory")
    assert (rows["local:vision"].value_text, rows["local:vision"].interpretation) == (
        "20/30 right, 20/25 left",
        "NEG",
    )
    with pytest.raises(RuleBroken):
        record_screening_result(desk, adult, "phq-2", "3", encounter_id=visit)


def test_the_kind_of_visit_lists_screenings_in_its_own_words(desk: Desk, adult: int, visit: int) -> None:
    service = HealthcareService.get_by_id(booking_choices(desk).services[0].id)
    with desk.work("Set up", needs="settings") as work:
        work.update(service, screenings=["GAD 7", "Mini-Cog"])
    assert {"gad-7", "Mini-Cog"} <= set(needed(desk, visit))
    record_screening_result(desk, adult, "Mini-Cog", "4", encounter_id=visit)
    assert needed(desk, visit)["Mini-Cog"] == "Mini-Cog done [done]"


def test_the_sheet_shows_what_is_due_first_and_the_last_result(desk: Desk, adult: int, visit: int) -> None:
    record_screening(desk, adult, "audit-c", {"1": 0, "2": 0, "3": 0}, encounter_id=visit)
    sheet = screening_sheet(desk, adult, visit)
    lines = {line.tool.key: line for line in sheet.lines}
    assert sheet.lines[0].tool.key == "phq-2"
    assert lines["audit-c"].state == "done"
    assert lines["audit-c"].last == "0"
    assert (sheet.sex, sheet.language, sheet.cut) == ("female", "en", 3)
    assert ("phq-9", "en") not in sheet.unsettled
    assert {("phq-9", "es"), ("audit-c", "en"), ("gad-7", "es")} <= sheet.unsettled


def test_a_provider_settles_the_wording(desk: Desk) -> None:
    provider = desk.acting_as(Worker(99, "ito", "Kenji Ito", Role.OWNER, practices=True))
    tools = screening_tools(desk)
    assert not tools.settled(tools.tool("audit-c"), "en")
    change_setting(provider, settings.AUDIT_WORDS.key, "How often? | How many? | Six or more?")
    approve_setting(provider, settings.AUDIT_WORDS.key)
    tools = screening_tools(desk)
    assert [item.words.en for item in tools.tool("audit-c").items] == [
        "How often?",
        "How many?",
        "Six or more?",
    ]
    with pytest.raises(RuleBroken, match="three questions"):
        change_setting(provider, settings.AUDIT_WORDS.key, "only one")


def test_the_huddle_names_what_is_due_and_no_result(desk: Desk) -> None:
    lines = huddle_page(desk, desk.now().date()).lines
    words = [text for line in lines for label, text in line.items if label == "Screenings"]
    assert any("PHQ-2 (" in text for text in words)
    assert all("last " in text or "never done" in text for text in words)
