"""Allocation: memory of whole pictures is kept for the next one, in place of a return to the system.

By default the C library gives every block of more than 32 MB back when it is freed, and the system
clears each page of the next one: of painting, a fifth of the processor's time (6.6 of 29 s for nine
pictures of 3.5 megapixels; 0.8 s with this).
"""

import ctypes
from functools import lru_cache
from typing import Final

M_TRIM_THRESHOLD: Final = -1
M_MMAP_THRESHOLD: Final = -3
M_ARENA_MAX: Final = -8
"""Numbers of mallopt(3). One arena, because those of threads hold blocks of 64 MB at most."""
KEPT_BYTES: Final = 1 << 30


@lru_cache(maxsize=1)
def keep_large_blocks() -> None:
    """Let this process keep what it frees, up to a gigabyte; nothing where the library cannot."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):  # not the GNU library
        return
    for option, value in (
        (M_ARENA_MAX, 1),
        (M_MMAP_THRESHOLD, KEPT_BYTES),
        (M_TRIM_THRESHOLD, KEPT_BYTES),
    ):
        mallopt(option, value)
