"""Orders: pended, told verbally, done, put off, cancelled."""

from __future__ import annotations

import pytest

from ma_desktop.domain import orders
from ma_desktop.domain.permissions import Role
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import AuditEvent, Encounter, ServiceRequest, Task
from ma_desktop.services.care.cancel_order import cancel_order
from ma_desktop.services.care.defer_order import defer_order
from ma_desktop.services.care.finish_order import finish_order
from ma_desktop.services.care.place_order import place_order
from ma_desktop.services.care.sign_order import sign_order
from ma_desktop.services.care.visit_orders import visit_orders
from ma_desktop.services.desk import Desk, Worker
from ma_desktop.services.practice.undo_last import undo_last
from ma_desktop.services.visit.visit_needs import missing_before_leaving


@pytest.fixture
def visit(desk: Desk) -> int:
    """One without orders of the demo."""
    return int(
        Encounter.standing().where(Encounter.stage == "arrived").order_by(Encounter.id.desc()).first().id
    )


def as_role(desk: Desk, role: Role) -> Desk:
    return desk.acting_as(Worker(desk.worker.user_id, "x", "X", role))


def test_an_ma_pends_and_the_provider_signs(desk: Desk, visit: int) -> None:
    ma, provider = as_role(desk, Role.MA), as_role(desk, Role.PROVIDER)
    order = place_order(ma, visit, words="EKG, 12 leads", kind="procedure")
    (line,) = visit_orders(desk, visit)
    assert (line.state, line.chip) == ("draft", "EKG")
    with pytest.raises(RuleBroken, match="signature"):
        finish_order(ma, order)
    with pytest.raises(RuleBroken, match="role"):
        sign_order(ma, order)
    assert AuditEvent.select().order_by(AuditEvent.seq.desc()).first().outcome == "refused"
    sign_order(provider, order)
    with pytest.raises(RuleBroken, match="does not wait"):
        sign_order(provider, order)
    finish_order(ma, order, "sinus rhythm, seen by provider")
    (line,) = visit_orders(desk, visit)
    assert (line.state, line.outcome) == ("done", "sinus rhythm, seen by provider")
    assert "signed" in line.by
    with pytest.raises(RuleBroken, match="done already"):
        cancel_order(ma, order, "no")


def test_told_verbally_is_kept_as_exactly_that(desk: Desk, visit: int) -> None:
    ma = as_role(desk, Role.MA)
    with pytest.raises(RuleBroken, match="Only a provider"):
        place_order(ma, visit, words="EKG", how=orders.SIGNED)
    place_order(ma, visit, words="Repeat BP, both arms", how=orders.VERBAL)
    row = ServiceRequest.select().order_by(ServiceRequest.id.desc()).first()
    assert (row.status, row.how) == ("active", "verbal, read back")
    assert row.ordered_by_id == Encounter.get_by_id(visit).practitioner_id
    assert visit_orders(desk, visit)[0].by.endswith("verbal, read back")


def test_an_order_says_something_of_a_known_kind(desk: Desk, visit: int) -> None:
    with pytest.raises(RuleBroken, match="what is to be done"):
        place_order(desk, visit, words=" ")
    with pytest.raises(RuleBroken, match="kind"):
        place_order(desk, visit, words="EKG", kind="magic")
    with pytest.raises(RuleBroken, match="role"):
        place_order(as_role(desk, Role.FRONT_DESK), visit, words="EKG")
    assert visit_orders(desk, visit) == ()


def test_put_off_leaves_a_task_and_cancel_needs_a_reason(desk: Desk, visit: int) -> None:
    first = place_order(desk, visit, words="Fasting lipids", kind="lab", chip="Lipids", how=orders.WRITTEN)
    second = place_order(desk, visit, words="UA", kind="lab", how=orders.WRITTEN)
    assert any("Lipids, UA" in sentence for sentence in missing_before_leaving(desk, visit))
    for verb in (defer_order, cancel_order):
        with pytest.raises(RuleBroken, match="Say"):
            verb(desk, first, "  ")
    defer_order(desk, first, "not fasting")
    cancel_order(desk, second, "provider changed it")
    assert [line.state for line in visit_orders(desk, visit)] == ["deferred", "cancelled"]
    assert (
        Task.select().where(Task.kind == "order").get().description == "Put off: Fasting lipids (not fasting)"
    )
    assert not any("Orders:" in sentence for sentence in missing_before_leaving(desk, visit))
    with pytest.raises(RuleBroken, match="put off"):
        finish_order(desk, first)


def test_done_is_taken_back_by_undo(desk: Desk, visit: int) -> None:
    order = place_order(desk, visit, words="UA", how=orders.WRITTEN)
    finish_order(desk, order)
    assert undo_last(desk) == "Order done"
    assert visit_orders(desk, visit)[0].state == "open"


def test_an_ended_visit_takes_no_order(desk: Desk) -> None:
    ended = Encounter.standing().where(Encounter.stage == "billed").order_by(Encounter.id.desc()).first()
    with pytest.raises(RuleBroken, match="has ended"):
        place_order(desk, ended.id, words="UA", how=orders.WRITTEN)


def test_an_injection_wants_two_identifiers_before_it(desk: Desk, visit: int) -> None:
    order = place_order(
        desk, visit, words="Influenza vaccine, left deltoid", kind="injection", how=orders.VERBAL
    )
    with pytest.raises(RuleBroken, match="name and birth date"):
        finish_order(desk, order)
    assert ServiceRequest.get_by_id(order).status == "active"
    finish_order(desk, order, identity_how="name and birth date, said by the patient")
    row = ServiceRequest.get_by_id(order)
    assert (row.status, row.identity_how) == ("completed", "name and birth date, said by the patient")
