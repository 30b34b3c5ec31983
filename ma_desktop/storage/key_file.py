"""``record.keys``: every slot of the record, kept twice, replaced as a whole and never in part."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from ma_desktop.storage.durable_file import write_durably
from ma_desktop.storage.errors import DamagedRecord, NewerRecord
from ma_desktop.storage.slots import Slot

FORMAT = 1
NAMES = ("record.keys", "record.keys.2")


@dataclass(frozen=True, slots=True)
class Keys:
    """``record``: a random name that moves with the folder; ``generation`` names the data key in force."""

    record: str
    generation: int
    slots: tuple[Slot, ...]


def write_keys(folder: Path, keys: Keys) -> None:
    """Both copies, one after the other: a power cut leaves at least one whole."""
    content = {"format": FORMAT, **asdict(keys)}
    content["check"] = _check(content)
    raw = json.dumps(content, indent=1, sort_keys=True).encode()
    for name in NAMES:
        write_durably(folder / name, raw)


def read_keys(folder: Path) -> Keys:
    """The first copy that is whole; raises ``DamagedRecord`` when neither is, ``NewerRecord`` for a later format."""
    for name in NAMES:
        keys = _read(folder / name)
        if keys is not None:
            return keys
    raise DamagedRecord("record.keys")


def write_slots(folder: Path, slots: tuple[Slot, ...]) -> None:
    """Other slots for the same record and the same data key."""
    keys = read_keys(folder)
    write_keys(folder, Keys(keys.record, keys.generation, slots))


def read_slots(folder: Path) -> tuple[Slot, ...]:
    return read_keys(folder).slots


def damaged_copies(folder: Path) -> list[str]:
    """Names of the copies that are missing, damaged, or differ from the one in use."""
    copies = {name: _read(folder / name) for name in NAMES}
    used = next((keys for keys in copies.values() if keys is not None), None)
    return [name for name, keys in copies.items() if keys is None or keys != used]


def _read(path: Path) -> Keys | None:
    try:
        content = json.loads(path.read_bytes())
        if content["format"] > FORMAT:
            raise NewerRecord
        if content.pop("check") != _check(content):
            return None
        slots = tuple(Slot(**slot) for slot in content["slots"])
        return Keys(content["record"], content["generation"], slots)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _check(content: dict[str, Any]) -> str:
    """Against accidents, not against people: those are answered by the slots' own authentication."""
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
