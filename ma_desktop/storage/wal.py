"""Reading SQLite's write-ahead log as a file, to find damage that SQLite itself passes over in silence.

SQLite takes the first frame with a bad checksum for the end of the log; a flipped byte there drops confirmed
commits without a word. A frame after it that still carries the log's salts shows that it was not the end.
Format: https://sqlite.org/walformat.html (header 32 bytes, frame header 24 bytes).
"""

from __future__ import annotations

import struct
from pathlib import Path

_HEADER, _FRAME = 32, 24
_BIG_ENDIAN_SUMS = 0x377F0683
_LITTLE_ENDIAN_SUMS = 0x377F0682


def damaged_frames(path: Path) -> int:
    """How many frames look damaged; 0 for no log, an empty one, or one that ends where it should."""
    if not path.is_file() or path.stat().st_size < _HEADER:
        return 0
    raw = path.read_bytes()
    magic, _version, page, _checkpoint = struct.unpack(">4I", raw[:16])
    salts = raw[16:24]
    if magic not in {_BIG_ENDIAN_SUMS, _LITTLE_ENDIAN_SUMS}:
        return 1
    order = ">" if magic == _BIG_ENDIAN_SUMS else "<"
    sums = _checksum(raw[:24], (0, 0), order)
    if sums != struct.unpack(">2I", raw[24:32]):
        return 1
    frames = [
        raw[at : at + _FRAME + page] for at in range(_HEADER, len(raw) - _FRAME - page + 1, _FRAME + page)
    ]
    intact = 0
    for frame in frames:
        following = _checksum(frame[_FRAME:], _checksum(frame[:8], sums, order), order)
        if frame[8:16] != salts or following != struct.unpack(">2I", frame[16:24]):
            break
        sums, intact = following, intact + 1
    return _lost(frames[intact:], salts)


def _lost(rest: list[bytes], salts: bytes) -> int:
    """Frames behind the first bad one: any with the log's salts was written and must not be missing.

    The bad frame itself counts when its own salts are the log's: a torn last frame of a commit that never
    returned looks the same, so it counts only when it or a later one closes a commit (database size above zero).
    """
    ours = [frame for frame in rest if frame[8:16] == salts]
    closing = any(struct.unpack(">I", frame[4:8])[0] for frame in ours)
    return len(ours) if closing else 0


def _checksum(data: bytes, start: tuple[int, int], order: str) -> tuple[int, int]:
    first, second = start
    words = struct.unpack(f"{order}{len(data) // 4}I", data)
    for i in range(0, len(words), 2):
        first = (first + words[i] + second) & 0xFFFFFFFF
        second = (second + words[i + 1] + first) & 0xFFFFFFFF
    return first, second
