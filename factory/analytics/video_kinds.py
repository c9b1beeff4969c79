"""Kinds: what a video has in common with others, known before it is made."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from factory.analytics.measured_video import MeasuredVideo
from factory.text.languages import language_name
from factory.video_formats.format_names import FORMAT_NAMES

Kind = tuple[str, str]
"""An attribute and its value: `("tag", "ships")`."""

WEEKDAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
WORDS: Final[Mapping[Kind, str]] = {
    ("hook", "question"): "title with a question word",
    ("hook", "number"): "title with a number",
    ("hook", "statement"): "title that is a statement",
    ("idea", "topics"): "idea of the channel's list",
    ("idea", "campaign"): "idea of a campaign",
    ("idea", "writer"): "idea of the writer",
}
MOST_TAGS: Final = 5
"""Of one video: many tags shall not make it more than others."""
ASKING: Final = frozenset(
    [
        "how",
        "what",
        "when",
        "where",
        "which",
        "who",
        "whose",
        "why",
        "warum",
        "was",
        "wann",
        "welche",
        "welcher",
        "wer",
        "weshalb",
        "wie",
        "wieso",
        "wo",
        "comment",
        "où",
        "pourquoi",
        "quand",
        "quel",
        "quelle",
        "qui",
        "quoi",
        "cómo",
        "cuándo",
        "dónde",
        "quién",
        "qué",
        "hvad",
        "hvem",
        "hvor",
        "hvordan",
        "hvorfor",
        "hvornår",
        "chi",
        "come",
        "cosa",
        "dove",
        "perché",
        "quando",
        "como",
        "onde",
        "porque",
        "quem",
    ]
)
"""Words that begin a question, in the languages that channels have."""


def kinds_of(
    title: str, target_format: str, language: str, tags: Sequence[str], source: str = ""
) -> tuple[Kind, ...]:
    """Return the kinds of what shall be made, or was.

    Args:
        title: its hook is read from it.
        target_format: such as `short`.
        language: its code.
        tags: of brief or topic; the first few count.
        source: where its idea came from; empty where a person wrote the brief.
    """
    found = [("format", target_format), ("language", language), ("hook", hook_of(title))]
    found += [("tag", tag) for tag in dict.fromkeys(map(_plain, tags)) if tag][:MOST_TAGS]
    return (*found, *([("idea", source)] if source else []))


def kinds_of_video(video: MeasuredVideo) -> Iterator[Kind]:
    """Yield the kinds of a video that is out, with the weekday on which it went out."""
    yield from kinds_of(video.title, video.format, video.language, video.tags, video.idea_source)
    if video.published_at:
        yield "weekday", WEEKDAYS[video.published_at.weekday()]


def kind_words(attribute: str, value: str) -> str:
    """Return what a kind is, in words that follow `videos:` or stand alone in a list."""
    if attribute == "language":
        return f"in {language_name(value)}"
    if attribute == "weekday":
        return f"out on a {value}"
    if attribute == "format":
        return FORMAT_NAMES.get(value, value)
    if attribute == "tag":
        return f"tag {value}"
    return WORDS.get((attribute, value), f"{attribute} {value}")


def hook_of(title: str) -> str:
    """Return how a title begins its story: by a question, a number, or a statement.

    A number at its end is a year, or which part it is.
    """
    words = title.casefold().split()
    if "?" in title or (words and words[0].strip("¿") in ASKING):
        return "question"
    return "number" if any(word[:1].isdigit() for word in words[:-1]) else "statement"


def _plain(tag: str) -> str:
    return " ".join(tag.casefold().split())
