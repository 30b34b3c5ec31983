"""Which contents occur more than once, in memory that does not grow with their number."""

from __future__ import annotations


class Repeats:
    """Told every content once through, it names those that may be repeated: all that are, and very few others.

    A bitmap of fixed size (16 MiB) says of most contents that they were not there before; only of the others the
    hash is remembered, so that counting them exactly takes little. At 5 million different contents about 1 in 250
    is remembered without need. Hashes are Python's own: they hold for this process only.
    """

    _PLACES = (1 << 27) - 1

    def __init__(self) -> None:
        self._seen = bytearray((self._PLACES + 1) // 8)
        self.suspects: set[int] = set()

    def tell(self, content: str) -> None:
        seen, mark = self._seen, hash(content)
        first, second = mark & self._PLACES, mark >> 27 & self._PLACES
        if seen[first >> 3] >> (first & 7) & seen[second >> 3] >> (second & 7) & 1:
            self.suspects.add(mark)
        else:
            seen[first >> 3] |= 1 << (first & 7)
            seen[second >> 3] |= 1 << (second & 7)
