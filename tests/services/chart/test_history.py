"""History: record_history, end_history, patient_history, history_changes, confirm_lists, and reviews of it."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pypdf
import pytest

from ma_desktop.domain import history
from ma_desktop.domain.needs import State
from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import (
    Condition,
    Encounter,
    FamilyMemberHistory,
    Observation,
    Patient,
    Provenance,
    Task,
)
from ma_desktop.reports import after_visit_summary
from ma_desktop.services.chart.chart_facts import chart_facts
from ma_desktop.services.chart.chart_history import chart_history
from ma_desktop.services.chart.confirm_lists import confirm_lists
from ma_desktop.services.chart.end_history import end_history
from ma_desktop.services.chart.history_changes import history_changes
from ma_desktop.services.chart.patient_history import Entry, patient_history
from ma_desktop.services.chart.record_history import record_history
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.visit.review_list import review_list
from ma_desktop.services.visit.visit_needs import visit_needs
from ma_desktop.services.visit.visit_summary_page import visit_summary_page


@pytest.fixture
def visit(desk: Desk) -> Encounter:
    return Encounter.get((Encounter.stage == "roomed") & (Encounter.import_run.is_null()))


@pytest.fixture
def assistant(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, "mel", "Mel", Role.MA))


@pytest.fixture
def provider(desk: Desk) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, "ito", "Kenji Ito", Role.PROVIDER))


def entries(desk: Desk, patient: int, section: str) -> list[Entry]:
    read = patient_history(desk, patient)
    assert read is not None
    return [entry for view in read.sections if view.key == section for entry in view.entries]


LINES = {
    "problems": ({"display": "Migraine", "code": "G43.909", "onset": "5/2009"}, "Migraine", "since May 2009 · G43.909"),
    "past": ({"display": "Appendectomy", "when": "2009", "complication": "infection"}, "Appendectomy", "2009 · complication: infection"),
    "family": ({"relationship": "mother", "display": "Breast cancer", "age": "52", "deceased": "yes", "deceased_age": "60"},
               "Mother: Breast cancer", "from age 52 · died at 60"),
    "social": ({"topic": "11341-5", "value": "teacher"}, "Occupation: teacher", ""),
    "tobacco": ({"status": "former", "kind": "cigarettes", "packs_per_day": "1.5", "years": "20", "quit": "2015"},
                "Former", "cigarettes · 1.5 packs a day · 20 years · 30 pack-years · quit 2015"),
    "implants": ({"display": "Pacemaker", "site": "left chest", "when": "2019", "alert": "Pacemaker"}, "Pacemaker",
                 "left chest · 2019 · alert: Pacemaker"),
    "directives": ({"kind": "health-care-proxy", "by": "Maria Lopez", "phone": "937-555-0101"}, "Health care proxy",
                   "Maria Lopez · 937-555-0101"),
}  # fmt: skip


@pytest.mark.parametrize("section", LINES)
def test_what_was_written_down_is_read_back_as_it_was_typed(
    provider: Desk, visit: Encounter, section: str
) -> None:
    fields, what, detail = LINES[section]
    desk = provider
    before = len(entries(desk, visit.patient_id, section))
    added = record_history(desk, visit.patient_id, section, fields, encounter_id=visit.id)
    found = entries(desk, visit.patient_id, section)
    assert len(found) == before + 1
    mine = next(entry for entry in found if entry.entry_id == added)
    assert (mine.what, mine.detail) == (what, detail)
    assert mine.confirmed
    assert record_history(desk, visit.patient_id, section, mine.fields, entry_id=added) == added
    steps = Provenance.select().where((Provenance.resource == type_name(section)) & (Provenance.row == added))
    assert steps.count() == 1, "nothing changed, so there is no second version"


def type_name(section: str) -> str:
    from ma_desktop.services.chart.history_rows import TABLES

    return TABLES[section].__name__


def test_what_an_assistant_writes_counts_at_once_and_waits_for_the_provider(
    desk: Desk, assistant: Desk, provider: Desk, visit: Encounter
) -> None:
    patient = visit.patient_id
    for section, (fields, _what, _detail) in LINES.items():
        record_history(assistant, patient, section, fields, encounter_id=visit.id)
    assert [
        entry.confirmed
        for section in LINES
        for entry in entries(desk, patient, section)
        if entry.fields == {}
    ] == []
    waiting = [entry for section in LINES for entry in entries(desk, patient, section) if not entry.confirmed]
    assert len(waiting) == len(LINES)
    assert Task.standing().where((Task.kind == "confirm-lists") & (Task.patient == patient)).count() == 1
    with pytest.raises(RuleBroken):
        confirm_lists(assistant, patient)
    one = waiting[0]
    confirm_lists(provider, patient, {(type_name(one.section), one.entry_id)})
    assert patient_history(desk, patient).unconfirmed, "one of several was confirmed: the task stays"
    confirm_lists(provider, patient)
    assert not patient_history(desk, patient).unconfirmed
    assert [
        entry for section in LINES for entry in entries(desk, patient, section) if not entry.confirmed
    ] == []


def test_one_answer_a_topic_and_every_version_stays(desk: Desk, visit: Encounter) -> None:
    first = record_history(desk, visit.patient_id, "tobacco", {"status": "every-day", "packs_per_day": "1"})
    second = record_history(desk, visit.patient_id, "tobacco", {"status": "former", "quit": "2024"})
    assert first == second
    row = Observation.get_by_id(first)
    assert (row.code, row.value_text, row.version) == ("72166-2", "former", 2)
    other = record_history(desk, visit.patient_id, "social", {"topic": "ma-diet", "value": "vegetarian"})
    assert other != first
    assert len(entries(desk, visit.patient_id, "tobacco")) == 1


@pytest.mark.parametrize(
    ("section", "fields", "sentence"),
    [
        ("past", {"display": ""}, "“What” is missing."),
        ("past", {"display": "Stent", "when": "2031"}, "yet to come"),
        ("family", {"relationship": "mother", "display": "Stroke", "age": "152"}, "up to 120"),
        ("tobacco", {"status": "never", "packs_per_day": "1"}, "does not go with"),
        ("tobacco", {"status": "sometimes"}, "choose one"),
        ("directives", {"kind": "note"}, "choose one"),
        ("obstetric", {"gravida": "x", "para": "2"}, "a number"),
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(
    desk: Desk, visit: Encounter, section: str, fields: dict[str, str], sentence: str
) -> None:
    with pytest.raises(RuleBroken, match=sentence):
        record_history(desk, visit.patient_id, section, fields)


def test_twice_the_same_is_refused_but_not_what_only_looks_alike(desk: Desk, visit: Encounter) -> None:
    record_history(desk, visit.patient_id, "past", {"display": "Cataract surgery", "when": "2019"})
    record_history(desk, visit.patient_id, "past", {"display": "Cataract surgery", "when": "2020"})
    with pytest.raises(RuleBroken, match="already on the list"):
        record_history(desk, visit.patient_id, "past", {"display": "cataract surgery", "when": "2020"})
    record_history(desk, visit.patient_id, "problems", {"display": "Migraine", "code": "G43.909"})
    with pytest.raises(RuleBroken, match="already on the list"):
        record_history(
            desk, visit.patient_id, "problems", {"display": "Migraine, unspecified", "code": "G43.909"}
        )


def test_over_is_not_the_same_as_an_error(desk: Desk, visit: Encounter) -> None:
    patient = visit.patient_id
    problem = record_history(desk, patient, "problems", {"display": "Bronchitis"})
    operation = record_history(desk, patient, "past", {"display": "Hernia repair", "when": "2011"})
    with pytest.raises(RuleBroken, match="Say why"):
        end_history(desk, "problems", problem, " ")
    end_history(desk, "problems", problem, "healed")
    row = Condition.get_by_id(problem)
    assert (row.clinical_status, row.abated_on) == ("resolved", desk.now().date())
    with pytest.raises(RuleBroken, match="entered in error"):
        end_history(desk, "past", operation, "long ago")
    end_history(desk, "past", operation, "wrong patient", error=True)
    assert operation not in [entry.entry_id for entry in entries(desk, patient, "past")]
    assert next(entry for entry in entries(desk, patient, "problems") if entry.entry_id == problem).over


def test_sensitive_topics_carry_their_mark(desk: Desk, visit: Encounter) -> None:
    patient = visit.patient_id
    record_history(desk, patient, "social", {"topic": "11343-1", "value": "marijuana on weekends"})
    record_history(desk, patient, "family", {"relationship": "father", "display": "Alcohol misuse"})
    record_history(desk, patient, "social", {"topic": "ma-exercise", "value": "walks"})
    found = {
        entry.what: entry.sensitive
        for entry in [*entries(desk, patient, "social"), *entries(desk, patient, "family")]
    }
    assert found["Drugs: marijuana on weekends"]
    assert found["Father: Alcohol misuse"]
    assert not found["Exercise: walks"]
    assert FamilyMemberHistory.get(FamilyMemberHistory.patient == patient).sensitive


def test_the_changes_since_the_last_visit_say_what_it_was_and_who(
    desk: Desk, record: object, visit: Encounter, clock: Callable[[], datetime]
) -> None:
    patient = visit.patient_id
    long_ago = Desk(desk.record, desk.worker, lambda: clock() - timedelta(days=4000), desk.feed)
    record_history(long_ago, patient, "past", {"display": "Tonsillectomy", "when": "1990"})
    tobacco = record_history(
        long_ago, patient, "tobacco", {"status": "every-day", "packs_per_day": "1", "years": "10"}
    )
    problem = record_history(long_ago, patient, "problems", {"display": "Plantar fasciitis"})
    changes = history_changes(desk, patient)
    assert changes.since is not None
    assert changes.changes == ()
    record_history(desk, patient, "tobacco", {"status": "former", "quit": "2026"}, entry_id=tobacco)
    record_history(desk, patient, "family", {"relationship": "brother", "display": "Diabetes"})
    end_history(desk, "problems", problem, "gone")
    wrong = record_history(desk, patient, "implants", {"display": "Stent"})
    end_history(desk, "implants", wrong, "wrong chart", error=True)
    found = {(change.kind, change.what): change.detail for change in history_changes(desk, patient).changes}
    assert found == {
        ("changed", "Former"): "Every day · 1 pack a day · 10 years · 10 pack-years → Former · quit 2026",
        ("added", "Brother: Diabetes"): "",
        ("ended", "Plantar fasciitis"): "",
        ("added", "Stent"): "",
        ("error", "Stent"): "wrong chart",
    }
    assert {change.by for change in history_changes(desk, patient).changes} == {"Ada R."}


def test_a_confirmation_is_no_change(assistant: Desk, provider: Desk, visit: Encounter) -> None:
    record_history(assistant, visit.patient_id, "implants", {"display": "Insulin pump"})
    confirm_lists(provider, visit.patient_id)
    assert [
        change.kind
        for change in history_changes(provider, visit.patient_id).changes
        if change.section == "implants"
    ] == ["added"]


def test_a_review_is_dated_for_one_section_or_for_all(desk: Desk, visit: Encounter) -> None:
    review_list(desk, visit.id, "family")
    read = patient_history(desk, visit.patient_id)
    stamps = {view.key: view.reviewed for view in read.sections}
    assert stamps["family"].by == "Ada R."
    assert stamps["tobacco"] is None
    assert read.reviewed is None
    review_list(desk, visit.id, history.ALL)
    read = patient_history(desk, visit.patient_id)
    assert all(view.reviewed for view in read.sections)
    assert read.reviewed.at == desk.now()


def test_a_new_patient_s_visit_asks_for_the_history(desk: Desk, visit: Encounter) -> None:
    assert "history" not in {need.key for need in visit_needs(desk, visit.id)}
    Encounter.update(type_text="New patient").where(Encounter.id == visit.id).execute()
    need = next(need for need in visit_needs(desk, visit.id) if need.key == "history")
    assert (need.state, need.argument, need.hint) == (State.OPEN, "history", "B")
    review_list(desk, visit.id, history.ALL)
    assert next(need for need in visit_needs(desk, visit.id) if need.key == "history").state is State.DONE


def test_all_sections_one_by_one_are_the_whole_history() -> None:
    some = set(history.SECTIONS) - {"obstetric"}
    assert history.reviewed(some, pregnancies=False)
    assert not history.reviewed(some, pregnancies=True)
    assert not history.reviewed(some - {"family"}, pregnancies=False)
    assert history.reviewed({"history"}, pregnancies=True)


def test_the_timeline_knows_what_was_told(desk: Desk, visit: Encounter) -> None:
    patient = visit.patient_id
    for section, (fields, _what, _detail) in LINES.items():
        record_history(desk, patient, section, fields)
    events = {(event.kind, event.title) for event in chart_history(desk, patient).events}
    assert {("procedure", "Appendectomy"), ("implant", "Pacemaker"), ("told", "Tobacco: Former"),
            ("told", "Mother: Breast cancer"), ("told", "Health care proxy")} <= events  # fmt: skip


def test_pregnancies_are_not_asked_of_everybody(desk: Desk) -> None:
    man = Patient.select().where(Patient.sex == "male").first()
    assert "obstetric" not in {view.key for view in patient_history(desk, man.id).sections}
    assert history.asks_pregnancies("female", 30)
    assert not history.asks_pregnancies("female", 8)


def test_nothing_told_of_the_past_prints_as_done_today_and_nothing_sensitive_prints(
    desk: Desk, provider: Desk, visit: Encounter
) -> None:
    for section, (fields, _what, _detail) in LINES.items():
        record_history(provider, visit.patient_id, section, fields, encounter_id=visit.id)
    record_history(provider, visit.patient_id, "social", {"topic": "11343-1", "value": "cocaine last year"})
    record_history(provider, visit.patient_id, "problems", {"display": "Gout"}, encounter_id=visit.id)
    record_history(
        provider, visit.patient_id, "problems", {"display": "Victim of violence"}, encounter_id=visit.id
    )
    record_history(desk, visit.patient_id, "problems", {"display": "Shingles"}, encounter_id=visit.id)
    page = visit_summary_page(desk, visit.id)
    assert "Appendectomy" not in {given.name for given in page.given}
    printed = {problem.name for problem in page.problems if not problem.sensitive or problem.released}
    assert "Gout" in printed
    assert "Victim of violence" not in printed
    assert "Shingles" not in printed, "no provider confirmed it"
    text = "\n".join(
        part.extract_text() for part in pypdf.PdfReader(io.BytesIO(after_visit_summary.render(page))).pages
    )
    assert "cocaine" not in text
    assert "violence" not in text


def test_the_summary_names_what_must_be_known(desk: Desk, visit: Encounter) -> None:
    for section, (fields, _what, _detail) in LINES.items():
        record_history(desk, visit.patient_id, section, fields, encounter_id=visit.id)
    facts = chart_facts(desk, visit.patient_id)
    assert facts is not None
    assert facts.to_know == (
        "Tobacco: Former · cigarettes · 1.5 packs a day · 20 years · 30 pack-years · quit 2015",
        "Pacemaker · left chest · 2019 · alert: Pacemaker", "Health care proxy · Maria Lopez · 937-555-0101",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "shown"),
    [("Never smoked tobacco (finding)", "Never"), ("Ex-smoker (finding)", "Former"), ("Smokes tobacco daily (finding)", "Every day"),
     ("Occasional tobacco smoker", "Some days"), ("Tobacco smoking consumption unknown", "Unknown")],
)  # fmt: skip
def test_an_imported_smoking_status_is_said_in_our_words(
    desk: Desk, visit: Encounter, words: str, shown: str
) -> None:
    with desk.work("Import", needs=Permission.RECORD_VITALS) as work:
        work.insert(
            Observation(
                patient=visit.patient_id,
                category="social-history",
                code="72166-2",
                value_text=words,
                effective_at=work.now,
            )
        )
    assert [entry.what for entry in entries(desk, visit.patient_id, "tobacco")] == [shown]
