"""People, backup, verification and numbers: add_user, log_in, back_up, verify_record, patient_by_number, visit_by_number, set_up_practice, layouts, drafts."""

from __future__ import annotations

from pathlib import Path

import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import AuditEvent, Encounter, User
from ma_desktop.services.desk import Desk
from ma_desktop.services.practice.add_user import add_user
from ma_desktop.services.practice.back_up import back_up
from ma_desktop.services.practice.log_in import log_in, worker_of
from ma_desktop.services.practice.patient_by_number import patient_by_number
from ma_desktop.services.practice.verify_record import verify_record
from ma_desktop.services.practice.visit_by_number import visit_by_number
from ma_desktop.storage.errors import WrongPassword
from ma_desktop.storage.record import Record


def test_a_new_user_logs_in_under_their_own_name(desk: Desk, record: Record, clock) -> None:
    add_user(desk, login="fay", name="Fay Lin", role=Role.FRONT_DESK, password="another long phrase")
    record.check_password("fay", "another long phrase", clock())
    with pytest.raises(WrongPassword):
        record.check_password("fay", "not her phrase", clock())
    assert worker_of("fay").role is Role.FRONT_DESK
    with pytest.raises(RuleBroken, match="used before"):
        add_user(desk, login="FAY", name="Fay Other", role=Role.MA, password="another long phrase")


def test_who_may_not_manage_users_makes_none(desk: Desk, record: Record) -> None:
    from ma_desktop.services.desk import Worker

    front = desk.acting_as(Worker(9, "fay", "Fay", Role.FRONT_DESK))
    with pytest.raises(RuleBroken, match="role"):
        add_user(front, login="eve", name="Eve", role=Role.OWNER, password="another long phrase")
    assert "eve" not in record.logins()
    assert not User.select().where(User.login == "eve").exists()


def test_the_log_keeps_log_ins_and_failed_tries_before_them(record: Record, clock) -> None:
    with pytest.raises(WrongPassword):
        record.check_password("ada", "wrong wrong wrong", clock())
    log_in(record, "ada", clock)
    row = AuditEvent.select().order_by(AuditEvent.seq.desc()).first()
    assert (row.action, row.reason) == (
        "login",
        "1 failed tries between 2026-11-23 09:40 and 2026-11-23 09:40",
    )


def test_somebody_unknown_or_switched_off_is_not_let_in(desk: Desk) -> None:
    with pytest.raises(RuleBroken, match="not one of"):
        worker_of("mallory")


def test_a_backup_is_in_the_log_that_it_holds(desk: Desk, tmp_path: Path) -> None:
    report = back_up(desk, tmp_path / "usb")
    assert report.audit_rows == AuditEvent.select().where(AuditEvent.action != "backup-verified").count()


def test_a_whole_record_is_verified_with_its_counts(desk: Desk) -> None:
    report = verify_record(desk)
    assert report["ok"]
    assert report["counts"]["Patient"] == 41
    assert report["audit"]["rows"] == AuditEvent.select().count()


def test_rows_are_found_by_the_numbers_people_have(desk: Desk) -> None:
    patient = patient_by_number(desk, "10007")
    visit = visit_by_number(desk, patient, "last")
    assert Encounter.get_by_id(visit).patient_id == patient
    with pytest.raises(RuleBroken):
        patient_by_number(desk, "nobody")
    with pytest.raises(RuleBroken):
        visit_by_number(desk, patient, "2020-0101-01")
