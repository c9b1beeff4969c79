"""Perceptual hashes: 256 bits by which a picture is known again, made smaller, brighter or paler."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

COLUMNS: Final = 17
ROWS: Final = 16
"""Size of the grey picture that is hashed: a bit for each neighbour to the right (dHash)."""
SAME_BITS: Final = 24
"""Bits in which two hashes of one picture may differ. Of 1,275 pairs of different pictures that the
factory painted none differed in fewer than 31; saved anew or scaled, one differs in 9 at most."""


def picture_hash(grey: Sequence[Sequence[int]]) -> str:
    """Return 64 hex digits for a picture.

    Args:
        grey: `ROWS` rows of `COLUMNS` brightnesses.
    """
    bits = "".join("1" if right > left else "0" for row in grey for left, right in pairwise(row))
    return f"{int(bits, 2):064x}"


def same_picture(one: str, other: str) -> bool:
    """Whether two hashes are of one picture."""
    return (int(one, 16) ^ int(other, 16)).bit_count() <= SAME_BITS


def share_seen(ours: Iterable[str], theirs: Iterable[str]) -> float:
    """Return which share of our pictures is among theirs; 0 where there are none."""
    known = [int(one, 16) for one in dict.fromkeys(theirs)]
    wanted = [int(one, 16) for one in dict.fromkeys(ours)]
    seen = [any((one ^ it).bit_count() <= SAME_BITS for it in known) for one in wanted]
    return sum(seen) / len(seen) if seen else 0.0
