"""Keys of a brief: those there are, and what to say when one cannot be accepted.

Each function of this module, and of those beside it that are named after a key, returns a key's value; what is
wrong with it is appended to `problems`, so that a person is told everything at once.
"""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any, Literal, TypeVar

from pydantic import Field

from factory.channel.channel import Channel, Pronounced, located
from factory.channel.fallback_keys import with_fallbacks
from factory.channel.outlet_settings import YouTubeOfBrief
from factory.channel.provider_checks import music_problems, pictures_problems
from factory.channel.provider_directory import Directory
from factory.channel.provider_settings import Music, Pictures, Recording
from factory.documents.error_words import shown
from factory.documents.field_problems import accepted_keys, given, hidden_characters
from factory.documents.front_matter import Document
from factory.errors import BadInput
from factory.records import Payload
from factory.text.hidden_characters import one_line
from factory.text.title_and_tag_limits import MOST_TITLE_CHARS

Admit = Callable[[Channel, str, str], str]
"""Returns where a folder really lies that a brief of the channel names; BadInput if it may not."""

C = TypeVar("C", Pictures, Music)

Mode = Literal["auto", "stepwise"]
"""From words to publication by itself, or one step at a time."""

WRITTEN_KEYS = ("title", "hook", "tags", "words", "body", "description", "background", "topic")
"""Keys whose values are shown or spoken: nothing of them is left out without a word."""
SPOKEN_KEYS = ("words", "body", "notes", "description", "background", "topic")


class WrittenChange(Payload):
    """What of a post shall be another one at a time, as it is written."""

    at: str = ""
    after: str = ""
    """So long after the post is out, in place of a time: `7 days`."""
    title: str = ""
    thumbnail: str = ""
    """A file beside the brief."""
    visibility: str = ""


class FrontMatter(Payload):
    """The keys that a brief may have."""

    channel: str | None = None
    format: str | None = None
    language: str | None = None
    title: str | None = None
    words: str | None = None
    body: str | None = None
    """Another name for `words`."""
    topic: str = ""
    also_in: tuple[str, ...] = ()
    notes: str = ""
    description: str = ""
    background: str = ""
    publish_at: str | None = None
    length: str | None = None
    id: str | None = None
    tags: tuple[str, ...] = ()
    pictures: Pictures | None = None
    music: Music | None = None
    hook: str = ""
    mode: Mode = "auto"
    directions: Literal["speak", "drop"] = "speak"
    """Whether `NARRATOR:` and `[MUSIC FADES]` are left out of the words."""
    recording: Recording | None = None
    """A person's own reading in place of a voice: a file's name, or what it is and how it is used."""
    pronounce: Pronounced = Field(default_factory=dict[str, str])
    """Words, and letters that sound like them."""
    paid_promotion: bool | None = None
    """Whether somebody gives something for what it shows or says; None: as the channel says."""
    youtube: YouTubeOfBrief | None = None
    """In place of the channel's choices for YouTube."""
    later: tuple[WrittenChange, ...] = ()
    """What of its post becomes another one when it is out."""


def front_matter(
    document: Document, folder: PurePath | None, problems: list[str], directory: Directory
) -> FrontMatter:
    """Return those of the document's keys that can be accepted."""
    keys: dict[str, Any] = given(document.front)
    if isinstance(keys.get("tags"), str):
        keys["tags"] = [tag for tag in keys["tags"].split(",") if tag.strip()]
    for key in ("title", "hook"):
        if isinstance(keys.get(key), str):
            keys[key] = one_line(keys[key])
    if isinstance(keys.get("recording"), str):
        keys["recording"] = {"file": keys["recording"]}
    checked = {key: value for key, value in keys.items() if key not in SPOKEN_KEYS}
    problems += hidden_characters(checked)
    problems += [
        f"{key}: {shown(said)} would be lost, as YAML takes it for a comment; wanted: quotes around"
        " the whole value, or the comment on a line of its own"
        for key, said in document.front.cut.items()
        if key.partition(".")[0] in WRITTEN_KEYS
    ]
    front, wrong = accepted_keys(
        FrontMatter, with_fallbacks(located(keys, folder or PurePath()), directory)
    )
    problems += wrong
    problems += [
        f"{key}.folder: {shown(own.folder)} is relative and the brief lies in no folder;"
        " wanted: an absolute path"
        for key, own in (
            ("pictures", front.pictures),
            ("pictures.fallback", front.pictures and front.pictures.fallback),
            ("music", front.music),
        )
        if own and own.folder and not PurePath(own.folder).is_absolute()
    ]
    if len(front.hook) > MOST_TITLE_CHARS:
        problems.append(
            f"hook: {shown(front.hook)} has {len(front.hook):,} characters;"
            f" wanted: {MOST_TITLE_CHARS} at most"
        )
    return front


def check_kind(document: Document, subject: str) -> None:
    """See that the file is not a channel, which has a name and keys that no brief has."""
    keys = set(document.front)
    if "name" in keys and not keys & {"channel", *SPOKEN_KEYS} and not document.body.strip():
        raise BadInput(
            f"{subject} looks like a channel file: it has a `name` and no words; put it into"
            " channels/, and hand in a brief that says `channel: ...`"
        )


def role_problems(front: FrontMatter, directory: Directory) -> list[str]:
    """Return what is wrong with the brief's own choice of pictures and music."""
    return [
        *(pictures_problems(front.pictures, directory) if front.pictures else ()),
        *(music_problems(front.music) if front.music else ()),
    ]


def within_reach(
    front: FrontMatter, channel: Channel | None, admit: Admit | None, problems: list[str]
) -> FrontMatter:
    """Return the keys with every folder where it really lies, if the brief may name it."""
    if channel is None or admit is None:
        return front
    changes = {
        "pictures": front.pictures
        and _admitted("pictures", front.pictures, channel, admit, problems),
        "music": front.music and _admitted("music", front.music, channel, admit, problems),
    }
    return front.model_copy(update=changes)


def _admitted(key: str, choice: C, channel: Channel, admit: Admit, problems: list[str]) -> C:
    changes: dict[str, object] = {}
    if choice.folder and PurePath(choice.folder).is_absolute():
        try:
            changes["folder"] = admit(channel, choice.folder, "")
        except BadInput as error:
            problems.append(f"{key}.folder: {error}")
    if isinstance(choice, Pictures) and choice.fallback:
        second = _admitted(f"{key}.fallback", choice.fallback, channel, admit, problems)
        changes["fallback"] = second
    return choice.model_copy(update=changes)
