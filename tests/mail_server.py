"""A mail server of our own on this computer, that does what the test tells it to."""

from __future__ import annotations

import logging
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from ma_desktop.services.desk import Desk
from ma_desktop.services.messages.email_account import EmailAccount


@dataclass
class Inbox:
    """What the server took. ``answers``: replies to coming DATA, then 250; ``rcpt``: likewise to RCPT."""

    mails: list[Message] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    rcpt: list[str] = field(default_factory=list)
    log_ins: list[bytes] = field(default_factory=list)
    during: Callable[[], object] | None = None
    encrypted: list[bool] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        return [str(mail["Message-ID"]) for mail in self.mails]

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.rcpt:
            return self.rcpt.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:
        answer = self.answers.pop(0) if self.answers else "250 2.0.0 OK queued as 4711"
        self.encrypted.append(session.ssl is not None)
        if answer in {"drop", "keep and drop"}:
            if answer == "keep and drop":
                self.mails.append(message_from_bytes(envelope.content))
            server.transport.abort()
            return "250 nobody hears this"
        if answer.startswith("250"):
            self.mails.append(message_from_bytes(envelope.content))
        if self.during is not None:
            self.during()
        return answer

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _mechanism: str, data: Any
    ) -> AuthResult:
        self.log_ins.append(data.password)
        return AuthResult(success=data.password == b"mail box secret", handled=False)


@dataclass
class Mail:
    """A running server: where it listens and what came in."""

    inbox: Inbox
    controller: Controller

    @property
    def port(self) -> int:
        return int(self.controller.port)  # the system's choice; known also after it was stopped

    def stop(self) -> None:
        """Nobody listens there any more."""
        self.controller.stop(no_assert=True)


@pytest.fixture
def serve() -> Iterator[Callable[..., Mail]]:
    running: list[Controller] = []
    loud = logging.getLogger("mail.log")  # the test server reports every line that breaks
    before = loud.level
    loud.setLevel(logging.CRITICAL)

    def start(port: int = 0, **kw: Any) -> Mail:
        inbox = Inbox()
        controller = _Started(inbox, hostname="127.0.0.1", port=port, authenticator=inbox.authenticate, **kw)
        controller.start()
        running.append(controller)
        return Mail(inbox, controller)

    yield start
    for controller in running:
        if controller.server is not None:
            controller.stop(no_assert=True)
    loud.setLevel(before)


class _Started(Controller):
    """On a port that the system chose, so that tests can run beside each other."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def mail(serve: Callable[..., Mail]) -> Mail:
    return serve()


@dataclass(frozen=True)
class Certificate:
    server: ssl.SSLContext
    client: ssl.SSLContext
    file: Path


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """Self-signed for 127.0.0.1; ``client`` trusts it and nothing else."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    cert, private = folder / "cert.pem", folder / "key.pem"
    cert.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(cert, private)
    return Certificate(server, ssl.create_default_context(cafile=str(cert)), cert)


@pytest.fixture
def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def account(port: int, /, **changes: Any) -> EmailAccount:
    values: dict[str, Any] = {
        "server": "127.0.0.1", "port": port, "security": "none", "sender": "desk@cedar.example",
        "name": "Cedar Street", "in_use": True,
    }  # fmt: skip
    return EmailAccount(**{**values, **changes})


def empty(desk: Desk) -> None:
    """Cancels what the demo left waiting."""
    from ma_desktop.models import OutboxItem
    from ma_desktop.services.messages.cancel_message import cancel_message

    for row in list(OutboxItem.standing().where(OutboxItem.status.in_(["waiting", "failed", "unclear"]))):
        cancel_message(desk, row.id, "not in this test")
