"""A player's view of subtitle files: when which lines stand in the picture."""

import html
import re
from collections.abc import Iterable

TIMES = re.compile(r"([\d:]+[.,]\d{3}) --> ([\d:]+[.,]\d{3})")

Line = tuple[float, float, str]
"""Start and end in seconds, and the text with its line breaks."""


def read_srt(text: str) -> list[Line]:
    """Return the cues of an SRT file, in order."""
    return list(_read(text))


def read_vtt(text: str) -> list[Line]:
    """Return the cues of a WebVTT file, in order, text unescaped."""
    assert text.startswith("WEBVTT")
    return [(start, end, html.unescape(body)) for start, end, body in _read(text)]


def _read(text: str) -> Iterable[Line]:
    for block in re.split(r"\n{2,}", text.replace("\r\n", "\n")):
        lines = block.strip("\n").split("\n")
        for n, line in enumerate(lines):
            found = TIMES.match(line)
            if found:
                yield _seconds(found[1]), _seconds(found[2]), "\n".join(lines[n + 1 :])
                break


def _seconds(stamp: str) -> float:
    total = 0.0
    for part in stamp.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return round(total, 3)
