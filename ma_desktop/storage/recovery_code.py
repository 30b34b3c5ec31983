"""The recovery code: 130 random bits as people can read, type and scan them."""

from __future__ import annotations

import secrets
from hashlib import sha256

from ma_desktop.storage.errors import RecoveryCodeWrong

#: Crockford's alphabet leaves out I, L, O and U; what looks like them is read as 1, 1, 0 and V.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKS_LIKE = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})
_LETTERS, _CHECK, _GROUP = 26, 2, 4


def new_code() -> str:
    """Seven groups of four; the last two characters check the others."""
    body = "".join(secrets.choice(_ALPHABET) for _place in range(_LETTERS))
    return shown(body + _check(body))


def normalized(typed: str) -> str:
    """The code without spaces and dashes, look-alikes mended; a wrong check raises ``RecoveryCodeWrong``."""
    bare = "".join(ch for ch in typed.upper() if ch.isalnum()).translate(_LOOKS_LIKE)
    body, check = bare[:_LETTERS], bare[_LETTERS:]
    if len(bare) != _LETTERS + _CHECK or any(ch not in _ALPHABET for ch in bare) or check != _check(body):
        raise RecoveryCodeWrong
    return bare


def shown(code: str) -> str:
    return "-".join(code[i : i + _GROUP] for i in range(0, len(code), _GROUP))


def _check(body: str) -> str:
    number = int.from_bytes(sha256(body.encode()).digest()[:2], "big")
    return _ALPHABET[number % 32] + _ALPHABET[number // 32 % 32]
