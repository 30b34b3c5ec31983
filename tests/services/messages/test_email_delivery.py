"""E-mail against a real server on this computer: what arrives, what waits, what a person must decide."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from ma_desktop.domain.outbox import Outcome
from ma_desktop.domain.refusal import RuleBroken
from ma_desktop.models import AuditEvent, OutboxItem, Setting
from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.cancel_message import cancel_message
from ma_desktop.services.messages.claim_message import claim_message
from ma_desktop.services.messages.confirm_sent import confirm_sent
from ma_desktop.services.messages.deliver_waiting import carry_message, deliver_waiting
from ma_desktop.services.messages.email_account import email_account
from ma_desktop.services.messages.outbox import outbox
from ma_desktop.services.messages.outbox_state import outbox_state
from ma_desktop.services.messages.queue_message import queue_message
from ma_desktop.services.messages.retry_message import retry_message
from ma_desktop.services.messages.routes import Outgoing, delivered_by_program
from ma_desktop.services.messages.routes.email import compose, send
from ma_desktop.services.messages.send_test_message import send_test_message
from ma_desktop.services.messages.set_up_email import set_up_email
from ma_desktop.services.messages.settle_interrupted import settle_interrupted
from ma_desktop.services.messages.settle_message import settle_message
from tests.mail_server import Certificate, Mail, account, empty
from tests.services.messages.conftest import Later

Queue = Callable[..., int]


def item(item_id: int) -> Any:
    return OutboxItem.get_by_id(item_id)


def test_nothing_connects_before_a_person_set_the_route_up(desk: Desk, queue: Queue, mail: Mail) -> None:
    empty(desk)
    ident = queue()
    assert not email_account(desk).in_use
    assert deliver_waiting(desk) == 0
    set_up_email(desk, account(mail.port, in_use=False))
    assert deliver_waiting(desk) == 0
    assert (item(ident).status, mail.inbox.mails) == ("waiting", [])


def test_a_message_that_was_taken_keeps_the_servers_words_and_gives_up_its_content(
    desk: Desk, queue: Queue, emailing: Mail
) -> None:
    ident = queue(text="Hello Dana,\n.\n..hidden dots\nÑandú")
    assert deliver_waiting(desk) == 1
    row = item(ident)
    assert (row.status, row.proof, row.payload, row.attempts) == (
        "sent",
        "250 2.0.0 OK queued as 4711",
        {},
        1,
    )
    assert row.sent_at == desk.now()
    (got,) = emailing.inbox.mails
    assert got["Message-ID"] == row.message_id
    assert row.message_id.endswith("@cedar.example>")
    assert (got["To"], got["From"]) == ("dana@home.example", "Cedar Street <desk@cedar.example>")
    words = got.get_payload(decode=True).decode().replace("\r\n", "\n")
    assert words == "Hello Dana,\n.\n..hidden dots\nÑandú\n"
    assert deliver_waiting(desk) == 0


def test_the_claim_is_on_disk_before_the_first_byte_leaves(
    desk: Desk, queue: Queue, emailing: Mail, record: Any
) -> None:
    ident = queue()
    seen: list[tuple[str, str]] = []

    def look() -> None:  # on the server's thread, through a connection of its own
        record.connect_reader()
        seen.append((item(ident).status, item(ident).message_id))
        record.disconnect()

    emailing.inbox.during = look
    deliver_waiting(desk)
    assert seen == [("sending", emailing.inbox.ids[0])]


def test_queued_twice_is_queued_once(desk: Desk, queue: Queue, emailing: Mail) -> None:
    assert (
        queue()
        == queue(text="another text")
        == queue_message(desk, key="one", route="email", title="", recipient="x@y.example", payload={})
    )
    deliver_waiting(desk)
    assert queue() == OutboxItem.get(OutboxItem.key == "one").id
    deliver_waiting(desk)
    assert len(emailing.inbox.mails) == 1


def test_a_refusal_is_final_and_offers_paper(desk: Desk, queue: Queue, emailing: Mail) -> None:
    emailing.inbox.rcpt = ["550 5.1.1 no such mailbox"]
    ident, other = queue(), queue("two", "sam@home.example")
    assert deliver_waiting(desk) == 2
    line = next(one for one in outbox(desk).lines if one.item_id == ident)
    assert (line.status, line.tone, line.instead) == ("failed", "danger", "Call, or print a card")
    assert "550 5.1.1 no such mailbox" in line.trouble
    assert item(other).status == "sent"
    assert outbox_state(desk).asking == 1
    assert deliver_waiting(desk) == 0


def test_greylisting_waits_and_then_arrives_under_the_same_id(
    desk: Desk, queue: Queue, emailing: Mail, later: Later
) -> None:
    emailing.inbox.answers = ["451 4.7.1 come again", "451 4.7.1 come again"]
    ident = queue()
    waits = []
    for _turn in range(2):
        assert deliver_waiting(desk) == 1
        row = item(ident)
        assert (row.status, "451 4.7.1 come again" in row.last_error) == ("waiting", True)
        waits.append(row.not_before - later.at)
        assert deliver_waiting(desk) == 0, "not before its time"
        later.at = row.not_before
    assert waits == [timedelta(minutes=1), timedelta(minutes=5)]
    first = item(ident).message_id
    assert deliver_waiting(desk) == 1
    assert (item(ident).status, item(ident).attempts, emailing.inbox.ids) == ("sent", 3, [first])


def test_while_the_server_is_down_one_knocks_for_all_and_then_all_arrive(
    desk: Desk, queue: Queue, serve: Callable[..., Mail], free_port: int, later: Later
) -> None:
    empty(desk)
    set_up_email(desk, account(free_port))
    idents = [queue(f"n{n}", f"p{n}@home.example") for n in range(5)]
    assert deliver_waiting(desk) == 1
    first = item(idents[0])
    assert first.last_error == "The mail server does not answer on this port."
    assert [item(ident).attempts for ident in idents] == [1, 0, 0, 0, 0]
    later.move(seconds=30)
    assert deliver_waiting(desk) == 0
    mail = serve(free_port)
    later.move(minutes=1)
    assert deliver_waiting(desk) == 5
    assert {item(ident).status for ident in idents} == {"sent"}
    assert len(set(mail.inbox.ids)) == len(mail.inbox.ids) == 5


@pytest.mark.parametrize("ending", ["drop", "keep and drop"])
def test_a_line_that_breaks_before_the_answer_asks_a_person(
    desk: Desk, queue: Queue, emailing: Mail, later: Later, ending: str
) -> None:
    emailing.inbox.answers = [ending]
    ident = queue()
    assert deliver_waiting(desk) == 1
    assert item(ident).status == "unclear"
    later.move(hours=1)
    assert deliver_waiting(desk) == 0, "never again by itself"
    line = outbox(desk).lines[0]
    assert (line.item_id, line.decides) == (ident, True)
    assert "may have arrived" in line.trouble
    if ending == "keep and drop":
        confirm_sent(desk, ident)
        assert (item(ident).status, len(emailing.inbox.mails)) == ("sent", 1)
        assert "Ada" in item(ident).proof
        with pytest.raises(RuleBroken):
            confirm_sent(desk, ident)
    else:
        retry_message(desk, ident)
        assert deliver_waiting(desk) == 1
        assert (item(ident).status, len(emailing.inbox.mails)) == ("sent", 1)
    assert item(ident).message_id == emailing.inbox.ids[0]


def test_a_line_that_breaks_inside_the_text_is_tried_again(desk: Desk, queue: Queue, later: Later) -> None:
    """Without the closing dot no server may keep the message (RFC 5321, 4.1.1.4), so nobody needs to be asked."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            line, _from = listener.accept()
            stream = line.makefile("rwb", buffering=0)
            for reply in (b"220 hi", b"250 hi", b"250 ok", b"250 ok"):
                stream.write(reply + b"\r\n")
                stream.readline()
            line.close()
            stream.close()

        talking = threading.Thread(target=answer)
        talking.start()
        empty(desk)
        set_up_email(desk, account(listener.getsockname()[1]))
        ident = queue()
        deliver_waiting(desk)
        talking.join()
    assert (item(ident).status, item(ident).attempts) == ("waiting", 1)


def test_what_was_on_its_way_when_the_program_ended_is_never_sent_by_itself(
    desk: Desk, queue: Queue, emailing: Mail, later: Later
) -> None:
    ident = queue()
    assert claim_message(desk) is not None  # and then the power went
    assert settle_interrupted(desk) == 1
    assert settle_interrupted(desk) == 0
    for _hour in range(5):
        later.move(hours=1)
        assert deliver_waiting(desk) == 0
    assert (item(ident).status, emailing.inbox.mails) == ("unclear", [])
    cancel_message(desk, ident, "called instead")
    assert item(ident).status == "cancelled"


def test_the_order_for_one_recipient_is_kept(desk: Desk, queue: Queue, emailing: Mail, later: Later) -> None:
    emailing.inbox.rcpt = ["450 4.2.1 mailbox busy"]
    first, second, other = queue("a"), queue("b"), queue("c", "sam@home.example")
    assert deliver_waiting(desk) == 2
    assert [item(ident).status for ident in (first, second, other)] == ["waiting", "waiting", "sent"]
    later.move(minutes=2)
    deliver_waiting(desk)
    ids = [item(ident).message_id for ident in (other, first, second)]
    assert emailing.inbox.ids == ids


def test_nobody_is_written_to_at_night(desk: Desk, queue: Queue, emailing: Mail, later: Later) -> None:
    later.at = later.at.replace(hour=21, minute=0)
    ident = queue()
    assert deliver_waiting(desk) == 0
    later.at = later.at.replace(day=24, hour=7, minute=59)
    assert deliver_waiting(desk) == 0
    later.move(minutes=1)
    assert deliver_waiting(desk) == 1
    assert item(ident).status == "sent"


def test_what_comes_too_late_fails_visibly(desk: Desk, queue: Queue, emailing: Mail, later: Later) -> None:
    ident = queue(expires_at=later.at + timedelta(hours=1))
    later.move(hours=1)
    assert deliver_waiting(desk) == 0
    assert (item(ident).status, item(ident).last_error) == ("failed", "It could not be sent in time.")
    with pytest.raises(RuleBroken, match="too late"):
        retry_message(desk, ident)


def test_what_is_on_its_way_cannot_be_touched(desk: Desk, queue: Queue, emailing: Mail) -> None:
    ident = queue()
    outgoing = claim_message(desk)
    assert outgoing is not None
    for step in (lambda: cancel_message(desk, ident, "no"), lambda: retry_message(desk, ident)):
        with pytest.raises(RuleBroken, match="right now"):
            step()
    settle_message(desk, ident, Outcome("sent", proof="250 ok"))
    for step in (lambda: cancel_message(desk, ident, "no"), lambda: retry_message(desk, ident)):
        with pytest.raises(RuleBroken):
            step()
    with pytest.raises(RuleBroken):
        settle_message(desk, ident, Outcome("later", "again"))


def test_an_error_of_the_program_while_sending_leaves_a_question(desk: Desk) -> None:
    outcome = carry_message(desk, Outgoing(1, "no_such_route", "", "", "", ""))
    assert (outcome.kind, outcome.words) == (
        "unclear",
        "The program broke off while sending (ModuleNotFoundError).",
    )
    assert delivered_by_program() == ("email",)


# -- encryption and log-in --------------------------------------------------------------------------------


def outgoing(port: int, **changes: Any) -> Outgoing:
    return Outgoing(
        1,
        "email",
        "dana@home.example",
        "Reminder",
        "Hello",
        "<1@cedar.example>",
        account(port, **changes).values,
    )


def test_starttls_and_tls_with_a_certificate_that_is_trusted(
    serve: Callable[..., Mail], certificate: Certificate
) -> None:
    starttls = serve(tls_context=certificate.server, require_starttls=True)
    outcome = send(outgoing(starttls.port, security="starttls"), "", context=certificate.client)
    assert (outcome.kind, starttls.inbox.encrypted) == ("sent", [True])
    tls = serve(ssl_context=certificate.server)
    outcome = send(outgoing(tls.port, security="tls"), "", context=certificate.client)
    assert (outcome.kind, len(tls.inbox.mails)) == ("sent", 1)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_certificate_nobody_vouches_for_gets_nothing(
    serve: Callable[..., Mail], certificate: Certificate, security: str
) -> None:
    kw = (
        {"tls_context": certificate.server} if security == "starttls" else {"ssl_context": certificate.server}
    )
    mail = serve(**kw)
    outcome = send(outgoing(mail.port, security=security, user="desk"), "mail box secret")
    assert (outcome.kind, outcome.route_down) == ("later", True)
    assert "certificate is not to be trusted" in outcome.words
    assert (mail.inbox.mails, mail.inbox.log_ins) == ([], [])


def test_a_server_without_encryption_gets_neither_mail_nor_password(
    mail: Mail, certificate: Certificate
) -> None:
    outcome = send(
        outgoing(mail.port, security="starttls", user="desk"), "secret", context=certificate.client
    )
    assert (outcome.kind, outcome.route_down) == ("later", True)
    assert "offers no encryption" in outcome.words
    assert mail.inbox.log_ins == []
    away = send(outgoing(25, server="mail.example.com"), "")
    assert "Without encryption" in away.words


def test_a_wrong_password_waits_and_does_not_hammer(
    desk: Desk, queue: Queue, serve: Callable[..., Mail], record: Any
) -> None:
    empty(desk)
    mail = serve(auth_require_tls=False)
    set_up_email(desk, account(mail.port, user="desk"), "wrong")
    idents = [queue(f"n{n}", f"p{n}@home.example") for n in range(3)]
    assert deliver_waiting(desk) == 1
    assert mail.inbox.log_ins == [b"wrong"]
    assert item(idents[0]).last_error.startswith(
        "The mail server does not accept user name and password. (535"
    )
    set_up_email(desk, account(mail.port, user="desk"), "mail box secret")
    retry_message(desk, idents[0])
    assert deliver_waiting(desk) == 3


def test_the_password_is_nowhere_in_the_record(desk: Desk, record: Any, mail: Mail) -> None:
    set_up_email(desk, account(mail.port, user="desk"), "mail box secret")
    assert record.route_secret("email") == "mail box secret"
    for table in record.database.get_tables():
        for row in record.database.execute_sql(f'SELECT * FROM "{table}"').fetchall():
            assert "mail box secret" not in repr(row)
    record.route_secret("email")
    assert "mail box secret" not in json.dumps([row.value for row in Setting.select()])


def test_a_missing_password_is_asked_for_and_nothing_is_tried(desk: Desk, queue: Queue, mail: Mail) -> None:
    empty(desk)
    set_up_email(desk, account(mail.port, user="desk"))
    ident = queue()
    deliver_waiting(desk)
    assert "Type it again" in item(ident).last_error
    assert mail.inbox.log_ins == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"server": "mail example"}, "name of the mail server"),
        ({"server": ""}, "name of the mail server"),
        ({"port": 0}, "port"),
        ({"security": "maybe"}, "encrypted"),
        ({"server": "mail.example.com"}, "Without encryption"),
        ({"sender": "desk"}, "own e-mail address"),
        ({"sender": "desk@cedar.example\r\nBcc: x@y.example"}, "own e-mail address"),
        ({"name": "Cedar\r\nBcc: x@y.example"}, "one line"),
    ],
)
def test_an_account_that_cannot_be_right_is_refused(desk: Desk, changes: dict[str, Any], words: str) -> None:
    with pytest.raises(RuleBroken, match=words):
        set_up_email(desk, account(2525, **changes))
    assert not email_account(desk).in_use


@pytest.mark.parametrize(
    "address", ["", "dana", "dana@home.example\r\nBcc: x@y.example", "dana@hömé.example", "a b@c.example"]
)
def test_an_address_that_no_header_can_hold_is_refused_before_any_line(address: str) -> None:
    assert compose(Outgoing(1, "email", address, "s", "t", "<1@x>", account(1).values)) is None
    assert send(Outgoing(1, "email", address, "s", "t", "<1@x>", account(1).values), "").kind == "failed"


def test_each_step_is_in_the_log_and_none_is_undone_by_undo(desk: Desk, queue: Queue, emailing: Mail) -> None:
    queue()
    deliver_waiting(desk)
    steps = [(row.action, row.title) for row in AuditEvent.select().order_by(AuditEvent.seq.desc()).limit(3)]
    assert steps == [
        ("send", "Message delivered"),
        ("send", "Send a message"),
        ("change-final", "Put into the Outbox"),
    ]


def test_a_test_message_goes_to_the_practice_itself_and_leaves_no_trace(desk: Desk, mail: Mail) -> None:
    before = OutboxItem.select().count()
    outcome = send_test_message(desk, account(mail.port, in_use=False))
    assert (outcome.kind, mail.inbox.mails[0]["To"]) == ("sent", "desk@cedar.example")
    assert OutboxItem.select().count() == before
    assert not email_account(desk).in_use
    assert (
        send_test_message(desk, account(mail.port, user="desk")).words == "Type the mailbox's password first."
    )
    with pytest.raises(RuleBroken):
        send_test_message(desk, account(mail.port, sender="nobody"))
