"""Subtitles: cues as SRT and WebVTT files, safe whatever the words are."""

import html
import re
from collections.abc import Callable, Iterable, Sequence

from factory.captions.cues import Cue
from factory.text.hidden_characters import one_line, without_hidden
from factory.text.phrases import two_lines

ARROW = "-->"
"""Both formats know the time line of a cue by it, so no text may hold one."""

TAG = re.compile(r"</?[A-Za-z][^<>]*>|\{\\[^{}]*\}")
"""What SRT players take for markup: HTML tags and ASS overrides."""

SIGNS = str.maketrans("", "", "<>{}")

Line = tuple[float, float, str]
"""Start and end in seconds, and the text with its line breaks."""


def write_srt(cues: Sequence[Cue], max_chars_per_line: int) -> str:
    """Return an SRT file: tags taken out, at most two lines a cue, times to the millisecond."""
    shown = _shown(cues, max_chars_per_line, lambda text: _without_tags(text).replace(ARROW, "→"))
    return "".join(
        f"{n}\n{_stamp(start, ',')} {ARROW} {_stamp(end, ',')}\n{text}\n\n"
        for n, (start, end, text) in enumerate(shown, 1)
    )


def _without_tags(text: str) -> str:
    """Return a text without markup; where a tag stood around a tag, without any sign that makes one."""
    text = TAG.sub("", text)
    return text.translate(SIGNS) if TAG.search(text) else text


def write_vtt(cues: Sequence[Cue], max_chars_per_line: int) -> str:
    """Return a WebVTT file: text escaped, at most two lines a cue, times to the millisecond.

    Source: W3C WebVTT, 3.1 (structure), 6.4 (escapes).
    """
    shown = _shown(cues, max_chars_per_line, lambda text: text)
    return "WEBVTT\n\n" + "".join(
        f"{_stamp(start, '.')} {ARROW} {_stamp(end, '.')}\n{html.escape(text, quote=False)}\n\n"
        for start, end, text in shown
    )


def _shown(cues: Sequence[Cue], max_chars: int, safe: Callable[[str], str]) -> Iterable[Line]:
    for cue in cues:
        text = safe(one_line(without_hidden(cue.text)))
        words, glued = text.split(), list[bool]()
        if text == cue.text and any(w.glued for w in cue.words):
            words, glued = [w.text for w in cue.words], [w.glued for w in cue.words]
        if words:
            yield cue.start, cue.end, "\n".join(two_lines(words, max_chars, glued))


def _stamp(seconds: float, mark: str) -> str:
    total = round(seconds * 1000)
    minutes, rest = divmod(total, 60_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{rest // 1000:02d}{mark}{rest % 1000:03d}"
