"""This computer's half of the key, and the head of the log, in the operating system's key store."""

from __future__ import annotations

import base64
from typing import Any, Protocol

from ma_desktop.storage.errors import KeyringMissing

_SERVICE = "ma-desktop"
#: Backends that keep secrets encrypted under the person's log-in; plain-text ones are never used.
_TRUSTED = ("keyring.backends.SecretService", "keyring.backends.kwallet", "keyring.backends.libsecret",
            "keyring.backends.macOS", "keyring.backends.Windows")  # fmt: skip


class SecretStore(Protocol):
    """Keeps short secrets by name. Tests bring one of their own that lives in memory."""

    def get(self, name: str) -> bytes | None: ...
    def put(self, name: str, secret: bytes) -> None: ...


class SystemKeyring:
    """The operating system's key store; raises ``KeyringMissing`` when there is none to be trusted."""

    def __init__(self) -> None:
        import keyring
        from keyring.errors import KeyringError

        self._errors = KeyringError
        self._backend = _trusted(keyring.get_keyring())

    def get(self, name: str) -> bytes | None:
        try:
            text = self._backend.get_password(_SERVICE, name)
        except self._errors as error:
            raise KeyringMissing from error
        return None if text is None else base64.b64decode(text)

    def put(self, name: str, secret: bytes) -> None:
        try:
            self._backend.set_password(_SERVICE, name, base64.b64encode(secret).decode())
        except self._errors as error:
            raise KeyringMissing from error


def _trusted(backend: Any) -> Any:
    for candidate in [backend, *getattr(backend, "backends", [])]:
        if type(candidate).__module__.startswith(_TRUSTED):
            return candidate
    raise KeyringMissing
