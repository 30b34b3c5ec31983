"""Key slots: who can unwrap the record's data key, and how. Pure cryptography, no files."""

from __future__ import annotations

import base64
import json
import secrets
import unicodedata
from dataclasses import asdict, dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ma_desktop.storage.errors import DamagedRecord, WrongPassword

KEY_BYTES = 32
_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True)
class Cost:
    """Argon2id: ``memory`` in KiB, ``passes``, ``lanes`` (RFC 9106). Bounds hold on reading too."""

    memory: int = 256 * 1024
    passes: int = 3
    lanes: int = 4

    def checked(self) -> Cost:
        if not (8 * 1024 <= self.memory <= 1024 * 1024 and 1 <= self.passes <= 16 and 1 <= self.lanes <= 16):
            raise DamagedRecord("record.keys")
        return self


@dataclass(frozen=True, slots=True)
class Slot:
    """One person, or the recovery code. All bytes are base64 text.

    ``device`` says whether the computer's secret is part of the wrapping: ``keyring`` or ``none``.
    """

    id: str
    kind: str
    login: str
    device: str
    memory: int
    passes: int
    lanes: int
    salt: str
    public: str
    generation: int
    wrapped_private: str
    sealed_data_key: str

    @property
    def header(self) -> bytes:
        """What the wrapped private half authenticates: all but the wrapped keys and the generation."""
        fields = asdict(self)
        for later in ("wrapped_private", "sealed_data_key", "generation"):
            fields.pop(later)
        return json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()

    @property
    def sealing(self) -> bytes:
        """What the sealed data key authenticates: the header and the generation of the key."""
        return self.header + b"%d" % self.generation


def new_slot(
    *,
    kind: str,
    login: str,
    password: str,
    device_secret: bytes | None,
    data_key: bytes,
    cost: Cost,
    generation: int = 1,
) -> Slot:
    """A slot that opens with ``password`` (and the device's secret, when given) and yields ``data_key``."""
    private = X25519PrivateKey.generate()
    bare = Slot(
        id=secrets.token_hex(8), kind=kind, login=login, device="keyring" if device_secret else "none",
        memory=cost.memory, passes=cost.passes, lanes=cost.lanes, salt=_text(secrets.token_bytes(16)),
        public=_text(private.public_key().public_bytes_raw()), generation=generation, wrapped_private="",
        sealed_data_key="",
    )  # fmt: skip
    wrapping = _wrapping_key(bare, password, device_secret)
    nonce = secrets.token_bytes(12)
    wrapped = nonce + AESGCM(wrapping).encrypt(nonce, private.private_bytes_raw(), bare.header)
    sealed = _SUITE.encrypt(data_key, private.public_key(), info=bare.sealing)
    return Slot(**(asdict(bare) | {"wrapped_private": _text(wrapped), "sealed_data_key": _text(sealed)}))


def open_slot(slot: Slot, password: str, device_secret: bytes | None) -> bytes:
    """The data key; ``WrongPassword`` when password or device secret do not fit, or the slot was tampered with."""
    wrapped = _raw(slot.wrapped_private)
    if len(_raw(slot.salt)) < 8 or len(wrapped) < 12 + 16:
        raise DamagedRecord("record.keys")
    wrapping = _wrapping_key(slot, password, device_secret)
    try:
        private = X25519PrivateKey.from_private_bytes(
            AESGCM(wrapping).decrypt(wrapped[:12], wrapped[12:], slot.header)
        )
    except (InvalidTag, ValueError) as error:
        raise WrongPassword from error
    try:
        return _SUITE.decrypt(_raw(slot.sealed_data_key), private, info=slot.sealing)
    except Exception as error:
        raise DamagedRecord("record.keys") from error


def seal_for(slot: Slot, data_key: bytes, generation: int) -> Slot:
    """The same slot holding another data key: re-keying needs nobody's password."""
    fields = asdict(slot)
    public = X25519PublicKey.from_public_bytes(_raw(slot.public))
    renewed = Slot(**(fields | {"generation": generation}))
    return Slot(
        **(
            asdict(renewed)
            | {"sealed_data_key": _text(_SUITE.encrypt(data_key, public, info=renewed.sealing))}
        )
    )


def _wrapping_key(slot: Slot, password: str, device_secret: bytes | None) -> bytes:
    cost = Cost(slot.memory, slot.passes, slot.lanes).checked()
    typed = unicodedata.normalize("NFKC", password).encode(
        "utf-8", "surrogatepass"
    )  # every keyboard's ü is the same
    stretched = hash_secret_raw(
        typed, _raw(slot.salt), time_cost=cost.passes, memory_cost=cost.memory, parallelism=cost.lanes,
        hash_len=KEY_BYTES, type=Type.ID,
    )  # fmt: skip
    material = stretched + (device_secret if slot.device == "keyring" and device_secret else b"")
    return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=b"ma-desktop slot").derive(material)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:
        raise DamagedRecord("record.keys") from error
