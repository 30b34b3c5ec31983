"""What the rooming sheet reads (rooming_sheet, words_to_say), and the verbs that are its own: story, room, whose words the reason is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ma_desktop.domain import prompts
from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter, HealthcareService, Patient, PresentIllness, Provenance, User
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.change_setting import change_setting
from ma_desktop.services.visit.confirm_identity import confirm_identity
from ma_desktop.services.visit.note_room_ready import note_room_ready
from ma_desktop.services.visit.record_reason import record_reason
from ma_desktop.services.visit.record_story import record_story
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.services.visit.rooming_sheet import RoomingSheet, rooming_sheet


def sheet(desk: Desk, visit: int) -> RoomingSheet:
    found = rooming_sheet(desk, visit)
    assert found is not None
    return found


def states(desk: Desk, visit: int) -> dict[str, str]:
    return {section.key: section.state for section in sheet(desk, visit).sections}


def kim(desk: Desk) -> Desk:
    """Another person at the same desk, who has a row in the record."""
    with desk.work("New user", needs=Permission.SETTINGS) as work:
        other = work.insert(User(login="kim", name="Kim Lo", role=str(Role.MA)))
    return desk.acting_as(Worker(other.id, "kim", "Kim Lo", Role.MA))


def test_the_sections_follow_the_kind_of_visit_and_its_needs(desk: Desk, visit: int) -> None:
    keys = [section.key for section in sheet(desk, visit).sections]
    assert keys[0] == "identity"
    assert keys[-1] == "door", "copay and address are not asked in the room"
    assert keys.index("reason") < keys.index("story") < keys.index("vitals") < keys.index("allergies")
    row = Encounter.get_by_id(visit)
    assert states(desk, visit)["identity"] == "late", "nobody asked at the door"
    assert "room" not in keys, "this kind wants nothing prepared"
    HealthcareService.update(prep=["gown, socks on", "urine cup"]).where(
        HealthcareService.id == row.service_id
    ).execute()
    assert states(desk, visit)["room"] == "open"
    assert "urine cup" in sheet(desk, visit).prepare


@pytest.mark.parametrize(
    ("kind", "state"), [("Acute visit", "open"), ("MA visit: injection", "free"), ("Well child", "free")]
)
def test_a_visit_without_a_complaint_is_not_asked_for_a_story(
    desk: Desk, visit: int, kind: str, state: str
) -> None:
    Encounter.update(type_text=kind).where(Encounter.id == visit).execute()
    assert states(desk, visit)["story"] == state


def test_the_first_thing_done_in_the_room_moves_the_board(desk: Desk, visit: int) -> None:
    for number, first in enumerate(
        (
            lambda: record_story(desk, visit, {"location": "knee"}),
            lambda: note_room_ready(desk, visit),
            lambda: review_list(desk, visit, "medications", "none-known"),
            lambda: record_reason(desk, visit, "My knee hurts"),
            lambda: confirm_identity(desk, visit, "name and birth date"),
        )
    ):
        Encounter.update(stage="roomed").where(Encounter.id == visit).execute()
        first()
        assert Encounter.get_by_id(visit).stage == Stage.VITALS, number


def test_who_did_what_when_stands_beside_the_section(desk: Desk, visit: int) -> None:
    assert sheet(desk, visit).done_by.keys() <= {"reason"}
    review_list(desk, visit, "medications", "none-known")
    record_story(desk, visit, {"location": "right knee", "severity": "6", "nonsense": "x"})
    note_room_ready(desk, visit)
    confirm_identity(desk, visit, "name and birth date")
    done = sheet(desk, visit).done_by
    for key in ("medicines", "story", "room", "identity"):
        assert done[key] == f"09:40 · {desk.worker.name}", key


def test_a_story_is_one_row_with_versions(desk: Desk, visit: int) -> None:
    with pytest.raises(RuleBroken, match="Nothing was typed"):
        record_story(desk, visit, {"location": "  ", "nonsense": "x"})
    record_story(desk, visit, {"location": "right  knee", "severity": "6"})
    record_story(desk, visit, {"location": "right knee"})
    row = PresentIllness.get(PresentIllness.encounter == visit)
    assert row.answers == {"location": "right knee"}
    assert row.version == 2
    before = [
        p.before
        for p in Provenance.select().where(Provenance.resource == "PresentIllness", Provenance.row == row.id)
    ]
    assert any("6" in str(each) for each in before), "what stood there is kept"
    assert sheet(desk, visit).answers == {"location": "right knee"}
    Encounter.update(stage="billed").where(Encounter.id == visit).execute()
    with pytest.raises(RuleBroken, match="has ended"):
        record_story(desk, visit, {"location": "left knee"})


def test_the_patients_words_are_never_overwritten_by_somebody_else(desk: Desk, visit: int) -> None:
    record_reason(desk, visit, "My knee gave way on the stairs")
    assert Encounter.get_by_id(visit).reason_by == desk.worker.user_id, "the booking's words may be replaced"
    other = kim(desk)
    with pytest.raises(RuleBroken, match="they stay"):
        record_reason(other, visit, "Knee pain")
    assert Encounter.get_by_id(visit).reason == "My knee gave way on the stairs"
    record_reason(other, visit, "My knee gave way on the stairs\nAlso wants a refill")
    with pytest.raises(RuleBroken, match="they stay"):
        record_reason(other, visit, "Refill")
    record_reason(desk, visit, "My knee gave way on the steps")
    assert Encounter.get_by_id(visit).reason == "My knee gave way on the steps", (
        "her own slip is hers to mend"
    )


def test_what_is_said_is_the_practices_and_in_the_patients_language(
    desk: Desk, visit: int, adult: int
) -> None:
    first = sheet(desk, visit)
    assert first.words.says["reason"].words == "What brings you in today? Tell me in your own words."
    assert first.words.aids == ()
    change_setting(
        desk.acting_as(replace(desk.worker, role=Role.OWNER)),
        "say.reason",
        "Why today, {name}? | ¿Por qué hoy, {name}?",
    )
    Patient.update(
        language="es", needs=["Hard of hearing, left", "Afraid of needles"], interpreter=True
    ).where(Patient.id == adult).execute()
    then = sheet(desk, visit)
    assert then.words.says["reason"].words == "¿Por qué hoy, Ann?"
    assert then.words.says["reason"].english == "Why today, Ann?"
    assert then.words.aids == ("interpreter", "hearing", "needles")
    with pytest.raises(RuleBroken, match="Spanish"):
        change_setting(desk, "say.reason", "  | ")
    care = {one.key for one in prompts.ALL if one.approve}
    assert {"say.needles", "say.vitals", "say.interpreter"} <= care
