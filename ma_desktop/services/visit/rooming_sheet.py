"""One visit as the rooming sheet shows it: the sections in their order, who did which when, what can be said at each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ma_desktop.domain import history, needs, rooming, settings, story, vital_signs
from ma_desktop.domain.rooming import Section
from ma_desktop.domain.stages import Stage
from ma_desktop.models import Encounter, Observation, PresentIllness, ReviewedList, User
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.practice_settings import practice_settings
from ma_desktop.services.visit.note_room_ready import CODE as ROOM
from ma_desktop.services.visit.side_panel import SidePanel, side_panel
from ma_desktop.services.visit.visit_facts import goes_through, visit_facts
from ma_desktop.services.visit.visit_view import steps_of, written_by
from ma_desktop.services.visit.words_to_say import WordsToSay, words_to_say

#: A list's code → the section that it is the answer of.
_LISTS = {"allergies": "allergies", "medications": "medicines", ROOM: "room", history.ALL: "history"}


@dataclass(frozen=True, slots=True)
class RoomingSheet:
    """``side``: what the board's side panel shows too. ``done_by``: section → ``09:32 · Ada R.``; ``answers``: the story, by its keys;
    ``prepare``: lines for this kind of visit; ``snippets``: reasons offered while typing; ``reason_booked``: the reason is still what was said on the phone.
    """

    side: SidePanel
    sections: tuple[Section, ...]
    done_by: Mapping[str, str]
    answers: Mapping[str, str]
    prepare: tuple[str, ...]
    words: WordsToSay
    reason_booked: bool
    snippets: tuple[str, ...]


def rooming_sheet(desk: Desk, encounter_id: int) -> RoomingSheet | None:
    """``None`` when the visit is no longer in the record."""
    side = side_panel(desk, encounter_id)
    if side is None:
        return None
    visit, decided = Encounter.get_by_id(encounter_id), practice_settings(desk)
    row = PresentIllness.get_or_none((PresentIllness.encounter == encounter_id) & PresentIllness.stands())
    answers = dict(row.answers) if row is not None else {}
    service = visit.service
    prepare = (
        tuple(service.prep or ()) + ((service.room_need,) if service.room_need else ()) if service else ()
    )
    done = _done_by(visit, row)
    listed = needs.needs(Stage(visit.stage), visit_facts(desk, visit))
    sections = rooming.sections(
        listed,
        story=story.told(answers),
        story_wanted=not goes_through(visit.type_text, decided[settings.NO_STORY_KINDS]),
        room=bool(prepare),
        room_seen_to="room" in done,
        waiting=Stage(visit.stage) in (Stage.BOOKED, Stage.ARRIVED),
    )
    return RoomingSheet(
        side=side,
        sections=sections,
        done_by=done,
        answers=answers,
        prepare=prepare,
        reason_booked=visit.reason_by is None,
        words=words_to_say(desk, visit.patient_id, decided=decided),
        snippets=tuple(part.strip() for part in decided[settings.REASON_SNIPPETS].split(";") if part.strip()),
    )


def _done_by(visit: Encounter, row: PresentIllness | None) -> dict[str, str]:
    """Who did each section when, by the row that says so."""
    names = {user.id: user.name for user in User.select(User.id, User.name)}

    def words(at: object, by: int | None) -> str:
        return f"{at:%H:%M}" + (f" · {names[by]}" if by in names else "")

    found = {}
    lists = ReviewedList.standing().where(
        (ReviewedList.encounter == visit.id) & ReviewedList.code.in_([*_LISTS])
    )
    for one in lists.order_by(ReviewedList.id):
        found[_LISTS[one.code]] = words(one.reviewed_at, one.recorded_by)
    steps = steps_of(visit)
    if visit.identity_checked_at is not None:
        found["identity"] = written_by(steps, "identity_checked_at") or f"{visit.identity_checked_at:%H:%M}"
    if visit.reason:
        found["reason"] = written_by(steps, "reason")
    if row is not None:
        found["story"] = words(row.recorded_at, row.recorded_by)
    measured = (
        Observation.standing()
        .where(
            (Observation.encounter == visit.id)
            & Observation.code.in_([v.code for v in vital_signs.VITALS.values()])
        )
        .order_by(Observation.id.desc())
        .first()
    )
    if measured is not None:
        found["vitals"] = words(measured.recorded_at, measured.recorded_by)
    return found
