"""Shares: what a percentage is of, and parts told by a word: half of the homes."""

import re

_PARTS = {
    "en": {"half": 0.5, "quarter": 0.25, "third": 1 / 3},
    "de": {"hälfte": 0.5, "viertel": 0.25, "drittel": 1 / 3},
    "es": {"mitad": 0.5, "cuarto": 0.25, "tercio": 1 / 3},
}


_SHARED = re.compile(
    r"(?:%|percent|per cent|prozent|por ciento)\s+(?:of|der|des|von|de)"
    r"((?:\s+(?:the|all|its|our|los|las|el|la|den|dem|allen))?\s+[^\W\d_]{4,})",
    re.IGNORECASE,
)
_PRONOUNS = frozenset(["them", "those", "these", "what", "which", "ihnen", "ellos", "ellas"])


def shared_in(text: str, start: int) -> str:
    """Return what a share that begins there is of, as `the homes`; empty where no noun is near."""
    match = _SHARED.search(text, start, start + 60)
    noun = match[1].strip() if match else ""
    return "" if noun.rpartition(" ")[2].lower() in _PRONOUNS else noun


def part_in(text: str, language: str) -> tuple[float, str] | None:
    """Return a share told by a word, as `half of` or `ein Drittel der`, and the word."""
    for word, share in _PARTS.get(language, _PARTS["en"]).items():
        if re.search(rf"\b{word}\b\s+(?:of|der|des|aller|de|del)\b", text, re.IGNORECASE):
            return share, word
    return None
