"""Which contents occur more than once, in memory that does not grow with their number."""

from __future__ import annotations

from hashlib import blake2b


class Repeats:
    """Told every content once through, it names those that may be repeated: all that are, and very few others.

    A bitmap of fixed size (16 MiB) says of most contents that they were not there before; only the others are
    remembered, so that counting them exactly takes little. At 5 million different contents about 1 in 250 is
    remembered without need.
    """

    _BITS = 1 << 27

    def __init__(self) -> None:
        self._seen = bytearray(self._BITS // 8)
        self.suspects: set[bytes] = set()

    def tell(self, digest: bytes) -> None:
        """``digest``: from ``digest_of``."""
        seen, there = self._seen, True
        for start in (0, 4):
            place = int.from_bytes(digest[start : start + 4], "little") % self._BITS
            bit = 1 << (place & 7)
            there = there and bool(seen[place >> 3] & bit)
            seen[place >> 3] |= bit
        if there:
            self.suspects.add(digest)


def digest_of(content: str) -> bytes:
    """16 bytes."""
    return blake2b(content.encode("utf-8", "surrogateescape"), digest_size=16).digest()
