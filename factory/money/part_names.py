"""Part names: what people call what a provider was paid for."""

from typing import Final

PART_NAMES: Final = {
    "writer": "Script",
    "words": "Script",
    "narrator": "Voice",
    "illustrator": "Pictures",
    "bed": "Music",
}


def part_name(role: str) -> str:
    """Return what people call a provider's part: `Voice` for `narrator`."""
    return PART_NAMES.get(role, role.capitalize())
