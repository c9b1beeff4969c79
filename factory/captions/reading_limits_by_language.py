"""How much of a caption is read at once and how fast, in writings that say more with a character."""

from factory.text.languages import macrolanguage
from factory.video_formats.formats import FormatCaptions

LIMITS: dict[str, tuple[int, float]] = {
    "zh": (16, 9.0),
    "ja": (13, 7.0),
    "ko": (16, 12.0),
    "th": (35, 17.0),
}
"""Characters a line and a second, by Netflix's timed text of_format guides for these languages, adult programmes; the Japanese speed is the
guide's for those who hear or read the same words, not its 4 for translations."""


def in_language(of_format: FormatCaptions, language: str) -> FormatCaptions:
    """Return a format's captions with the limits of a language, where those are lower."""
    limits = LIMITS.get(macrolanguage(language))
    if limits is None:
        return of_format
    line, speed = limits
    return of_format.model_copy(
        update={
            "max_chars_per_line": min(of_format.max_chars_per_line, line),
            "max_chars_per_second": min(of_format.max_chars_per_second, speed),
        }
    )
