"""Channel words: what people call what a channel's file says, in its form and beside its folded sections."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from desk.web.formatting import listed
from factory.channel.channel import Channel
from factory.channel.form import Field, Section
from factory.channel.form_questions import Question
from factory.listing.outlet_names import outlet_name
from factory.text.languages import language_name
from factory.video_formats.format_names import FORMAT_NAMES
from wiring.provider_names import provider_name

YES_NO: Final = {"true": "yes", "false": "no"}
CHOICES: Final[Mapping[str, Mapping[str, str]]] = {
    "format": FORMAT_NAMES,
    "review": {
        "required": "when a person approves",
        "automatic": "when its checks pass",
        "two_reviewers": "when two people approve",
    },
    "words.provider": {"brief": "you, in each brief"},
    "voice.provider": {"piper": "Piper, on this machine", "kokoro": "Kokoro, on this machine"},
    "pictures.provider": {"scenery": "painted on this machine", "folder": "a folder of your own"},
    "music.kind": {
        "none": "none",
        "pad": "a soft pad",
        "rain": "rain",
        "surf": "surf",
        "brown-noise": "brown noise",
        "folder": "a folder of your own",
    },
}
"""By key, what its choices are called where the file's own word says little to a person."""
NAMED: Final[Mapping[str, Callable[[str], str]]] = {
    "outlets": outlet_name,
    "languages": language_name,
}
"""By key, what gives a choice its name."""
_SLOTS: Final = re.compile(r"schedule\.slots\.(?P<outlet>[^.]+)\.daily")
_VOICE: Final = re.compile(r"(?:[a-z]{2}_[A-Z]{2}-|[a-z]{2}_)(?P<word>[a-z]+)(?:-[a-z_]+)?")
MOST_TOLD: Final = 4
"""Answers that stand beside a section's title."""


def choice_word(key: str, value: str) -> str:
    """Return what people call a choice of the form: `OpenAI` for `openai`, `yes` for `true`."""
    if value in YES_NO:
        return YES_NO[value]
    if key in NAMED:
        return NAMED[key](value)
    if key.endswith(".provider") and value not in CHOICES.get(key, ()):
        return provider_name(value)
    return CHOICES.get(key, {}).get(value, value.replace("_", " "))


def question_words(asked: Question) -> str:
    """Return what a field of the form is called; a platform in it by its name."""
    found = _SLOTS.fullmatch(asked.key)
    return f"Each day at {outlet_name(found['outlet'])}" if found else asked.label


def picked(value: str) -> list[str]:
    """Return what a field of several choices has chosen, in order."""
    return [part.strip() for part in value.split(",") if part.strip()]


def offered(asked: Question, chosen: Sequence[str]) -> list[tuple[str, str]]:
    """Return what one of several choices may be, each with its name, by which they are sorted; what is chosen, too."""
    every = dict.fromkeys((*asked.choices, *chosen))
    return sorted(
        ((one, choice_word(asked.key, one)) for one in every), key=lambda pair: pair[1].casefold()
    )


def answer_words(field: Field) -> str:
    """Return what the file says to a question, as people say it."""
    if field.asked.kind == "picks":
        return listed(choice_word(field.asked.key, one) for one in picked(field.value))
    words = " ".join(field.value.split())
    return choice_word(field.asked.key, words) if field.asked.kind == "choice" else words


def voice_word(name: str) -> str:
    """Return what people call a voice of this machine: `Joe` for `en_US-joe-medium`, `Michael` for `am_michael`."""
    found = _VOICE.fullmatch(name)
    return found["word"].capitalize() if found else name


def section_words(section: Section) -> str:
    """Return what the file says of a section, in short: its first answers, and how long a list of any shape is."""
    said = [
        f"{question_words(one.asked)}: {len(one.found) if one.odd else answer_words(one)}"
        for one in section.fields
        if one.odd or one.value
    ]
    return " · ".join(said[:MOST_TOLD])


def choosable(channels: Sequence[tuple[str, Channel]]) -> list[tuple[str, str]]:
    """Return channels by title, with whether anybody looks before their videos go out; by name, too, where titles are alike."""
    titles = Counter(channel.title for _, channel in channels)
    return [
        (name, f"{one.title}{f' ({name})' if titles[one.title] > 1 else ''}: {_reviewed(one)}")
        for name, one in channels
    ]


def _reviewed(channel: Channel) -> str:
    return "no review" if channel.review == "automatic" else "waits for review"
