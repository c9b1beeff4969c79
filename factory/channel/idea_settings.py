"""Idea settings (`ideas` in a channel file): its topics and feeds, how many ideas a day, and how they come about."""

import os.path
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import Any, Literal, cast
from urllib.parse import urlsplit

from pydantic import Field, field_validator, model_validator

from factory.documents.error_words import not_allowed, one_of
from factory.records import Payload
from factory.video_formats.formats import formats

MissedDays = Literal["skip", "catch_up"]
MOST_TOPICS = 2000
MOST_FEEDS = 20
FEED = re.compile(r"https?://[^\s/@\\]+(/\S*)?")
"""Without a user and a password: what a channel file says is shown."""


class Topic(Payload):
    """Something to tell: a line for the channel's writer, or a brief that lies ready."""

    about: str = Field(default="", max_length=400)
    """What a model makes a script of; it is proposed with this as its title."""
    brief: str = ""
    """In place of `about`: the file of a whole brief, from where the channel file lies."""
    weight: float = Field(default=1.0, gt=0, le=100)
    """How much sooner than others its turn comes."""
    format: str = ""
    """The channel's if empty."""
    language: str = ""
    tags: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _or_words_alone(cls, given: Any) -> Any:
        """Take words alone for what it is about."""
        return {"about": given} if isinstance(given, str) else given

    @property
    def name(self) -> str:
        """What it is called in lists."""
        return self.about or self.brief


class IdeaSettings(Payload):
    """How a channel's ideas come about."""

    topics: tuple[Topic, ...] = Field(default=(), max_length=MOST_TOPICS)
    feeds: tuple[str, ...] = Field(default=(), max_length=MOST_FEEDS)
    """Addresses of RSS and Atom feeds: what they talk about counts in scores, and the writer sees it."""
    from_writer: int = Field(default=0, ge=0, le=20)
    """So many more the channel's writer is asked for each day, at its price."""
    per_day: int = Field(default=1, ge=1, le=50)
    """How many are proposed a day."""
    cooling_days: int = Field(default=30, ge=1, le=3650)
    """After so long an idea that was turned down may be proposed again; one that was made never is."""
    approve_above: float | None = Field(default=None, ge=0, le=1)
    """Ideas that score so much become briefs with nobody looking; unset: a person decides."""
    missed_days: MissedDays = "skip"
    """What becomes of days on which the daily run could not run, as the machine was off."""
    on_holidays: bool = True
    """Whether ideas are proposed on the holidays of its `schedule`, too."""

    @field_validator("topics", "feeds", mode="before")
    @classmethod
    def _each(cls, given: Any) -> Any:
        return given or ()


def topic_problems(ideas: IdeaSettings | None, languages: tuple[str, ...]) -> Iterator[str]:
    """Yield what is wrong with a channel's topics."""
    for number, url in enumerate(ideas.feeds if ideas else ()):
        if not _is_address(url):
            yield not_allowed(
                f"ideas.feeds.{number}", url, "an address such as https://example.org/feed.xml"
            )
    for number, topic in enumerate(ideas.topics if ideas else ()):
        key = f"ideas.topics.{number}"
        if bool(topic.about.strip()) is bool(topic.brief.strip()):
            yield not_allowed(
                key, topic.name, "either `about` or `brief`, not both and not neither"
            )
        if topic.format and topic.format not in formats():
            yield not_allowed(f"{key}.format", topic.format, one_of(topic.format, formats()))
        if topic.language and topic.language not in languages:
            yield not_allowed(f"{key}.language", topic.language, one_of(topic.language, languages))


def _is_address(url: str) -> bool:
    """Whether it is an address that a feed may have, with a host that can be looked up."""
    try:
        parts = urlsplit(url)
        return bool(
            FEED.fullmatch(url) and (parts.hostname or "").encode("idna") and parts.port != 0
        )
    except ValueError:  # also of a label of more than 63 characters
        return False


def with_files(ideas: dict[str, Any], folder: PurePath) -> dict[str, Any]:
    """Return what is written of ideas, the files of briefs taken from a folder."""
    topics = ideas.get("topics")
    if not isinstance(topics, list):
        return ideas
    return {**ideas, "topics": [_placed(one, folder) for one in cast(list[Any], topics)]}


def _placed(topic: Any, folder: PurePath) -> Any:
    if not isinstance(topic, dict):
        return topic
    written = cast(dict[str, Any], topic)
    if not isinstance(written.get("brief"), str) or not written["brief"].strip():
        return written
    return {**written, "brief": os.path.normpath(folder / written["brief"])}
