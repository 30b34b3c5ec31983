"""``record.keys``: the slots as JSON, written durably and kept twice."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from ma_desktop.storage.durable_file import write_durably
from ma_desktop.storage.errors import DamagedRecord, NewerRecord
from ma_desktop.storage.slots import Slot

FORMAT = 1
NAMES = ("record.keys", "record.keys.2")


def write_slots(folder: Path, slots: tuple[Slot, ...], generation: int = 1) -> None:
    """``generation`` names the data key in force; re-keying raises it."""
    content = {"format": FORMAT, "generation": generation, "slots": [asdict(slot) for slot in slots]}
    raw = json.dumps(content, indent=1, sort_keys=True).encode()
    for name in NAMES:
        write_durably(folder / name, raw)


def read_slots(folder: Path) -> tuple[Slot, ...]:
    """Reads the first copy that is whole; raises ``DamagedRecord`` when neither is."""
    for name in NAMES:
        try:
            content = json.loads((folder / name).read_bytes())
            if content["format"] > FORMAT:
                raise NewerRecord
            return tuple(Slot(**slot) for slot in content["slots"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    raise DamagedRecord("record.keys")
