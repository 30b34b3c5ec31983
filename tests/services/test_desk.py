"""The unit of work: all or nothing, audited, announced once, and only for whom it is allowed."""

from __future__ import annotations

import json
from datetime import date

import pytest

from ma_desktop.domain.permissions import Permission, Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import AuditEvent, Patient, Provenance, Task
from ma_desktop.services.desk import Change, Desk, Worker
from ma_desktop.services.work import ChangedMeanwhile


def newest() -> AuditEvent:
    return AuditEvent.select().order_by(AuditEvent.seq.desc()).first()


def test_a_work_that_raises_writes_nothing_and_announces_nothing(desk: Desk) -> None:
    heard: list[Change] = []
    desk.feed.subscribe(heard.append)
    before = Task.select().count()
    with pytest.raises(ZeroDivisionError), desk.work("Broken", needs=Permission.TASKS) as work:
        work.insert(Task(description="half"))
        raise ZeroDivisionError
    assert Task.select().count() == before
    assert heard == []


def test_a_refusal_is_audited_after_the_rollback(desk: Desk) -> None:
    before = Task.select().count()
    with pytest.raises(RuleBroken), desk.work("Asked too much", needs=Permission.TASKS) as work:
        work.insert(Task(description="half"))
        work.refuse("The practice says no.")
    assert Task.select().count() == before
    assert (newest().title, newest().outcome, newest().reason) == (
        "Asked too much",
        "refused",
        "The practice says no.",
    )


def test_a_role_that_may_not_is_refused_and_audited(desk: Desk) -> None:
    front = desk.acting_as(Worker(7, "fay", "Fay", Role.FRONT_DESK))
    with pytest.raises(RuleBroken), front.work("Vitals", needs=Permission.RECORD_VITALS):
        pytest.fail("the body must not run")
    assert (newest().user_id, newest().outcome) == (7, "refused")


def test_nested_work_joins_the_outer(desk: Desk) -> None:
    heard: list[Change] = []
    desk.feed.subscribe(heard.append)
    rows = AuditEvent.select().count()
    with desk.work("Outer", needs=Permission.TASKS) as outer:
        outer.insert(Task(description="one"))
        with desk.work("Inner", needs=Permission.TASKS) as inner:
            assert inner is outer
            inner.insert(Task(description="two"))
    assert AuditEvent.select().count() == rows + 1
    assert [change.title for change in heard] == ["Outer"]
    assert heard[0].resources == {"Task"}
    assert len(json.loads(newest().entities)) == 2


def test_a_row_that_somebody_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    mine, theirs = Patient.get_by_id(1), Patient.get_by_id(1)
    with desk.work("Theirs", needs=Permission.REGISTER) as work:
        work.update(theirs, preferred_name="Dee")
    with pytest.raises(ChangedMeanwhile), desk.work("Mine", needs=Permission.REGISTER) as work:
        work.update(mine, preferred_name="Di")
    assert Patient.get_by_id(1).preferred_name == "Dee"


def test_an_update_that_changes_nothing_writes_nothing(desk: Desk) -> None:
    row = Patient.get_by_id(1)
    lines = Provenance.select().count()
    with desk.work("Same", needs=Permission.REGISTER) as work:
        work.update(row, family=row.family)
    assert Provenance.select().count() == lines
    assert Patient.get_by_id(1).version == row.version


def test_every_version_is_kept_with_who_and_what(desk: Desk) -> None:
    row = Patient.get_by_id(1)
    old = row.phone
    with desk.work("Phone", needs=Permission.REGISTER) as work:
        work.update(row, phone="9375551111")
    line = Provenance.select().order_by(Provenance.id.desc()).first()
    assert (line.resource, line.row, line.by) == ("Patient", 1, desk.worker.user_id)
    assert (line.before, line.after) == ({"phone": old}, {"phone": "9375551111"})


def test_the_log_names_no_patient(desk: Desk) -> None:
    with desk.work("Register", needs=Permission.REGISTER) as work:
        work.insert(Patient(record_number="99999", family="Markername", birth_date=date(1970, 1, 1)))
    row = newest()
    assert "Markername" not in " ".join(str(value) for value in row.__data__.values())
