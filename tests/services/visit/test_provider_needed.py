"""The provider is needed in a room: raise_provider_call, note_provider_call, record_disposition, provider_calls, and the stop.

DOMAIN 4: told on entry, form complete or not; the visit stops until the provider's disposition; nothing that is seen or printed says why.
"""

from __future__ import annotations

import io
from typing import Any

import pypdf
import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.domain.stages import Stage
from ma_desktop.models import AuditEvent, Encounter, Task
from ma_desktop.services.chart.patient_banner import patient_banner
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.staff_here import staff_here
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.services.schedule.walk_in import walk_in
from ma_desktop.services.visit.acknowledge_alert import acknowledge_alert
from ma_desktop.services.visit.close_visit import close_visit
from ma_desktop.services.visit.complete_task import complete_task
from ma_desktop.services.visit.flow_board import flow_board
from ma_desktop.services.visit.loose_ends import loose_ends
from ma_desktop.services.visit.mark_left import mark_left
from ma_desktop.services.visit.mark_ready import mark_ready
from ma_desktop.services.visit.mark_screening_error import mark_screening_error
from ma_desktop.services.visit.note_provider_call import note_provider_call
from ma_desktop.services.visit.printable_page import printable_day, printable_page
from ma_desktop.services.visit.provider_calls import provider_call, provider_calls
from ma_desktop.services.visit.raise_provider_call import raise_provider_call
from ma_desktop.services.visit.record_disposition import record_disposition
from ma_desktop.services.visit.record_screening import record_screening
from ma_desktop.services.visit.room_patient import room_patient
from ma_desktop.services.visit.send_to_checkout import send_to_checkout
from ma_desktop.services.visit.start_with_provider import start_with_provider
from ma_desktop.services.visit.step_back import step_back
from ma_desktop.services.visit.tell_verbally import tell_verbally
from ma_desktop.services.visit.visit_needs import visit_needs
from ma_desktop.services.visit.visit_view import visit_view
from tests.services.visit.test_visit_verbs import room

PRIVATE = "said she would drive into the lake"


@pytest.fixture
def provider(desk: Desk) -> Desk:
    return desk.acting_as(Worker(99, "ito", "Kenji Ito", Role.PROVIDER))


def ma(desk: Desk) -> Desk:
    return desk.acting_as(Worker(2, "mia", "Mia M.", Role.MA))


@pytest.fixture
def call(desk: Desk, adult: int, visit: int) -> int:
    return raise_provider_call(desk, adult, PRIVATE, encounter_id=visit)


@pytest.mark.parametrize("value", [1, 2, 3])
def test_item_9_alone_on_the_form_calls_the_provider(desk: Desk, adult: int, visit: int, value: int) -> None:
    found = record_screening(desk, adult, "phq-9", {"9": value}, encounter_id=visit)
    assert not found.scored.complete
    assert found.call is not None
    place = Encounter.get_by_id(visit).location.name
    assert [one.sentence for one in provider_calls(desk)] == [f"Provider needed in {place}"]


@pytest.mark.parametrize("answers", [{"9": 0}, {"9": None}, {"8": 3}, {f"{n}": 3 for n in range(1, 9)}])
def test_nothing_else_does(desk: Desk, adult: int, visit: int, answers: dict[str, int | None]) -> None:
    assert record_screening(desk, adult, "phq-9", answers, encounter_id=visit).call is None
    assert provider_calls(desk) == ()


def test_told_on_entry_and_again_with_the_form_is_one_call(desk: Desk, adult: int, visit: int) -> None:
    from ma_desktop.services.visit.record_screening import alarm_reason

    first = raise_provider_call(desk, adult, alarm_reason("PHQ-9", "9", 2), encounter_id=visit)
    note_provider_call(desk, first, "told", "Dr. Ito: I come")
    found = record_screening(desk, adult, "phq-9", {f"{n}": 2 for n in range(1, 10)}, encounter_id=visit)
    assert found.call == first
    assert provider_calls(desk)[0].told
    raise_provider_call(desk, adult, PRIVATE, encounter_id=visit)
    assert not provider_calls(desk)[0].told  # something new was said
    assert Task.standing().where(Task.encounter == visit, Task.kind == "follow-up-call").count() == 1


# -- the stop --------------------------------------------------------------------------------------------------


def test_this_visit_stops_until_the_provider_answers(
    desk: Desk, provider: Desk, visit: int, call: int
) -> None:
    for reason in ("", "provider said go on"):
        with pytest.raises(RuleBroken, match="Stopped"):
            mark_ready(desk, visit, missing_because=reason)
    start_with_provider(desk, visit)  # walking in is never held up
    with pytest.raises(RuleBroken, match="Stopped"):
        send_to_checkout(desk, visit)
    record_disposition(provider, call, "safety plan made, sister takes her home")
    send_to_checkout(desk, visit)
    assert Encounter.get_by_id(visit).stage == Stage.CHECKOUT


def test_a_call_at_checkout_keeps_the_visit_open(desk: Desk, provider: Desk, adult: int, visit: int) -> None:
    start_with_provider(desk, visit)
    send_to_checkout(desk, visit)
    task = raise_provider_call(desk, adult, PRIVATE, encounter_id=visit)
    with pytest.raises(RuleBroken, match="Stopped"):
        close_visit(desk, visit, missing_because="will be done later today")
    record_disposition(provider, task, "seen again in room 2")
    close_visit(desk, visit, missing_because="will be done later today")


def test_undo_does_not_go_around_it(desk: Desk, adult: int, visit: int) -> None:
    start_with_provider(desk, visit)
    send_to_checkout(desk, visit)
    step_back(desk, visit, Stage.PROVIDER, "wrong button")
    raise_provider_call(desk, adult, PRIVATE, encounter_id=visit)
    with pytest.raises(RuleBroken, match="Stopped"):
        undo_last(desk)
    assert Encounter.get_by_id(visit).stage == Stage.PROVIDER
    assert provider_calls(desk)


def test_other_visits_go_on_and_leaving_is_recorded(desk: Desk, visit: int, call: int) -> None:
    other = Encounter.standing().where((Encounter.id != visit) & (Encounter.stage == "provider")).first()
    send_to_checkout(desk, other.id)
    mark_left(desk, visit, "walked out, car followed")
    assert provider_calls(desk)


def test_only_the_provider_ends_it(desk: Desk, provider: Desk, call: int) -> None:
    for who in (ma(desk), desk.acting_as(Worker(3, "bo", "Bo", Role.OWNER))):
        with pytest.raises(RuleBroken, match="role"):
            record_disposition(who, call, "it is fine")
    with pytest.raises(RuleBroken, match="under their own name"):
        complete_task(desk, call, "done")
    with pytest.raises(RuleBroken, match="what was decided"):
        acknowledge_alert(provider, call, "heard")
    with pytest.raises(RuleBroken, match="private"):
        tell_verbally(desk, call, "comes")
    with pytest.raises(RuleBroken, match="what was decided"):
        record_disposition(provider, call, " ")
    record_disposition(provider, call, "safety plan")
    with pytest.raises(RuleBroken, match="already answered"):
        record_disposition(provider, call, "again")
    task = Task.get_by_id(call)
    assert (task.status, task.outcome, task.owner) == ("completed", "safety plan", 99)
    assert (
        AuditEvent.select()
        .where(AuditEvent.user_id == 99, AuditEvent.title == "Provider answered", AuditEvent.outcome == "ok")
        .count()
        == 1
    )


def test_a_withdrawn_form_withdraws_no_call(desk: Desk, provider: Desk, adult: int, visit: int) -> None:
    found = record_screening(desk, adult, "phq-9", {"9": 1}, encounter_id=visit)
    mark_screening_error(desk, found.response_id, "wrong key")
    assert len(provider_calls(desk)) == 1
    record_disposition(provider, found.call or 0, "asked again: no such thoughts", by_mistake=True)
    calls = Task.standing().where(Task.encounter == visit, Task.kind == "follow-up-call")
    assert [row.status for row in calls] == ["cancelled"]


def test_a_follow_up_call_opens_and_stays(desk: Desk, provider: Desk, visit: int, call: int) -> None:
    record_disposition(provider, call, "safety plan")
    row = Task.standing().where(Task.encounter == visit, Task.kind == "follow-up-call").first()
    assert row.status == "requested"
    assert (row.due_at - desk.now()).days == 1


# -- what is done meanwhile ------------------------------------------------------------------------------------


def test_who_stays_who_was_told_and_what_was_offered(desk: Desk, provider: Desk, call: int) -> None:
    with pytest.raises(RuleBroken, match="Name who stays"):
        note_provider_call(desk, call, "stays", " ")
    note_provider_call(ma(desk), call, "stays", "Mia M.")
    note_provider_call(ma(desk), call, "offered", "988")
    note_provider_call(ma(desk), call, "told", "Dr. Ito: two minutes")
    note_provider_call(ma(desk), call, "stays", "Bo")
    whole = provider_call(desk, call)
    assert whole is not None
    assert [(line.at, line.by, line.what, line.words) for line in whole.lines] == [
        ("09:40", "Mia M.", "stays", "Mia M."), ("09:40", "Mia M.", "offered", "988"),
        ("09:40", "Mia M.", "told", "Dr. Ito: two minutes"), ("09:40", "Mia M.", "stays", "Bo"),
    ]  # fmt: skip
    assert whole.stays == "Bo"
    assert whole.call.told
    assert whole.reason == PRIVATE
    assert "988" in whole.protocol
    with pytest.raises(RuleBroken, match="cannot be noted"):
        note_provider_call(desk, call, "heard", "whatever")
    record_disposition(provider, call, "safety plan")
    assert provider_call(desk, call) is None
    with pytest.raises(RuleBroken, match="already"):
        note_provider_call(desk, call, "told", "again")


def test_who_works_here_is_offered_the_one_at_the_desk_first(desk: Desk) -> None:
    here = staff_here(desk)
    assert here.staff[0] == desk.worker.name
    assert any("Ito" in name for name in here.providers)


def test_the_front_desk_calls_too_but_reads_no_reason(desk: Desk, adult: int, visit: int) -> None:
    front = desk.acting_as(Worker(5, "fay", "Fay", Role.FRONT_DESK))
    task = raise_provider_call(front, adult, PRIVATE, encounter_id=visit)
    whole = provider_call(front, task)
    assert whole is not None
    note_provider_call(front, task, "stays", "Fay")
    note_provider_call(ma(desk), task, "offered", "988")
    whole = provider_call(front, task)
    assert whole is not None
    assert (whole.reason, [line.what for line in whole.lines]) == ("", ["stays"])
    with pytest.raises(RuleBroken, match="Say why"):
        raise_provider_call(front, adult, "  ", encounter_id=visit)


def test_the_call_follows_the_patient_and_needs_no_visit(
    desk: Desk, adult: int, visit: int, call: int
) -> None:
    step_back(desk, visit, Stage.ARRIVED, "room needed")
    assert provider_calls(desk)[0].sentence == "Provider needed in the waiting room"
    new = room(desk)
    room_patient(desk, visit, new)
    name = Encounter.get_by_id(visit).location.name
    assert provider_calls(desk)[0].sentence == f"Provider needed in {name}"
    assert Task.get_by_id(call).description == f"Provider needed in {name}"
    assert visit_needs(desk, visit)[0].sentence == f"Provider needed in {name}"
    other = raise_provider_call(desk, adult, PRIVATE)
    assert other == call  # the same patient is not called for twice


def test_called_from_the_chart_without_a_visit_it_stops_the_one_that_is_here(
    desk: Desk, adult: int, visit: int
) -> None:
    task = raise_provider_call(desk, adult, PRIVATE)
    assert Task.get_by_id(task).encounter_id == visit
    with pytest.raises(RuleBroken, match="Stopped"):
        mark_ready(desk, visit, missing_because="provider said go on")


def test_called_before_the_patient_came_it_stops_the_visit_that_begins(
    desk: Desk, provider: Desk, adult: int
) -> None:
    task = raise_provider_call(desk, adult, PRIVATE)
    assert provider_calls(desk)[0].sentence == "Provider needed at the desk"
    choices = booking_choices(desk)
    new = walk_in(
        desk,
        patient_id=adult,
        practitioner_id=choices.providers[0].id,
        service_id=choices.services[0].id,
        reason="talk",
    )
    room_patient(desk, new, room(desk))
    with pytest.raises(RuleBroken, match="Stopped"):
        mark_ready(desk, new, missing_because="provider said go on")
    record_disposition(provider, task, "seen at once")
    mark_ready(desk, new, missing_because="provider said go on")


# -- nothing says why ------------------------------------------------------------------------------------------

TELLING = (
    "phq",
    "lake",
    "suicid",
    "988",
    "question 9",
    "better off dead",
    "hurting",
    "safety plan",
    "sister takes",
)


def told(value: object) -> list[str]:
    text = str(value).casefold()
    return [word for word in TELLING if word in text]


@pytest.fixture
def happened(desk: Desk, adult: int, visit: int) -> int:
    record_screening(desk, adult, "phq-9", {f"{n}": 3 for n in range(1, 10)}, encounter_id=visit)
    task = raise_provider_call(desk, adult, PRIVATE, encounter_id=visit)
    note_provider_call(desk, task, "offered", "988")
    return task


def test_nothing_on_the_screens_of_the_house_says_why(
    desk: Desk, adult: int, visit: int, happened: int
) -> None:
    card = next(card for card in flow_board(desk).cards if card.encounter_id == visit)
    assert card.alert
    ends = [row for row in loose_ends(desk).rows if row.encounter_id == visit]
    shown: tuple[Any, ...] = (
        [chip.text for chip in card.chips], card.next_step, ends, provider_calls(desk), patient_banner(desk, adult, visit),
        visit_view(desk, visit).alerts,
    )  # fmt: skip
    assert [told(part) for part in shown] == [[]] * len(shown)


def text_of(desk: Desk, kind: str, visit: int) -> str:
    day = kind in ("huddle", "day-schedule")
    page = printable_day(desk, kind, desk.now().date()) if day else printable_page(desk, kind, visit)
    return " ".join(p.extract_text() for p in pypdf.PdfReader(io.BytesIO(page.render())).pages)


@pytest.mark.parametrize("kind", ["after-visit-summary", "superbill"])
def test_a_page_that_leaves_the_office_is_the_same_as_without(
    desk: Desk,
    provider: Desk,
    adult: int,
    visit: int,
    kind: str,
) -> None:
    """The summary names 988 to everybody; so the pages are compared, not searched."""
    record_screening(desk, adult, "audit-c", {"1": 0, "2": 0, "3": 0}, encounter_id=visit)
    before = text_of(desk, kind, visit)
    found = record_screening(desk, adult, "phq-9", {f"{n}": 3 for n in range(1, 10)}, encounter_id=visit)
    raise_provider_call(desk, adult, PRIVATE, encounter_id=visit)
    assert text_of(desk, kind, visit) == before
    record_disposition(provider, found.call or 0, "safety plan made, sister takes her home")
    assert text_of(desk, kind, visit) == before


@pytest.mark.parametrize("kind", ["routing-slip", "huddle", "day-schedule"])
def test_no_page_of_the_staff_says_why(
    desk: Desk, provider: Desk, visit: int, happened: int, kind: str
) -> None:
    for _time in range(2):
        text = text_of(desk, kind, visit)
        assert [
            word for word in told(text) if word != "phq"
        ] == []  # that a PHQ-2 is due may stand there, a result never
        assert "severe" not in text.casefold()
        if Task.get_by_id(happened).status != "completed":
            record_disposition(provider, happened, "safety plan made, sister takes her home")
