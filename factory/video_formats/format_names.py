"""Format names: what people call a format."""

from typing import Final

FORMAT_NAMES: Final[dict[str, str]] = {
    "short": "Short",
    "longform": "Long-form",
    "sleep": "Sleep",
    "clip": "Clip",
    "draft": "Draft",
}
