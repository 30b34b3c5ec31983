"""E-mail by SMTP (RFC 5321), encrypted on the way, and never given up or repeated in doubt.

What a try may end in: ``sent`` with the server's own words; ``later`` (4xx, no line, wrong password); ``failed`` (5xx for
this message); ``unclear`` when the line broke after the message was complete and before the server answered.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as MAIL
from email.utils import format_datetime, formataddr
from typing import Any

from ma_desktop.domain.outbox import Outcome
from ma_desktop.i18n import _
from ma_desktop.services.messages.routes import Outgoing

#: Seconds without a word from the server.
TIMEOUT = 30
#: Unencrypted only to a program on this computer that does the encrypting (a relay or bridge).
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
#: Not the name of this computer: it is nobody's business (Thunderbird says the same).
_WE_ARE = "[127.0.0.1]"


class _NotNow(Exception):
    """The try ended; ``outcome`` says how."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.words)
        self.outcome = outcome


def send(
    outgoing: Outgoing, secret: str, *, context: ssl.SSLContext | None = None, timeout: float = TIMEOUT
) -> Outcome:
    """One try. ``context``: for servers whose certificate comes from an authority of their own."""
    mail = compose(outgoing)
    if mail is None:
        return Outcome("failed", _("This is not an e-mail address that mail can be sent to."))
    line: smtplib.SMTP | None = None
    try:
        line = _connect(outgoing.account, context, timeout)
        _log_in(line, outgoing.account, secret)
        _envelope(line, str(outgoing.account["sender"]), outgoing.recipient)
        return _hand_over(line, mail)
    except _NotNow as ended:
        return ended.outcome
    except (OSError, smtplib.SMTPException) as error:
        return Outcome("later", _trouble(error), route_down=True)
    finally:
        if line is not None:
            _hang_up(line)


def compose(outgoing: Outgoing) -> bytes | None:
    """The message as it goes over the line, or ``None`` for an address that no header can hold."""
    mail = EmailMessage(policy=MAIL)
    sender = str(outgoing.account["sender"])
    if not all(re.fullmatch(r"[!-~]+@[!-~]+", address) for address in (sender, outgoing.recipient)):
        return None
    mail["From"] = formataddr((str(outgoing.account.get("name", "")), sender))
    mail["To"] = outgoing.recipient
    mail["Subject"] = outgoing.subject
    mail["Date"] = format_datetime(datetime.now(UTC))
    mail["Message-ID"] = outgoing.message_id
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(outgoing.text)
    return mail.as_bytes()


def _connect(account: Mapping[str, Any], context: ssl.SSLContext | None, timeout: float) -> smtplib.SMTP:
    host, port, security = str(account["server"]), int(account["port"]), str(account["security"])
    if security == "none" and host not in LOOPBACK:
        raise _NotNow(
            Outcome("later", _("Without encryption nothing is sent to another computer."), route_down=True)
        )
    context = context or ssl.create_default_context()
    try:
        if security == "tls":
            return _greeted(smtplib.SMTP_SSL(host, port, _WE_ARE, timeout=timeout, context=context))
        line = _greeted(smtplib.SMTP(host, port, _WE_ARE, timeout=timeout))
    except smtplib.SMTPConnectError as error:
        raise _NotNow(Outcome("later", _said(error.smtp_code, error.smtp_error), route_down=True)) from error
    if security == "starttls":
        try:
            if not line.has_extn("starttls"):
                raise _NotNow(
                    Outcome(
                        "later",
                        _("The mail server offers no encryption, so nothing was sent to it."),
                        route_down=True,
                    )
                )
            line.starttls(context=context)
            _greeted(line)
        except BaseException:
            line.close()
            raise
    return line


def _greeted(line: smtplib.SMTP) -> smtplib.SMTP:
    try:
        line.ehlo_or_helo_if_needed()
    except BaseException:
        line.close()
        raise
    return line


def _log_in(line: smtplib.SMTP, account: Mapping[str, Any], secret: str) -> None:
    """One try with one mechanism: servers lock an account after a few wrong ones. RFC 4616 wants UTF-8."""
    user = str(account.get("user", ""))
    if not user:
        return
    offered = str(line.esmtp_features.get("auth", "")).upper().split()
    if "PLAIN" in offered:
        code, words = line.docmd("AUTH", "PLAIN " + _base64(f"\0{user}\0{secret}"))
    elif "LOGIN" in offered:
        code, words = line.docmd("AUTH", "LOGIN")
        for part in (user, secret):
            if code == 334:
                code, words = line.docmd(_base64(part))
    else:
        sentence = _("The mail server offers no way to log in that this program knows.")
        raise _NotNow(Outcome("later", sentence, route_down=True))
    if code != 235:
        sentence = _("The mail server does not accept user name and password.")
        raise _NotNow(Outcome("later", f"{sentence} ({code} {_text(words)})", route_down=True))


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


def _envelope(line: smtplib.SMTP, sender: str, recipient: str) -> None:
    code, words = line.mail(sender)
    if code != 250:  # the practice's own address was refused: no fault of this message
        raise _NotNow(Outcome("later", _said(code, words), route_down=True))
    code, words = line.rcpt(recipient)
    if code not in (250, 251):
        raise _NotNow(_refused(code, words))


def _hand_over(line: smtplib.SMTP, mail: bytes) -> Outcome:
    """From the closing dot on, only the server's answer tells whether it has the message."""
    code, words = line.docmd("DATA")
    if code != 354:
        return _refused(code, words)
    body = re.sub(rb"(?m)^\.", b"..", mail)
    line.send(body if body.endswith(b"\r\n") else body + b"\r\n")
    try:
        line.send(b".\r\n")
        code, words = line.getreply()
    except (OSError, smtplib.SMTPException):
        return Outcome(
            "unclear",
            _(
                "The line broke after the message was handed over and before the server answered. It may have arrived."
            ),
        )
    if code == 250:
        return Outcome("sent", proof=f"{code} {_text(words)}")
    return _refused(code, words)


def _refused(code: int, words: bytes) -> Outcome:
    """421 closes the line for everybody; other 4xx ask to come again (greylisting); 5xx is a no."""
    if 400 <= code < 500 or code < 0:
        return Outcome("later", _said(code, words), route_down=code in (421, -1))
    return Outcome("failed", _said(code, words))


def _hang_up(line: smtplib.SMTP) -> None:
    """The message's fate is known or nobody knows it; a server that does not say goodbye changes nothing."""
    try:
        line.quit()
    except (OSError, smtplib.SMTPException):
        line.close()


def _said(code: int, words: bytes | str) -> str:
    if 400 <= code < 500:
        return _("The mail server asks to come again: {reply}").format(reply=f"{code} {_text(words)}")
    return _("The mail server said no: {reply}").format(reply=f"{code} {_text(words)}")


def _text(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:300]


def _trouble(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return _(
            "The mail server's certificate is not to be trusted ({reason}). Nothing was sent to it."
        ).format(reason=error.verify_message)
    if isinstance(error, ssl.SSLError):
        return _("The mail server did not agree on encryption. Nothing was sent to it.")
    if isinstance(error, TimeoutError):
        return _("The mail server did not answer in time.")
    if isinstance(error, ConnectionRefusedError):
        return _("The mail server does not answer on this port.")
    if isinstance(error, smtplib.SMTPServerDisconnected | ConnectionError):
        return _("The mail server broke the line off.")
    return _("There is no line to the mail server.")
