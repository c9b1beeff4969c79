"""Text from outside as a terminal may show it: what would steer it, or turn its order round, is spelled out."""

import re
from typing import Final

_STEERING: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
"""C0 but tabs and line ends, DEL and C1, separators of lines, surrogates, and what sets directions (UAX 9)."""


def visible(text: str) -> str:
    """Return a text in which every such character stands as Python would write it in a string."""
    return _STEERING.sub(lambda found: ascii(found[0])[1:-1], text)
