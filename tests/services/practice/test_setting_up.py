"""The owner sets the practice up: practice_lists, change_practice, change_user, set_password, set_pin, pin_fits,
save_provider, save_visit_type, save_room, save_fee, load_fees, new_recovery_code, recover."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import AuditEvent, Provenance, User
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.add_user import add_user
from ma_desktop.services.practice.change_practice import change_practice
from ma_desktop.services.practice.change_user import change_user
from ma_desktop.services.practice.load_fees import load_fees
from ma_desktop.services.practice.log_in import log_in, worker_of
from ma_desktop.services.practice.new_recovery_code import new_recovery_code
from ma_desktop.services.practice.pin_fits import pin_fits
from ma_desktop.services.practice.practice_lists import practice_lists
from ma_desktop.services.practice.recover import recover
from ma_desktop.services.practice.save_fee import save_fee
from ma_desktop.services.practice.save_provider import save_provider
from ma_desktop.services.practice.save_room import save_room
from ma_desktop.services.practice.save_visit_type import save_visit_type
from ma_desktop.services.practice.set_password import set_password
from ma_desktop.services.practice.set_pin import set_pin
from ma_desktop.services.practice.set_up_practice import NewPractice, set_up_practice
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.schedule.booking_choices import booking_choices
from ma_desktop.storage.errors import RecoveryCodeWrong, WrongPassword
from ma_desktop.storage.record import Record, create, open_record, open_with_recovery
from ma_desktop.storage.slots import Cost
from tests.conftest import PASSWORD, MemoryStore

PHRASE = "another long phrase"


@pytest.fixture
def owner(desk: Desk) -> Desk:
    return desk.acting_as(worker_of("ada"))


def test_the_letterhead_is_changed_checked_and_undone(owner: Desk) -> None:
    change_practice(owner, name="Elm Street", npi="1558598797", tax_id="341234567", backup_folder="/mnt/usb")
    now = practice_lists(owner)
    assert (now.letterhead["name"], now.letterhead["tax_id"], now.backup_folder) == (
        "Elm Street",
        "34-1234567",
        "/mnt/usb",
    )
    for wrong in ({"npi": "1234567890"}, {"tax_id": "12"}, {"name": " "}):
        with pytest.raises(RuleBroken):
            change_practice(owner, **wrong)
    undo_last(owner)
    assert practice_lists(owner).letterhead["name"] == "Cedar Street Family Practice"


def test_people_who_may_not_are_refused(owner: Desk) -> None:
    ma = owner.acting_as(Worker(7, "mia", "Mia", Role.MA))
    for verb in (
        lambda: change_practice(ma, name="X"),
        lambda: save_room(ma, None, name="Lab"),
        lambda: save_provider(ma, None, family="New"),
        lambda: save_visit_type(ma, None, name="New", minutes=20),
        lambda: save_fee(ma, None, code="99213", label="x", fee=Decimal("1.00")),
        lambda: load_fees(ma, b"99213,x,1"),
        lambda: change_user(ma, 1, name="Ada", role=Role.MA),
        lambda: set_password(ma, 1, PHRASE),
        lambda: new_recovery_code(ma),
    ):
        with pytest.raises(RuleBroken, match="role"):
            verb()


def test_somebody_who_leaves_opens_nothing_and_comes_back_with_a_new_password(
    owner: Desk, record: Record, clock
) -> None:
    fay = add_user(owner, login="fay", name="Fay Lin", role=Role.FRONT_DESK, password=PHRASE)
    change_user(owner, fay, name="Fay Lin-Ode", role=Role.BILLER, active=False)
    assert "fay" not in record.logins()
    with pytest.raises(WrongPassword):
        record.check_password("fay", PHRASE, clock())
    with pytest.raises(RuleBroken, match="switched off"):
        set_password(owner, fay, "an entirely new one")
    change_user(owner, fay, name="Fay Lin-Ode", role=Role.BILLER)
    set_password(owner, fay, "an entirely new one")
    record.check_password("fay", "an entirely new one", clock())
    assert worker_of("fay").role is Role.BILLER


def test_the_practice_never_loses_its_last_owner(owner: Desk) -> None:
    me = owner.worker.user_id
    with pytest.raises(RuleBroken, match="owner who can log in"):
        change_user(owner, me, name="Ada", role=Role.MA)
    add_user(owner, login="bea", name="Bea", role=Role.OWNER, password=PHRASE)
    with pytest.raises(RuleBroken, match="own log-in"):
        change_user(owner, me, name="Ada", role=Role.OWNER, active=False)
    change_user(owner, me, name="Ada", role=Role.MA)
    assert worker_of("ada").role is Role.MA


def test_a_weak_password_makes_no_user_and_changes_none(owner: Desk, record: Record) -> None:
    for weak in ("short", "password2026!", "gus gus gus gus"):
        with pytest.raises(RuleBroken):
            add_user(owner, login="gus", name="Gus", role=Role.MA, password=weak)
    assert "gus" not in record.logins()
    with pytest.raises(RuleBroken):
        set_password(owner, owner.worker.user_id, "short")


def test_no_password_and_no_pin_stands_in_the_log(owner: Desk) -> None:
    set_password(owner, owner.worker.user_id, "wandering otters sing")
    set_pin(owner, "4071")
    kept = " ".join(f"{e.title}{e.reason}{e.entities}" for e in AuditEvent.select())
    kept += " ".join(f"{p.before}{p.after}" for p in Provenance.select())
    assert "otters" not in kept
    assert "4071" not in kept


def test_a_pin_unlocks_and_a_new_password_takes_it_away(owner: Desk) -> None:
    assert pin_fits(owner, "ada", "4071") is None
    for weak in ("123", "1234", "9876", "1111", "abcd", "123456789"):
        with pytest.raises(RuleBroken):
            set_pin(owner, weak)
    set_pin(owner, "4071")
    assert pin_fits(owner, "ADA", "4071") is True
    assert pin_fits(owner, "ada", "4072") is False
    assert pin_fits(owner, "ada", "wandering otters sing") is None
    set_password(owner, owner.worker.user_id, "wandering otters sing")
    assert pin_fits(owner, "ada", "4071") is None
    set_pin(owner, "4071")
    set_pin(owner, "")
    assert User.get_by_id(owner.worker.user_id).pin_hash is None


def test_providers_rooms_and_kinds_of_visit_reach_the_booking(owner: Desk) -> None:
    provider = save_provider(owner, None, family="Reyes", given="Luz", credential="NP", npi="1558598797")
    room = save_room(owner, None, name="Lab")
    kind = save_visit_type(owner, None, name="Wound check", minutes=15)
    choices = booking_choices(owner)
    assert provider in {p.id for p in choices.providers}
    assert room in {r.id for r in choices.rooms}
    assert ("Wound check", 15) in {(s.name, s.minutes) for s in choices.services}
    save_provider(owner, provider, family="Reyes", active=False)
    save_room(owner, room, name="Lab", active=False)
    save_visit_type(owner, kind, name="Wound check", minutes=15, active=False)
    choices = booking_choices(owner)
    assert provider not in {p.id for p in choices.providers}
    assert room not in {r.id for r in choices.rooms}
    assert kind not in {s.id for s in choices.services}
    for wrong in (lambda: save_provider(owner, None, family=""), lambda: save_provider(owner, None, family="X", npi="12"),
                  lambda: save_room(owner, None, name=" "), lambda: save_visit_type(owner, None, name="X", minutes=0),
                  lambda: save_visit_type(owner, None, name="X", minutes=20, overlap="maybe"),
                  lambda: save_visit_type(owner, None, name="", minutes=20)):  # fmt: skip
        with pytest.raises(RuleBroken):
            wrong()


def test_a_fee_is_entered_once_and_changed_in_its_place(owner: Desk) -> None:
    fee = save_fee(owner, None, code="j1885", label="ketorolac", fee=Decimal("4.50"), group="Injections")
    with pytest.raises(RuleBroken, match="already"):
        save_fee(owner, None, code="J1885", label="again", fee=Decimal("5.00"))
    save_fee(owner, fee, code="J1885", label="ketorolac 15 mg", fee=Decimal("5.00"), group="Injections")
    (line,) = [f for f in practice_lists(owner).fees if f.code == "J1885"]
    assert (line.label, line.fee) == ("ketorolac 15 mg", Decimal("5.00"))
    for code, label in (("hello", "x"), ("99499", " ")):
        with pytest.raises(RuleBroken):
            save_fee(owner, None, code=code, label=label, fee=Decimal("1.00"))


@pytest.mark.parametrize(
    "content",
    [
        b"CPT Code,Description,Fee\n99213,low,131.00\n99499,other,$40\nhello,x,1\n99498,y,ten\n",
        "Fee;Code;Label\n131;99213;low\n40.00;99499;other\n1;hello;x\nten;99498;y\n".encode("utf-8-sig"),
        "code\tlabel\tfee\n99213\tlow\t131\n99499\tother\t40\nhello\tx\t1\n99498\ty\tten\n".encode("utf-16"),
    ],
)
def test_the_practices_own_sheet_is_taken_and_bad_lines_are_named(owner: Desk, content: bytes) -> None:
    done = load_fees(owner, content)
    assert (done.new, done.changed, done.same) == (1, 1, 0)
    assert [line for line, _reason in done.refused] == [4, 5]
    fees = {f.code: f.fee for f in practice_lists(owner).fees}
    assert (fees["99213"], fees["99499"]) == (Decimal("131.00"), Decimal("40.00"))
    assert load_fees(owner, content).same == 2
    undo_last(owner)


def test_a_sheet_without_a_head_and_one_that_is_none(owner: Desk) -> None:
    assert load_fees(owner, b"99499,other,40\n").new == 1
    for wrong in (b"", b"\n\n", b"Dear colleagues\nthanks\n", b"\x00\x01\x02"):
        with pytest.raises(RuleBroken):
            load_fees(owner, wrong)


def test_an_owner_who_is_the_provider_signs_as_one(tmp_path: Path, clock) -> None:
    record, _code = create(tmp_path / "r", login="luz", password=PASSWORD, store=None, cost=Cost(8192, 1, 1))
    desk = log_in(record, "luz", clock)
    worker = set_up_practice(desk, NewPractice("Elm", provider_family="Reyes", owner_is_provider=True))
    assert worker.practices
    assert worker_of("luz").practices
    record.close()


def test_a_new_code_recovers_and_the_old_sheet_is_paper(tmp_path: Path, clock) -> None:
    store, folder = MemoryStore(), tmp_path / "r"
    record, old = create(folder, login="luz", password=PASSWORD, store=store, cost=Cost(8192, 1, 1))
    desk = log_in(record, "luz", clock)
    worker = set_up_practice(desk, NewPractice("Elm"))
    new = new_recovery_code(desk.acting_as(worker))
    record.close()
    with pytest.raises(RecoveryCodeWrong):
        open_with_recovery(folder, old, store=None)
    elsewhere = MemoryStore()
    record = open_with_recovery(folder, new, store=elsewhere)
    with pytest.raises(RuleBroken, match="Nobody"):
        recover(record, "mallory", "wandering otters sing", clock)
    desk = recover(record, "LUZ", "wandering otters sing", clock)
    assert desk.worker.role is Role.OWNER
    last = AuditEvent.select().order_by(AuditEvent.seq.desc()).first()
    assert last.title == "Opened with the recovery code"
    record.close()
    open_record(folder, "luz", "wandering otters sing", store=elsewhere, now=clock()).close()
